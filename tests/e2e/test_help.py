"""/help: one screen with clickable commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.discord.i18n import load_texts
from tests.e2e.harness import open_harness, running_bot


@pytest.mark.parametrize("restarted", [False, True])
async def test_the_commands_of_help_can_be_clicked(tmp_path: Path, restarted: bool) -> None:
    async with open_harness(tmp_path) as harness:
        if restarted:
            await harness.stop_bot()
            async with running_bot(harness):
                text = await harness.answer_text(await harness.alice.slash("help"))
        else:
            text = await harness.answer_text(await harness.alice.slash("help"))
        ids = {c["name"]: c["id"] for c in harness.discord.commands.all(None) if c["type"] == 1}

        mentions = re.findall(r"</([a-z-]+):(\d+)>", text)
        assert [name for name, _ in mentions][:2] == ["imagine", "ideas"]
        assert all(str(ids[name]) == number for name, number in mentions)
        assert "/settings" not in text
        assert len(text.splitlines()) <= 12


@pytest.mark.parametrize("locale", load_texts().locales)
async def test_administrators_also_see_their_commands_in_every_language(tmp_path: Path, locale: str) -> None:
    async with open_harness(tmp_path) as harness:
        harness.people.mod.locale = locale
        text = await harness.answer_text(await harness.mod.slash("help"))

        assert "</settings:" in text
        assert f"`/{load_texts()('name-quota-admin', locale)}`" in text
        assert len(text) <= 2000

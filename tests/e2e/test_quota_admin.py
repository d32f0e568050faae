"""Quota administration: answers to unusual roles and dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.discord import Interaction, UserClient
from tests.e2e.harness import Harness, open_harness


async def _said(harness: Harness, who: UserClient, path: str, **options: object) -> str:
    asked: Interaction = await (await who.slash(path, **options)).done()
    await harness.until(lambda: asked.response is not None and asked.response.content)
    assert asked.response is not None
    return asked.response.content


@pytest.mark.usefixtures("each_engine")
async def test_the_everyone_role_is_named_once_without_a_mention(tmp_path: Path):
    async with open_harness(tmp_path) as harness:
        everyone = harness.people.guild.everyone

        answers = [
            await _said(harness, harness.mod, "quota-admin set", target=everyone, limit=5, preview=True),
            await _said(harness, harness.mod, "quota-admin set", target=everyone, limit=30),
            await _said(harness, harness.alice, "quota"),
            await _said(harness, harness.mod, "quota-admin show", member=harness.people.alice),
            await _said(harness, harness.mod, "quota-admin unset", target=everyone),
            await _said(harness, harness.mod, "quota-admin unset", target=everyone),
        ]

        for answer in answers:
            assert "@everyone" in answer
            assert f"<@&{everyone.id}>" not in answer


@pytest.mark.usefixtures("each_engine")
async def test_the_first_days_of_the_calendar_can_be_exported(tmp_path: Path):
    async with open_harness(tmp_path) as harness:
        answer = await _said(harness, harness.mod, "quota-admin export", to="0001-01-05")

        assert "0001-01-01 to 0001-01-05" in answer

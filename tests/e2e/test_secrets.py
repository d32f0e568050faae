"""Secrets that fal repeats reach neither database, messages, exports nor the log."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from urllib.parse import quote

import pytest

import bot.app as app_module
from bot.logging import set_up_logging
from config import Catalogue, load_catalogue
from tests.e2e.harness import Harness, open_harness

ECHOES = ("fal.submit.echo", "fal.submit.echo-id", "fal.job.echo-failure", "fal.job.echo-pictures")
POLLS = {"stream": False, "render_seconds": 3.0}


def forms(key: str) -> list[str]:
    return [
        f"Key {key}",
        key.upper(),
        quote(key, safe=""),
        base64.b64encode(key.encode()).decode(),
        key.partition(":")[2],
        "\u200b".join(key),
    ]


async def everything(harness: Harness) -> str:
    """Everything that is stored, shown or logged, as one text."""
    async with harness.app.database.read() as connection:
        tables = (
            await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        ).scalars()
        rows = [
            [list(row) for row in await connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for name in tables.all()
        ]
    messages = [
        [message.content, message.edits]
        for channel in harness.world.channels.values()
        for message in harness.world.messages(channel)
    ]
    return json.dumps([rows, messages], default=str, ensure_ascii=False)


async def exported(harness: Harness) -> str:
    asked = await harness.alice.slash("privacy export")
    await harness.content_of(asked)
    assert asked.response is not None
    (file,) = asked.response.attachments
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("sandbox", [{}, POLLS], ids=["stream", "polls"])
async def test_a_key_repeated_by_fal_appears_nowhere(tmp_path, sandbox):
    log = io.StringIO()
    async with open_harness(tmp_path, sandbox={"picture_bytes": 2000, **sandbox}) as harness:
        key = harness.fal.key
        set_up_logging(level="DEBUG", form="json", stream=log, secrets=harness.app.settings.secrets)
        for number, text in enumerate(forms(key)):
            for fault in ECHOES:
                harness.faults.arm(fault, text=text)
                submits = len(harness.fal.submits)
                await harness.alice.slash("imagine", prompt=f"a red kite {number} {fault}", quality="low")
                await harness.fal.until(lambda submits=submits: len(harness.fal.submits) > submits)
                if fault.startswith("fal.job"):
                    harness.sandbox.clock.advance(5)
                await harness.wait_idle()
            harness.sandbox.clock.advance(24 * 3600)  # policy refusals cause a cooldown

        shown = await everything(harness) + await exported(harness) + log.getvalue()

    assert len([name for name in harness.faults.taken if "echo" in name]) == len(ECHOES) * len(forms(key))
    for secret in (*forms(key), *key.split(":")):
        assert secret not in shown


@pytest.mark.parametrize("shows", [False, True])
async def test_log_lines_are_shown_only_if_the_models_file_allows_it(tmp_path, monkeypatch, shows):
    catalogue = load_catalogue()
    model = catalogue.get("fal-ai/gpt-image-2").model_copy(update={"show_log_lines": shows})
    monkeypatch.setattr(app_module, "load_catalogue", lambda own: Catalogue([model]))
    async with open_harness(tmp_path, sandbox={"render_seconds": 60.0}, PROGRESS_SECONDS="0.05") as harness:
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        await interaction.wait(lambda one: one.response is not None and "Drawing" in one.response.content)
        harness.sandbox.clock.advance(30)
        if shows:
            await interaction.wait(lambda one: "Painting 40%" in one.response.content)
        harness.sandbox.clock.advance(30)
        post = await harness.result_of(interaction)

    assert any("Painting" in text for text in post.edits) is shows

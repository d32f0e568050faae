"""Log privacy: prompts and tokens never reach the log."""

from __future__ import annotations

import io

from bot.logging import set_up_logging
from tests.e2e.harness import open_harness

FULL = (
    "CREATE TRIGGER full BEFORE INSERT ON generations "
    "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
)


async def _fill_the_disk(harness):
    async with harness.app.database.write() as connection:
        await connection.exec_driver_sql(FULL)


async def test_a_database_error_carries_neither_prompt_nor_token_into_the_log(tmp_path):
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_harness(tmp_path) as harness:
        await _fill_the_disk(harness)
        interaction = await harness.alice.slash("imagine", prompt="a zebra in the moonlight")
        answer = await harness.answer_text(interaction)

    assert "give the operator this ID" in answer
    assert "disk is full" in log.getvalue()
    assert "zebra" not in log.getvalue()
    assert interaction.token not in log.getvalue()

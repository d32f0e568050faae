"""Database errors: what users read, and that charges stay correct."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import OperationalError

from tests.e2e.harness import open_harness

FULL = (
    "CREATE TRIGGER full BEFORE INSERT ON generations "
    "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
)


async def _fill_the_disk(harness):
    async with harness.app.database.write() as connection:
        await connection.exec_driver_sql(FULL)


async def test_again_replies_even_if_the_database_does_not_respond(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.draw("a red kite")
        await _fill_the_disk(harness)

        answer = await harness.answer_text(await harness.alice.click(post, "Again"))

        assert "You weren't charged" in answer


async def test_a_failure_after_acceptance_is_not_shown_as_a_refusal(tmp_path):
    async with open_harness(tmp_path) as harness:

        async def locked(_day):
            raise OperationalError("SELECT", {}, Exception("database is locked"))

        harness.app.bot.services.quota.spent_by_bot = locked
        post = await harness.draw("a red kite")

        assert not any("You weren't charged" in text for text in [*post.edits, post.content])


async def test_one_unreadable_row_does_not_stop_the_bot(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.draw("old")
    with sqlite3.connect(tmp_path / "easel.db") as connection:
        connection.execute("UPDATE generations SET state = 'paused', told = 0")

    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="new"))

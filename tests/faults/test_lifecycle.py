"""Lifecycle: start, stop, backup, repair and limits."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.db.engine import open_database
from bot.db.migrate import migrate
from bot.db.schema import processes
from bot.logging import set_up_logging
from bot.ops.backup import back_up
from bot.ops.doctor import run_checks
from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.engines import POSTGRES_URL, empty_database
from tests.faults.fast_clock import wake_sleepers
from tests.faults.fault_arming import armed
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_settled

SMALL = {"picture_bytes": 20_000}
# Longer than any slow fault, shorter than a token's life, in seconds.
AWAY = 40.0


# --- SIGTERM ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop during the case's moment; with ``answers``, the awaited response comes after SIGTERM."""

    case: FaultCase
    answers: bool = True


def _taken(fault: str) -> Any:
    async def wait(harness: Harness, _interaction: Any) -> None:
        await harness.fal.until(lambda: fault in harness.faults.taken)

    return wait


async def _drawing(harness: Harness, _interaction: Any) -> None:
    await harness.fal.until(
        lambda: any(r.stream_reads or r.status_reads for r in harness.fal.requests.values())
    )


async def _uploading(harness: Harness, _interaction: Any) -> None:
    await harness.fal.until(lambda: any(e.host == "files" for e in harness.fal.exchanges))
    harness.faults.arm("discord.rest.slow", route="PATCH @original", seconds=AWAY / 2)
    await harness.fal.until(lambda: "discord.rest.slow" in harness.faults.taken)


async def _explaining(harness: Harness, _interaction: Any) -> None:
    await _drawing(harness, None)
    harness.faults.arm("discord.rest.slow", route="PATCH @original", seconds=AWAY / 2)
    harness.clock.advance(AWAY)
    await harness.fal.until(lambda: "discord.rest.slow" in harness.faults.taken)


def _stop(
    name: str, step: Step, fault: str, outcome: Outcome, during: Any, *, answers: bool = True, **more: Any
) -> Stop:
    case = FaultCase(
        name=f"sigterm-{name}", step=step, fault=f"SIGTERM {fault}", outcome=outcome, during=during, **more
    )
    return Stop(case=case, answers=answers)


_S, _D, _R = Step, Outcome.DELIVERED, Outcome.REFUNDED
STOPS = (
    _stop(
        "submit",
        _S.SUBMITTING,
        "while the submit is answered: the answer is waited for",
        _D,
        _taken("fal.submit.slow"),
        arrange=armed("fal.submit.slow"),
    ),
    _stop(
        "submit-silent",
        _S.SUBMITTING,
        "while fal does not answer the submit",
        _R,
        _taken("fal.submit.slow"),
        arrange=armed("fal.submit.slow"),
        answers=False,
    ),
    _stop(
        "fal-queue",
        _S.STATUS,
        "while the request waits at fal",
        _D,
        _drawing,
        sandbox={"queue_seconds": 20.0},
    ),
    _stop(
        "stream", _S.STATUS, "while the status stream is open", _D, _drawing, sandbox={"render_seconds": 20.0}
    ),
    _stop(
        "polls",
        _S.STATUS,
        "while the status is polled",
        _D,
        _drawing,
        sandbox={"render_seconds": 20.0, "stream": False},
    ),
    _stop(
        "result",
        _S.RESULT,
        "while the result is read",
        _D,
        _taken("fal.result.slow"),
        arrange=armed("fal.result.slow"),
        answers=False,
    ),
    _stop(
        "fetching",
        _S.FETCHED,
        "while a file comes in",
        _D,
        _taken("fal.file.slow"),
        arrange=armed("fal.file.slow"),
        answers=False,
    ),
    _stop("posting", _S.POSTING, "while the pictures are posted: the answer is waited for", _D, _uploading),
    _stop(
        "telling",
        _S.NOTIFIED,
        "while a failure is told: the answer is waited for",
        _R,
        _explaining,
        arrange=armed("fal.job.policy-422"),
        sandbox={"render_seconds": 20.0},
    ),
)


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.case.name)
async def test_a_stopped_bot_exits_cleanly_and_its_requests_resume(tmp_path, stop):
    case = stop.case
    async with open_sandbox(**{**SMALL, **case.sandbox}) as box:
        harness = Harness(box, tmp_path)
        case.arrange(harness)
        async with running_process(box, tmp_path, **{**CALM, **case.settings}) as bot:
            interaction = await harness.alice.slash("imagine", prompt="a tin soldier", count=case.count)
            await case.during(harness, interaction)
            # A host allows ten seconds after SIGTERM.
            leaving = asyncio.create_task(bot.stop(timeout=60))
            await asyncio.sleep(0)
            if stop.answers:
                box.clock.advance(AWAY)
            status = await leaving
        box.faults.clear()
        box.clock.advance(AWAY)

        async with running_bot(harness, **CALM):
            await wait_settled(harness)
            await check_outcome(harness, case)

        assert status == 0, bot.log.read_text()
        assert "Traceback" not in bot.log.read_text()


async def test_an_idle_bot_exits_cleanly(tmp_path):
    async with open_sandbox() as box, running_process(box, tmp_path, **CALM) as bot:
        assert await bot.stop() == 0


# --- one process ------------------------------------------------------------------------------


@pytest.mark.parametrize(("same", "setting"), [("database", "DATABASE_URL"), ("token", "DISCORD_TOKEN")])
async def test_a_second_process_exits_with_one_line(tmp_path, same, setting):
    async with open_sandbox() as box, running_process(box, tmp_path, **CALM):
        other = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"}
        if same == "database":
            other = {"DISCORD_TOKEN": "another-token"}

        ended = await easel(tmp_path, {**box.environment(tmp_path), **other}, "run")

        assert f"{setting}: another Easel is running" in error_line(ended)


# --- backup and restore -----------------------------------------------------------------------

RESTORED = FaultCase(
    name="restored-from-mid-job",
    step=Step.SUBMITTED,
    fault="a backup from the middle of a request is restored after its pictures were posted",
    outcome=Outcome.DELIVERED,
)


async def test_a_backup_from_the_middle_of_a_request_posts_nothing_twice(tmp_path):
    copy = tmp_path / "copy.db"
    async with open_harness(tmp_path, sandbox={**SMALL, "render_seconds": 20.0}, **CALM) as harness:
        environment = harness.sandbox.environment(tmp_path)
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        await _drawing(harness, interaction)
        backed_up = await easel(tmp_path, environment, "backup", str(copy))
        harness.clock.advance(AWAY)
        await harness.result_of(interaction)
        await harness.wait_idle()
        await harness.stop_bot()

        restored = await easel(tmp_path, environment, "restore", str(copy))
        async with running_bot(harness, **CALM):
            await wait_settled(harness)
            await check_outcome(harness, RESTORED)
        await wake_sleepers(harness.sandbox)

    assert backed_up.returncode == 0, backed_up.stderr
    assert restored.returncode == 0, restored.stderr
    assert "Restored 1 requests" in restored.stdout


@pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="needs pg_dump and pg_restore")
async def test_a_dump_from_the_middle_of_a_request_posts_nothing_twice(tmp_path):
    dump = tmp_path / "easel.dump"
    async with empty_database("postgresql", tmp_path) as url:
        server = url.replace("+asyncpg", "")
        settings = {**CALM, "DATABASE_URL": url}
        async with open_harness(tmp_path, sandbox={**SMALL, "render_seconds": 20.0}, **settings) as harness:
            interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
            await _drawing(harness, interaction)
            await _execute("pg_dump", "--format=custom", f"--file={dump}", server)
            harness.clock.advance(AWAY)
            await harness.result_of(interaction)
            await harness.wait_idle()
            await harness.stop_bot()

            await _execute(
                "pg_restore", "--clean", "--if-exists", "--exit-on-error", f"--dbname={server}", str(dump)
            )
            async with open_database(url) as database, database.write() as connection:
                # Otherwise the lease of the process in the dump ends in half a minute.
                await connection.execute(update(processes).values(expires_ms=0))
            async with running_bot(harness, **settings):
                (row,) = await wait_settled(harness)
                assert (row["state"], row["charged"]) == ("delivered", 12)
                assert len(harness.results()) == len(harness.fal.submits) == 1
            await wake_sleepers(harness.sandbox)


async def _execute(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()


async def test_a_restore_beside_the_running_bot_is_refused(tmp_path):
    async with open_sandbox() as box:
        environment = box.environment(tmp_path)
        async with running_process(box, tmp_path, **CALM):
            await easel(tmp_path, environment, "backup", str(tmp_path / "copy.db"))
            ended = await easel(tmp_path, environment, "restore", str(tmp_path / "copy.db"))

    assert "the bot is running on this database" in error_line(ended)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xaa" * 40_000),
            "not an intact Easel database",
        ),
        (lambda path: path.write_text("a shopping list " * 500), "not an intact Easel database"),
        (lambda path: _sql(path, "DROP TABLE generations"), "not an intact Easel database"),
        (lambda path: _sql(path, "UPDATE alembic_version SET version_num = '9999'"), "newer Easel"),
    ],
    ids=["damaged", "not-a-database", "not-easel", "newer"],
)
async def test_a_bad_backup_is_refused_and_the_database_is_kept(tmp_path, spoil, said):
    async with open_sandbox() as box:
        environment = box.environment(tmp_path)
        url = environment["DATABASE_URL"]
        async with open_database(url) as opened:
            await migrate(opened)
        database, copy = tmp_path / "easel.db", tmp_path / "copy.db"
        back_up(url, copy)
        before = database.read_bytes()
        spoil(copy)

        ended = await easel(tmp_path, environment, "restore", str(copy))

    assert said in error_line(ended)
    assert database.read_bytes() == before


def _sql(path: Any, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(statement)


# --- ledger -----------------------------------------------------------------------------------


async def test_doctor_finds_and_repairs_a_wrong_counter(tmp_path):
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        await harness.draw("a red kite")
        async with harness.app.database.write() as connection:
            await connection.execute(text("UPDATE counters SET value = value + 5 WHERE scope = 'member'"))
        settings = harness.sandbox.settings(tmp_path)
        found: list[str] = []
        repaired: list[str] = []

        assert not await run_checks(settings, found.append)
        assert await run_checks(settings, repaired.append, repair=True)

        assert any(line.startswith("FAIL  ledger") and "counter 11, entries 6" in line for line in found)
        assert [line for line in repaired if line.startswith("repaired")] != []
        await harness.wait_idle()


async def test_expired_requests_are_deleted_and_the_ledger_is_kept(tmp_path):
    async with open_harness(tmp_path, sandbox=SMALL, RETENTION_DAYS="1", **CALM) as harness:
        await harness.draw("a red kite")
        harness.clock.advance(2 * 24 * 3600)
        for _ in range(500):
            if not await harness.rows():
                break
            await asyncio.sleep(0.01)

        assert await harness.rows() == []
        assert [entry["kind"] for entry in await harness.entries()] == ["reserve", "settle"]
        await harness.wait_idle()
        await wake_sleepers(harness.sandbox)


# --- limits and the account -------------------------------------------------------------------

ELSEWHERE = FaultCase(
    name="server-not-allowed",
    step=Step.RECEIVED,
    fault="the server is not on the operator's list",
    outcome=Outcome.REFUSED,
)
CEILING = FaultCase(
    name="ceiling-reached",
    step=Step.RESERVED,
    fault="the whole bot's credits for today are spent",
    outcome=Outcome.REFUSED,
    note="the operator was told once, at 80 %",
)
BREAKER = FaultCase(
    name="account-refused",
    step=Step.SUBMITTING,
    fault="fal refuses the account, then accepts it again",
    outcome=Outcome.REFUNDED,
    note="no submits meanwhile, one probe, the operator told once; then drawing goes on",
)
CASES = (*(stop.case for stop in STOPS), RESTORED, ELSEWHERE, CEILING, BREAKER)


async def test_an_unlisted_server_is_refused(tmp_path):
    async with open_harness(tmp_path, sandbox=SMALL, ALLOWED_GUILD_IDS="123", **CALM) as harness:
        refused = await harness.alice.slash("imagine", prompt="a red kite")

        await harness.until(
            lambda: any("Easel isn't enabled on this server" in m.content for m in refused.messages)
        )
        await check_outcome(harness, ELSEWHERE)
        await wake_sleepers(harness.sandbox)


async def test_the_operator_is_alerted_to_the_cap_once_and_members_when_it_is_reached(tmp_path):
    async with open_sandbox(**SMALL) as box:
        harness = Harness(box, tmp_path)
        channel = box.people.after_dark
        settings = {
            **CALM,
            "QUOTA_BOT_DAILY_CREDITS": "30",
            "QUOTA_SERVER_DAILY_CREDITS": "none",
            "OPERATOR_CHANNEL_ID": str(channel.id),
        }
        async with running_bot(harness, **settings):
            for prompt in ("first", "second", "third"):
                count = 1 if prompt == "third" else 2
                await harness.result_of(await harness.alice.slash("imagine", prompt=prompt, count=count))
            refused = await harness.alice.slash("imagine", prompt="too much")
            await harness.until(lambda: any("reset" in m.content for m in refused.messages))
            await harness.wait_idle()
            notices = [m.content for m in box.discord.world.messages(channel)]

        assert "Easel has used up its credits for today" in refused.messages[-1].content
        assert len(notices) == 1
        assert "24 of today's 30 credits" in notices[0]
        assert len(box.fal.submits) == 3


async def test_a_refused_account_is_probed_once_and_reported_once(tmp_path):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        harness.faults.arm("fal.submit.403-balance", times=2)
        first = await harness.alice.slash("imagine", prompt="first", count=2)
        await harness.until(
            lambda: "refusing its account" in (first.response.content if first.response else "")
        )
        await check_outcome(harness, BREAKER)

        paused = await harness.alice.slash("imagine", prompt="paused")
        await harness.until(lambda: any("Easel is paused" in m.content for m in paused.messages))
        assert len(harness.fal.submits) == 1

        harness.clock.advance(61)
        probe = await harness.alice.slash("imagine", prompt="probe")
        await harness.until(
            lambda: "refusing its account" in (probe.response.content if probe.response else "")
        )
        harness.clock.advance(61)
        still = await harness.alice.slash("imagine", prompt="still paused")
        await harness.until(lambda: any("Easel is paused" in m.content for m in still.messages))
        assert len(harness.fal.submits) == 2

        harness.clock.advance(60)
        await harness.result_of(await harness.alice.slash("imagine", prompt="again"))
        await harness.draw("and again")
        await wake_sleepers(harness.sandbox)

    told = [line for line in lines.getvalue().splitlines() if "operator alert" in line]
    assert sum("operator-fal-balance" in line for line in told) == 1
    assert sum("operator-fal-again" in line for line in told) == 1
    assert len(harness.fal.submits) == 4

"""Several processes on one PostgreSQL database: they take over each other's jobs, and none acts twice."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.audit.models import AdminActor, Target, TargetKind
from bot.db.engine import open_database
from bot.db.schema import generations, processes
from bot.errors import RefusedError
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from sandbox.bot_process import BotProcess, running_process
from sandbox.discord import Interaction
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.engines import POSTGRES_URL, empty_database
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.waiting import wait_for, wait_settled

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

_AT_FAL, _QUEUED = 3, 3
_SANDBOX = {"picture_bytes": 20_000, "render_seconds": 60.0, "concurrency": 10, "cancel_stops": True}
_SETTINGS = {
    **CALM,
    "JOBS_RUNNING": str(_AT_FAL),
    "JOBS_RUNNING_PER_MEMBER": str(_AT_FAL),
    "JOBS_WAITING_PER_MEMBER": "100",
    "QUOTA_DAILY_CREDITS": "1000",
}


@pytest.fixture
async def settings(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """Settings of every process of one bot."""
    async with empty_database("postgresql", tmp_path) as url:
        yield {**_SETTINGS, "DATABASE_URL": url}


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with open_sandbox(**_SANDBOX) as sandbox:
        yield sandbox


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    return folder


async def _end_leases(url: str, *, besides: str = "") -> None:
    """Let the leases of all processes end, as if they had not renewed them for an hour."""
    async with open_database(url) as database, database.write() as connection:
        await connection.execute(update(processes).where(processes.c.id != besides).values(expires_ms=0))


async def _stored(url: str, states: dict[str, int]) -> None:
    """Wait until the database has that many jobs in each state."""
    query = select(generations.c.state, func.count()).group_by(generations.c.state)
    async with open_database(url) as database:
        for _ in range(1000):
            async with database.read() as connection:
                found = {row.state: row.count for row in await connection.execute(query)}
            if found == states:
                return
            await asyncio.sleep(0.02)
    raise AssertionError(f"the database has {found}")


async def _ask(harness: Harness, number: int) -> list[Interaction]:
    asked = [await harness.alice.slash("imagine", prompt=f"kite {n}") for n in range(number)]
    await harness.until(lambda: len(harness.fal.submits) >= min(number, _AT_FAL))
    return asked


def _check_delivered_once(harness: Harness, rows: list, asked: list[Interaction]) -> None:
    assert [row["state"] for row in rows] == ["delivered"] * len(asked)
    assert len(harness.fal.submits) == len(asked)
    assert len(harness.results()) == len(asked)
    assert all(interaction.response in harness.results() for interaction in asked)


@asynccontextmanager
async def _asked_of_another(
    box: Sandbox, tmp_path: Path, settings: dict[str, str]
) -> AsyncIterator[tuple[Harness, BotProcess, list[Interaction]]]:
    """A process of its own with requests at fal and in the queue."""
    harness = Harness(box, _folder(tmp_path, "second"))
    async with running_process(box, _folder(tmp_path, "first"), **settings) as first:
        asked = await _ask(harness, _AT_FAL + _QUEUED)
        await _stored(settings["DATABASE_URL"], {"submitted": _AT_FAL, "queued": _QUEUED})
        yield harness, first, asked


async def test_the_jobs_of_a_killed_process_are_delivered_once_by_another(tmp_path, box, settings):
    async with (
        _asked_of_another(box, tmp_path, settings) as (harness, first, asked),
        running_bot(harness, **settings) as app,
    ):
        first.kill()
        await first.wait()
        assert app.services.dispatcher.open_jobs == 0, "its lease has not ended"
        assert app.services.process is not None
        await _end_leases(settings["DATABASE_URL"], besides=app.services.process.id)
        async with fast_clock(box):
            rows = await wait_settled(harness)
        _check_delivered_once(harness, rows, asked)
        await wake_sleepers(box)


async def test_a_process_that_wakes_up_after_a_take_over_changes_nothing(tmp_path, box, settings):
    async with _asked_of_another(box, tmp_path, settings) as (harness, first, asked):
        os.kill(first.pid, signal.SIGSTOP)
        await _end_leases(settings["DATABASE_URL"])
        async with running_bot(harness, **settings):
            async with fast_clock(box):
                rows = await wait_settled(harness)
            before = [(message.id, message.content) for message in harness.results()]
            calls = len(box.fal.exchanges)

            os.kill(first.pid, signal.SIGCONT)
            log = first.log
            await wait_for(lambda: log.read_text().count("taken over by another process") >= _AT_FAL)
            assert await first.stop() == 0

            assert await harness.rows() == rows
            assert [(message.id, message.content) for message in harness.results()] == before
            assert not any("cancel" in exchange.path for exchange in box.fal.exchanges[calls:])
            _check_delivered_once(harness, rows, asked)
            await wake_sleepers(box)


@asynccontextmanager
async def _two_bots(
    box: Sandbox, tmp_path: Path, settings: dict[str, str]
) -> AsyncIterator[tuple[Harness, Harness]]:
    one, two = (Harness(box, _folder(tmp_path, name)) for name in ("one", "two"))
    async with running_bot(one, **settings), running_bot(two, **settings):
        await box.discord.gateway.wait_identified(sessions=2)
        yield one, two
        await wake_sleepers(box)


async def test_a_cancellation_in_one_process_reaches_the_other(tmp_path, box, settings):
    async with _two_bots(box, tmp_path, settings) as bots:
        (asked,) = await _ask(bots[0], 1)
        (row,) = await bots[0].rows()
        owner = next(bot for bot in bots if bot.app.services.process.id == row["owner"])
        other = bots[1 - bots.index(owner)]
        cancelling = asyncio.create_task(
            other.app.services.cancellation.cancel(
                row["id"], guild_id=row["guild_id"], user_id=row["user_id"], may_moderate=False
            )
        )
        async with fast_clock(box):
            await cancelling
            (row,) = await wait_settled(owner)

        assert row["state"] == "cancelled"
        assert "You weren't charged" in asked.response.content
        assert other.app.services.dispatcher.open_jobs == 0


async def test_two_processes_of_one_bot_are_not_reported_as_copies(tmp_path, box, settings):
    channel = box.people.after_dark
    settings |= {"OPERATOR_CHANNEL_ID": str(channel.id)}
    async with _two_bots(box, tmp_path, settings) as bots:
        for number in range(4):
            await bots[0].alice.slash("help")
            await bots[0].alice.slash("imagine", prompt=f"kite {number}")
        async with fast_clock(box):
            await bots[0].until(lambda: len(bots[0].results()) == 4)
            rows = await wait_settled(bots[0])
            await wait_settled(bots[1])
        refused = [call for call in box.discord.traffic.matching("POST callback") if call.status == 400]
        for bot in bots:
            services = bot.app.services
            reported = asyncio.Event()
            services.background.schedule("last", lambda reported=reported: _set(reported))
            await reported.wait()

    assert len(rows) == len(box.fal.submits) == 4
    assert refused
    assert box.discord.world.messages(channel) == []


async def test_the_limits_hold_for_both_processes_together(tmp_path, box, settings):
    async with _two_bots(box, tmp_path, settings) as bots:
        asked = [await bots[0].alice.slash("imagine", prompt=f"kite {n}") for n in range(4)]
        asked += [await bots[0].bob.slash("imagine", prompt=f"boat {n}") for n in range(4)]
        await _stored(settings["DATABASE_URL"], {"submitted": _AT_FAL, "queued": len(asked) - _AT_FAL})
        until = box.clock.now() + 10
        async with fast_clock(box):
            await wait_for(lambda: box.clock.now() > until)
        assert len(box.fal.submits) == _AT_FAL, "both have looked for places several times"
        async with fast_clock(box):
            await bots[0].until(lambda: len(bots[0].results()) == len(asked), timeout=60)
            rows = await wait_settled(bots[0])
            await wait_settled(bots[1])

    _check_delivered_once(bots[0], rows, asked)


async def _set(event: asyncio.Event) -> None:
    event.set()


async def _submit(bot: Harness, prompt: str) -> Job:
    """Store a request of Alice in this process, whichever would have been the first to acknowledge her command."""
    services, people = bot.app.services, bot.people
    request = GenerationRequest.parse(
        services.model, prompt=prompt, size="1024x1024", quality="medium", count=1
    )
    context = RequestContext(
        guild_id=people.guild.id,
        channel_id=people.studio.id,
        user_id=people.alice.id,
        role_ids=frozenset(),
        locale="en-US",
        trigger=Trigger.COMMAND,
        idempotency_key=f"interaction:{prompt}",
        application_id=5,
        upload_limit=10 * 1024 * 1024,
    )
    return await services.jobs.submit(request, context)


@pytest.fixture
def only_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes read the database without a signal once an hour."""
    monkeypatch.setattr("bot.jobs.recovery._TICK_SECONDS", 3600.0)
    monkeypatch.setattr("bot.jobs.dispatcher._SHARED_SECONDS", 3600.0)
    monkeypatch.setattr("bot.fal.shared_breaker._POLL_SECONDS", 3600.0)


@pytest.mark.usefixtures("only_signals")
async def test_processes_learn_at_once_of_each_others_changes(tmp_path, box, settings):
    settings |= {"JOBS_RUNNING": "1", "JOBS_RUNNING_PER_MEMBER": "1"}
    async with _two_bots(box, tmp_path, settings) as bots:
        kite = await _submit(bots[0], "kite")
        await wait_for(lambda: len(box.fal.submits) == 1)
        boat = await _submit(bots[1], "boat")

        # A cancellation by the process that does not run the job, which then frees a place for the other.
        await bots[1].app.services.cancellation.cancel(
            kite.id, guild_id=kite.guild_id, user_id=kite.user_id, may_moderate=False
        )
        await wait_for(lambda: len(box.fal.submits) == 2)
        async with fast_clock(box):
            rows = await wait_settled(bots[0])

    assert {row["id"]: row["state"] for row in rows} == {kite.id: "cancelled", boat.id: "delivered"}


async def test_changes_in_one_process_hold_in_the_other_with_its_next_request(tmp_path, box, settings):
    async with _two_bots(box, tmp_path, settings) as bots:
        one = bots[0].app.services
        guild_id, alice = box.people.guild.id, box.people.alice.id
        admin = AdminActor(guild_id=guild_id, user_id=99)
        await _submit(bots[1], "kite")

        async def refusal(number: int) -> str:
            with pytest.raises(RefusedError) as refused:
                await _submit(bots[1], f"red kite {number}")
            return refused.value.key

        await one.maintenance.pause("")
        assert await refusal(1) == "refused-paused"
        await one.maintenance.resume()
        await one.guilds.change(admin, refused_words=["red"])
        assert await refusal(2) == "rules-word"
        await one.guilds.change(admin, refused_words=None)
        await one.quota.set_limit(admin, Target(kind=TargetKind.MEMBER, id=alice), 1)
        assert await refusal(3) == "refused-quota"
        await one.quota.set_limit(admin, Target(kind=TargetKind.MEMBER, id=alice), None)
        await one.quota.set_blocked(admin, alice, blocked=True)
        assert await refusal(4) == "refused-blocked"
        await one.quota.set_blocked(admin, alice, blocked=False)
        await _submit(bots[1], "red kite")
        async with fast_clock(box):
            await wait_settled(bots[1])


@pytest.mark.usefixtures("only_signals")
async def test_an_open_breaker_of_one_process_holds_for_all(tmp_path, box, settings):
    settings |= {"OPERATOR_CHANNEL_ID": str(box.people.after_dark.id)}
    async with _two_bots(box, tmp_path, settings) as bots:
        box.faults.arm("fal.submit.403-balance")
        await _submit(bots[0], "kite")
        breakers = [bot.app.services.breaker for bot in bots]
        await wait_for(lambda: all(one.blocked_by == "balance" for one in breakers))
        with pytest.raises(RefusedError) as refused:
            await _submit(bots[1], "boat")
        assert refused.value.key == "refused-fal-balance"
        assert len(box.fal.submits) == 1

        # The other process's request is the probe that ends it for both.
        box.clock.advance(61)
        async with fast_clock(box):
            await _submit(bots[1], "boat")
            await wait_for(lambda: all(one.open_reason is None for one in breakers))
            await wait_settled(bots[0])
        alerts = box.discord.world.messages(box.people.after_dark)
        assert len(alerts) == 2


@pytest.mark.usefixtures("only_signals")
async def test_a_stopped_process_hands_its_jobs_over_at_once(tmp_path, box, settings):
    one, two = (Harness(box, _folder(tmp_path, name)) for name in ("one", "two"))
    async with running_bot(two, **settings) as app:
        async with running_bot(one, **settings):
            await _submit(one, "kite")
            await wait_for(lambda: len(box.fal.submits) == 1)
        await wait_for(lambda: app.services.dispatcher.open_jobs == 1)
        async with fast_clock(box):
            rows = await wait_settled(two)
        await wake_sleepers(box)

    assert [row["state"] for row in rows] == ["delivered"]

"""Countable cost of a job: requests, statements, tasks. Unlike times, it does not depend on the machine.

A larger number means more work for every job. Raise one only for a reason.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite
import discord
import pytest
from sqlalchemy import Connection, event

from bot.images.spool import SpoolFile
from bot.tuning.guild_cache import CompactConnectionState
from sandbox.discord.gateway import IdleGuilds
from tests.e2e.blocked_database import observe_begins
from tests.e2e.harness import Harness, open_harness

_BYTES = 300_000
# Submission, claim, fal's request ID, fal's result, delivery route, delivery.
_WRITES = 6
# Includes the locks, and one statement by the test's own ledger check.
_STATEMENTS = 34
# The user's defaults, the admission checks, the bot's spending cap, the estimated duration, the remaining
# credits, whether to mention the user; and the test's own.
_READS = 7

# Tasks that end with a job or with the start of the connection.
_PASSING = ("job-", "progress-", "discord.py:")


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[Harness]:
    """A bot that shows no progress during the test."""
    async with open_harness(tmp_path, sandbox={"picture_bytes": _BYTES}, PROGRESS_SECONDS="60") as opened:
        yield opened


async def _draw(harness: Harness, **options: Any) -> None:
    await harness.draw("a red kite", **options)


class _Statements:
    """Counter of SQL statements by their first word."""

    def __init__(self, harness: Harness) -> None:
        self.counts: Counter[str] = Counter()
        self.reads = 0
        self._engine = harness.app.database.engine.sync_engine
        self._begins = observe_begins(harness.app, self._note_begin)

    def __enter__(self) -> Self:
        event.listen(self._engine, "before_cursor_execute", self._note)
        self._begins.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._begins.__exit__(None, None, None)
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        words = statement.split()
        self.counts[" ".join(words[:2]) if words[0] == "BEGIN" else words[0]] += 1

    def _note_begin(self, connection: Connection) -> None:
        self.reads += not connection.get_execution_options().get("easel_write", False)


async def test_a_job_makes_four_requests_to_fal(harness: Harness) -> None:
    await _draw(harness)

    asked = Counter(f"{one.host} {one.method}" for one in harness.fal.exchanges)
    # The submit; the status stream and the result; the picture.
    assert asked == {"queue POST": 1, "queue GET": 2, "files GET": 1}


async def test_a_20_second_job_without_the_stream_makes_at_most_15_requests_to_fal(
    tmp_path: Path,
) -> None:
    fast = {"render_seconds": 20.0, "stream": False}
    async with open_harness(tmp_path, sandbox=fast, FAL_POLL_SECONDS="1.5", PROGRESS_SECONDS="60") as harness:
        harness.clock.run_at(20)
        await _draw(harness)

        assert len(harness.fal.exchanges) <= 15


async def test_a_job_makes_at_most_four_requests_to_discord(harness: Harness) -> None:
    harness.discord.traffic.clear()
    await _draw(harness)
    await harness.until(lambda: harness.discord.traffic.matching("PUT reactions"))

    sent = Counter(f"{one.method} {one.route_template}" for one in harness.discord.traffic.requests)
    assert sum(sent.values()) <= 4, sent
    assert sum(count for call, count in sent.items() if call.startswith("POST")) == 1


async def test_a_job_takes_the_write_lock_six_times_and_has_a_limited_number_of_statements(
    harness: Harness,
) -> None:
    await harness.app.bot.wait_until_ready()  # a session starts with a recovery, which reads too
    await _draw(harness)  # the first job of a day creates its counters
    with _Statements(harness) as statements:
        await _draw(harness)

    assert statements.counts["BEGIN IMMEDIATE"] <= _WRITES, statements.counts
    assert statements.reads <= _READS
    assert sum(statements.counts.values()) <= _STATEMENTS, statements.counts


async def test_only_commits_use_another_thread(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over: list[Any] = []
    hand_over = aiosqlite.Connection._execute

    async def count(self: aiosqlite.Connection, fn: Any, *args: Any, **kwargs: Any) -> Any:
        handed_over.append(fn)
        return await hand_over(self, fn, *args, **kwargs)

    await _draw(harness)
    monkeypatch.setattr(aiosqlite.Connection, "_execute", count)
    with _Statements(harness) as statements:
        await _draw(harness)

    assert len(handed_over) == statements.counts["BEGIN IMMEDIATE"]


async def test_an_image_is_written_once_and_not_copied(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = SpoolFile.write

    def count(self: SpoolFile, chunk: bytes) -> None:
        written.append(len(chunk))
        write(self, chunk)

    monkeypatch.setattr(SpoolFile, "write", count)
    await _draw(harness, count=2)

    sent = sum(attachment.size for attachment in harness.results()[0].attachments)
    assert sum(written) == sent >= 2 * _BYTES * 0.9
    assert max(written) <= 256 * 1024  # one read of a socket; nothing is buffered


async def test_only_checking_images_and_removing_their_folder_use_a_thread(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: Counter[str] = Counter()
    submit = ThreadPoolExecutor.submit

    def count(self: ThreadPoolExecutor, fn: Any, *args: Any, **kwargs: Any) -> Any:
        work = fn.args[0] if isinstance(fn, partial) else fn
        if not work.__module__.startswith("sandbox."):
            handed_over[work.__qualname__] += 1
        return submit(self, fn, *args, **kwargs)

    await _draw(harness)
    monkeypatch.setattr(ThreadPoolExecutor, "submit", count)
    await _draw(harness, count=2)

    # In particular not the chunks of an upload: the switch to a thread takes longer than they do.
    assert handed_over == Counter(probe=2, check_image_data=2, _remove_tree=1)


async def test_a_job_leaves_no_task_and_no_file(harness: Harness) -> None:
    await _draw(harness)
    await _passing_tasks_ended()
    before = _tasks()
    for _ in range(3):
        await _draw(harness)
    await _passing_tasks_ended()

    assert _tasks() <= before
    assert not any(harness.app.settings.spool_dir.rglob("*")) if harness.app else False


async def _passing_tasks_ended() -> None:
    """Wait for the start of the connection, and for tasks that end a moment after their job."""
    for _ in range(500):
        if not any(task.get_name().startswith(_PASSING) for task in asyncio.all_tasks()):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(_tasks())


def _own_tasks() -> Counter[str]:
    """Count the tasks of jobs by the first word of their names."""
    kinds = (task.get_name().partition("-")[0] for task in asyncio.all_tasks())
    return Counter(kind for kind in kinds if kind in {"job", "progress", "withdrawal"})


def _tasks() -> Counter[str]:
    """Count the running tasks by their names without numbers."""
    return Counter(task.get_name().rstrip("0123456789") for task in asyncio.all_tasks())


async def test_a_job_at_fal_has_two_tasks(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 3600.0, "concurrency": 20}) as harness:
        await _at_fal(harness, 1)
        one = _own_tasks()
        await _at_fal(harness, 2)

        assert _own_tasks() - one == Counter(job=1, progress=1)


async def _at_fal(harness: Harness, number: int) -> None:
    await harness.alice.slash("imagine", prompt=f"picture {number}")
    await harness.fal.until(lambda: len(harness.fal.requests) == number)
    await harness.fal.until(lambda: all(one.stream_reads for one in harness.fal.requests.values()))


async def test_the_client_has_two_intents_and_caches_no_members_and_no_messages(harness: Harness) -> None:
    bot = harness.app.bot

    assert bot.intents == discord.Intents(guilds=True, guild_reactions=True)
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()
    assert list(bot.cached_messages) == []
    assert bot._connection.max_messages is None


async def test_an_unused_server_is_kept_as_a_few_bytes(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"idle_guilds": IdleGuilds(300)}) as harness:
        state: Any = harness.app.bot._connection
        assert isinstance(state, CompactConnectionState)
        await harness.app.bot.wait_until_ready()
        await _draw(harness)

        assert len(state.guild_cache) == 302
        assert len(state.guild_cache.made) <= 2
        assert max(map(len, state.guild_cache._payloads.values())) < 2_000

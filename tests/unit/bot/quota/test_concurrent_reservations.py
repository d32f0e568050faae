"""Concurrent reservations: the last credits are granted exactly once."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.db.engine import Database, open_database
from tests.unit.bot.children import python
from tests.unit.bot.quota.concurrent_reservations import KINDS, LAST, compete, prepare
from tests.unit.bot.quota.ledger_invariants import problems

Process = subprocess.Popen[str]


@pytest.fixture(scope="module")
def rivals() -> Iterator[tuple[Process, Process]]:
    """Two processes that reserve when they are told to."""
    script = Path(__file__).with_name("concurrent_reservations.py")
    with ExitStack() as stack:
        first, second = (stack.enter_context(python(script, name)) for name in ("a", "b"))
        assert [_line(first), _line(second)] == ["ready", "ready"]
        yield first, second


def _line(process: Process) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _tell(process: Process, order: dict[str, str]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


async def _books(database: Database) -> list[str]:
    async with database.read() as connection:
        return await problems(connection)


@pytest.mark.parametrize("kind", KINDS)
async def test_two_pools_of_one_process_grant_the_last_credits_once(
    database: Database, database_url: str, kind: str
) -> None:
    await prepare(database, kind)

    async with open_database(database_url) as other:
        given = await asyncio.gather(compete(database, kind, "a"), compete(other, kind, "b"))

    assert sum(given) == LAST
    assert await _books(database) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_two_processes_grant_the_last_credits_once(
    database: Database, database_url: str, rivals: tuple[Process, Process], kind: str
) -> None:
    await prepare(database, kind)

    for process in rivals:
        _tell(process, {"url": database_url, "kind": kind})
    given = [int(await asyncio.to_thread(_line, process)) for process in rivals]

    assert sum(given) == LAST
    assert await _books(database) == []

"""Lasting disruptions of the bot's environment: database, disk, clock, a second copy, firewalls."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sandbox.bot_process import BotProcess
from sandbox.server import Sandbox
from tests.chaos.machine import Machine
from tests.chaos.plan import Disruption
from tests.faults.server_faults import TROUBLES, Server

__all__ = ["Host", "begin"]

_MANY = 1_000_000
_PAGES: tuple[dict[str, Any], ...] = (
    {"status": 403},
    {"status": 200},
    {"status": 502},
    {"status": 404, "body": '{"error": "not found"}'},
    {"status": 401, "body": '{"message": "Unauthorized"}'},
    {"status": 429, "body": "{}"},
)
# The calls that a firewall intercepts: all, or some.
_DISCORD_ROUTES = ("", "multipart", "PATCH @original", "POST")
_FAL_CALLS = (
    ("submit", "status", "result", "cancel", "file"),
    ("status", "result", "cancel"),
    ("file",),
    ("submit",),
)
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Host:
    """The machine of a bot process, with its files and its database."""

    sandbox: Sandbox
    folder: Path
    machine: Machine
    process: BotProcess
    server: Server | None
    start_copy: Callable[[], AbstractAsyncContextManager[object]]


def begin(host: Host, disruption: Disruption) -> AbstractAsyncContextManager[None]:
    """Return the disruption as a context: it lasts until the block ends."""
    return _KINDS[disruption.kind](host, disruption)


@asynccontextmanager
async def _database(host: Host, disruption: Disruption) -> AsyncIterator[None]:
    """The database is unavailable; the cause depends on the engine."""
    if host.server is not None:
        names = sorted(TROUBLES)
        async with TROUBLES[names[disruption.variant % len(names)]][0](host.server):
            yield
        return
    ways = (_locked, _read_only, _full)
    async with ways[disruption.variant % len(ways)](host):
        yield


@asynccontextmanager
async def _locked(host: Host) -> AsyncIterator[None]:
    """Another program holds SQLite's write lock."""
    with closing(sqlite3.connect(host.folder / "easel.db", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@asynccontextmanager
async def _read_only(host: Host) -> AsyncIterator[None]:
    host.machine.update(read_only=True)
    try:
        yield
    finally:
        host.machine.update(read_only=False)


@asynccontextmanager
async def _full(host: Host) -> AsyncIterator[None]:
    """The disk is full: no file of the process grows, neither the database nor the spool nor the log."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    _limit_files(host.process.pid, (0, hard))
    try:
        yield
    finally:
        _limit_files(host.process.pid, (soft, hard))


def _limit_files(pid: int, limits: tuple[int, int]) -> None:
    # The process may have been killed.
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@asynccontextmanager
async def _spool_full(host: Host, _: Disruption) -> AsyncIterator[None]:
    host.machine.update(disk_full=True)
    try:
        yield
    finally:
        host.machine.update(disk_full=False)


@asynccontextmanager
async def _clock(host: Host, disruption: Disruption) -> AsyncIterator[None]:
    """The machine's clock is set; in half of the cases it is corrected afterward."""
    errors = (3600.0, -3600.0, 90.0, -1200.0, 25 * 3600.0, -25 * 3600.0)
    host.machine.update(ahead=errors[disruption.variant % len(errors)])
    yield
    if disruption.variant % 2:
        host.machine.update(ahead=0.0)


@asynccontextmanager
async def _second_copy(host: Host, _: Disruption) -> AsyncIterator[None]:
    async with host.start_copy():
        yield


@asynccontextmanager
async def _firewall(host: Host, disruption: Disruption, *names: str, **params: str) -> AsyncIterator[None]:
    page = _PAGES[disruption.variant % len(_PAGES)]
    for name in names:
        host.sandbox.faults.arm(name, times=_MANY, **page, **params)
    try:
        yield
    finally:
        host.sandbox.faults.clear()


def _discord_firewall(host: Host, disruption: Disruption) -> AbstractAsyncContextManager[None]:
    return _firewall(host, disruption, "discord.rest.foreign", route=_pick(_DISCORD_ROUTES, disruption))


def _fal_firewall(host: Host, disruption: Disruption) -> AbstractAsyncContextManager[None]:
    return _firewall(host, disruption, *(f"fal.{call}.foreign" for call in _pick(_FAL_CALLS, disruption)))


def _pick(choices: Sequence[_T], disruption: Disruption) -> _T:
    """Choose by the variant, independently of the page."""
    return choices[disruption.variant // len(_PAGES) % len(choices)]


_KINDS: dict[str, Callable[[Host, Disruption], AbstractAsyncContextManager[None]]] = {
    "database-away": _database,
    "spool-full": _spool_full,
    "clock-jump": _clock,
    "second-copy": _second_copy,
    "discord-firewall": _discord_firewall,
    "fal-firewall": _fal_firewall,
}

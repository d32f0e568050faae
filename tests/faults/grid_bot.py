"""A bot whose calls to its database or its disk pass a fault point, and the scenarios in which it makes them."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from sqlalchemy import Table
from sqlalchemy.engine import make_url

from bot.db import engine as engine_module
from bot.db import outages as outages_module
from bot.db import postgresql as postgresql_module
from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.discord.i18n import load_texts
from bot.errors import DatabaseUnavailableError, StartupError
from bot.logging import set_up_logging
from config import ConfigError
from sandbox.discord import Interaction, InteractionState
from sandbox.server import open_sandbox
from tests.conformance.populated_guild import ids_in
from tests.e2e.harness import CALM, Harness, running_bot
from tests.engines import ENGINES, empty_database
from tests.faults.fast_clock import idle_clock, run_library_on, wake_sleepers
from tests.faults.fault_point import FaultPoint
from tests.faults.faulty_disk import use_faulty_disk
from tests.faults.faulty_postgresql import open_faulty_proxy
from tests.faults.faulty_sqlite import use_faulty_sqlite
from tests.faults.waiting import wait_for

__all__ = ["COUNT", "SCENARIOS", "SERVICES", "GridBot", "Scenario", "Service", "open_grid_bot"]

Service = Literal["sqlite", "postgresql", "disk"]
#: The services that can be tested here.
SERVICES: tuple[Service, ...] = ("sqlite", "disk", *(("postgresql",) if "postgresql" in ENGINES else ()))

COUNT = 2
_SETTINGS = {
    **CALM,
    "JOB_DEADLINE_SECONDS": "7200",
    "QUOTA_DAILY_CREDITS": "100000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
}
_SANDBOX: dict[str, Any] = {"picture_bytes": 20_000, "rate_limits": False, "published": True}
_LONG_RENDER = 600.0
_MARK = "🔁"
# Maximum number of times that a member takes an action that arrives too late.
_ACTIONS = 10
# Maximum number of times that a check reads the database.
_READS = 10
# Seconds before a supervisor restarts a bot that has ended.
_RESTART_SECONDS = 30.0
# Number of starts within a long outage.
_LONG_OUTAGE_STARTS = 3
# Limits in real seconds in place of those that hold against a real server.
_LIMIT_SECONDS = 0.5


class _Harness(Harness):
    """Reads the database past the fault point, again if a busy machine exceeds the short limits."""

    checks: Database | None = None

    @property
    def database(self) -> Database:
        assert self.checks is not None
        return self.checks

    async def _read(self, table: Table, order: Any) -> list[dict[str, Any]]:
        for _ in range(_READS):
            with suppress(DatabaseUnavailableError):
                return await super()._read(table, order)
        raise AssertionError(f"not read {_READS} times in a row")


@dataclass(slots=True, kw_only=True)
class GridBot:
    """A bot and its fault point."""

    harness: Harness
    point: FaultPoint
    settings: dict[str, str]
    is_busy: Callable[[], bool] = lambda: False
    interactions: list[Interaction] = field(default_factory=list)
    #: Number of starts that a fault has ended with a :class:`StartupError`.
    failed_starts: int = 0
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """Start the bot as a supervisor does, retrying after a failed start."""
        while True:
            try:
                # A call that only a limit in real time ends may be repeated every second: an hour passes in 60 steps.
                async with self.idle_clock(max(1.0, self.point.seconds / 60)):
                    await self.stack.enter_async_context(running_bot(self.harness, **self.settings))
            except (StartupError, ConfigError) as error:
                assert "\n" not in str(error)
                self.failed_starts += 1
                left = self.point.ends_at - self.harness.clock.now()
                self.harness.clock.advance(max(_RESTART_SECONDS, left / _LONG_OUTAGE_STARTS))
            else:
                return

    async def ask(self, **options: Any) -> None:
        """Request pictures; return when the request is acknowledged."""
        request = partial(self.harness.alice.slash, "imagine", prompt="a red kite", count=COUNT, **options)
        self.interactions.append(await _acknowledged(request))

    def idle_clock(self, step: float = 1.0) -> Any:
        """Advance the clock while the bot waits."""
        return idle_clock(self.harness.sandbox, step=step, is_busy=self.is_busy)


async def _acknowledged(act: Callable[[], Awaitable[Interaction]]) -> Interaction:
    """Return the interaction once the bot has acknowledged it.

    A slow call in a thread moves the clock, so that Discord may no longer accept an acknowledgement that is on its
    way. The member then repeats the action.
    """
    for _ in range(_ACTIONS):
        interaction = await act()
        await wait_for(lambda interaction=interaction: interaction.state is not InteractionState.NEW)
        if interaction.callback_type is not None:
            return interaction
    raise AssertionError(f"not acknowledged {_ACTIONS} times in a row")


async def _accepted(grid: GridBot) -> None:
    """Request pictures until a request is accepted.

    A busy machine may exceed the short limits of the database's calls, so that a request is refused.
    """
    for _ in range(_ACTIONS):
        jobs = len(await grid.harness.rows())
        await grid.ask()
        asked = grid.interactions[-1]
        await wait_for(lambda asked=asked: asked.response is not None and asked.response.content)
        if len(await grid.harness.rows()) > jobs:
            return
    raise AssertionError(f"not accepted {_ACTIONS} times in a row")


Step = Callable[[GridBot], Awaitable[Any]]


async def _nothing(_: GridBot) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """``act`` makes the calls, ``prepare`` comes before them; both can be repeated with the same bot.

    ``ends`` are the states in which the new jobs may end, ``jobs`` is their number without a fault. ``own``: every
    call that ``act`` makes is struck here, even if other scenarios make it too.
    """

    act: Step
    prepare: Step = _nothing
    ends: tuple[str, ...] = ("delivered",)
    jobs: int = 1
    own: bool = False
    sandbox: dict[str, Any] = field(default_factory=dict)


async def _draw(grid: GridBot) -> None:
    await grid.ask()


async def _draw_smaller(grid: GridBot) -> None:
    grid.harness.faults.arm("discord.rest.413", route="PATCH @original multipart")
    await grid.ask()


async def _explain(grid: GridBot) -> None:
    grid.harness.faults.arm("fal.job.completed-with-error")
    await grid.ask()


async def _wait_for_fal(grid: GridBot) -> None:
    fal, before = grid.harness.fal, len(grid.harness.fal.submits)
    await _accepted(grid)
    interaction = grid.interactions[-1]
    async with grid.idle_clock():
        await wait_for(lambda: len(fal.submits) > before and fal.submits[-1].request_id)
        await wait_for(lambda: _cancel_button(interaction))


def _cancel_button(interaction: Interaction) -> str:
    message = interaction.response
    found = [] if message is None else ids_in(message, "cancel")
    return found[0] if found else ""


async def _cancel(grid: GridBot) -> None:
    interaction = grid.interactions[-1]
    assert interaction.response is not None
    await _acknowledged(partial(grid.harness.alice.click, interaction.response, _cancel_button(interaction)))


async def _post(grid: GridBot) -> None:
    await _accepted(grid)
    await grid.harness.result_of(grid.interactions[-1])
    await grid.harness.wait_idle()


async def _repeat(grid: GridBot) -> None:
    await grid.harness.alice.react(grid.harness.results()[-1], _MARK)


async def _leave_job(grid: GridBot) -> None:
    await _wait_for_fal(grid)
    await grid.harness.stop_bot()


async def _start(grid: GridBot) -> None:
    await grid.start()


#: The scenarios of jobs. A call belongs to the first one in which it is made.
SCENARIOS: dict[str, Scenario] = {
    "draw": Scenario(act=_draw),
    "draw-polling": Scenario(act=_draw, sandbox={"stream": False}),
    "draw-too-large": Scenario(act=_draw_smaller),
    "explain": Scenario(act=_explain, ends=("failed",)),
    "cancel": Scenario(
        prepare=_wait_for_fal,
        act=_cancel,
        ends=("cancelled", "delivered"),
        sandbox={"render_seconds": _LONG_RENDER, "cancel_stops": True},
    ),
    "repeat": Scenario(prepare=_post, act=_repeat, jobs=2),
    "start": Scenario(prepare=_leave_job, act=_start, own=True, sandbox={"render_seconds": _LONG_RENDER}),
}


@asynccontextmanager
async def open_grid_bot(
    folder: Path,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    *,
    template: Path,
    sandbox: dict[str, Any] | None = None,
    **settings: str,
) -> AsyncIterator[GridBot]:
    """Run a bot whose calls to ``service`` pass a fault point; ``template`` is a folder for an empty database.

    The bot logs to ``folder / "log"``.
    """
    with (folder / "log").open("w", encoding="utf-8") as log:
        set_up_logging(level="INFO", form="console", stream=log)
        async with _open(folder, service, monkeypatch, template, sandbox or {}, settings) as grid:
            yield grid
        logging.getLogger().handlers[0].close()


@asynccontextmanager
async def _open(
    folder: Path,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    template: Path,
    sandbox: dict[str, Any],
    settings: dict[str, str],
) -> AsyncIterator[GridBot]:
    async with open_sandbox(**(_SANDBOX | sandbox)) as box, AsyncExitStack() as stack:
        point = FaultPoint(box.clock)
        _read_texts()
        run_library_on(box, monkeypatch)
        _shorten_limits(monkeypatch)
        harness = _Harness(box, folder)
        grid = GridBot(harness=harness, point=point, settings={**_SETTINGS, **settings}, stack=stack)
        checks = await _prepare(grid, service, monkeypatch, folder, template)
        harness.checks = await stack.enter_async_context(open_database(checks))
        await grid.start()
        try:
            yield grid
        finally:
            point.disarm()
            await wake_sleepers(box)


async def _prepare(
    grid: GridBot, service: Service, monkeypatch: pytest.MonkeyPatch, folder: Path, template: Path
) -> str:
    """Set up database and faults; return the URL for checks."""
    if service == "postgresql":
        url = make_url(await grid.stack.enter_async_context(empty_database(service, folder)))
        async with open_database(url.render_as_string(hide_password=False)) as database:
            await migrate(database)
        opened = open_faulty_proxy(str(url.host), int(url.port or 5432), grid.point)
        port, grid.is_busy = await grid.stack.enter_async_context(opened)
        grid.settings["DATABASE_URL"] = url.set(port=port).render_as_string(hide_password=False)
        return url.render_as_string(hide_password=False)
    await copy_empty_database(template, folder / "easel.db")
    (folder / "checks").symlink_to(folder, target_is_directory=True)
    if service == "sqlite":
        use_faulty_sqlite(monkeypatch, grid.point, folder / "easel.db")
    else:
        use_faulty_disk(monkeypatch, grid.point, folder)
    return f"sqlite+aiosqlite:///{folder}/checks/easel.db"


async def copy_empty_database(cache: Path, target: Path) -> None:
    """Copy a SQLite database with this version's tables, which is made once."""
    made = cache / "empty.db"
    if not made.exists():
        fresh = cache / f"empty-{os.getpid()}.db"
        async with open_database(f"sqlite+aiosqlite:///{fresh}") as database:
            await migrate(database)
        fresh.replace(made)
    shutil.copy(made, target)


def _read_texts() -> None:
    """Read the texts, which a process reads once: the calls of a test must not depend on earlier tests."""
    texts = load_texts()
    for locale in texts.locales:
        texts.has("", locale)


def _shorten_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of database calls are in real seconds, whatever the clock says."""
    limits = postgresql_module._Limits(statement=_LIMIT_SECONDS, lock=_LIMIT_SECONDS)
    for name in ("_MAIN", "_URGENT"):
        monkeypatch.setattr(postgresql_module, name, limits)
    monkeypatch.setattr(postgresql_module, "_BULK", postgresql_module._Limits(statement=1.0, lock=1.0))
    monkeypatch.setattr(postgresql_module, "_GRACE_SECONDS", 0.1)
    for module in (postgresql_module, engine_module):
        monkeypatch.setattr(module, "_CONNECT_SECONDS", _LIMIT_SECONDS)
    monkeypatch.setattr(outages_module, "_FAIL_FAST_SECONDS", 0.02)

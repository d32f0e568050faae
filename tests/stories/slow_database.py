"""A database that answers nobody until it is let go.

The listener is there before the first transaction: while one waits for its turn, SQLAlchemy is
iterating over the listeners of "begin", and another one must not come or go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.util import await_only

from bot.app import App
from bot.db.fast_read import FastReader

__all__ = ["Held", "hold_database", "install_gate", "noting_begins"]


@dataclass(slots=True)
class Held:
    """Who waits: how many transactions would have begun."""

    waiting: int = 0
    end: asyncio.Event = field(default_factory=asyncio.Event, repr=False)


@dataclass(eq=False)
class _Gate:
    """What every transaction passes before it begins."""

    holds: list[Held] = field(default_factory=list)
    notes: list[Callable[[Connection], None]] = field(default_factory=list)

    def __call__(self, connection: Connection) -> None:
        for note in self.notes:
            note(connection)
        while self.holds:
            held = self.holds[-1]
            held.waiting += 1
            await_only(held.end.wait())


_GATES: WeakKeyDictionary[Engine, _Gate] = WeakKeyDictionary()


def install_gate(app: App) -> None:
    """Before the application runs: let :func:`hold_database` hold its transactions."""
    engine = app.database.engine.sync_engine
    gate = _GATES[engine] = _Gate()
    event.listen(engine, "begin", gate, insert=True)


@contextmanager
def hold_database(app: App, *, glances: bool = False) -> Iterator[Held]:
    """Let every transaction that begins inside the block wait for the block's end.

    ``glances`` are still possible, if that is said: they are no transactions.
    """
    gate, held = _GATES[app.database.engine.sync_engine], Held()
    gate.holds.append(held)
    glance = app.database.glance
    if not glances:
        app.database.glance = FastReader("")
    try:
        yield held
    finally:
        gate.holds.remove(held)
        held.end.set()
        app.database.glance = glance


@contextmanager
def noting_begins(app: App, note: Callable[[Connection], None]) -> Iterator[None]:
    """Call ``note`` for every transaction that begins inside the block."""
    notes = _GATES[app.database.engine.sync_engine].notes
    notes.append(note)
    try:
        yield
    finally:
        notes.remove(note)

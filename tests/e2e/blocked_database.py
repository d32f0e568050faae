"""Blocked database: hold back every transaction until a block ends.

The listener is installed before the first transaction, because SQLAlchemy iterates over the
listeners of "begin" while a transaction waits in one of them.
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

__all__ = ["BlockedDatabase", "block_database", "install_gate", "observe_begins"]


@dataclass(slots=True)
class BlockedDatabase:
    """The number of transactions that are held back."""

    waiting: int = 0
    end: asyncio.Event = field(default_factory=asyncio.Event, repr=False)


@dataclass(eq=False)
class _Gate:
    """A listener that every transaction passes before it begins."""

    holds: list[BlockedDatabase] = field(default_factory=list)
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
    """Prepare an application, before it runs, for :func:`block_database`."""
    engine = app.database.engine.sync_engine
    gate = _GATES[engine] = _Gate()
    event.listen(engine, "begin", gate, insert=True)


@contextmanager
def block_database(app: App, *, fast_reads: bool = False) -> Iterator[BlockedDatabase]:
    """Hold every transaction that begins inside the block back until the block ends.

    Fast reads are no transactions; they fail as well unless ``fast_reads`` is set.
    """
    gate, held = _GATES[app.database.engine.sync_engine], BlockedDatabase()
    gate.holds.append(held)
    reader = app.database.fast_reader
    if not fast_reads:
        app.database.fast_reader = FastReader("")
    try:
        yield held
    finally:
        gate.holds.remove(held)
        held.end.set()
        app.database.fast_reader = reader


@contextmanager
def observe_begins(app: App, note: Callable[[Connection], None]) -> Iterator[None]:
    """Call ``note`` for every transaction that begins inside the block."""
    notes = _GATES[app.database.engine.sync_engine].notes
    notes.append(note)
    try:
        yield
    finally:
        notes.remove(note)

"""A database that answers nobody until it is let go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.util import await_only

from bot.app import App

__all__ = ["Held", "hold_database"]


@dataclass(slots=True)
class Held:
    """Who waits: how many transactions would have begun."""

    waiting: int = 0


@contextmanager
def hold_database(app: App) -> Iterator[Held]:
    """Let every transaction that begins inside the block wait for the block's end."""
    engine, end, held = app.database.engine.sync_engine, asyncio.Event(), Held()

    def wait(_: Connection) -> None:
        held.waiting += 1
        await_only(end.wait())

    event.listen(engine, "begin", wait, insert=True)
    try:
        yield held
    finally:
        # It stays, and waits for nothing any more: who waits is iterating over the listeners.
        end.set()

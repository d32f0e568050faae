"""A database that answers nobody until it is let go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.util import await_only

from bot.app import App

__all__ = ["hold_database"]


@contextmanager
def hold_database(app: App) -> Iterator[None]:
    """Let every transaction that begins inside the block wait for the block's end."""
    engine, end = app.database.engine.sync_engine, asyncio.Event()

    def wait(_: Connection) -> None:
        await_only(end.wait())

    event.listen(engine, "begin", wait, insert=True)
    try:
        yield
    finally:
        # It stays, and waits for nothing any more: who waits is iterating over the listeners.
        end.set()

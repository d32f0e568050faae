"""Signals by PostgreSQL's LISTEN and NOTIFY, on a connection of their own.

LISTEN does not work through a pooler in transaction mode. Frequent notifications are sent outside other transactions,
because the server serializes the commits of transactions with notifications.
"""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from sqlalchemy import Select, func, select

from bot.db.engine import Database
from bot.signals import Signal, Signals

__all__ = ["ServerSignals", "notification", "open_signals"]

log = structlog.stdlib.get_logger(__name__)

_CHANNEL = "easel"
_SEND = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload"
# Interval between tests of the connection, and pause before another one is opened, by the machine's clock.
_TEST_SECONDS = 15.0
_RETRY_SECONDS = 5.0
_CALL_SECONDS = 4.0
# Time in which equal signals are sent as one.
_COLLECT_SECONDS = 0.02


def open_signals(database: Database) -> Signals:
    """Return signals between the processes that share ``database``; without a usable server, none are sent."""
    return ServerSignals(database) if database.can_listen else Signals()


def notification(signal: Signal) -> Select[Any]:
    """Return a statement that sends ``signal`` when its transaction is committed; for rare ones."""
    return select(func.pg_notify(_CHANNEL, signal.value))


class ServerSignals(Signals):
    """Signals by notifications of a database server."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._unsent: set[Signal] = set()
        self._changed = asyncio.Event()

    def send(self, signal: Signal) -> None:
        self._unsent.add(signal)
        self._changed.set()

    async def run(self) -> None:
        while True:
            try:
                async with self._database.listening() as driver:
                    await self._serve(driver)
            except Exception as error:
                log.debug("signals interrupted", error=type(error).__name__)
            await asyncio.sleep(_RETRY_SECONDS)

    async def _serve(self, driver: Any) -> None:
        driver.add_termination_listener(lambda _connection: self._changed.set())
        async with asyncio.timeout(_CALL_SECONDS):
            await driver.add_listener(_CHANNEL, self._receive)
        for signal in Signal:
            self._handle(signal)  # sent while this process did not listen
        while not driver.is_closed():
            await self._send_unsent(driver)
            try:
                async with asyncio.timeout(_TEST_SECONDS):
                    await self._changed.wait()
            except TimeoutError:
                # The server may be gone without a trace.
                await driver.execute("SELECT 1", timeout=_CALL_SECONDS)
            await asyncio.sleep(_COLLECT_SECONDS)

    async def _send_unsent(self, driver: Any) -> None:
        self._changed.clear()
        sent, self._unsent = self._unsent, set()
        if not sent:
            return
        try:
            await driver.execute(_SEND, _CHANNEL, sorted(sent), timeout=_CALL_SECONDS)
        except BaseException:
            self._unsent |= sent
            raise

    def _receive(self, driver: Any, sender: int, _channel: str, payload: str) -> None:
        if sender != driver.get_server_pid() and payload in set(Signal):
            self._handle(Signal(payload))

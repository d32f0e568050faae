"""Signals to the other processes of the bot: something in the database has changed.

A signal only makes a process check early for a change that it also polls for, so a lost signal does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

__all__ = ["Signal", "Signals"]


class Signal(StrEnum):
    """The changes that other processes wait for."""

    #: A job has left fal, so that another may start.
    QUEUE = "queue"
    #: A job was canceled in a process that does not run it, or was released by a stopping process.
    JOBS = "jobs"
    #: fal refuses all requests, or accepts them again.
    FAL = "fal"


class Signals:
    """Signals of a process that exchanges none with others: nothing is sent or received."""

    def __init__(self) -> None:
        self._handlers: dict[Signal, Callable[[], None]] = {}

    def on(self, signal: Signal, handler: Callable[[], None]) -> None:
        """Call ``handler`` whenever another process has sent ``signal``, and when signals may have been lost."""
        self._handlers[signal] = handler

    def send(self, signal: Signal) -> None:
        """Send ``signal`` to all other processes, soon after this call."""

    async def run(self) -> None:
        """Send and receive signals until canceled."""

    def _handle(self, signal: Signal) -> None:
        if (handler := self._handlers.get(signal)) is not None:
            handler()

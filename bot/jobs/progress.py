"""Progress: what is worth showing, and when it may be shown.

A job's stages are values; a :class:`ProgressReporter` shows the newest one through the courier,
spaced, and is quiet before the result goes out. Edits of one channel share a pace, because
Discord counts webhook messages of a channel together (about 30 a minute).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.jobs.estimates import DurationEstimate

__all__ = ["ChannelThrottle", "ProgressReporter", "ProgressStage", "StageKind"]

log = structlog.stdlib.get_logger(__name__)

# While nothing changes, elapsed time is shown again after this many intervals.
_QUIET_INTERVALS = 4
# How long a result waits for a progress edit that is on its way, in seconds.
_LAST_EDIT_SECONDS = 5.0


class StageKind(StrEnum):
    """Where a request stands, as a member sees it."""

    WAITING = "waiting"
    SUBMITTING = "submitting"
    QUEUED = "queued"
    DRAWING = "drawing"
    FETCHING = "fetching"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStage:
    """One thing to show.

    ``ahead``: requests in front (waiting: ours; queued: fal's). ``since``: epoch seconds at
    which drawing began. ``usual``: how long this kind usually takes, ``None`` when the bot
    has no history. ``elapsed``: seconds at the moment of showing. ``restart_at``: epoch seconds
    of a planned restart that the member should know about. ``cancelling``: somebody wants it
    cancelled, and fal has yet to say what becomes of it.
    """

    kind: StageKind
    ahead: int = 0
    since: float | None = None
    usual: DurationEstimate | None = None
    elapsed: float = 0.0
    log_line: str | None = None
    restart_at: float | None = None
    cancelling: bool = False


class ChannelThrottle:
    """The earliest moment at which each channel takes another progress edit."""

    def __init__(self, clock: Clock, gap: float) -> None:
        self._clock = clock
        self._gap = gap
        self._free_at: dict[int, float] = {}

    def try_acquire(self, channel_id: int) -> float:
        """Seconds until the channel is free; takes the place when that is now (0)."""
        now = self._clock.now()
        # Never longer than one gap, also after the machine's clock was set back.
        wait = min(self._free_at.get(channel_id, 0.0) - now, self._gap)
        if wait > 0:
            return wait
        if len(self._free_at) > 1000:
            self._free_at = {channel: at for channel, at in self._free_at.items() if at > now}
        self._free_at[channel_id] = now + self._gap
        return 0.0


class ProgressReporter:
    """Shows one job's newest stage, at most once per ``interval`` seconds.

    ``show`` performs the edit. Call :meth:`update` freely: only the newest stage counts.
    Run :meth:`run` as a task; :meth:`stop` returns when no edit can come any more.
    """

    def __init__(
        self,
        *,
        channel_id: int,
        pace: ChannelThrottle,
        clock: Clock,
        interval: float,
        show: Callable[[ProgressStage], Awaitable[None]],
    ) -> None:
        self._channel_id = channel_id
        self._pace = pace
        self._clock = clock
        self._interval = interval
        self._show = show
        self._stage: ProgressStage | None = None
        self._changed = asyncio.Event()
        self._stopped = False
        self._editing = asyncio.Lock()

    def update(self, stage: ProgressStage) -> None:
        """Make ``stage`` the newest; showing it is the loop's business."""
        if stage != self._stage:
            self._stage = stage
            self._changed.set()

    def refresh(self) -> None:
        """Show the newest stage again: something beside it has changed."""
        if self._stage is not None:
            self._changed.set()

    async def run(self) -> None:
        """Show stages until stopped."""
        while not self._stopped:
            await self._wait_for_news()
            wait = self._pace.try_acquire(self._channel_id)
            if wait > 0:
                await self._clock.sleep(wait)
                self._changed.set()
                continue
            self._changed.clear()
            await self._show_newest()
            await self._clock.sleep(self._interval)

    async def stop(self) -> None:
        """Show nothing more; waits (bounded) for an edit that is already on its way."""
        self._stopped = True
        try:
            async with asyncio.timeout(_LAST_EDIT_SECONDS):
                async with self._editing:
                    pass
        except TimeoutError:
            log.debug("a progress edit is still on its way")

    async def _show_newest(self) -> None:
        async with self._editing:
            if self._stopped or self._stage is None:
                return
            try:
                await self._show(self._timed(self._stage))
            except Exception:
                # Progress is a courtesy; whatever breaks it must not touch the job.
                log.exception("progress could not be shown")

    def _timed(self, stage: ProgressStage) -> ProgressStage:
        if stage.since is None:
            return stage
        elapsed = max(0.0, self._clock.now() - stage.since)
        return replace(stage, elapsed=elapsed)

    async def _wait_for_news(self) -> None:
        """Until the stage changed; while drawing, at most a few intervals (time passes, too)."""
        waits: list[asyncio.Future[object]] = [asyncio.ensure_future(self._changed.wait())]
        if self._stage is not None and self._stage.kind is StageKind.DRAWING:
            waits.append(asyncio.ensure_future(self._clock.sleep(self._interval * _QUIET_INTERVALS)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

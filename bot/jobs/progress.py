"""Progress of jobs: the stages and duration estimates shown to users, and the reporter that displays them.

A :class:`ProgressReporter` displays the latest stage of one job at limited intervals, and stops before the
result is posted. Edits in one channel share a throttle, because Discord limits the webhook messages of a
channel as a whole (about 30 per minute).
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from config import Model

__all__ = [
    "ChannelThrottle",
    "DurationEstimate",
    "ProgressReporter",
    "ProgressStage",
    "StageKind",
    "estimate_duration",
    "stated_duration",
]

log = structlog.stdlib.get_logger(__name__)

# Number of intervals without a change after which the elapsed time is refreshed while rendering.
_REFRESH_INTERVALS = 4
# Time limit for an edit in progress when the reporter is stopped.
_LAST_EDIT_SECONDS = 5.0
# Webhook calls per window that Discord allows a channel (observed, not documented).
_CALLS, _WINDOW_SECONDS = 30, 60.0
# Calls per window reserved for replies other than results, and the minimum number of progress edits.
_SPARE_CALLS, _LEAST_EDITS = 3, 5
# A smaller PROGRESS_SECONDS is meant for a simulated Discord only.
_SHORTEST_INTERVAL = 1.0
# Default of PROGRESS_SECONDS, which is scaled up in a busy channel.
_USUAL_INTERVAL = 2.5
# Number of channels above which a throttle removes its expired entries.
_CHANNELS_LIMIT = 1000
# Minimum sample size of a reliable estimate.
_RELIABLE_SAMPLE = 5
# A full progress bar would suggest that the job has finished.
_LARGEST_FRACTION = 0.95


class StageKind(StrEnum):
    """Stage of a request as shown to its user."""

    WAITING = "waiting"
    UPLOADING = "uploading"
    SUBMITTING = "submitting"
    BUSY = "busy"
    QUEUED = "queued"
    DRAWING = "drawing"
    UNREADABLE = "unreadable"
    FETCHING = "fetching"
    DELAYED = "delayed"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationEstimate:
    """Median and quartiles, in seconds, of the durations of ``sample`` jobs, or as ``stated`` by the model's file."""

    median: float
    low: float
    high: float
    sample: int
    stated: bool = False

    @property
    def is_reliable(self) -> bool:
        """Whether the estimate can be shown to the user."""
        return self.stated or self.sample >= _RELIABLE_SAMPLE

    def fraction_elapsed(self, elapsed: float) -> float:
        """Return ``elapsed`` (seconds) as a fraction of the upper quartile, at most 0.95.

        Three out of four jobs finish within the upper quartile, that is, before the bar is full.
        """
        if self.high <= 0:
            return _LARGEST_FRACTION
        return min(max(0.0, elapsed) / self.high, _LARGEST_FRACTION)

    def is_exceeded(self, elapsed: float) -> bool:
        """Whether ``elapsed`` (seconds) is longer than the upper quartile."""
        return elapsed > self.high


def estimate_duration(durations: Sequence[float]) -> DurationEstimate | None:
    """Summarize ``durations`` (seconds); return ``None`` if there are none."""
    if not durations:
        return None
    if len(durations) == 1:
        return DurationEstimate(median=durations[0], low=durations[0], high=durations[0], sample=1)
    low, median, high = statistics.quantiles(durations, method="inclusive")
    return DurationEstimate(median=median, low=low, high=high, sample=len(durations))


def stated_duration(model: Model, quality: str) -> DurationEstimate | None:
    """Return the usual duration that the model's file states; ``None`` if it states none."""
    if quality not in model.usual_seconds:
        return None
    low, high = model.usual_seconds[quality]
    return DurationEstimate(median=(low + high) / 2, low=low, high=high, sample=0, stated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStage:
    """Progress to show.

    ``ahead``: number of earlier requests in the bot's queue (waiting) or in fal's (queued). ``since``:
    start of rendering in epoch seconds. ``elapsed``: seconds since ``since``. ``estimate``: typical duration,
    ``None`` if unknown. ``log_line``: the latest log line to show, if any. ``restart_at``: announced restart
    in epoch seconds. ``cancelling``: cancellation was requested.
    """

    kind: StageKind
    ahead: int = 0
    since: float | None = None
    estimate: DurationEstimate | None = None
    elapsed: float = 0.0
    log_line: str | None = None
    restart_at: float | None = None
    cancelling: bool = False


class ChannelThrottle:
    """Limits progress edits to one per ``interval`` seconds in each channel, or fewer in a busy one.

    Discord allows about 30 webhook calls per minute and channel, over all webhooks. One call per job is kept
    for its result, and progress edits share the rest: one every 2.5 s with up to three jobs, one every 4 s
    with twelve.
    """

    def __init__(self, clock: Clock, interval: float) -> None:
        self._clock = clock
        self._interval = interval
        self._free_at: dict[int, float] = {}
        self._jobs: Counter[int] = Counter()
        self._calls: dict[int, deque[float]] = {}

    def open(self, channel_id: int) -> None:
        """Add a job to the channel."""
        self._jobs[channel_id] += 1

    def close(self, channel_id: int) -> None:
        """Remove a job from the channel."""
        self._jobs[channel_id] -= 1
        if self._jobs[channel_id] <= 0:
            del self._jobs[channel_id]
            if not self._recent(channel_id):
                self._calls.pop(channel_id, None)

    def record(self, channel_id: int) -> None:
        """Count a webhook call of any kind in the channel."""
        if len(self._calls) > _CHANNELS_LIMIT:
            self._calls = {channel: calls for channel in self._calls if (calls := self._recent(channel))}
        self._recent(channel_id)
        self._calls.setdefault(channel_id, deque(maxlen=2 * _CALLS)).append(self._clock.now())

    def hold(self, channel_id: int, seconds: float) -> None:
        """Allow no edit for ``seconds``, because Discord reports a rate limit."""
        until = self._clock.now() + min(seconds, _WINDOW_SECONDS)
        self._free_at[channel_id] = max(self._free_at.get(channel_id, 0.0), until)

    def try_acquire(self, channel_id: int) -> float:
        """Reserve the channel and return 0 if it is free; otherwise return the seconds until it is."""
        now, budget = self._clock.now(), self._budget(channel_id)
        calls = self._recent(channel_id)
        wait = self._free_at.get(channel_id, 0.0) - now
        if len(calls) >= budget:
            wait = max(wait, calls[len(calls) - budget] + _WINDOW_SECONDS - now)
        # At most one window, in case the system clock was set back.
        wait = min(wait, max(self._interval, _WINDOW_SECONDS))
        if wait > 0:
            return wait
        if len(self._free_at) > _CHANNELS_LIMIT:
            self._free_at = {channel: at for channel, at in self._free_at.items() if at > now}
        stretch = max(1.0, _WINDOW_SECONDS / budget / _USUAL_INTERVAL)
        self._free_at[channel_id] = now + self._interval * stretch
        return 0.0

    def _budget(self, channel_id: int) -> int:
        """Return the number of calls per window after which progress waits."""
        if self._interval < _SHORTEST_INTERVAL:
            return sys.maxsize  # for a simulated Discord
        return max(_LEAST_EDITS, _CALLS - _SPARE_CALLS - self._jobs[channel_id])

    def _recent(self, channel_id: int) -> deque[float]:
        """Return the times of the channel's calls in the last window, oldest first."""
        now, calls = self._clock.now(), self._calls.get(channel_id)
        while calls and not 0 <= now - calls[0] < _WINDOW_SECONDS:
            calls.popleft()
        return deque() if calls is None else calls


class ProgressReporter:
    """Displays the latest stage of one job, at most once per ``interval`` seconds.

    ``show`` performs the edit. :meth:`update` may be called any number of times; only the latest stage is
    displayed.
    """

    def __init__(
        self,
        *,
        channel_id: int,
        throttle: ChannelThrottle,
        clock: Clock,
        interval: float,
        show: Callable[[ProgressStage], Awaitable[None]],
    ) -> None:
        self._channel_id = channel_id
        self._throttle = throttle
        self._clock = clock
        self._interval = interval
        self._show = show
        self._stage: ProgressStage | None = None
        self._changed = asyncio.Event()
        self._stopped = False
        self._editing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self, name: str) -> None:
        """Start the task that displays stages; :meth:`close` ends it."""
        self._throttle.open(self._channel_id)
        self._task = asyncio.create_task(self._run(), name=name)

    def update(self, stage: ProgressStage) -> None:
        """Set the latest stage, to be displayed when the interval permits."""
        if stage != self._stage:
            self._stage = stage
            self._changed.set()

    def refresh(self) -> None:
        """Display the latest stage again, because other displayed information changed."""
        if self._stage is not None:
            self._changed.set()

    async def stop(self) -> None:
        """Stop displaying progress; wait at most a few seconds for an edit in progress."""
        self._stopped = True
        try:
            async with asyncio.timeout(_LAST_EDIT_SECONDS):
                async with self._editing:
                    pass
        except TimeoutError:
            log.debug("progress edit still in progress")

    async def close(self) -> None:
        """Cancel the task."""
        if self._task is not None:
            task, self._task = self._task, None
            self._throttle.close(self._channel_id)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopped:
            await self._wait_for_change()
            wait = self._throttle.try_acquire(self._channel_id)
            if wait > 0:
                await self._clock.sleep(wait)
                self._changed.set()
                continue
            self._changed.clear()
            await self._show_newest()
            await self._clock.sleep(self._interval)

    async def _show_newest(self) -> None:
        async with self._editing:
            if self._stopped or self._stage is None:
                return
            try:
                await self._show(self._with_elapsed(self._stage))
            except DatabaseUnavailableError as error:
                log.debug("progress not shown", detail=error.detail)
            except Exception:
                # Progress is optional; a failure must not affect the job.
                log.exception("could not show progress")

    def _with_elapsed(self, stage: ProgressStage) -> ProgressStage:
        if stage.since is None:
            return stage
        return replace(stage, elapsed=max(0.0, self._clock.now() - stage.since))

    async def _wait_for_change(self) -> None:
        """Wait for a new stage; while rendering, return after a few intervals to update the elapsed time."""
        waits: list[asyncio.Future[object]] = [asyncio.ensure_future(self._changed.wait())]
        if self._stage is not None and self._stage.kind is StageKind.DRAWING:
            waits.append(asyncio.ensure_future(self._clock.sleep(self._interval * _REFRESH_INTERVALS)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

"""Who goes next, and the tasks that drive the jobs.

The dispatcher holds only what the rows hold too: on start it reads them and puts every job
back where it was. Jobs wait in a :class:`FairQueue`; an admitted one keeps its place until
its result is known, posting happens outside the line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import structlog

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.errors import StaleJobError, StoppedError
from bot.jobs.delivery_worker import DeliveryWorker
from bot.jobs.fair_queue import FairQueue
from bot.jobs.models import Job, JobState
from bot.jobs.ports import ResultDelivery
from bot.jobs.progress import ChannelThrottle, ProgressReporter, ProgressStage, StageKind
from bot.jobs.remote_cancellation import CancelRegistry, CancelRequest
from bot.jobs.render_worker import RenderWorker
from bot.jobs.slots import DeliverySlots

__all__ = ["Dispatcher", "InFlight"]

log = structlog.stdlib.get_logger(__name__)

# Our own faults (a locked database, a bug) are tried again this often, then refunded.
_DRIVE_ATTEMPTS = 4
_DRIVE_BACKOFF_SECONDS = 2.0
# A restart that was announced and did not come is forgotten after this time.
_NOTICE_LIFE_SECONDS = 300.0


class InFlight:
    """Counts the steps that a stop must wait for: a submit or a post that is under way."""

    def __init__(self) -> None:
        self._open = 0
        self._closed = False
        self._none_open = asyncio.Event()
        self._none_open.set()

    def close(self) -> None:
        """Let no further step begin: whoever comes now gets :class:`StoppedError`."""
        self._closed = True

    @contextmanager
    def critical_section(self) -> Iterator[None]:
        """Mark the body as a step that should not be cut short."""
        if self._closed:
            raise StoppedError
        self._open += 1
        self._none_open.clear()
        try:
            yield
        finally:
            self._open -= 1
            if not self._open:
                self._none_open.set()

    async def wait(self, seconds: float) -> bool:
        """Until no step is open, at most ``seconds``; ``True`` when none is."""
        try:
            async with asyncio.timeout(seconds):
                await self._none_open.wait()
        except TimeoutError:
            return False
        return True


@dataclass(slots=True)
class _RunningJob:
    """A job in this process, with whatever shows its progress."""

    job: Job
    reporter: ProgressReporter
    reporting: asyncio.Task[None] = field(repr=False)
    withdrawn: bool = False


class Dispatcher:
    """Admits jobs to fal fairly and drives each to its end. Run :meth:`run` as a task.

    ``owns`` says whether a server's jobs are this process's to recover (see sharding).
    """

    def __init__(
        self,
        *,
        store: JobStore,
        rendering: RenderWorker,
        posting: DeliveryWorker,
        courier: ResultDelivery,
        clock: Clock,
        line: FairQueue,
        wishes: CancelRegistry,
        progress_seconds: float,
        owns: Callable[[int], bool] = lambda _guild_id: True,
    ) -> None:
        self._store = store
        self._rendering = rendering
        self._posting = posting
        self._courier = courier
        self._clock = clock
        self._line = line
        self._wishes = wishes
        self._progress_seconds = progress_seconds
        self._owns = owns
        self._pace = ChannelThrottle(clock, progress_seconds)
        self._places = DeliverySlots()
        self._tickets: dict[str, _RunningJob] = {}
        self._changed = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._stopping = False
        self._restart_at: float | None = None

    async def run(self) -> None:
        """Recover what the rows hold, then admit jobs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await self._recover()
            while True:
                await self._changed.wait()
                self._changed.clear()
                self._admit_all()

    def enqueue(self, job: Job) -> None:
        """Put a stored, queued job into the line; once, however many ask for it."""
        if job.id in self._tickets:
            return  # recovery read the row before its placing came back
        self._open_ticket(job)
        self._line.push(job.id, job.user_id)
        self._changed.set()

    def cancel(self, job: Job) -> CancelRequest | None:
        """Act on a wish to cancel that stands in the job's row, as ``job`` has it.

        Returns what tells when there is an answer; ``None`` when this process does not drive the
        job (it has ended and was told, or the next start takes it up).
        """
        if self._tasks is None or self._stopping:
            return None
        if job.id in self._tickets:
            if self._line.remove(job.id):
                # Its row has ended already; what is left is to say so.
                self._start(job.id)
                self._changed.set()
        elif not job.notified:
            # It was kept for the next start; that moment has come.
            self._open_ticket(job)
            if job.state in (JobState.SUBMITTING, JobState.SUBMITTED):
                self._line.restore(job.id, job.user_id)
            self._start(job.id, recovered=True)
        if (ticket := self._tickets.get(job.id)) is not None:
            ticket.withdrawn = True
            ticket.reporter.refresh()
        return self._wishes.request(job.id)

    def stop_admitting(self) -> None:
        """Leave what waits in its rows; the next process takes it up."""
        self._stopping = True

    def announce_restart(self, at: float) -> int:
        """Say in every open request's progress that the bot restarts at ``at`` (epoch seconds).

        Returns how many requests this process has in hand.
        """
        self._restart_at = at
        for ticket in self._tickets.values():
            ticket.reporter.refresh()
        return len(self._tickets)

    @property
    def open_jobs(self) -> int:
        """Jobs that this process has in hand."""
        return len(self._tickets)

    async def _recover(self) -> None:
        """Every unfinished row to its next step. Rows at fal keep their places there."""
        for job in await self._store.unfinished():
            if job.id in self._tickets or not self._owns(job.guild_id):
                continue  # placed since this process started, or another process's
            log.info("picking up", job=job.id, state=job.state)
            if job.state is JobState.QUEUED:
                self.enqueue(job)
                continue
            self._open_ticket(job)
            if job.state in (JobState.SUBMITTING, JobState.SUBMITTED):
                self._line.restore(job.id, job.user_id)
            self._start(job.id, recovered=True)
        self._changed.set()

    def _admit_all(self) -> None:
        while not self._stopping and (job_id := self._line.admit()) is not None:
            self._start(job_id)
        for job_id, ahead in self._line.positions().items():
            self._tickets[job_id].reporter.update(ProgressStage(kind=StageKind.WAITING, ahead=ahead))

    def _start(self, job_id: str, *, recovered: bool = False) -> None:
        assert self._tasks is not None  # noqa: S101 - only run() and what it calls get here
        self._tasks.create_task(self._drive(job_id, recovered=recovered), name=f"job-{job_id}")

    def _open_ticket(self, job: Job) -> None:
        async def show(stage: ProgressStage) -> None:
            ticket = self._tickets[job.id]
            wanted = ticket.withdrawn or ticket.job.cancel_by is not None
            await self._courier.progress(ticket.job, replace(self._with_notice(stage), cancelling=wanted))

        reporter = ProgressReporter(
            channel_id=job.channel_id,
            pace=self._pace,
            clock=self._clock,
            interval=self._progress_seconds,
            show=show,
        )
        reporting = asyncio.create_task(reporter.run(), name=f"progress-{job.id}")
        self._wishes.open(job.id)
        self._tickets[job.id] = _RunningJob(job=job, reporter=reporter, reporting=reporting)

    def _with_notice(self, stage: ProgressStage) -> ProgressStage:
        if self._restart_at is None or self._clock.now() > self._restart_at + _NOTICE_LIFE_SECONDS:
            return stage
        return replace(stage, restart_at=self._restart_at)

    async def _close_ticket(self, job_id: str) -> None:
        self._wishes.close(job_id)
        ticket = self._tickets.pop(job_id)
        ticket.reporting.cancel()
        await asyncio.gather(ticket.reporting, return_exceptions=True)

    async def _drive(self, job_id: str, *, recovered: bool) -> None:
        """One job to its end; our own faults are tried again from what the row says."""
        with structlog.contextvars.bound_contextvars(job=job_id, request_id=None):
            try:
                for attempt in range(_DRIVE_ATTEMPTS):
                    try:
                        await self._drive_once(
                            job_id,
                            resumed=recovered or attempt > 0,
                            last=attempt == _DRIVE_ATTEMPTS - 1,
                        )
                        return
                    except StaleJobError as error:
                        if not await self._was_cancelled(job_id):
                            log.warning("the job moved on without this process", detail=error.detail)
                            return
                    except Exception:
                        log.exception("driving the job failed", attempt=attempt + 1)
                        await self._clock.sleep(_DRIVE_BACKOFF_SECONDS * (attempt + 1))
                log.error("given up until the next start; its credits stay held until then")
                await self._say_held(self._tickets[job_id])
            finally:
                self._line.release(job_id)
                self._changed.set()
                await self._close_ticket(job_id)

    async def _read(self, job_id: str) -> Job:
        job = await self._store.get(job_id)
        if job is None:
            raise StaleJobError(detail=f"{job_id}: no such generation")
        return job

    async def _was_cancelled(self, job_id: str) -> bool:
        """Whether a wish overtook the job's next step, so that somebody has yet to be told."""
        job = await self._store.get(job_id)
        return job is not None and job.state is JobState.CANCELLED and not job.notified

    async def _say_held(self, ticket: _RunningJob) -> None:
        """What keeps a job from going on is most likely the database, so this asks nothing of it."""
        await ticket.reporter.stop()
        try:
            await self._courier.progress(ticket.job, ProgressStage(kind=StageKind.HELD))
        except Exception:
            log.exception("the member could not be told that the request is kept")

    async def _drive_once(self, job_id: str, *, resumed: bool, last: bool) -> None:
        ticket = self._tickets[job_id]
        job = ticket.job
        # What has just been placed is known; its first step names the state that it starts from.
        if resumed or ticket.withdrawn or job.state is not JobState.QUEUED:
            job = await self._read(job_id)
        if last and job.state.is_open:
            job = await self._posting.give_up(job)
        ticket.job = job
        with self._places.slot() as place:
            if job.state.is_open and job.state is not JobState.RENDERED:
                job = await self._rendering.render(job, ticket.reporter, place)
            self._wishes.answer(job_id)
            self._line.release(job_id)
            self._changed.set()
            ticket.reporter.update(ProgressStage(kind=StageKind.FETCHING))
            await ticket.reporter.stop()
            await self._posting.finish(job, place, resumed=resumed)

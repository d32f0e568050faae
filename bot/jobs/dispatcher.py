"""Dispatcher: admits queued jobs and runs a task for each job.

Its state is also stored in the job rows, from which :meth:`Dispatcher.recover` rebuilds it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, StaleJobError
from bot.guilds.settings import GuildSettings
from bot.jobs.cancellation import CancelRequest
from bot.jobs.delivery_slots import DeliverySlots
from bot.jobs.delivery_worker import DeliveryWorker
from bot.jobs.fair_queue import FairQueue
from bot.jobs.models import Job, JobState
from bot.jobs.ports import JobStore, ResultDelivery
from bot.jobs.progress import ChannelThrottle, ProgressReporter, ProgressStage, StageKind
from bot.jobs.reference_ports import ReferenceFiles
from bot.jobs.render_worker import RenderWorker, RunningJob
from bot.retry import Backoff

__all__ = ["Dispatcher"]

log = structlog.stdlib.get_logger(__name__)

# Attempts before an internal error (a locked database, a bug) fails a job, with a refund.
_ATTEMPTS = 4
_BACKOFF_SECONDS = 2.0
# Seconds until a suspended job is tried again; doubled after each failure.
_SUSPENDED_SECONDS = 15.0
_LONGEST_SUSPENSION_SECONDS = 900.0
# Seconds before searching for a job whose creation had an unknown outcome.
_ADOPTION_SECONDS = 5.0
# Progress messages stop mentioning an announced restart this long after its planned time.
_ANNOUNCEMENT_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suspended:
    """A job of this process without a task: when to try again (epoch seconds), and its failures so far."""

    retry_at: float
    failures: int = 0


class Dispatcher:
    """Runs each job to completion. Start :meth:`run` as a task.

    ``owns`` returns whether this process handles a guild (it may run only some of the shards).
    """

    def __init__(
        self,
        *,
        store: JobStore,
        render_worker: RenderWorker,
        delivery_worker: DeliveryWorker,
        delivery: ResultDelivery,
        clock: Clock,
        queue: FairQueue,
        progress_seconds: float,
        throttle: ChannelThrottle,
        reference_files: ReferenceFiles,
        owns: Callable[[int], bool] = lambda _guild_id: True,
    ) -> None:
        self._store = store
        self._render_worker = render_worker
        self._delivery_worker = delivery_worker
        self._delivery = delivery
        self._clock = clock
        self._queue = queue
        self._progress_seconds = progress_seconds
        self._reference_files = reference_files
        self._owns = owns
        self._throttle = throttle
        self._slots = DeliverySlots()
        self._running: dict[str, RunningJob] = {}
        # Jobs that ended during recovery, while the rows were being read.
        self._ended: set[str] | None = None
        self._suspended: dict[str, _Suspended] = {}
        self._changed = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._stopping = False
        self._restart_at: float | None = None

    async def run(self) -> None:
        """Admit jobs until cancelled."""
        async with asyncio.TaskGroup() as self._tasks:
            while True:
                await self._changed.wait()
                self._changed.clear()
                self._admit_all()

    def enqueue(self, job: Job, guild_settings: GuildSettings | None = None) -> None:
        """Queue a stored job; does nothing if this process already has it."""
        if job.id in self._running:
            return  # recovery read the row before the request's transaction returned
        self._open(job, guild_settings)
        self._queue.push(job.id, job.user_id)
        self._changed.set()

    def cancel(self, job: Job) -> CancelRequest | None:
        """Apply the cancellation recorded in the row of ``job``.

        Returns the events of the running job, or ``None`` if this process does not run it because its user
        was already notified or the next process will resume it.
        """
        if self._tasks is None or self._stopping:
            return None
        if job.id in self._running:
            if self._queue.remove(job.id):
                # Already canceled in the database; its user has yet to be notified.
                self._start(job.id)
                self._changed.set()
        elif not job.notified:
            # No task runs the job, for example because it was suspended after errors.
            self._resume(job)
        if (run := self._running.get(job.id)) is None:
            return None
        run.cancellation.requested.set()
        run.reporter.refresh()
        return run.cancellation

    async def recover(self) -> int:
        """Resume the stored jobs that no task runs; :meth:`run` must be running.

        Implements :class:`~bot.jobs.recovery.Recoverable`.
        """
        self._ended = ended = set[str]()
        try:
            found = await self._store.unfinished()
        finally:
            self._ended = None
        await self._reference_files.sweep({job.id for job in found})
        skipped = 0
        for job in found:
            if job.id in self._running or not self._owns(job.guild_id):
                continue
            if job.id in ended:
                skipped += 1  # the row may have been read before its last step
                continue
            log.info("resuming job", job=job.id, state=job.state)
            self._resume_stored(job)
        self._changed.set()
        return skipped

    def adopt(self, job_id: str) -> None:
        """Take over a job that this process may have created, once the database can be read."""
        self._suspended.setdefault(job_id, _Suspended(retry_at=self._clock.now() + _ADOPTION_SECONDS))

    async def resume_suspended(self) -> None:
        """Resume the jobs of this process that are due and that no task runs.

        Only these are certain to be idle: another process may run any other job.
        """
        now = self._clock.now()
        for job_id, suspended in list(self._suspended.items()):
            if self._stopping or job_id in self._running or suspended.retry_at > now:
                continue
            job = await self._store.get(job_id)
            if job is None or (job.notified and not job.state.is_open):
                del self._suspended[job_id]
            elif job_id not in self._running:
                log.info("resuming job", job=job_id, state=job.state)
                self._resume_stored(job)

    def show_hold(self, job_id: str) -> None:
        """Show that the request has to wait for the database, unless its result is already shown."""
        if (run := self._running.get(job_id)) is not None:
            run.reporter.update(ProgressStage(kind=StageKind.HELD))

    def stop_admitting(self) -> None:
        """Stop starting queued jobs; the next process resumes them from the database."""
        self._stopping = True

    def announce_restart(self, at: float) -> int:
        """Mention a restart at ``at`` (epoch seconds) in all progress messages; return the number of jobs."""
        self._restart_at = at
        for run in self._running.values():
            run.reporter.refresh()
        return len(self._running)

    @property
    def open_jobs(self) -> int:
        """Number of queued and running jobs in this process."""
        return len(self._running)

    def _resume_stored(self, job: Job) -> None:
        if job.state is JobState.QUEUED:
            self.enqueue(job)
        else:
            self._resume(job)

    def _resume(self, job: Job) -> None:
        """Resume a job from an earlier process; if it may already be at fal, count it as running."""
        self._open(job)
        if job.state in (JobState.SUBMITTING, JobState.SUBMITTED):
            self._queue.restore(job.id, job.user_id)
        self._start(job.id, resumed=True)

    def _admit_all(self) -> None:
        while not self._stopping and (job_id := self._queue.admit()) is not None:
            self._start(job_id)
        for job_id, ahead in self._queue.positions().items():
            self._running[job_id].reporter.update(ProgressStage(kind=StageKind.WAITING, ahead=ahead))

    def _start(self, job_id: str, *, resumed: bool = False) -> None:
        assert self._tasks is not None  # noqa: S101 - run() sets it
        run = self._running[job_id]
        self._tasks.create_task(self._run_job(run, resumed=resumed), name=f"job-{job_id}")

    def _open(self, job: Job, guild_settings: GuildSettings | None = None) -> None:
        reporter = ProgressReporter(
            channel_id=job.channel_id,
            throttle=self._throttle,
            clock=self._clock,
            interval=self._progress_seconds,
            show=lambda stage: self._show(run, stage),
        )
        run = RunningJob(job=job, reporter=reporter, guild_settings=guild_settings)
        self._running[job.id] = run
        reporter.start(name=f"progress-{job.id}")

    async def _show(self, run: RunningJob, stage: ProgressStage) -> None:
        cancelling = run.cancellation.requested.is_set() or run.job.cancel_by is not None
        at = self._restart_at
        if at is not None and self._clock.now() > at + _ANNOUNCEMENT_SECONDS:
            at = None
        await self._delivery.progress(run.job, replace(stage, cancelling=cancelling, restart_at=at))

    async def _run_job(self, run: RunningJob, *, resumed: bool) -> None:
        """Run one job to completion; after an internal error, continue from its stored state."""
        job_id = run.job.id
        with structlog.contextvars.bound_contextvars(job=job_id, request_id=None):
            try:
                if await self._run_attempts(run, resumed=resumed):
                    self._suspended.pop(job_id, None)
                else:
                    await self._suspend(run)
                if run.job.references and not run.job.state.is_open:
                    await self._reference_files.remove(job_id)
            finally:
                self._render_worker.end(job_id)
                self._queue.release(job_id)
                self._changed.set()
                del self._running[job_id]
                if self._ended is not None:
                    self._ended.add(job_id)
                run.cancellation.answered.set()
                await run.reporter.close()

    async def _run_attempts(self, run: RunningJob, *, resumed: bool) -> bool:
        """Return whether the job is done. An unavailable database does not count as an attempt."""
        attempt, outage = 1, Backoff(self._clock)
        while attempt <= _ATTEMPTS:
            try:
                await self._run_steps(run, resumed=resumed, last_attempt=attempt == _ATTEMPTS)
                return True
            except StaleJobError as error:
                if not await self._was_cancelled(run.job.id):
                    log.warning("job changed by another process", detail=error.detail)
                    return True
                attempt += 1
            except DatabaseUnavailableError as error:
                log.debug("job step postponed", detail=error.detail)
                await outage.wait()
            except Exception:
                log.exception("job step failed", attempt=attempt)
                await self._clock.sleep(_BACKOFF_SECONDS * attempt)
                attempt += 1
            resumed = True
        return False

    async def _run_steps(self, run: RunningJob, *, resumed: bool, last_attempt: bool) -> None:
        """Render the job, then deliver its result or explain its failure, starting from its state."""
        # A new job need not be read again: its first transition checks the state.
        if resumed or run.cancellation.requested.is_set() or run.job.state is not JobState.QUEUED:
            run.job = await self._read(run.job.id)
        if last_attempt and run.job.state.is_open:
            run.job = await self._delivery_worker.give_up(run.job)
        if run.job.state is JobState.RENDERED:
            run.job = await self._delivery_worker.resume(run.job)
        elif run.job.state.is_open:
            run.job = await self._render_worker.render(run)
        if run.job.state.is_open:
            async with self._slots.acquire() as slot:
                if run.job.state is JobState.SUBMITTED:
                    run.job = await self._render_worker.read_result(run, slot)
                await self._finish_rendering(run)
                if run.job.state is JobState.RENDERED:
                    run.job = await self._delivery_worker.deliver(run.job, slot)
        else:
            await self._finish_rendering(run)
        if run.job.state is not JobState.DELIVERED and not run.job.notified:
            await self._delivery_worker.explain(run.job)

    async def _finish_rendering(self, run: RunningJob) -> None:
        """Allow the next job to start, and stop progress before the result or explanation is posted."""
        run.cancellation.answered.set()
        self._queue.release(run.job.id)
        self._changed.set()
        await run.reporter.stop()

    async def _read(self, job_id: str) -> Job:
        job = await self._store.get(job_id)
        if job is None:
            raise StaleJobError(detail=f"{job_id}: no such job")
        return job

    async def _was_cancelled(self, job_id: str) -> bool:
        """Whether the job was canceled concurrently and its user has yet to be notified."""
        job = await self._store.get(job_id)
        return job is not None and job.state is JobState.CANCELLED and not job.notified

    async def _suspend(self, run: RunningJob) -> None:
        """Leave the job to :meth:`resume_suspended`, and show that the request is on hold.

        Avoids the database, which most likely caused the failure.
        """
        job_id = run.job.id
        failures = self._suspended[job_id].failures + 1 if job_id in self._suspended else 1
        seconds = min(_SUSPENDED_SECONDS * 2 ** (failures - 1), _LONGEST_SUSPENSION_SECONDS)
        self._suspended[job_id] = _Suspended(retry_at=self._clock.now() + seconds, failures=failures)
        log.error("job suspended; its credits stay reserved", retry_in=seconds)
        await run.reporter.stop()
        if failures > 1 or self._delivery_worker.is_posted(job_id):
            return  # already shown, or it would replace the result
        try:
            await self._delivery.progress(run.job, ProgressStage(kind=StageKind.HELD))
        except Exception as error:
            log.warning("could not notify the user of the suspended job", error=type(error).__name__)

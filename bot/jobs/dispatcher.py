"""Dispatcher: admits queued jobs and runs a task for each job.

Its state is also stored in the job rows, from which :meth:`Dispatcher.recover` rebuilds it. On PostgreSQL, several
processes share the rows, and each runs only the jobs that it holds (:mod:`bot.jobs.leases`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, StaleJobError
from bot.guilds.settings import GuildSettings
from bot.jobs.cancellation import CancelRequest
from bot.jobs.delivery_slots import DeliverySlots
from bot.jobs.delivery_worker import DeliveryWorker
from bot.jobs.fair_queue import FairQueue
from bot.jobs.leases import JobLeases, JobLostError, ProcessLease
from bot.jobs.models import Job, JobState
from bot.jobs.ports import JobStore, ResultDelivery
from bot.jobs.progress import ChannelThrottle, ProgressReporter, ProgressStage, StageKind
from bot.jobs.reference_ports import ReferenceFiles
from bot.jobs.render_worker import RenderWorker, RunningJob
from bot.jobs.shared_queue import SharedQueue
from bot.jobs.suspended_jobs import SuspendedJobs
from bot.retry import Backoff, clock_timeout
from bot.signals import Signal, Signals

__all__ = ["Dispatcher"]

log = structlog.stdlib.get_logger(__name__)

# Attempts at a job that fails with internal errors; the last one ends it, with a refund unless it was posted.
_ATTEMPTS = 4
_BACKOFF_SECONDS = 2.0
# Progress messages stop mentioning an announced restart this long after its planned time.
_ANNOUNCEMENT_SECONDS = 300.0
# Jobs taken over by one statement, and the time limit for dropping lost ones.
_TAKEN_AT_ONCE = 100
_DROP_SECONDS = 5.0
# Interval at which queued jobs are checked for slots that other processes have freed.
_SHARED_SECONDS = 1.0


class Dispatcher:
    """Runs each job to completion. Start :meth:`run` as a task.

    ``leases`` are the jobs that this process holds, and ``shared_queue`` admits the jobs of all processes; both are
    ``None`` on SQLite. ``signals`` notify other processes of free slots and of jobs to cancel or take over.
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
        lease: ProcessLease,
        leases: JobLeases | None = None,
        shared_queue: SharedQueue | None = None,
        signals: Signals | None = None,
    ) -> None:
        self._store = store
        self._render_worker = render_worker
        self._delivery_worker = delivery_worker
        self._delivery = delivery
        self._clock = clock
        self._queue = queue
        self._progress_seconds = progress_seconds
        self._reference_files = reference_files
        self._lease = lease
        self._leases = leases
        self._shared_queue = shared_queue
        self._signals = signals or Signals()
        self._throttle = throttle
        self._slots = DeliverySlots()
        self._running: dict[str, RunningJob] = {}
        # Jobs that ended during recovery, while the rows were being read.
        self._ended: set[str] | None = None
        self._suspended = SuspendedJobs(clock)
        self._changed = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._stopping = False
        self._restart_at: float | None = None
        self._signals.on(Signal.QUEUE, self._changed.set)

    async def run(self) -> None:
        """Admit jobs until cancelled."""
        async with asyncio.TaskGroup() as self._tasks:
            while True:
                await self._wait_for_change()
                self._changed.clear()
                await self._admit_all()

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
        was already notified, or because another process runs it or will resume it.
        """
        if self._tasks is None or self._stopping:
            return None
        if job.id in self._running:
            if self._queue.remove(job.id):
                # Already canceled in the database; its user has yet to be notified.
                self._start(job.id)
                self._changed.set()
        elif not job.notified and self._holds(job.id):
            # No task runs the job, for example because it was suspended after errors.
            self._resume(job)
        if (run := self._running.get(job.id)) is None:
            if not self._holds(job.id):
                self._signals.send(Signal.JOBS)
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
        if self._leases is not None:
            if not self._lease.is_valid:
                raise DatabaseUnavailableError(detail="this process is not registered yet")
            await self._reference_files.sweep({job.id for job in found}, is_shared=True)
            await self._take_over()
            return 0
        await self._reference_files.sweep({job.id for job in found})
        skipped = 0
        for job in found:
            if job.id in self._running:
                continue
            if job.id in ended:
                skipped += 1  # the row may have been read before its last step
                continue
            self._resume_stored(job)
        self._changed.set()
        return skipped

    async def tick(self) -> None:
        """Resume suspended jobs; on PostgreSQL, also apply cancellations by other processes and take over jobs."""
        if self._leases is not None and not self._stopping and self._lease.is_valid:
            for job in await self._leases.cancellations():
                run = self._running.get(job.id)
                if run is not None and not run.cancellation.requested.is_set():
                    self.cancel(job)
            await self._take_over()
        await self._resume_suspended()

    async def drop_lost(self) -> None:
        """Stop the jobs that other processes have taken over while the lease of this one was interrupted."""
        if self._leases is None:
            return
        lost = [run for job_id in await self._leases.lost() if (run := self._discard(job_id)) is not None]
        tasks = [run.task for run in lost if run.task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_DROP_SECONDS)
        for run in lost:
            if run.task is None:  # it was waiting in the queue
                self._queue.remove(run.job.id)
                self._running.pop(run.job.id, None)
                await run.reporter.close()

    async def release(self) -> int:
        """Leave the jobs to other processes, once :meth:`run` has ended; return their number."""
        return 0 if self._leases is None else await self._leases.release()

    def _discard(self, job_id: str) -> RunningJob | None:
        assert self._leases is not None  # noqa: S101 - the only caller checks it
        log.warning("job was taken over by another process", job=job_id)
        self._leases.drop(job_id)
        self._suspended.forget(job_id)
        return self._running.get(job_id)

    async def _take_over(self) -> None:
        """Take over the jobs of processes that have stopped or ended, and run them."""
        assert self._leases is not None  # noqa: S101 - callers check it
        while True:
            taken = await self._leases.take_over(most=_TAKEN_AT_ONCE, from_others=self._lease.may_take_over)
            for job in taken:
                if job.id not in self._running:
                    self._resume_stored(job)
            self._changed.set()
            if len(taken) < _TAKEN_AT_ONCE:
                return

    def _holds(self, job_id: str) -> bool:
        return self._leases is None or self._leases.holds(job_id)

    async def _resume_suspended(self) -> None:
        """Resume the jobs of this process that are due and that no task runs."""
        for job_id in self._suspended.due():
            if self._stopping or job_id in self._running:
                continue
            job = await self._store.get(job_id)
            if job is None or (job.notified and not job.state.is_open) or not self._holds(job_id):
                self._suspended.forget(job_id)
                self._forget(job_id)
            elif job_id not in self._running:
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
        log.info("resuming job", job=job.id, state=job.state)
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

    async def _wait_for_change(self) -> None:
        """Wait until a job was queued or has ended; while jobs wait, look for changes in other processes too."""
        if self._shared_queue is None or self._stopping or not len(self._queue):
            await self._changed.wait()
            return
        with suppress(TimeoutError):
            async with clock_timeout(self._clock, _SHARED_SECONDS):
                await self._changed.wait()

    async def _admit_all(self) -> None:
        if self._shared_queue is not None:
            await self._admit_shared(self._shared_queue)
            return
        while not self._stopping and (job_id := self._queue.admit()) is not None:
            self._start(job_id)
        self._show_positions(self._queue.positions())

    async def _admit_shared(self, queue: SharedQueue) -> None:
        if self._stopping or not len(self._queue):
            return
        try:
            turns = await queue.admit()
        except DatabaseUnavailableError as error:
            log.debug("queued jobs not admitted", detail=error.detail)
            return
        except Exception:
            log.exception("queued jobs not admitted")
            return
        for job_id in turns.admitted:
            if not self._stopping and self._queue.take(job_id):
                self._start(job_id)
        self._show_positions(turns.ahead)

    def _show_positions(self, positions: Mapping[str, int]) -> None:
        for job_id, ahead in positions.items():
            if (run := self._running.get(job_id)) is not None and run.task is None:
                run.reporter.update(ProgressStage(kind=StageKind.WAITING, ahead=ahead))

    def _start(self, job_id: str, *, resumed: bool = False) -> None:
        assert self._tasks is not None  # noqa: S101 - run() sets it
        run = self._running[job_id]
        run.task = self._tasks.create_task(self._run_job(run, resumed=resumed), name=f"job-{job_id}")

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
        if not self._lease.is_valid:
            return  # another process may have posted the result
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
                    self._suspended.forget(job_id)
                    self._forget(job_id)
                else:
                    await self._suspend(run)
                if run.job.references and not run.job.state.is_open:
                    await self._reference_files.remove(job_id)
            finally:
                self._render_worker.end(job_id)
                self._leave_queue(job_id)
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
            except JobLostError as error:
                log.warning("job was taken over by another process", detail=error.detail)
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

    def _leave_queue(self, job_id: str) -> None:
        self._queue.release(job_id)
        self._changed.set()
        if self._shared_queue is not None:
            self._signals.send(Signal.QUEUE)

    def _forget(self, job_id: str) -> None:
        if self._leases is not None:
            self._leases.drop(job_id)

    async def _finish_rendering(self, run: RunningJob) -> None:
        """Allow the next job to start, and stop progress before the result or explanation is posted."""
        run.cancellation.answered.set()
        self._leave_queue(run.job.id)
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
        """Leave the job to :meth:`tick`, and show that the request is on hold.

        Avoids the database, which most likely caused the failure.
        """
        job_id = run.job.id
        failures, seconds = self._suspended.suspend(job_id)
        log.error("job suspended; its credits stay reserved", retry_in=seconds)
        await run.reporter.stop()
        if failures > 1 or self._delivery_worker.is_posted(job_id):
            return  # already shown, or it would replace the result
        try:
            await self._delivery.progress(run.job, ProgressStage(kind=StageKind.HELD))
        except Exception as error:
            log.warning("could not notify the user of the suspended job", error=type(error).__name__)

"""OpenTelemetry traces: one trace for each job, with a span for each step, exported when the job has ended.

The spans are built from the times in the job's row, so that a restart in between loses nothing. The exporter is
configured by OpenTelemetry's own variables. Attributes contain neither prompts nor IDs of users and servers.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING

import structlog

from bot.errors import StartupError
from bot.jobs.billing import Bill
from bot.jobs.models import Job, JobState

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Tracer

__all__ = ["JobTraces", "open_traces"]

log = structlog.stdlib.get_logger(__name__)

# Time that the last traces have to be exported at shutdown.
_FLUSH_SECONDS = 1.0
_NANOSECONDS = 1_000_000  # in a millisecond


class JobTraces:
    """Exports a trace for each job that ends; see :class:`~bot.jobs.observed_store.JobObserver`."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def job_created(self, job: Job) -> None:
        """Do nothing: a trace is exported at the end."""

    def job_submitted(self, job: Job) -> None:
        """Do nothing: a trace is exported at the end."""

    def job_rendered(self, job: Job) -> None:
        """Do nothing: a trace is exported at the end."""

    def job_billed(self, job: Job, bill: Bill) -> None:
        """Do nothing: costs are sums."""

    def job_ended(self, job: Job, at: float) -> None:
        """Export the job's trace."""
        from opentelemetry.trace import Status, StatusCode, set_span_in_context

        failed = Status(StatusCode.ERROR, job.reason) if job.state is JobState.FAILED else None
        span = self._tracer.start_span("job", start_time=_ns(job.created_at), attributes=_attributes(job))
        inside = set_span_in_context(span)
        steps = _steps(job, at)
        for name, since, until in steps:
            step = self._tracer.start_span(name, context=inside, start_time=_ns(since))
            if failed is not None and (name, since, until) == steps[-1]:
                step.set_status(failed)
            step.end(_ns(until))
        if failed is not None:
            span.set_status(failed)
        span.end(_ns(steps[-1][2]))


@asynccontextmanager
async def open_traces() -> AsyncIterator[JobTraces]:
    """Open the exporter, and export what is left at the end.

    Raises :class:`StartupError` if OpenTelemetry is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise StartupError(
            detail="OTEL_EXPORTER_OTLP_ENDPOINT: OpenTelemetry is not installed; install Easel with its extra otel"
        ) from error
    own = {"service.version": version("easel")}
    if "OTEL_SERVICE_NAME" not in os.environ:
        own["service.name"] = "easel"
    provider = TracerProvider(resource=Resource.create(own), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    log.info("traces exported")
    try:
        yield JobTraces(provider.get_tracer("easel"))
    finally:
        await _shut_down(provider)


async def _shut_down(provider: TracerProvider) -> None:
    """Export the last traces; an unreachable collector must not delay the end, so the thread is a daemon."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def close() -> None:
        provider.shutdown()
        with suppress(RuntimeError):  # the event loop is closed
            loop.call_soon_threadsafe(done.set)

    threading.Thread(target=close, name="traces", daemon=True).start()
    try:
        async with asyncio.timeout(_FLUSH_SECONDS):
            await done.wait()
    except TimeoutError:
        log.warning("last traces not exported in time")


def _attributes(job: Job) -> dict[str, str | int]:
    attributes: dict[str, str | int] = {
        "job.id": job.id,
        "job.outcome": job.state.value,
        "job.trigger": job.trigger.value,
        "job.model": job.model,
        "job.size": job.size,
        "job.quality": job.quality,
        "job.pictures": job.count,
        "job.credits": job.charged or 0,
    }
    if job.reason is not None:
        attributes["job.reason"] = job.reason
    return attributes


def _steps(job: Job, at: float) -> list[tuple[str, float, float]]:
    """Return name, begin and end of each step that the job has reached."""
    begins = [("waiting", job.created_at), ("drawing", job.submitted_at), ("delivery", job.rendered_at)]
    reached = [(name, since) for name, since in begins if since is not None]
    ends = [since for _, since in reached[1:]] + [at]
    # The clock follows Discord's, which may have been set back.
    return [(name, since, max(since, until)) for (name, since), until in zip(reached, ends, strict=True)]


def _ns(seconds: float) -> int:
    # Rows have milliseconds.
    return round(seconds * 1000) * _NANOSECONDS

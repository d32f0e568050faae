"""Metrics of events, and the observer that counts them."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from bot.jobs.billing import MICRO_USD, NANO_USD, Bill
from bot.jobs.models import Job, JobState
from bot.observer import Observer

__all__ = ["PrometheusObserver"]

_CALL_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_ACKNOWLEDGEMENT_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0)
_STEP_SECONDS = (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 21_600.0)
_TRANSACTION_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_LAG_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_OUTCOMES = {
    JobState.DELIVERED: "delivered",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancelled",
}


class PrometheusObserver(Observer):
    """Counts what it receives in ``registry``."""

    def __init__(self) -> None:
        super().__init__()
        self.job_observers.append(self)
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = self.registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        counter = partial(Counter, registry=registry)
        histogram = partial(Histogram, registry=registry)

        Info("easel_build", "Version of Easel.", registry=registry).info({"version": version("easel")})
        self._created = counter("easel_jobs_created_total", "Jobs created, by trigger.", ["trigger"])
        self._ended = counter("easel_jobs_ended_total", "Jobs ended, by outcome.", ["outcome"])
        self._failures = counter("easel_job_failures_total", "Failed jobs, by reason.", ["reason"])
        self._steps = histogram(
            "easel_job_step_duration_seconds",
            "Duration of the steps of a job: waiting until fal accepts it, drawing at fal, delivery.",
            ["step"],
            buckets=_STEP_SECONDS,
        )
        self._pictures = counter("easel_pictures_delivered_total", "Delivered pictures.", ["model"])
        self._credits = counter("easel_credits_charged_total", "Credits charged for results.", ["model"])
        self._estimated = counter(
            "easel_fal_cost_estimated_usd_total", "Cost at fal by the catalogue, in US dollars.", ["model"]
        )
        self._billed = counter(
            "easel_fal_cost_billed_usd_total",
            "Cost at fal by its billing units and published prices, where both are known, in US dollars.",
            ["model"],
        )
        self._acknowledgements = histogram(
            "easel_acknowledgement_duration_seconds",
            "Time from a gateway event to the end of its initial response, by outcome.",
            ["outcome"],
            buckets=_ACKNOWLEDGEMENT_SECONDS,
        )
        self._calls = {
            service: counter(
                f"easel_{service}_requests_total",
                f"Requests to {name}, by route and status; none: no response.",
                ["method", "route", "status"],
            )
            for service, name in (("discord", "Discord's REST API"), ("fal", "fal"))
        }
        self._call_times = {
            service: histogram(
                f"easel_{service}_request_duration_seconds",
                f"Time until the response headers from {name}.",
                ["method", "route"],
                buckets=_CALL_SECONDS,
            )
            for service, name in (("discord", "Discord's REST API"), ("fal", "fal"))
        }
        self._limited = counter(
            "easel_discord_rate_limits_total", "429 responses of Discord, by scope.", ["scope"]
        )
        self._downloads = counter(
            "easel_file_downloads_total", "Downloads of result files, by outcome.", ["outcome"]
        )
        self._download_bytes = counter("easel_file_downloads_bytes_total", "Bytes of result files received.")
        self._download_times = histogram(
            "easel_file_download_duration_seconds",
            "Duration of the download of a file.",
            buckets=_CALL_SECONDS,
        )
        self._gateway = counter(
            "easel_gateway_events_total",
            "Sessions started (identify) and resumed, and connections lost (disconnect).",
            ["event"],
        )
        self._transactions = histogram(
            "easel_database_transaction_duration_seconds",
            "Duration of transactions, including the wait for a connection or lock.",
            ["kind"],
            buckets=_TRANSACTION_SECONDS,
        )
        self._database_errors = counter(
            "easel_database_errors_total", "Transactions that failed because of an outage.", ["kind"]
        )
        self._lag = histogram(
            "easel_event_loop_lag_seconds", "Delay of a timer of the event loop.", buckets=_LAG_SECONDS
        )
        self._create_series()

    def _create_series(self) -> None:
        """Create the series with known labels, so that their first increase is visible."""
        for outcome in _OUTCOMES.values():
            self._ended.labels(outcome)
        for step in ("waiting", "drawing", "delivery"):
            self._steps.labels(step)
        for outcome in ("accepted", "late", "elsewhere", "failed"):
            self._acknowledgements.labels(outcome)
        for scope in ("user", "global", "shared", "unknown"):
            self._limited.labels(scope)
        for event in ("identify", "resume", "disconnect"):
            self._gateway.labels(event)
        self._downloads.labels("received")
        for kind in ("read", "write"):
            self._transactions.labels(kind)
            self._database_errors.labels(kind)

    # --- observer -----------------------------------------------------------------------------

    def acknowledged(self, outcome: str, seconds: float) -> None:
        self._acknowledgements.labels(outcome).observe(seconds)

    def discord_called(self, method: str, route: str, status: str, seconds: float) -> None:
        self._called("discord", method, route, status, seconds)

    def discord_limited(self, scope: str) -> None:
        self._limited.labels(scope).inc()

    def fal_called(self, method: str, route: str, status: str, seconds: float) -> None:
        self._called("fal", method, route, status, seconds)

    def file_downloaded(self, outcome: str, seconds: float, size: int) -> None:
        self._downloads.labels(outcome).inc()
        self._download_bytes.inc(size)
        self._download_times.observe(seconds)

    def gateway_changed(self, event: str) -> None:
        self._gateway.labels(event).inc()

    def transaction_ended(self, kind: str, seconds: float) -> None:
        self._transactions.labels(kind).observe(seconds)

    def transaction_failed(self, kind: str) -> None:
        self._database_errors.labels(kind).inc()

    def loop_delayed(self, seconds: float) -> None:
        """Receive the delay of a timer of the event loop."""
        self._lag.observe(seconds)

    # --- steps of jobs ------------------------------------------------------------------------

    def job_created(self, job: Job) -> None:
        """Count a created job."""
        self._created.labels(job.trigger.value).inc()

    def job_submitted(self, job: Job) -> None:
        """Measure how long a job has waited until fal accepted it."""
        self._step("waiting", job.created_at, job.submitted_at)

    def job_rendered(self, job: Job) -> None:
        """Measure how long fal has taken."""
        self._step("drawing", job.submitted_at, job.rendered_at)

    def job_billed(self, job: Job, bill: Bill) -> None:
        """Count the cost of a job at fal."""
        self._estimated.labels(job.model).inc((bill.estimate or 0) / MICRO_USD)
        self._billed.labels(job.model).inc((bill.units or 0.0) * (bill.unit_price or 0) / NANO_USD)

    def job_ended(self, job: Job, at: float) -> None:
        """Count a job that ended ``at`` (epoch seconds)."""
        self._ended.labels(_OUTCOMES[job.state]).inc()
        if job.state is JobState.FAILED:
            self._failures.labels(job.reason or "unknown").inc()
        elif job.state is JobState.DELIVERED:
            self._step("delivery", job.rendered_at, at)
            self._pictures.labels(job.model).inc(job.delivered_count or 0)
            self._credits.labels(job.model).inc(job.charged or 0)

    def _called(self, service: str, method: str, route: str, status: str, seconds: float) -> None:
        self._calls[service].labels(method, route, status).inc()
        self._call_times[service].labels(method, route).observe(seconds)

    def _step(self, step: str, since: float | None, until: float | None) -> None:
        if since is not None and until is not None:
            # The clock follows Discord's, which may have been set back.
            self._steps.labels(step).observe(max(0.0, until - since))

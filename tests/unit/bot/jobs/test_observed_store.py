"""The observed store reports each step once, and passes every other call on."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.errors import StaleJobError
from bot.jobs.billing import Bill
from bot.jobs.models import Job
from bot.jobs.observed_store import STEPS, ObservedJobStore
from bot.jobs.ports import JobStore
from tests.clocks import ManualClock
from tests.fakes.job_store import MemoryJobStore
from tests.fakes.stores import Memory
from tests.unit.bot.factories import Place, pictures, render, submit


class _Reports:
    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda job, *_: self.seen.append((name, job.id, job.state.value))


@pytest.fixture
def reports() -> _Reports:
    return _Reports()


@pytest.fixture
def store(manual_clock: ManualClock, reports: _Reports) -> JobStore:
    memory = MemoryJobStore(Memory(clock=manual_clock, zone=ZoneInfo("UTC")))
    return cast("JobStore", ObservedJobStore(memory, [reports], manual_clock))


def test_every_step_is_a_method_of_the_port() -> None:
    assert [step for step in STEPS if not hasattr(JobStore, step)] == []


async def test_a_delivered_job_is_reported_at_each_step(store: JobStore, reports: _Reports) -> None:
    job = await Place(store)()
    await render(store, job.id)
    await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)
    assert await store.get(job.id) is not None

    assert reports.seen == [
        ("job_created", job.id, "queued"),
        ("job_submitted", job.id, "submitted"),
        ("job_rendered", job.id, "rendered"),
        ("job_ended", job.id, "delivered"),
    ]


async def test_a_bill_is_reported_with_its_job(store: JobStore, reports: _Reports) -> None:
    job = await Place(store)()
    await store.claim(job.id, wire_form="a")
    await submit(store, job.id)
    await store.record_rendered(job.id, pictures(1), started_at=None, bill=Bill(estimate=10_000))

    assert [name for name, *_ in reports.seen][-2:] == ["job_billed", "job_rendered"]


async def test_an_end_is_reported_once(store: JobStore, reports: _Reports) -> None:
    first, second = await Place(store)(), await Place(store)()
    await store.request_cancel(first.id, first.user_id)
    await store.request_cancel(first.id, first.user_id)
    await store.finish_failed(second.id, reason="deadline")
    with pytest.raises(StaleJobError):
        await store.finish_failed(second.id, reason="deadline")

    ended = [(job_id, state) for name, job_id, state in reports.seen if name == "job_ended"]
    assert ended == [(first.id, "cancelled"), (second.id, "failed")]


async def test_a_cancellation_of_a_running_job_is_not_its_end(store: JobStore, reports: _Reports) -> None:
    job: Job = await Place(store)()
    await store.claim(job.id, wire_form="a")
    await store.request_cancel(job.id, job.user_id)

    assert [name for name, *_ in reports.seen] == ["job_created"]

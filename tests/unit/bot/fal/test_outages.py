"""Outages: a failing service is distinguished from failing requests."""

from __future__ import annotations

from typing import Any

import pytest

from bot.fal.circuit_breaker import CircuitBreaker
from bot.fal.errors import FailureKind, FalFailure, classify
from bot.fal.outages import Fault, OutageDetector
from tests.clocks import ManualClock

ALICE, BOB = 1, 2
EXTRA = {"detail": [{"loc": ["body", "size"], "msg": "Extra inputs", "type": "extra_forbidden"}]}


class Notifier:
    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []

    async def notify(self, key: str, **values: Any) -> bool:
        self.sent.append((key, values))
        return True


class Bench:
    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.notifier = Notifier()
        self.breaker = CircuitBreaker(clock, first=60, longest=200)
        self.outages = OutageDetector(self.breaker, self.notifier)  # type: ignore[arg-type]

    async def fail(self, user: int, failure: FalFailure, job: str = "job") -> bool:
        found = self.outages.record_error(job, user, failure)
        await self.outages.announce()
        return found

    async def open(self) -> None:
        for user in (ALICE, BOB) * 5:
            await self.fail(user, classify(422, EXTRA))


@pytest.fixture
def bench(manual_clock: ManualClock) -> Bench:
    return Bench(manual_clock)


@pytest.mark.parametrize("status", [400, 404, 422, 429, 500, 503, 504, 418])
async def test_ten_identical_failures_open_the_breaker_for_any_status(bench: Bench, status: int) -> None:
    found = [await bench.fail(user, classify(status, {"detail": "no"})) for user in (ALICE, BOB) * 5]

    assert found == [False] * 9 + [True]
    assert bench.breaker.blocked_by is FailureKind.OUTAGE


async def test_the_operator_is_alerted_once_with_status_type_and_location(bench: Bench) -> None:
    await bench.open()
    await bench.fail(ALICE, classify(422, EXTRA))

    (alert,) = bench.notifier.sent
    assert alert == ("operator-fal-outage", {"count": 10, "what": "HTTP 422, extra_forbidden, body.size"})
    assert str(bench.outages.fault) == "HTTP 422, extra_forbidden, body.size"


async def test_failures_of_one_user_are_not_an_outage(bench: Bench) -> None:
    assert not any([await bench.fail(ALICE, classify(422, EXTRA)) for _ in range(30)])
    assert not any([await bench.fail(BOB, classify(422, EXTRA)) for _ in range(2)])

    assert bench.breaker.open_reason is None


@pytest.mark.parametrize("users", [(ALICE,), (ALICE, BOB), range(10)])
async def test_policy_refusals_are_not_an_outage(bench: Bench, users: tuple[int, ...]) -> None:
    refusal = classify(422, {"detail": [{"msg": "no", "type": "content_policy_violation"}]})

    assert not any([await bench.fail(user, refusal) for user in tuple(users) * 20])


async def test_different_failures_are_not_an_outage(bench: Bench) -> None:
    for number, user in enumerate((ALICE, BOB) * 20):
        kind = f"type_{number % 5}"
        assert not await bench.fail(user, classify(422, {"detail": [{"type": kind, "msg": ""}]}))


async def test_a_success_restarts_the_series(bench: Bench) -> None:
    for user in (ALICE, BOB, ALICE, BOB, ALICE, BOB, ALICE, BOB, ALICE):
        await bench.fail(user, classify(422, EXTRA))
    await bench.outages.record_success()

    assert not await bench.fail(BOB, classify(422, EXTRA))
    assert bench.notifier.sent == []


async def test_an_accepted_request_does_not_end_an_outage_and_a_delivered_one_does(bench: Bench) -> None:
    await bench.open()
    bench.clock.jump(60)
    assert bench.breaker.try_acquire("probe") is None

    assert bench.breaker.record_accepted() is False
    assert bench.breaker.blocked_by is FailureKind.OUTAGE
    await bench.outages.record_success()

    assert bench.breaker.open_reason is None
    assert bench.outages.fault is None
    assert [key for key, _ in bench.notifier.sent] == ["operator-fal-outage", "operator-fal-again"]


async def test_a_probe_that_fails_doubles_the_wait_and_a_late_failure_does_not(bench: Bench) -> None:
    await bench.open()
    assert await bench.fail(ALICE, classify(422, EXTRA), "submitted before")
    bench.clock.jump(60)
    assert bench.breaker.try_acquire("probe") is None
    await bench.fail(BOB, classify(422, EXTRA), "probe")

    bench.clock.jump(119)
    assert bench.breaker.try_acquire("another") is FailureKind.OUTAGE
    bench.clock.jump(1)
    assert bench.breaker.try_acquire("another") is None
    assert len(bench.notifier.sent) == 1


async def test_a_locked_account_during_an_outage_is_reported(bench: Bench) -> None:
    await bench.open()

    assert bench.breaker.record_refusal(FailureKind.BALANCE) is True
    assert bench.outages.fault is None


async def test_a_repeatedly_refused_account_is_one_episode(bench: Bench) -> None:
    locked = classify(403, {"detail": "User is locked. Reason: Admin lock. Please contact support"})
    for _ in range(12):
        await bench.outages.record_refusal(locked)
        bench.clock.jump(15)
        await bench.outages.record_accepted()
        bench.clock.jump(15)

    told = [(key, values.get("words")) for key, values in bench.notifier.sent]
    assert told == [("operator-fal-balance", locked.quote), ("operator-fal-again", None)]
    assert "Admin lock" in locked.quote

    bench.clock.jump(1800)
    await bench.outages.record_refusal(locked)
    assert len(bench.notifier.sent) == 3


async def test_a_permanently_refused_account_is_reported_once(bench: Bench) -> None:
    for _ in range(5):
        await bench.outages.record_refusal(classify(402, None))
        bench.clock.jump(3600)

    assert bench.notifier.sent == [("operator-fal-balance", {"words": "HTTP 402"})]


def test_a_fault_is_described_by_identifiers_only() -> None:
    hostile = {"detail": [{"loc": ["body", "<@1> text"], "msg": "@everyone", "type": "a b\nc"}]}

    assert str(Fault.of(classify(422, hostile))) == "HTTP 422, body.?"
    assert str(Fault("deadline")) == "deadline"

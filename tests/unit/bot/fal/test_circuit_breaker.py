"""Circuit breaker: a refused account stops all requests for a while, then one probe is sent."""

from __future__ import annotations

import pytest

from bot.fal.circuit_breaker import ACCOUNT_FAILURES, CircuitBreaker
from bot.fal.errors import FailureKind
from tests.clocks import ManualClock

BALANCE, CREDENTIALS = FailureKind.BALANCE, FailureKind.CREDENTIALS


@pytest.fixture
def breaker(manual_clock: ManualClock) -> CircuitBreaker:
    return CircuitBreaker(manual_clock, first=60, longest=200)


def test_only_refusals_of_the_account_open_the_breaker() -> None:
    assert {BALANCE, CREDENTIALS} == ACCOUNT_FAILURES


def test_requests_are_sent_while_the_breaker_is_closed(breaker: CircuitBreaker) -> None:
    assert (breaker.try_acquire("job"), breaker.try_acquire("job"), breaker.blocked_by) == (None, None, None)


def test_after_a_refusal_no_request_is_sent_until_the_wait_is_over(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.record_refusal(BALANCE)

    assert (breaker.try_acquire("job"), breaker.blocked_by) == (BALANCE, BALANCE)
    manual_clock.jump(59)
    assert breaker.try_acquire("job") is BALANCE
    manual_clock.jump(1)
    assert breaker.blocked_by is None
    assert breaker.try_acquire("job") is None


def test_one_request_is_the_probe_and_the_others_wait(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.record_refusal(BALANCE)
    manual_clock.jump(60)

    assert [breaker.try_acquire("job") for _ in range(3)] == [None, BALANCE, BALANCE]
    assert breaker.blocked_by is BALANCE


def test_each_refused_probe_doubles_the_wait_up_to_a_limit(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.record_refusal(BALANCE)

    for wait in (60, 120, 200, 200):
        manual_clock.jump(wait - 1)
        assert breaker.try_acquire("job") is BALANCE
        manual_clock.jump(1)
        assert breaker.try_acquire("job") is None
        breaker.record_refusal(BALANCE)


def test_an_accepted_probe_closes_the_breaker_and_resets_the_wait(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.record_refusal(BALANCE)
    manual_clock.jump(60)
    breaker.try_acquire("job")

    assert breaker.record_success() is True

    assert breaker.try_acquire("job") is None
    breaker.record_refusal(CREDENTIALS)
    manual_clock.jump(60)
    assert breaker.try_acquire("job") is None


def test_opening_and_closing_are_reported_once(breaker: CircuitBreaker, manual_clock: ManualClock) -> None:
    assert [breaker.record_refusal(BALANCE), breaker.record_refusal(BALANCE)] == [True, False]
    manual_clock.jump(60)
    breaker.try_acquire("job")
    assert breaker.record_refusal(BALANCE) is False
    assert [breaker.record_success(), breaker.record_success()] == [True, False]


def test_an_inconclusive_probe_allows_another_one(breaker: CircuitBreaker, manual_clock: ManualClock) -> None:
    breaker.record_refusal(BALANCE)
    manual_clock.jump(60)
    breaker.try_acquire("job")

    breaker.release_probe("job")

    assert breaker.try_acquire("job") is None


def test_refusals_of_requests_in_flight_do_not_double_the_wait(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    for _ in range(5):
        breaker.record_refusal(BALANCE)

    manual_clock.jump(60)

    assert breaker.try_acquire("job") is None


def test_the_end_of_another_submit_does_not_end_the_probe(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.record_refusal(BALANCE)
    manual_clock.jump(60)
    breaker.try_acquire("the probe")

    breaker.release_probe("a submit from before")

    assert breaker.try_acquire("a third") is BALANCE

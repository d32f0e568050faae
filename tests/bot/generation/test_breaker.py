"""An account that fal refuses: nothing is sent for a while, then one request tries."""

from __future__ import annotations

import pytest
from clocks import ManualClock

from bot.fal.circuit_breaker import ACCOUNT_TROUBLE, CircuitBreaker
from bot.fal.errors import FailureKind

BALANCE, CREDENTIALS = FailureKind.BALANCE, FailureKind.CREDENTIALS


@pytest.fixture
def breaker(manual_clock: ManualClock) -> CircuitBreaker:
    return CircuitBreaker(manual_clock, first=60, most=200)


def test_only_refusals_of_the_account_count_as_its_trouble() -> None:
    assert {BALANCE, CREDENTIALS} == ACCOUNT_TROUBLE


def test_requests_go_out_while_nothing_is_wrong(breaker: CircuitBreaker) -> None:
    assert (breaker.admit("job"), breaker.admit("job"), breaker.trouble) == (None, None, None)


def test_after_a_refusal_nothing_goes_out_until_the_wait_is_over(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)

    assert (breaker.admit("job"), breaker.trouble) == (BALANCE, BALANCE)
    manual_clock.jump(59)
    assert breaker.admit("job") is BALANCE
    manual_clock.jump(1)
    assert breaker.trouble is None
    assert breaker.admit("job") is None


def test_one_request_tries_and_the_others_wait_for_its_answer(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)
    manual_clock.jump(60)

    assert [breaker.admit("job") for _ in range(3)] == [None, BALANCE, BALANCE]
    assert breaker.trouble is BALANCE


def test_each_probe_that_is_refused_doubles_the_wait_up_to_a_bound(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)

    for wait in (60, 120, 200, 200):
        manual_clock.jump(wait - 1)
        assert breaker.admit("job") is BALANCE
        manual_clock.jump(1)
        assert breaker.admit("job") is None
        breaker.refused(BALANCE)


def test_a_probe_that_is_taken_opens_the_way_and_starts_the_waits_afresh(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)
    manual_clock.jump(60)
    breaker.admit("job")

    assert breaker.accepted() is True

    assert breaker.admit("job") is None
    breaker.refused(CREDENTIALS)
    manual_clock.jump(60)
    assert breaker.admit("job") is None


def test_trouble_and_its_end_are_news_once(breaker: CircuitBreaker, manual_clock: ManualClock) -> None:
    assert [breaker.refused(BALANCE), breaker.refused(BALANCE)] == [True, False]
    manual_clock.jump(60)
    breaker.admit("job")
    assert breaker.refused(BALANCE) is False
    assert [breaker.accepted(), breaker.accepted()] == [True, False]


def test_a_probe_that_tells_nothing_lets_the_next_one_try(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)
    manual_clock.jump(60)
    breaker.admit("job")

    breaker.unclear("job")

    assert breaker.admit("job") is None


def test_refusals_of_requests_that_were_on_their_way_do_not_double_the_wait(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    for _ in range(5):
        breaker.refused(BALANCE)

    manual_clock.jump(60)

    assert breaker.admit("job") is None


def test_the_end_of_another_submit_does_not_end_the_probe(
    breaker: CircuitBreaker, manual_clock: ManualClock
) -> None:
    breaker.refused(BALANCE)
    manual_clock.jump(60)
    breaker.admit("the probe")

    breaker.unclear("a submit from before")

    assert breaker.admit("a third") is BALANCE

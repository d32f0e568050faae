"""Policy cooldown: repeated policy refusals delay a member's next request."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.guilds.policy_cooldown import Cooldown, cooldown_until

NOW = 1_800_000_000.0
MINUTE, HOUR = 60.0, 3600.0
_REFUSALS = st.lists(st.floats(min_value=NOW - 12 * HOUR, max_value=NOW), max_size=12)


def test_two_refusals_have_no_effect() -> None:
    assert cooldown_until([NOW - 10, NOW], NOW) is None


def test_the_third_refusal_costs_five_minutes_and_each_further_one_doubles_it() -> None:
    assert cooldown_until([NOW - 20, NOW - 10, NOW], NOW) == Cooldown(count=3, until=NOW + 5 * MINUTE)
    assert cooldown_until([NOW - 30, NOW - 20, NOW - 10, NOW], NOW) == Cooldown(
        count=4, until=NOW + 10 * MINUTE
    )


def test_after_the_cooldown_the_next_request_is_accepted() -> None:
    assert cooldown_until([NOW - 20, NOW - 10, NOW], NOW + 5 * MINUTE) is None


def test_refusals_are_forgotten_after_some_hours() -> None:
    old = [NOW - 6 * HOUR - n for n in range(8)]

    assert cooldown_until([*old, NOW], NOW) is None


@given(refusals=_REFUSALS)
def test_a_cooldown_ends_two_hours_after_the_last_refusal_at_most(refusals: list[float]) -> None:
    slowed = cooldown_until(refusals, NOW)

    assert slowed is None or NOW < slowed.until <= max(refusals) + 2 * HOUR


@given(refusals=_REFUSALS, later=st.floats(min_value=0, max_value=3 * HOUR))
def test_waiting_does_not_prolong_a_cooldown(refusals: list[float], later: float) -> None:
    before, after = cooldown_until(refusals, NOW), cooldown_until(refusals, NOW + later)

    assert after is None or (before is not None and after.until <= before.until)

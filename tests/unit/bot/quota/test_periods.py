"""Quota periods: the day of an instant and the next reset, in every time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.quota.periods import period_at

ZONES = sorted(available_timezones())
# From the time this was written to as far as the zones' rules are known one by one.
INSTANTS = st.integers(int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()), 2**31 - 1)


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    ("zone", "now", "day", "hours"),
    [
        ("UTC", "2026-05-01T00:00:00+00:00", "2026-05-01", 24),
        ("Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", "2026-04-05", 24.5),
    ],
)
def test_a_day_has_the_length_of_its_time_zone(zone: str, now: str, day: str, hours: float) -> None:
    period = period_at(epoch(now), ZoneInfo(zone))

    assert period.day == day
    assert period.renews_at - epoch(now) == hours * 3600


def test_a_day_without_midnight_begins_at_its_first_instant() -> None:
    # Clocks in Cairo go from 00:00 to 01:00 on the last Friday of April.
    thursday = epoch("2026-04-23T20:00:00+02:00")

    period = period_at(thursday, ZoneInfo("Africa/Cairo"))

    assert period.renews_at == epoch("2026-04-24T01:00:00+03:00")


def test_a_repeated_hour_before_midnight_belongs_to_one_day() -> None:
    # Clocks in Cairo go from 24:00 back to 23:00 on the last Thursday of October.
    first, second = epoch("2026-10-29T23:30:00+03:00"), epoch("2026-10-29T23:30:00+02:00")

    windows = {period_at(first, ZoneInfo("Africa/Cairo")), period_at(second, ZoneInfo("Africa/Cairo"))}

    assert [period.day for period in windows] == ["2026-10-29"]
    assert {period.renews_at for period in windows} == {epoch("2026-10-30T00:00:00+02:00")}


def test_a_skipped_date_is_skipped() -> None:
    # Samoa crossed the date line: 2011-12-29 was followed by 2011-12-31.
    period = period_at(epoch("2011-12-29T12:00:00-10:00"), ZoneInfo("Pacific/Apia"))

    assert period_at(period.renews_at, ZoneInfo("Pacific/Apia")).day == "2011-12-31"


@given(now=INSTANTS, zone=st.sampled_from(ZONES))
@example(now=epoch("2026-10-24T23:59:59-02:00"), zone="America/Scoresbysund")
@example(now=epoch("2026-11-01T00:30:00-05:00"), zone="America/Havana")
def test_the_day_is_the_local_date_and_renews_at_is_the_first_instant_of_the_next(
    now: int, zone: str
) -> None:
    local = ZoneInfo(zone)

    period = period_at(now, local)

    assert period.day == datetime.fromtimestamp(now, local).date().isoformat()
    assert now < period.renews_at <= now + 25 * 3600
    assert period_at(period.renews_at - 1, local).day == period.day
    assert period_at(period.renews_at, local).day > period.day


@given(now=INSTANTS, fraction=st.floats(0, 0.999), zone=st.sampled_from(ZONES))
def test_a_fraction_of_a_second_does_not_move_the_window(now: int, fraction: float, zone: str) -> None:
    local = ZoneInfo(zone)

    assert period_at(now + fraction, local) == period_at(now, local)

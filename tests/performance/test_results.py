"""Medians and spreads of samples, thresholds, and measures that fail."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from benchmarks.results import Results, Spread, percentile
from benchmarks.thresholds import THRESHOLDS, Threshold


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)], ids=str
)
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_the_spread_of_five_rounds_is_half_their_range() -> None:
    spread = Spread.of([100, 150, 200, 140, 160], "start_s")

    assert (spread.median, spread.low, spread.high, spread.samples) == (150, 100, 200, 5)
    assert spread.spread == 50


@pytest.mark.parametrize(
    ("values", "figure", "spread"),
    [
        ([100, 101, 99, 100, 100], "post_p50_at_1_ms", 20),
        ([100, 101, 99, 100, 100], "ack_p99_at_200_ms", 50),
        ([100, 101, 99, 100, 100], "fal_requests_20s", 5),
        ([100], "post_p50_at_1_ms", 40),
        ([3], "peak_1x1x1mb_mb", 5),
        ([1.0, 3.0], "start_s", 2.0),
    ],
    ids=["quiet rounds", "a tail", "a count", "one round", "little memory", "two rounds"],
)
def test_a_spread_has_a_lower_bound_that_depends_on_the_figure_and_the_rounds(
    values: Sequence[float], figure: str, spread: float
) -> None:
    assert Spread.of(values, figure).spread == pytest.approx(spread)


def test_a_ratio_is_taken_round_by_round() -> None:
    results = Results()
    results.add("start_s", "easel", 2.0, 20.0, 4.0)
    results.add("start_s", "floor", 1.0, 10.0, 2.0)

    ratio = results.ratio("start_s", "easel", "floor")

    assert ratio is not None
    assert (ratio.low, ratio.median, ratio.high) == (2, 2, 2)


def test_reading_an_unmeasured_figure_does_not_create_it() -> None:
    results = Results()
    results.add("start_s", "floor", 1.0)

    assert results.spread("start_s", "easel") is None
    assert results.ratio("start_s", "easel", "floor") is None
    assert results.as_json().keys() == {"start_s"}
    assert results.samples("start_s", "easel") == []
    assert results.as_json()["start_s"].keys() == {"floor"}


async def test_a_failed_measure_leaves_a_note_and_its_samples() -> None:
    results = Results()

    async with results.bounded("usual, start", 10):
        results.add("start_s", "usual", 1.0)
        raise RuntimeError("the load generator has ended")

    assert results.samples("start_s", "usual") == [1.0]
    assert results.notes == ["usual, start: the load generator has ended; missing figures were not measured"]


async def test_a_measure_that_does_not_end_is_stopped() -> None:
    results = Results()

    async with results.bounded("easel, memory", 0.0):
        await asyncio.Event().wait()

    assert results.notes == ["easel, memory: stopped after 0 s; missing figures were not measured"]


def test_an_interrupt_is_not_a_failed_measure() -> None:
    async def measure() -> None:
        async with Results().bounded("easel, memory", 10):
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(measure())


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda threshold: threshold.title)
def test_a_threshold_is_met_at_its_limit_and_missed_beyond(threshold: Threshold) -> None:
    beyond = 0.99 if threshold.at_least else 1.01

    assert threshold.is_met(Spread.of([threshold.limit], threshold.figure))
    assert not threshold.is_met(Spread.of([threshold.limit * beyond], threshold.figure))
    assert threshold.read(Results()) is None

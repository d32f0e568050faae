"""Samples become medians with a spread, goals read them, and a measure that fails ends nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from benchmarks.book import Book, Spread, percentile
from benchmarks.goals import GOALS


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)], ids=str
)
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_five_rounds_give_half_of_their_distance_as_the_spread() -> None:
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
def test_a_spread_is_never_smaller_than_what_the_next_run_may_differ_by(
    values: Sequence[float], figure: str, spread: float
) -> None:
    assert Spread.of(values, figure).spread == pytest.approx(spread)


def test_a_ratio_is_taken_round_by_round() -> None:
    book = Book()
    book.add("start_s", "easel", 2.0, 20.0, 4.0)
    book.add("start_s", "floor", 1.0, 10.0, 2.0)

    ratio = book.ratio("start_s", "easel", "floor")

    assert ratio is not None
    assert (ratio.low, ratio.median, ratio.high) == (2, 2, 2)


def test_what_was_not_measured_has_no_spread_and_asking_for_it_makes_no_figure() -> None:
    book = Book()
    book.add("start_s", "floor", 1.0)

    assert book.spread("start_s", "easel") is None
    assert book.ratio("start_s", "easel", "floor") is None
    assert book.as_json().keys() == {"start_s"}
    assert list(book.bots("start_s")) == ["floor"]


async def test_a_measure_that_fails_leaves_a_note_and_what_it_had() -> None:
    book = Book()

    async with book.bounded("usual, start", 10):
        book.add("start_s", "usual", 1.0)
        raise RuntimeError("the sandbox's process has ended")

    assert book.samples("start_s", "usual") == [1.0]
    assert book.notes == ["usual, start: the sandbox's process has ended; what is missing was not measured"]


async def test_a_measure_that_does_not_end_is_given_up() -> None:
    book = Book()

    async with book.bounded("easel, memory", 0.0):
        await asyncio.Event().wait()

    assert book.notes == ["easel, memory: given up after 0 s; what is missing was not measured"]


def test_an_interrupt_is_not_taken_for_a_failed_measure() -> None:
    async def measure() -> None:
        async with Book().bounded("easel, memory", 10):
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(measure())


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.title)
def test_a_goal_is_met_at_its_limit_and_missed_beyond(goal) -> None:
    beyond = 0.99 if goal.at_least else 1.01

    assert goal.is_met(Spread.of([goal.limit], goal.figure))
    assert not goal.is_met(Spread.of([goal.limit * beyond], goal.figure))
    assert goal.read(Book()) is None

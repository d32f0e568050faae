"""Byte budgets: properties of the planner for any sizes and limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.images import plan_budgets

BYTES = st.integers(min_value=0, max_value=30_000_000)
SIZES = st.lists(BYTES, max_size=10)


@given(sizes=SIZES, file_limit=BYTES, total_limit=BYTES)
def test_budgets_respect_both_limits_and_never_exceed_the_size(
    sizes: list[int], file_limit: int, total_limit: int
) -> None:
    budgets = plan_budgets(sizes, file_limit=file_limit, total_limit=total_limit)

    assert len(budgets) == len(sizes)
    assert sum(budgets) <= total_limit
    assert all(0 <= budget <= min(size, file_limit) for budget, size in zip(budgets, sizes, strict=True))


@given(sizes=SIZES, file_limit=BYTES, total_limit=BYTES)
def test_only_pictures_above_the_common_limit_are_reduced(
    sizes: list[int], file_limit: int, total_limit: int
) -> None:
    budgets = plan_budgets(sizes, file_limit=file_limit, total_limit=total_limit)
    cut = [budget for budget, size in zip(budgets, sizes, strict=True) if budget < size]

    if cut:
        assert max(budgets) - min(cut) <= 1  # one byte when the room does not divide evenly


@given(sizes=SIZES, file_limit=BYTES, total_limit=BYTES)
def test_the_total_limit_is_used_up_before_a_picture_is_reduced_further(
    sizes: list[int], file_limit: int, total_limit: int
) -> None:
    budgets = plan_budgets(sizes, file_limit=file_limit, total_limit=total_limit)
    paying = [b for b, size in zip(budgets, sizes, strict=True) if b < min(size, file_limit)]

    if paying:
        assert sum(budgets) == total_limit


def test_the_largest_files_are_reduced_and_small_ones_stay() -> None:
    budgets = plan_budgets([2, 9, 3, 8], file_limit=10, total_limit=15)

    assert budgets == (2, 5, 3, 5)

"""How many bytes each picture of a message may take. Pure: sizes in, budgets out."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["plan_budgets"]


def plan_budgets(sizes: Sequence[int], *, file_limit: int, total_limit: int) -> tuple[int, ...]:
    """Return a budget in bytes for each of ``sizes``, in the same order.

    A budget is never above the size, nor above ``file_limit``, and all of them together stay
    within ``total_limit``. One common ceiling does it: what lies below is left alone, what
    rises above is cut to it. So the largest pictures pay first, equal ones pay alike, and
    no room is left unused while a picture is being cut.
    """
    budgets = [0] * len(sizes)
    room = total_limit
    by_size = sorted(range(len(sizes)), key=sizes.__getitem__)
    for waiting, place in zip(range(len(sizes), 0, -1), by_size, strict=True):
        budgets[place] = min(sizes[place], file_limit, room // waiting)
        room -= budgets[place]
    return tuple(budgets)

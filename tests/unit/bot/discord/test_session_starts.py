"""Session starts: only those of other processes are counted as theirs."""

from __future__ import annotations

from bot.discord.session_starts import SessionStarts
from tests.clocks import ManualClock


def limit(remaining: int, *, hours: float = 20.0) -> dict[str, int]:
    """A limit as Discord states it."""
    return {"total": 1000, "remaining": remaining, "reset_after": round(hours * 3_600_000)}


async def unused() -> dict[str, int]:
    raise AssertionError("enough starts are left")


async def test_starts_of_others_are_counted_once_and_own_ones_never() -> None:
    clock = ManualClock()
    starts = SessionStarts(clock)
    starts.update(limit(900))

    await starts.take(unused)
    assert starts.count_others(limit(899)) == 0
    assert starts.count_others(limit(897)) == 2
    assert starts.count_others(limit(897)) == 0


async def test_an_own_start_that_discord_has_not_counted_yet_is_not_taken_for_anothers() -> None:
    starts = SessionStarts(ManualClock())
    starts.update(limit(900))

    await starts.take(unused)
    assert starts.count_others(limit(900)) == 0
    assert starts.count_others(limit(899)) == 0


async def test_a_renewed_limit_is_the_new_starting_point() -> None:
    clock = ManualClock()
    starts = SessionStarts(clock)
    starts.update(limit(900, hours=1))

    clock.jump(2 * 3600)
    assert starts.count_others(limit(1000, hours=23)) == 0
    assert starts.count_others(limit(999, hours=23)) == 1

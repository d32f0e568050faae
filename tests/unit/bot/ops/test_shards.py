"""The division of shards: equal shares, few moves, and moves to processes that are connected already."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.ops.processes import ProcessInfo, unserved_shards
from bot.ops.shards import choose_count, divide, shards_of

_IDS = [f"{number:016x}" for number in range(1, 9)]


def _process(process_id: str, *shards: int, count: int = 8) -> ProcessInfo:
    return ProcessInfo(id=process_id, started_at=0.0, shards=shards, shard_count=count, takes_shards=True)


@given(
    count=st.integers(1, 40),
    alive=st.sets(st.sampled_from(_IDS), min_size=1),
    before=st.dictionaries(st.integers(0, 39), st.sampled_from(_IDS)),
)
def test_all_shards_are_divided_equally_with_as_few_moves_as_possible(
    count: int, alive: set[str], before: dict[int, str]
) -> None:
    processes = [_process(one) for one in sorted(alive)]
    owners = divide(count, before, processes)

    sizes = Counter(owners.values())
    assert sorted(owners) == list(range(count))
    assert max(sizes.values()) - min(sizes[one] for one in alive) <= 1
    assert divide(count, owners, processes) == owners
    kept = Counter(before[shard] for shard in range(count) if before.get(shard) in alive)
    share, extra = divmod(count, len(alive))
    most = sum(min(size, share) for size in kept.values())
    most += min(extra, sum(size > share for size in kept.values()))
    assert sum(before.get(shard) == owner for shard, owner in owners.items()) == most


def test_a_free_shard_goes_to_a_process_that_is_connected_to_it() -> None:
    first, second, spare = _process(_IDS[0], 0), _process(_IDS[1], 1), _process(_IDS[2], 1)

    assert divide(2, {0: first.id, 1: second.id}, [first, second, spare]) == {0: first.id, 1: second.id}
    assert divide(2, {0: first.id, 1: second.id}, [first, spare]) == {0: first.id, 1: spare.id}


def test_a_process_without_a_shard_of_its_own_opens_another_ones() -> None:
    owners = {0: _IDS[0], 1: _IDS[1]}

    assert shards_of(_IDS[0], 2, owners) == (0,)
    assert shards_of(_IDS[4], 2, owners) in {(0,), (1,)}


def test_the_number_of_shards_of_running_processes_is_kept_until_it_is_far_too_small() -> None:
    assert choose_count(4, []) == 4
    assert choose_count(4, [2, 2]) == 2
    assert choose_count(5, [2, 2]) == 5
    assert choose_count(1, [4]) == 4


def test_shards_are_unserved_unless_all_of_one_number_are_served() -> None:
    old, new = _process(_IDS[0], 0, 1, count=2), _process(_IDS[1], 0, count=3)

    assert unserved_shards([old, new]) == frozenset()
    assert unserved_shards([new]) == {1, 2}
    assert unserved_shards([]) == frozenset()

"""A short chaos run; ``make chaos SEED=...`` plays the long one."""

from collections import Counter

import pytest

from tests.chaos.plan import KINDS, make_plan
from tests.chaos.run import play


def _long_plan(seed: int):
    return make_plan(seed, requests=1000, members=100, kills=10, disruptions=24)


def test_the_same_seed_makes_the_same_run():
    assert _long_plan(7) == _long_plan(7)
    assert _long_plan(7) != _long_plan(8)


def test_a_run_has_the_requested_faults_troubles_and_kills():
    plan = _long_plan(1)
    orders = [order for wave in plan.waves for order in wave.orders]
    disruptions = [wave.disruption for wave in plan.waves if wave.disruption]

    assert plan.kills == 10
    assert len(orders) == 1000
    assert 150 <= sum(1 for order in orders if order.fault) <= 250
    assert Counter(disruption.kind for disruption in disruptions) == dict.fromkeys(KINDS, 4)
    assert all(20 <= disruption.seconds <= 600 for disruption in disruptions)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_promise_holds_under_random_faults_troubles_and_kills(tmp_path, seed):
    # Of three seeds in a row, each plays a third of the kinds of disruption.
    plan = make_plan(
        seed, requests=20, members=12, kills=1, disruptions=2, first=seed * 2, longest=60, fault_share=0.3
    )

    report = await play(plan, tmp_path)

    assert report.kills == 1
    assert report.disruptions.total() == 2
    assert report.problems == []
    assert report.states["delivered"] > 3

"""A short chaos run; ``make chaos SEED=...`` plays the long one."""

import pytest

from tests.chaos.plan import make_plan
from tests.chaos.run import play


def test_the_same_seed_makes_the_same_run():
    assert make_plan(7, requests=500, members=100, kills=10) == make_plan(
        7, requests=500, members=100, kills=10
    )
    assert make_plan(7, requests=500, members=100, kills=10) != make_plan(
        8, requests=500, members=100, kills=10
    )


def test_a_run_has_the_faults_and_kills_that_were_asked_for():
    plan = make_plan(1, requests=500, members=100, kills=10)
    orders = [order for wave in plan.waves for order in wave.orders]

    assert plan.kills == 10
    assert len(orders) == 500
    assert 70 <= sum(1 for order in orders if order.fault) <= 130


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_promise_holds_under_random_faults_and_kills(tmp_path, seed):
    plan = make_plan(seed, requests=40, members=12, kills=2, fault_share=0.3)

    report = await play(plan, tmp_path)

    assert report.kills == 2
    assert report.problems == []
    assert report.states["delivered"] > 10

"""fal retry: the delay between two submits."""

from __future__ import annotations

import pytest

from tests.e2e.harness import open_harness

pytestmark = pytest.mark.usefixtures("either_wire_form")


async def test_a_retry_after_of_zero_seconds_still_causes_a_pause(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.429", times=1000, retry_after=0)
        await harness.alice.slash("imagine", prompt="patience")
        await harness.fal.until(lambda: harness.faults.taken)
        # One second of the clock between the first and the second attempt, two before the third.
        harness.clock.advance(0.5)
        assert len(harness.faults.taken) == 1
        harness.faults.clear()
        harness.clock.advance(1.0)
        await harness.until(harness.results)

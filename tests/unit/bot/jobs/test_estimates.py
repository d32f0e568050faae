"""Duration estimates: from the durations of recent jobs."""

from __future__ import annotations

import pytest

from bot.jobs.progress import DurationEstimate, estimate_duration


def test_without_history_there_is_no_estimate() -> None:
    assert estimate_duration([]) is None


@pytest.mark.parametrize(("sample", "reliable"), [(1, False), (4, False), (5, True)])
def test_an_estimate_is_reliable_from_five_jobs_on(sample: int, reliable: bool) -> None:
    estimate = estimate_duration([33.0] * sample)

    assert estimate == DurationEstimate(median=33, low=33, high=33, sample=sample)
    assert estimate.is_reliable is reliable

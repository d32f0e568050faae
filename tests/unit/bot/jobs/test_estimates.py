"""Duration estimates: from the durations of recent jobs."""

from __future__ import annotations

import pytest

from bot.jobs.progress import DurationEstimate, estimate_duration, stated_duration
from config import Model, load_catalogue


def test_without_history_there_is_no_estimate() -> None:
    assert estimate_duration([]) is None


@pytest.mark.parametrize(("sample", "reliable"), [(1, False), (4, False), (5, True)])
def test_an_estimate_is_reliable_from_five_jobs_on(sample: int, reliable: bool) -> None:
    estimate = estimate_duration([33.0] * sample)

    assert estimate == DurationEstimate(median=33, low=33, high=33, sample=sample)
    assert estimate.is_reliable is reliable


@pytest.mark.parametrize("model", [load_catalogue().get(one) for one in load_catalogue().ids], ids=str)
def test_every_model_states_a_usual_time_for_each_quality(model: Model) -> None:
    for quality in model.qualities:
        stated = stated_duration(model, quality.value)

        assert stated is not None
        assert stated.is_reliable
        assert 0 < stated.low <= stated.median <= stated.high
    assert stated_duration(model, "other") is None

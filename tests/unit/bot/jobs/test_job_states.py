"""Job states: allowed transitions, and the stored form of a job."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.images import PictureRef
from bot.jobs.models import TRANSITIONS, JobState, dump_pictures
from tests.unit.bot.factories import pictures

OPEN = {JobState.QUEUED, JobState.SUBMITTING, JobState.SUBMITTED, JobState.RENDERED}
ENDS = {JobState.FAILED, JobState.CANCELLED}


def test_every_state_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(JobState)


def test_a_job_is_open_until_one_of_its_three_final_states() -> None:
    assert {state for state in JobState if state.is_open} == OPEN
    assert set(JobState) - OPEN == ENDS | {JobState.DELIVERED}


def test_final_states_have_no_transitions() -> None:
    assert all(not TRANSITIONS[state] for state in JobState if not state.is_open)


def test_every_open_state_can_fail_or_be_canceled() -> None:
    assert all(TRANSITIONS[state] >= ENDS for state in OPEN)


def test_pictures_are_only_reached_through_every_step() -> None:
    onward = {(source, target) for source in JobState for target in TRANSITIONS[source] - ENDS}

    assert onward == {
        (JobState.QUEUED, JobState.SUBMITTING),
        (JobState.SUBMITTING, JobState.QUEUED),
        (JobState.SUBMITTING, JobState.SUBMITTED),
        (JobState.SUBMITTED, JobState.RENDERED),
        (JobState.RENDERED, JobState.DELIVERED),
    }


def test_a_submitted_request_is_never_submitted_again() -> None:
    for state in (JobState.SUBMITTED, JobState.RENDERED):
        assert not TRANSITIONS[state] & {JobState.QUEUED, JobState.SUBMITTING}


@given(
    st.builds(
        PictureRef,
        url=st.text(min_size=1),
        content_type=st.none() | st.text(),
        width=st.none() | st.integers(),
        height=st.none() | st.integers(),
    )
)
def test_pictures_read_back_as_they_were_stored(picture: PictureRef) -> None:
    stored = json.loads(dump_pictures((picture, *pictures(1))))

    assert tuple(PictureRef(**fields) for fields in stored) == (picture, *pictures(1))

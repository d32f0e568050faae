"""Fair queue: bounded, fair to every member, with correct positions."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.jobs.fair_queue import FairQueue

OVERALL, PER_MEMBER = 3, 2
MEMBERS = st.integers(1, 4)


def admitted(line: FairQueue) -> list[str]:
    """Everything that may start now."""
    found = []
    while (job_id := line.admit()) is not None:
        found.append(job_id)
    return found


def test_members_take_turns_regardless_of_their_number_of_requests() -> None:
    line = FairQueue(overall=1, per_member=1)
    for number in range(20):
        line.push(f"many-{number}", 1)
    line.push("one", 2)

    assert line.admit() == "many-0"
    line.release("many-0")
    assert line.admit() == "one"


def test_a_member_at_their_limit_is_skipped_and_keeps_their_turn() -> None:
    line = FairQueue(overall=3, per_member=1)
    for job_id, user_id in (("a1", 1), ("a2", 1), ("b1", 2), ("c1", 3), ("d1", 4)):
        line.push(job_id, user_id)

    assert admitted(line) == ["a1", "b1", "c1"]
    line.release("a1")
    assert admitted(line) == ["d1"]
    line.release("b1")
    assert admitted(line) == ["a2"]


def test_jobs_already_at_fal_occupy_slots_even_beyond_the_limit() -> None:
    line = FairQueue(overall=2, per_member=2)
    for number in range(3):
        line.restore(f"old-{number}", number)
    line.push("new", 9)

    for number in range(2):
        assert admitted(line) == []
        line.release(f"old-{number}")
    assert admitted(line) == ["new"]


def test_a_job_that_leaves_is_never_admitted_and_leaves_once() -> None:
    line = FairQueue(overall=9, per_member=9)
    for job_id in ("a", "b", "c"):
        line.push(job_id, 1)

    assert (line.remove("b"), line.remove("b")) == (True, False)

    assert len(line) == 2
    assert admitted(line) == ["a", "c"]
    assert not line.remove("a")


def test_freeing_a_job_that_does_not_run_changes_nothing() -> None:
    line = FairQueue(overall=1, per_member=1)
    line.push("a", 1)

    line.release("a")
    line.release("nothing")

    assert (len(line), line.running) == (1, 0)


@given(st.lists(MEMBERS, max_size=20), st.integers(0, 20))
def test_ahead_of_matches_the_actual_order(joins: list[int], taken_before: int) -> None:
    line = FairQueue(overall=100, per_member=100)
    for number, user_id in enumerate(joins):
        line.push(f"{number}", user_id)
    for _ in range(taken_before):
        line.admit()

    told = line.positions()

    order = admitted(line)
    assert told == {job_id: position for position, job_id in enumerate(order)}


class LineMachine(RuleBasedStateMachine):
    """Members come, leave and finish in any order; each admission is held against the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.line = FairQueue(overall=OVERALL, per_member=PER_MEMBER)
        self.number = 0
        self.waiting: dict[str, int] = {}
        self.running: dict[str, int] = {}
        # How often each other member was served while this one waited and could have been.
        self.overtaken: dict[int, Counter[int]] = {}

    @rule(user_id=MEMBERS)
    def join(self, user_id: int) -> None:
        self.number += 1
        job_id = f"job-{self.number}"
        if user_id not in self.waiting.values():
            self.overtaken[user_id] = Counter()
        self.waiting[job_id] = user_id
        self.line.push(job_id, user_id)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(sorted(self.waiting)))
        del self.waiting[job_id]
        assert self.line.remove(job_id)

    @rule(user_id=MEMBERS)
    def come_back_after_a_restart(self, user_id: int) -> None:
        self.number += 1
        self.running[f"job-{self.number}"] = user_id
        self.line.restore(f"job-{self.number}", user_id)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def free(self, data: st.DataObject) -> None:
        job_id = data.draw(st.sampled_from(sorted(self.running)))
        del self.running[job_id]
        self.line.release(job_id)

    @rule()
    def admit(self) -> None:
        able = {user for user in self.waiting.values() if self.load(user) < PER_MEMBER}
        full = len(self.running) >= OVERALL

        job_id = self.line.admit()

        if job_id is None:
            assert full or not able
            return
        user_id = self.waiting[job_id]
        assert not full
        assert user_id in able
        assert job_id == next(job for job, user in self.waiting.items() if user == user_id)
        del self.waiting[job_id]
        self.running[job_id] = user_id
        self.overtaken[user_id] = Counter()
        for other in able - {user_id}:
            self.overtaken[other][user_id] += 1

    def load(self, user_id: int) -> int:
        return Counter(self.running.values())[user_id]

    @invariant()
    def the_numbers_are_right(self) -> None:
        assert len(self.line) == len(self.waiting)
        assert self.line.running == len(self.running)

    @invariant()
    def nobody_is_served_twice_while_another_could_have_been(self) -> None:
        assert all(times <= 1 for others in self.overtaken.values() for times in others.values())

    @invariant()
    def everyone_who_waits_is_told_a_place_of_their_own(self) -> None:
        told = self.line.positions()
        assert told.keys() == self.waiting.keys()
        assert sorted(told.values()) == list(range(len(self.waiting)))


TestLineMachine = LineMachine.TestCase
TestLineMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

"""Turns in the queue of all processes, computed from the rows."""

from __future__ import annotations

from bot.jobs.shared_queue import Turns, WaitingJob, plan_turns


def plan(*names: str, running: str = "", last: dict[int, float] | None = None, overall: int = 2) -> Turns:
    """Plan jobs that are named by their user and arrive in order, at most two of a user at once."""
    waiting = [
        WaitingJob(id=name, user_id=int(name[0]), created_at=float(number))
        for number, name in enumerate(names)
    ]
    busy = {f"{user}-running-{number}": int(user) for number, user in enumerate(running)}
    return plan_turns(running=busy, waiting=waiting, last_turns=last or {}, overall=overall, per_member=2)


def test_users_take_turns() -> None:
    turns = plan("1a", "1b", "1c", "2a", "3a", overall=3)

    assert turns.admitted == ["1a", "2a", "3a"]
    assert turns.ahead == {"1b": 0, "1c": 1}


def test_running_jobs_count_against_both_limits() -> None:
    assert plan("1a", "2a", running="11", overall=9).admitted == ["2a"]
    assert plan("1a", "2a", running="34").admitted == []


def test_a_user_whose_last_turn_is_longer_ago_is_next() -> None:
    assert plan("1a", "2a", last={1: 50.0, 2: 40.0}, overall=1).admitted == ["2a"]
    assert plan("1a", "2a", last={1: 0.5}, overall=1).admitted == ["1a"], "the other one has just arrived"


def test_positions_follow_the_turns() -> None:
    assert plan("1a", "1b", "2a", running="34").ahead == {"1a": 0, "2a": 1, "1b": 2}

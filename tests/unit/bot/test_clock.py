"""Synced clock: it follows Discord's time."""

from __future__ import annotations

import math

import pytest

from bot.clock import SyncedClock

TRUE = 1_800_000_000.25


class _Machine:
    """A machine whose clock is ``ahead`` of the true time."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.ahead = ahead
        self.passed = 0.0

    @property
    def true(self) -> float:
        return TRUE + self.passed

    def now(self) -> float:
        return self.true + self.ahead

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


def _answer(machine: _Machine, clock: SyncedClock, *, seconds: float = 0.2, wrong: float = 0.0) -> None:
    """A response dated in the middle of a call that takes ``seconds``."""
    sent = machine.monotonic()
    machine.passed += seconds / 2
    stated = math.floor(machine.true + wrong)
    machine.passed += seconds / 2
    clock.observe(stated, sent=sent, received=machine.monotonic())


@pytest.mark.parametrize("ahead", [1200.0, -1200.0, 90.0, -7200.0, 25 * 3600.0])
def test_a_wrong_machine_clock_is_corrected_by_two_responses(ahead):
    machine = _Machine(ahead)
    clock = SyncedClock(machine)

    _answer(machine, clock)
    assert clock.now() == pytest.approx(machine.now())
    _answer(machine, clock)

    assert clock.now() == pytest.approx(machine.true, abs=1.0)
    assert clock.machine_ahead == pytest.approx(ahead, abs=1.0)


def test_slow_responses_do_not_change_a_correct_clock():
    machine = _Machine()
    clock = SyncedClock(machine)
    for seconds in (0.0, 0.9, 40.0, 300.0):
        _answer(machine, clock, seconds=seconds)
        assert clock.now() == pytest.approx(machine.true)


def test_a_single_odd_response_changes_nothing():
    machine = _Machine()
    clock = SyncedClock(machine)
    for wrong in (3600.0, 0.0, -3600.0, 7200.0, 0.0):
        _answer(machine, clock, wrong=wrong)

    assert clock.now() == pytest.approx(machine.true)


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_setting_the_machines_clock_does_not_change_the_time(jump):
    machine = _Machine()
    clock = SyncedClock(machine)
    _answer(machine, clock)

    machine.ahead += jump

    assert clock.now() == pytest.approx(machine.true)
    _answer(machine, clock)
    assert clock.now() == pytest.approx(machine.true)
    assert clock.machine_ahead == pytest.approx(jump, abs=1.0)


def test_the_clock_catches_up_after_the_machine_was_suspended():
    machine = _Machine()
    clock = SyncedClock(machine)
    asleep = SyncedClock(machine)
    asleep._base -= 600.0  # its monotonic clock stood still for ten minutes

    _answer(machine, asleep)
    _answer(machine, asleep)

    assert asleep.now() == pytest.approx(clock.now(), abs=1.0)


def test_a_clock_without_monotonic_time_is_used_as_monotonic():
    class Fixed:
        def now(self) -> float:
            return 5.0

        async def sleep(self, seconds: float) -> None:
            raise NotImplementedError

    assert SyncedClock(Fixed()).now() == 5.0

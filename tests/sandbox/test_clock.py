"""Sandbox clock: it can be advanced and run faster."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.clock import SandboxClock


async def test_a_sleeper_wakes_when_the_clock_passes_its_end():
    clock = SandboxClock()
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)

    clock.advance(3600)

    await asyncio.wait_for(sleeper, 5)


async def test_a_faster_clock_shortens_current_sleeps():
    clock = SandboxClock()
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)

    clock.run_at(1_000_000)

    await asyncio.wait_for(sleeper, 5)


def test_a_change_of_speed_does_not_jump():
    clock = SandboxClock()
    clock.advance(500)
    before = clock.now()
    clock.run_at(10)
    clock.run_at(0.5)
    clock.run_at(1)

    assert 0 <= clock.now() - before < 5
    assert clock.speed == 1


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_the_speed_must_be_positive(speed: float):
    with pytest.raises(ValueError, match="positive"):
        SandboxClock().run_at(speed)

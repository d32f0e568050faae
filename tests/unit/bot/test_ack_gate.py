"""Acknowledgement gate: handlers wait for pending acknowledgements, at most half a second, and resume in order."""

import asyncio
import itertools

from bot.discord.ack_gate import AckGate
from tests.clocks import ManualClock


async def _waiters(gate: AckGate, names: str) -> tuple[list[str], list[asyncio.Task[None]]]:
    """The names of the waiters that have resumed, in order, and their tasks."""
    resumed: list[str] = []

    async def one(name: str) -> None:
        await gate.wait_idle()
        resumed.append(name)

    return resumed, [asyncio.create_task(one(name)) for name in names]


async def test_the_gate_is_open_without_pending_acknowledgements() -> None:
    gate = AckGate(ManualClock())
    with gate.acknowledging():
        pass
    await gate.wait_idle()


async def test_waiters_resume_after_the_last_acknowledgement() -> None:
    clock = ManualClock()
    gate = AckGate(clock)
    with gate.acknowledging():
        with gate.acknowledging():
            resumed, tasks = await _waiters(gate, "abc")
            await clock.settle()
        await clock.advance(0.4)
        assert resumed == []
    await clock.settle()
    assert resumed == ["a", "b", "c"]
    await asyncio.gather(*tasks)


async def test_a_waiter_resumes_after_half_a_second_at_most() -> None:
    clock = ManualClock()
    gate = AckGate(clock)
    with gate.acknowledging():
        early, first = await _waiters(gate, "ab")
        await clock.advance(0.3)
        late, second = await _waiters(gate, "c")
        await clock.advance(0.19)
        assert early == late == []
        await clock.advance(0.02)
        assert (early, late) == (["a", "b"], [])
        await clock.advance(0.3)
        assert late == ["c"]
    await asyncio.gather(*first, *second)


async def test_a_clock_that_is_set_back_does_not_prolong_the_wait() -> None:
    clock = ManualClock()
    gate = AckGate(clock)
    with gate.acknowledging():
        resumed, tasks = await _waiters(gate, "ab")
        await clock.settle()
        clock._now -= 3600
        await clock.advance(3600 + 0.5)
        await clock.advance(0.5)
        assert resumed == ["a", "b"]
    await asyncio.gather(*tasks)


async def test_one_waiter_resumes_per_loop_iteration() -> None:
    gate = AckGate(ManualClock())
    with gate.acknowledging():
        resumed, tasks = await _waiters(gate, "abcdefgh")
        await asyncio.sleep(0)
    seen = [0]
    while len(resumed) < len(tasks):
        await asyncio.sleep(0)
        seen.append(len(resumed))
    assert max(after - before for before, after in itertools.pairwise(seen)) == 1


async def test_an_interaction_that_arrives_between_two_waiters_is_acknowledged_first() -> None:
    clock = ManualClock()
    gate = AckGate(clock)
    with gate.acknowledging():
        resumed, tasks = await _waiters(gate, "abcdefgh")
        await asyncio.sleep(0)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    with gate.acknowledging():
        await clock.settle()
        assert len(resumed) < 3
    await asyncio.gather(*tasks)


async def test_a_failed_acknowledgement_or_a_cancelled_wait_does_not_block_the_gate() -> None:
    clock = ManualClock()
    gate = AckGate(clock)
    try:
        with gate.acknowledging():
            resumed, (a, b) = await _waiters(gate, "ab")
            await clock.settle()
            a.cancel()
            await clock.settle()
            raise ConnectionError
    except ConnectionError:
        pass
    await b
    assert resumed == ["b"]
    assert a.cancelled()

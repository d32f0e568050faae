"""Delivery slots: the limit, the order, and no slot lost or doubled."""

from __future__ import annotations

import asyncio

import pytest

from bot.jobs.delivery_slots import DeliverySlots


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def _hold(slots: DeliverySlots) -> None:
    async with slots.acquire():
        pass


async def test_slots_are_granted_in_the_order_of_the_requests_up_to_the_limit() -> None:
    slots, order = DeliverySlots(2), list[int]()

    async def work(number: int, until: asyncio.Event) -> None:
        async with slots.acquire():
            order.append(number)
            await until.wait()

    ends = [asyncio.Event() for _ in range(4)]
    async with asyncio.TaskGroup() as tasks:
        for number, end in enumerate(ends):
            tasks.create_task(work(number, end))
        await _settle()
        assert order == [0, 1]
        ends[1].set()
        await _settle()
        assert order == [0, 1, 2]
        for end in ends:
            end.set()

    assert order == [0, 1, 2, 3]


async def test_acquiring_or_releasing_twice_counts_once() -> None:
    slots = DeliverySlots(1)
    async with slots.acquire() as slot:
        await slot.acquire()
        slot.release()
        slot.release()
        async with slots.acquire():
            second = asyncio.create_task(_hold(slots))
            await _settle()
            assert not second.done()
        await second


@pytest.mark.parametrize("again", [True, False])
async def test_a_yielded_slot_is_reacquired_only_if_the_job_continues(again: bool) -> None:
    slots = DeliverySlots(1)
    async with slots.acquire() as slot:

        async def waiting() -> bool:
            await _hold(slots)
            return again

        assert await slot.yield_while(waiting()) is again
        other = asyncio.create_task(_hold(slots))
        await _settle()
        assert other.done() is not again
    await other


async def test_cancelling_a_waiting_job_frees_no_slot() -> None:
    slots = DeliverySlots(1)
    async with slots.acquire():
        cancelled = asyncio.create_task(_hold(slots))
        await _settle()
        cancelled.cancel()
        await asyncio.gather(cancelled, return_exceptions=True)
        patient = asyncio.create_task(_hold(slots))
        await _settle()
        assert not patient.done()
    await patient


async def test_a_job_waits_for_the_results_that_are_due_when_it_has_posted_and_for_no_later_one() -> None:
    slots, ends = DeliverySlots(2), [asyncio.Event() for _ in range(3)]

    async def work(end: asyncio.Event) -> None:
        async with slots.acquire():
            await end.wait()

    async with slots.acquire() as slot:
        others = [asyncio.create_task(work(end)) for end in ends[:2]]  # the second one waits for a slot
        await _settle()
        slot.release()
        waiting = asyncio.create_task(slot.wait_for_others())
        await _settle()
        late = asyncio.create_task(work(ends[2]))
        ends[0].set()
        await _settle()
        assert not waiting.done()
        ends[1].set()
        await waiting
        assert not late.done()
    ends[2].set()
    await asyncio.gather(*others, late)


async def test_a_yielded_or_canceled_slot_is_not_waited_for() -> None:
    slots = DeliverySlots(1)
    async with slots.acquire() as slot:
        canceled = asyncio.create_task(_hold(slots))
        await _settle()
        canceled.cancel()
        await asyncio.gather(canceled, return_exceptions=True)

        async def waiting() -> bool:
            await slot.wait_for_others()
            return False

        await slot.yield_while(waiting())

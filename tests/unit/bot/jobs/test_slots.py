"""Places: who has one, who waits, and that none is lost or doubled."""

from __future__ import annotations

import asyncio

import pytest

from bot.jobs.slots import DeliverySlots


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_no_more_than_so_many_at_once_in_the_order_of_asking() -> None:
    places, order = DeliverySlots(2), list[int]()

    async def work(number: int, until: asyncio.Event) -> None:
        with places.slot() as place:
            await place.acquire()
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


async def test_taking_and_leaving_twice_counts_once() -> None:
    places = DeliverySlots(1)
    with places.slot() as place:
        await place.acquire()
        await place.acquire()
        place.release()
        place.release()
        others = [places.slot(), places.slot()]
        await others[0].acquire()
        second = asyncio.create_task(others[1].acquire())
        await _settle()
        assert not second.done()
        others[0].release()
        await second


@pytest.mark.parametrize("again", [True, False])
async def test_whoever_stands_aside_lets_another_in_and_comes_back_only_if_it_goes_on(again: bool) -> None:
    places = DeliverySlots(1)
    with places.slot() as place, places.slot() as other:
        await place.acquire()

        async def waiting() -> bool:
            await other.acquire()
            other.release()
            return again

        assert await place.yield_while(waiting()) is again
        third = asyncio.create_task(places.slot().acquire())
        await _settle()
        assert third.done() is not again
        third.cancel()


async def test_one_that_is_cancelled_while_it_waits_gives_nothing_away() -> None:
    places = DeliverySlots(1)
    with places.slot() as place:
        await place.acquire()
        tired = asyncio.create_task(_take_in_scope(places))
        await _settle()
        tired.cancel()
        await asyncio.gather(tired, return_exceptions=True)
        patient = asyncio.create_task(_take_in_scope(places))
        await _settle()
        assert not patient.done()
    await patient


async def _take_in_scope(places: DeliverySlots) -> None:
    with places.slot() as place:
        await place.acquire()

"""Work steps aside for acknowledgements, for half a second of the bot's clock, and begins one by one."""

import asyncio
import itertools

from bot.discord.ack_gate import AckGate
from tests.clocks import ManualClock


async def _heard(words: AckGate, names: str) -> tuple[list[str], list[asyncio.Task[None]]]:
    """The names of those who have gone on, as they do; and their tasks."""
    gone: list[str] = []

    async def one(name: str) -> None:
        await words.heard()
        gone.append(name)

    return gone, [asyncio.create_task(one(name)) for name in names]


async def test_nobody_waits_where_nobody_is_being_acknowledged() -> None:
    words = AckGate(ManualClock())
    with words.speaking():
        pass
    await words.heard()


async def test_whoever_was_heard_waits_for_the_last_acknowledgement() -> None:
    clock = ManualClock()
    words = AckGate(clock)
    with words.speaking():
        with words.speaking():
            gone, tasks = await _heard(words, "abc")
            await clock.settle()
        await clock.advance(0.4)
        assert gone == []
    await clock.settle()
    assert gone == ["a", "b", "c"]
    await asyncio.gather(*tasks)


async def test_nobody_waits_longer_than_half_a_second() -> None:
    clock = ManualClock()
    words = AckGate(clock)
    with words.speaking():
        early, first = await _heard(words, "ab")
        await clock.advance(0.3)
        late, second = await _heard(words, "c")
        await clock.advance(0.19)
        assert early == late == []
        await clock.advance(0.02)
        assert (early, late) == (["a", "b"], [])
        await clock.advance(0.3)
        assert late == ["c"]
    await asyncio.gather(*first, *second)


async def test_a_clock_that_is_set_back_prolongs_nothing() -> None:
    clock = ManualClock()
    words = AckGate(clock)
    with words.speaking():
        gone, tasks = await _heard(words, "ab")
        await clock.settle()
        clock._now -= 3600
        await clock.advance(3600 + 0.5)
        await clock.advance(0.5)
        assert gone == ["a", "b"]
    await asyncio.gather(*tasks)


async def test_they_go_on_one_a_round_of_the_loop() -> None:
    words = AckGate(ManualClock())
    with words.speaking():
        gone, tasks = await _heard(words, "abcdefgh")
        await asyncio.sleep(0)
    seen = [0]
    while len(gone) < len(tasks):
        await asyncio.sleep(0)
        seen.append(len(gone))
    assert max(after - before for before, after in itertools.pairwise(seen)) == 1


async def test_whoever_asks_meanwhile_is_heard_first() -> None:
    clock = ManualClock()
    words = AckGate(clock)
    with words.speaking():
        gone, tasks = await _heard(words, "abcdefgh")
        await asyncio.sleep(0)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    with words.speaking():
        await clock.settle()
        assert len(gone) < 3
    await asyncio.gather(*tasks)


async def test_an_acknowledgement_that_fails_and_a_wait_that_is_cut_off_hold_nobody_up() -> None:
    clock = ManualClock()
    words = AckGate(clock)
    try:
        with words.speaking():
            gone, (a, b) = await _heard(words, "ab")
            await clock.settle()
            a.cancel()
            await clock.settle()
            raise ConnectionError
    except ConnectionError:
        pass
    await b
    assert gone == ["b"]
    assert a.cancelled()

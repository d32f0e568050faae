"""Missed reactions: a reaction that recovery finds is not processed again when its event arrives."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.errors import DuplicateEventError
from tests.e2e.harness import Harness, open_harness

pytestmark = pytest.mark.usefixtures("either_wire_form")

_AGAIN = "🔁"


class _Held:
    """A method whose answer is held back until the test lets go of it."""

    def __init__(self, owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._call = getattr(owner, name)
        self.answered, self.go = asyncio.Event(), asyncio.Event()
        monkeypatch.setattr(owner, name, self)

    async def __call__(self, *arguments: Any, **options: Any) -> Any:
        answer = await self._call(*arguments, **options)
        self.answered.set()
        await self.go.wait()
        return answer


class _Raised:
    """Notes what a method raises, and that it has ended."""

    def __init__(self, owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._call = getattr(owner, name)
        self.error: Exception | None = None
        self.happened = asyncio.Event()
        monkeypatch.setattr(owner, name, self)

    async def __call__(self, *arguments: Any, **options: Any) -> Any:
        try:
            return await self._call(*arguments, **options)
        except Exception as error:
            self.error = error
            raise
        finally:
            self.happened.set()


async def _result(harness: Harness) -> Any:
    post = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
    await harness.until(lambda: post.reactions)
    await harness.wait_idle()
    return post


@pytest.mark.parametrize("read_before", ["recent_results", "is_processed"])
async def test_a_reaction_processed_during_a_recovery_creates_one_request(tmp_path, monkeypatch, read_before):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 20_000}) as harness:
        bot = harness.app.bot
        await bot.wait_until_ready()
        post = await _result(harness)
        harness.faults.arm("discord.gateway.miss-event", event="MESSAGE_REACTION_ADD")
        await harness.alice.react(post, _AGAIN)
        held = _Held(bot.services.reactions, read_before, monkeypatch)
        look = asyncio.create_task(bot.services.reaction_repeats.recover())
        await held.answered.wait()

        await harness.alice.unreact(post, _AGAIN)
        await harness.alice.react(post, _AGAIN)
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.wait_idle()
        held.go.set()
        await look
        await harness.wait_idle()

        assert len(harness.fal.submits) == 2
        assert [row["source"] for row in await harness.rows()] == ["command", "reaction"]
        assert harness.world.messages(harness.people.studio) == harness.results()


async def test_a_reaction_recovered_while_its_event_is_processed_creates_one_request(tmp_path, monkeypatch):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 20_000}) as harness:
        bot = harness.app.bot
        await bot.wait_until_ready()
        post = await _result(harness)
        held = _Held(bot.services.jobs, "find_result", monkeypatch)
        await harness.alice.react(post, _AGAIN)
        await held.answered.wait()

        await bot.services.reaction_repeats.recover()
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.wait_idle()
        refused = _Raised(bot.services.jobs, "repeat", monkeypatch)
        held.go.set()
        await refused.happened.wait()

        assert isinstance(refused.error, DuplicateEventError)
        assert [row["source"] for row in await harness.rows()] == ["command", "reaction"]


async def test_a_reaction_removed_and_added_again_is_another_request(tmp_path):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 20_000}) as harness:
        await harness.app.bot.wait_until_ready()
        post = await _result(harness)
        for number in (2, 3):
            await harness.alice.react(post, _AGAIN)
            await harness.until(lambda number=number: len(harness.results()) == number)
            await harness.wait_idle()
            await harness.alice.unreact(post, _AGAIN)
            harness.clock.advance(5)

        assert [row["source"] for row in await harness.rows()] == ["command", "reaction", "reaction"]

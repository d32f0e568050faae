"""Fault grid of Discord: pictures and credits survive every answer to every call, for every duration."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from bot.errors import StartupError
from bot.logging import set_up_logging
from sandbox.discord import Interaction
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.case_runner import said
from tests.faults.fast_clock import fast_clock, idle_clock, run_library_on, wake_sleepers
from tests.faults.fault_grid import ANSWERS, CALLS, SPANS, Cell, cells, missing_calls, sampled
from tests.faults.waiting import wait_for, wait_settled

SMALL = {"picture_bytes": 20_000}
_MARK = "🔁"
_TOKEN_LIFE = 15 * 60.0
_COUNT = 2
_LONG = {"render_seconds": 1000.0}
_POOR = {"QUOTA_DAILY_CREDITS": "1"}
_SETTINGS = {
    **CALM,
    "JOB_DEADLINE_SECONDS": "7200",
    "QUOTA_DAILY_CREDITS": "1000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
}
_TOO_DEAR = "costs 12 credits and you have 1 left"


async def _ask(harness: Harness) -> Interaction:
    """Request pictures; return once the request is acknowledged."""
    interaction = await harness.alice.slash("imagine", prompt="a red kite", count=_COUNT)
    async with fast_clock(harness.sandbox, 0.01):
        await wait_for(lambda: interaction.callback_type is not None)
    return interaction


async def _draw(harness: Harness, cell: Cell) -> None:
    if cell.call.before:
        await _ask(harness)
        return
    cell.arm(harness)
    if "callback" not in cell.call.words:
        await _ask(harness)
        return
    interaction = await harness.alice.slash("imagine", prompt="a red kite", count=_COUNT)
    async with fast_clock(harness.sandbox, 0.05):
        await wait_for(
            lambda: (
                interaction.callback_type is not None or harness.clock.now() > interaction.created_at + 20.0
            )
        )


async def _lost_answer(harness: Harness, cell: Cell) -> None:
    harness.faults.arm("discord.rest.lost-answer", route="PATCH @original multipart")
    cell.arm(harness)
    await _ask(harness)


async def _refused(harness: Harness, cell: Cell) -> None:
    cell.arm(harness)
    await _ask(harness)


async def _late(harness: Harness, cell: Cell) -> None:
    await _ask(harness)
    await wait_for(lambda: harness.fal.submits)
    harness.clock.advance(1000.0 + _TOKEN_LIFE)
    cell.arm(harness)


async def _late_lost_answer(harness: Harness, cell: Cell) -> None:
    harness.faults.arm("discord.rest.lost-answer", route="POST /channels messages multipart")
    await _late(harness, cell)


async def _direct(harness: Harness, cell: Cell) -> None:
    route = f"/channels/{harness.people.studio.id}/messages"
    harness.faults.arm("discord.rest.403", route=route, times=1000)
    await _late(harness, cell)


async def _repeat(harness: Harness, cell: Cell) -> None:
    post = await harness.draw("a red kite", count=_COUNT)
    cell.arm(harness)
    await harness.alice.react(post, _MARK)
    await wait_for(lambda: len(harness.fal.submits) == 2)


async def _missed_reaction(harness: Harness, cell: Cell) -> None:
    post = await harness.draw("a red kite", count=_COUNT)
    await harness.stop_bot()
    await harness.alice.react(post, _MARK)
    cell.arm(harness)


async def _preview(harness: Harness, cell: Cell) -> None:
    cell.arm(harness)
    people = harness.people
    everyone = "everyone" in cell.call.scenario
    command, options = ("default", {}) if everyone else ("set", {"target": people.patrons})
    olivia = harness.client(people.olivia)
    interaction = await olivia.slash(f"quota-admin {command}", limit=20, preview=True, **options)
    async with idle_clock(harness.sandbox):
        await wait_for(lambda: interaction.response and "20" in interaction.response.content)


SCENARIOS: dict[str, Callable[[Harness, Cell], Awaitable[None]]] = {
    "draw": _draw,
    "lost_answer": _lost_answer,
    "refused": _refused,
    "late": _late,
    "late_lost_answer": _late_lost_answer,
    "direct": _direct,
    "repeat": _repeat,
    "missed_reaction": _missed_reaction,
    "preview_everyone": _preview,
    "preview_role": _preview,
}
_WITHOUT_JOB = {"refused", "preview_everyone", "preview_role"}
_OUTDATED = "outdated"
_LATE = {"late", "late_lost_answer", "direct"}


@pytest.mark.parametrize("cell", sampled(cells()), ids=lambda cell: cell.name)
async def test_pictures_and_credits_survive(tmp_path, monkeypatch, cell):
    lines, scenario = io.StringIO(), cell.call.scenario
    set_up_logging(level="INFO", form="console", stream=lines)
    sandbox = SMALL | (_LONG if scenario in _LATE else {})
    settings = _SETTINGS | (_POOR if scenario == "refused" else {})
    async with open_sandbox(**sandbox) as box, AsyncExitStack() as stack:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        if "commands" in cell.call.route:
            async with running_bot(harness, **settings):
                _outdate(harness)
        if cell.call.before:
            cell.arm(harness)
        if cell.call.before and cell.answer.own and "commands" not in cell.call.route:
            with pytest.raises(StartupError, match="Discord refused the login"):
                await stack.enter_async_context(running_bot(harness, **settings))
            return
        async with idle_clock(box):
            await stack.enter_async_context(running_bot(harness, **settings))
        await SCENARIOS[scenario](harness, cell)
        if scenario == "missed_reaction":
            await stack.enter_async_context(running_bot(harness, **settings))
        async with idle_clock(box, step=5.0):
            await _settled(harness, cell)
        await _check(harness, cell)
        assert missing_calls(harness) == set()
        await wake_sleepers(box)

    text = lines.getvalue()
    assert "Traceback" not in text
    assert "command failed" not in text
    assert "job step failed" not in text


async def _settled(harness: Harness, cell: Cell) -> None:
    """Wait for the end of everything that the scenario has started."""
    end = harness.clock.now() + (cell.span.seconds or 0.0) + 700.0
    if cell.call.scenario == "refused":
        await wait_for(lambda: _says(harness, _TOO_DEAR) or harness.clock.now() > end)
    if cell.call.scenario == "missed_reaction" and not cell.answer.own:
        await wait_for(lambda: len(harness.fal.submits) == 2)
    if "commands" in cell.call.route and not cell.answer.own:
        await wait_for(
            lambda: _OUTDATED not in {c["description"] for c in harness.discord.commands.all(None)}
        )
    if "callback" in cell.call.words:
        # Whether the bot knows that it was acknowledged depends on the answers.
        soon = harness.clock.now() + 60.0
        await wait_for(lambda: harness.fal.submits or harness.clock.now() > soon)
    elif cell.call.scenario not in _WITHOUT_JOB:
        await wait_for(lambda: harness.fal.submits)
    await wait_settled(harness)


def _outdate(harness: Harness) -> None:
    commands = harness.discord.commands
    commands.edit(None, int(commands.all(None)[0]["id"]), {"description": _OUTDATED})


async def _check(harness: Harness, cell: Cell) -> None:
    rows, entries = await harness.rows(), await harness.entries()
    posts = [post for channel in harness.world.channels.values() for post in harness.results(channel)]
    assert all(row["token"] is None and row["told"] == 1 for row in rows)
    assert len([submit for submit in harness.fal.submits if submit.accepted]) == len(rows)
    assert sum(entry["spend_delta"] for entry in entries) == sum(row["charged"] for row in rows)
    states = {row["state"] for row in rows}
    if cell.call.scenario in {"preview_everyone", "preview_role"}:
        assert rows == []
    elif cell.call.scenario == "refused":
        assert rows == []
        assert cell.span.name == "an-hour" or cell.answer.own or _says(harness, _TOO_DEAR)
    elif "callback" in cell.call.words and not rows:
        assert cell.answer.own or cell.span.seconds or cell.answer.name in {"hang", "slow", "429"}
        assert harness.fal.submits == []
    elif cell.call.route == "POST /channels/{channel_id}/messages" and cell.answer.own and cell.span.seconds:
        # It refuses the direct message, too.
        assert states == {"failed"}
        assert posts == []
    elif cell.call.scenario == "direct" and cell.answer.own:
        assert states == {"failed"}
        assert posts == []
    elif cell.call.scenario == "late_lost_answer" and cell.answer.own:
        # The bot may not look for the post, so it does not post again.
        assert states == {"failed"}
        assert len(posts) == 1
    else:
        assert states == {"delivered"}
        assert len(posts) == len(rows)
        assert {len(post.attachments) for post in posts} == {_COUNT}
        assert len(rows) == (2 if cell.call.scenario == "repeat" else len(rows))


def _says(harness: Harness, text: str) -> bool:
    return any(text in message.content for message in said(harness))


def test_the_sample_meets_every_call_answer_and_span():
    sample = sampled(cells())

    assert {cell.call for cell in sample} == set(CALLS)
    assert {cell.answer.name for cell in sample} == {answer.name for answer in ANSWERS}
    assert {cell.span.name for cell in sample} == {span.name for span in SPANS}
    assert {call.scenario for call in CALLS} == set(SCENARIOS)

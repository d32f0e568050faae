"""Cancel: permissions, timing, and the final charge."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sandbox.discord import Interaction, Message, Permission
from tests.e2e.harness import Harness, open_harness

pytestmark = pytest.mark.usefixtures("either_wire_form")

_ONE_AT_A_TIME = {"JOBS_RUNNING": "1", "JOBS_RUNNING_PER_MEMBER": "1"}
_SLOW = {"render_seconds": 30.0}


def _shown(interaction: Interaction) -> str:
    return interaction.response.content if interaction.response is not None else ""


async def _shows(harness: Harness, interaction: Interaction, text: str) -> Message:
    await harness.until(lambda: text in _shown(interaction))
    assert interaction.response is not None
    return interaction.response


async def _answer(harness: Harness, click: Interaction) -> str:
    await harness.until(lambda: any(m.content for m in click.messages))
    (answer,) = click.messages
    assert answer.ephemeral_to is click.user
    return str(answer.content)


def _buttons(message: Message) -> list[str]:
    return [part["custom_id"] for row in message.components for part in row.get("components", ())]


async def _entries(harness: Harness) -> list[tuple[str, int]]:
    return [(e["kind"], e["spend_delta"]) for e in await harness.entries()]


@pytest.mark.usefixtures("each_engine")
async def test_a_queued_request_is_cancelled_immediately_and_never_submitted(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW, **_ONE_AT_A_TIME) as harness:
        first = await harness.alice.slash("imagine", prompt="first")
        await _shows(harness, first, "Drawing…")
        second = await harness.bob.slash("imagine", prompt="second", count=2)
        waiting = await _shows(harness, second, "next in the queue")
        third = await harness.mod.slash("imagine", prompt="third")
        await _shows(harness, third, "1 request ahead")

        answer = await _answer(harness, await harness.bob.click(waiting, "Cancel"))
        await _shows(harness, second, "Your request was canceled.")
        await _shows(harness, third, "next in the queue")

        assert answer == "Canceled. You weren't charged."
        assert "You weren't charged." in _shown(second)
        assert _buttons(waiting) == []
        assert len(harness.fal.submits) == 1
        for interaction in (first, third):
            await _shows(harness, interaction, "Drawing…")
            harness.clock.advance(31)
            await harness.result_of(interaction)
        await harness.wait_idle()
        assert [row["state"] for row in await harness.rows()] == ["delivered", "cancelled", "delivered"]
        assert len(harness.fal.submits) == 2


async def test_a_request_that_waits_at_fal_is_cancelled_there_and_costs_nothing(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={**_SLOW, "concurrency": 1}) as harness:
        first = await harness.alice.slash("imagine", prompt="first")
        await _shows(harness, first, "Drawing…")
        second = await harness.bob.slash("imagine", prompt="second")
        waiting = await _shows(harness, second, "Waiting for the image service: you're next.")

        answer = await _answer(harness, await harness.bob.click(waiting, "Cancel"))
        await _shows(harness, second, "Your request was canceled.")
        harness.clock.advance(31)
        await harness.result_of(first)
        await harness.wait_idle()
        harness.clock.advance(100)

        assert answer == "Canceled. You weren't charged."
        assert harness.fal.billed() == 1
        assert await _entries(harness) == [("reserve", 6), ("reserve", 6), ("refund", -6), ("settle", 0)]


async def test_a_job_that_fal_completes_despite_cancellation_is_delivered_charged_and_explained(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW) as harness:
        interaction = await harness.alice.slash("imagine", prompt="unstoppable")
        drawing = await _shows(harness, interaction, "Drawing…")

        answer = await _answer(harness, await harness.alice.click(drawing, "Cancel"))
        harness.clock.advance(31)
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert "If it's already too late" in answer
        assert "It was too late to cancel" in post.content
        assert "6 credits" in post.content
        assert not any("cancel" in custom_id for custom_id in _buttons(post))
        assert await _entries(harness) == [("reserve", 6), ("settle", 0)]


@pytest.mark.usefixtures("each_engine")
async def test_a_job_that_fal_cancels_is_refunded(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as harness:
        interaction = await harness.alice.slash("imagine", prompt="stoppable")
        drawing = await _shows(harness, interaction, "Drawing…")

        answer = await _answer(harness, await harness.alice.click(drawing, "Cancel"))
        await _shows(harness, interaction, "Your request was canceled.")
        await harness.wait_idle()

        assert answer == "Canceled. You weren't charged."
        assert harness.fal.billed() == 0
        assert await _entries(harness) == [("reserve", 6), ("refund", -6)]
        assert (await harness.rows())[0]["state"] == "cancelled"


@pytest.mark.usefixtures("each_engine")
async def test_a_cancellation_during_the_submit_reaches_fal_once_the_request_id_is_known(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as harness:
        harness.faults.arm("fal.submit.slow", seconds=60)
        interaction = await harness.alice.slash("imagine", prompt="in between")
        handing = await _shows(harness, interaction, "Sending your request")
        await harness.fal.until(lambda: "fal.submit.slow" in harness.faults.taken)

        click = await harness.alice.click(handing, "Cancel")
        await harness.until(lambda: click.callback_type is not None)
        for _ in range(500):
            if (await harness.rows())[0]["cancel_by"] is not None:
                break
            await asyncio.sleep(0.01)
        harness.clock.advance(6)
        answer = await _answer(harness, click)
        harness.clock.advance(20)
        assert "Got it" in answer
        harness.clock.advance(60)
        await harness.wait_idle()

        row = (await harness.rows())[0]
        assert row["cancel_by"] == harness.people.alice.id
        # It may have been drawn while its submit was answered; then it is the member's.
        assert (row["state"], row["charged"]) in {("cancelled", 0), ("delivered", 6)}


async def test_a_cancellation_while_fal_is_busy_ends_the_request_without_another_submit(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.429", times=1000, retry_after=30)
        interaction = await harness.alice.slash("imagine", prompt="patient")
        waiting = await _shows(harness, interaction, "Sending your request")
        await harness.fal.until(lambda: harness.fal.submits)

        answer = await _answer(harness, await harness.alice.click(waiting, "Cancel"))
        await _shows(harness, interaction, "Your request was canceled.")
        await harness.wait_idle()

        assert answer == "Canceled. You weren't charged."
        assert len(harness.fal.submits) == 1


async def test_pictures_being_posted_cannot_be_canceled(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW) as harness:
        harness.faults.arm("fal.file.slow", seconds=20)
        interaction = await harness.alice.slash("imagine", prompt="nearly there")
        drawing = await _shows(harness, interaction, "Drawing…")
        harness.clock.advance(31)
        await harness.fal.until(lambda: "fal.file.slow" in harness.faults.taken)

        answer = await _answer(harness, await harness.alice.click(drawing, "Cancel"))
        harness.clock.advance(21)
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert "Too late to cancel" in answer
        assert "too late to cancel" not in post.content
        assert (await harness.rows())[0]["charged"] == 6


@pytest.mark.parametrize("fault", ["fal.cancel.500", "fal.cancel.reset"])
async def test_a_cancel_that_does_not_reach_fal_is_retried(tmp_path: Path, fault: str) -> None:
    async with open_harness(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as harness:
        interaction = await harness.alice.slash("imagine", prompt="noisy line")
        drawing = await _shows(harness, interaction, "Drawing…")
        harness.faults.arm(fault)

        answer = await _answer(harness, await harness.alice.click(drawing, "Cancel"))
        await _shows(harness, interaction, "Your request was canceled.")
        await harness.wait_idle()

        assert answer == "Canceled. You weren't charged."
        assert (await harness.rows())[0]["charged"] == 0


async def test_a_stranger_cannot_cancel(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW) as harness:
        interaction = await harness.alice.slash("imagine", prompt="mine")
        drawing = await _shows(harness, interaction, "Drawing…")

        answers = [
            await _answer(harness, await who.click(drawing, "Cancel")) for who in (harness.bob, harness.mod)
        ]
        harness.clock.advance(31)
        await harness.result_of(interaction)
        await harness.wait_idle()

        assert all("Only the person who made this request" in answer for answer in answers)
        assert not any(request.cancelled for request in harness.fal.requests.values())
        assert (await harness.rows())[0]["cancel_by"] is None


async def test_a_moderator_can_cancel_and_is_named_without_a_mention(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as harness:
        people = harness.people
        people.guild.update_role(people.staff, Permission.MANAGE_MESSAGES)
        interaction = await harness.alice.slash("imagine", prompt="off topic")
        drawing = await _shows(harness, interaction, "Drawing…")

        await harness.mod.click(drawing, "Cancel")
        ended = await _shows(harness, interaction, "A moderator")
        await harness.wait_idle()

        assert f"A moderator (<@{people.mod.id}>) canceled your request." in ended.content
        assert ended.pinged == []
        assert (await harness.rows())[0]["cancel_by"] == people.mod.id


async def test_concurrent_and_later_clicks_are_harmless(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW, **_ONE_AT_A_TIME) as harness:
        first = await harness.alice.slash("imagine", prompt="first")
        await _shows(harness, first, "Drawing…")
        second = await harness.bob.slash("imagine", prompt="second")
        waiting = await _shows(harness, second, "next in the queue")
        owner = harness.client(harness.people.olivia)

        clicks = await asyncio.gather(
            *(who.click(waiting, "Cancel") for who in (harness.bob, owner, harness.bob))
        )
        answers = [await _answer(harness, click) for click in clicks]
        await _shows(harness, second, "canceled")
        harness.clock.advance(31)
        await harness.result_of(first)
        await harness.wait_idle()

        assert all("anceled" in answer and "You weren't charged" in answer for answer in answers)
        entries = await harness.entries()
        assert sum(e["kind"] == "refund" for e in entries) == 1
        assert sum(e["spend_delta"] for e in entries) == 6


@pytest.mark.parametrize(
    ("fault", "says"),
    [("fal.job.no-pictures", "already ended without pictures"), ("", "Too late to cancel")],
)
async def test_a_click_on_an_ended_request_gets_a_reply(tmp_path: Path, fault: str, says: str) -> None:
    async with open_harness(tmp_path, sandbox=_SLOW) as harness:
        if fault:
            harness.faults.arm(fault)
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        drawing = await _shows(harness, interaction, "Drawing…")
        (button,) = _components(drawing)
        harness.clock.advance(31)
        await harness.until(lambda: "Drawing" not in _shown(interaction))
        await harness.wait_idle()
        # The client had drawn the button before the message changed.
        drawing.components = [{"type": 1, "id": 99, "components": [button]}]

        answer = await _answer(harness, await harness.alice.click(drawing, "Cancel"))

        assert says in answer
        assert (await harness.rows())[0]["cancel_by"] is None


def _components(message: Message) -> list[Any]:
    return [part for row in message.components for part in row.get("components", ())]


async def test_the_progress_of_a_job_shows_its_pending_cancellation(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 600.0}) as harness:
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: asked.response and "\nDrawing" in asked.response.content)
        harness.faults.arm("fal.cancel.reset", times=1000)
        await harness.alice.click(asked.response, "Cancel")

        await harness.until(lambda: "\nCanceling" in asked.response.content)

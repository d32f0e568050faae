"""Cancel: by whom, when, and what is paid in the end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sandbox.discord import Interaction, Message, Permission
from tests.stories.house import House, open_house

_ONE_AT_A_TIME = {"JOBS_RUNNING": "1", "JOBS_RUNNING_PER_MEMBER": "1"}
_SLOW = {"render_seconds": 30.0}


def _shown(interaction: Interaction) -> str:
    return interaction.response.content if interaction.response is not None else ""


async def _shows(house: House, interaction: Interaction, text: str) -> Message:
    await house.until(lambda: text in _shown(interaction))
    assert interaction.response is not None
    return interaction.response


async def _answer(house: House, click: Interaction) -> str:
    await house.until(lambda: any(m.content for m in click.messages))
    (answer,) = click.messages
    assert answer.ephemeral_to is click.user
    return str(answer.content)


def _buttons(message: Message) -> list[str]:
    return [part["custom_id"] for row in message.components for part in row.get("components", ())]


async def _entries(house: House) -> list[tuple[str, int]]:
    return [(e["kind"], e["spend_delta"]) for e in await house.entries()]


async def test_a_request_that_waits_in_line_is_cancelled_at_once_and_never_sent(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox=_SLOW, **_ONE_AT_A_TIME) as house:
        first = await house.alice.slash("imagine", prompt="first")
        await _shows(house, first, "Drawing…")
        second = await house.bob.slash("imagine", prompt="second", count=2)
        waiting = await _shows(house, second, "next in line")
        third = await house.mod.slash("imagine", prompt="third")
        await _shows(house, third, "1 request is ahead")

        answer = await _answer(house, await house.bob.click(waiting, "Cancel"))
        await _shows(house, second, "The request was cancelled.")
        await _shows(house, third, "next in line")

        assert answer == "Cancelled. Nothing was charged."
        assert "12 credits are back with you (60 left)" in _shown(second)
        assert _buttons(waiting) == []
        assert len(house.box.fal.submits) == 1
        for interaction in (first, third):
            await _shows(house, interaction, "Drawing…")
            house.box.clock.advance(31)
            await house.pictures_of(interaction)
        await house.settled()
        assert [row["state"] for row in await house.rows()] == ["delivered", "cancelled", "delivered"]
        assert len(house.box.fal.submits) == 2


async def test_a_request_that_waits_at_fal_is_cancelled_there_and_costs_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox={**_SLOW, "concurrency": 1}) as house:
        first = await house.alice.slash("imagine", prompt="first")
        await _shows(house, first, "Drawing…")
        second = await house.bob.slash("imagine", prompt="second")
        waiting = await _shows(house, second, "At fal: yours is next.")

        answer = await _answer(house, await house.bob.click(waiting, "Cancel"))
        await _shows(house, second, "The request was cancelled.")
        house.box.clock.advance(31)
        await house.pictures_of(first)
        await house.settled()
        house.box.clock.advance(100)

        assert answer == "Cancelled. Nothing was charged."
        assert house.box.fal.billed() == 1
        assert await _entries(house) == [("reserve", 6), ("reserve", 6), ("refund", -6), ("settle", 0)]


async def test_what_fal_draws_to_its_end_is_delivered_and_charged_and_says_why(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox=_SLOW) as house:
        interaction = await house.alice.slash("imagine", prompt="unstoppable")
        drawing = await _shows(house, interaction, "Drawing…")

        answer = await _answer(house, await house.alice.click(drawing, "Cancel"))
        house.box.clock.advance(31)
        post = await house.pictures_of(interaction)
        await house.settled()

        assert "fal was asked to stop" in answer
        assert "It was too late to cancel" in post.content
        assert "6 credits, 54 left" in post.content
        assert not any("cancel" in custom_id for custom_id in _buttons(post))
        assert await _entries(house) == [("reserve", 6), ("settle", 0)]


async def test_what_fal_stops_drawing_is_refunded(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as house:
        interaction = await house.alice.slash("imagine", prompt="stoppable")
        drawing = await _shows(house, interaction, "Drawing…")

        answer = await _answer(house, await house.alice.click(drawing, "Cancel"))
        await _shows(house, interaction, "The request was cancelled.")
        await house.settled()

        assert answer == "Cancelled. Nothing was charged."
        assert house.box.fal.billed() == 0
        assert await _entries(house) == [("reserve", 6), ("refund", -6)]
        assert (await house.rows())[0]["state"] == "cancelled"


async def test_a_wish_during_the_submit_goes_to_fal_once_the_request_has_a_name(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as house:
        house.box.faults.arm("fal.submit.slow", seconds=60)
        interaction = await house.alice.slash("imagine", prompt="in between")
        handing = await _shows(house, interaction, "Handing your request")
        await house.box.fal.until(lambda: "fal.submit.slow" in house.box.faults.taken)

        click = await house.alice.click(handing, "Cancel")
        await house.until(lambda: click.callback_type is not None)
        for _ in range(500):
            if (await house.rows())[0]["cancel_by"] is not None:
                break
            await asyncio.sleep(0.01)
        house.box.clock.advance(6)
        answer = await _answer(house, click)
        house.box.clock.advance(20)
        assert "Noted" in answer
        house.box.clock.advance(60)
        await house.settled()

        row = (await house.rows())[0]
        assert row["cancel_by"] == house.box.people.alice.id
        # It may have been drawn while its submit was answered; then it is the member's.
        assert (row["state"], row["charged"]) in {("cancelled", 0), ("delivered", 6)}


async def test_a_wish_while_fal_takes_nothing_ends_the_request_without_another_submit(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        house.box.faults.arm("fal.submit.429", times=1000, retry_after=30)
        interaction = await house.alice.slash("imagine", prompt="patient")
        waiting = await _shows(house, interaction, "Handing your request")
        await house.box.fal.until(lambda: house.box.fal.submits)

        answer = await _answer(house, await house.alice.click(waiting, "Cancel"))
        await _shows(house, interaction, "The request was cancelled.")
        await house.settled()

        assert answer == "Cancelled. Nothing was charged."
        assert len(house.box.fal.submits) == 1


async def test_the_pictures_that_are_on_their_way_cannot_be_cancelled(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox=_SLOW) as house:
        house.box.faults.arm("fal.file.slow", seconds=20)
        interaction = await house.alice.slash("imagine", prompt="nearly there")
        drawing = await _shows(house, interaction, "Drawing…")
        house.box.clock.advance(31)
        await house.box.fal.until(lambda: "fal.file.slow" in house.box.faults.taken)

        answer = await _answer(house, await house.alice.click(drawing, "Cancel"))
        house.box.clock.advance(21)
        post = await house.pictures_of(interaction)
        await house.settled()

        assert "Too late to cancel" in answer
        assert "too late to cancel" not in post.content
        assert (await house.rows())[0]["charged"] == 6


@pytest.mark.parametrize("fault", ["fal.cancel.500", "fal.cancel.reset"])
async def test_a_cancel_that_does_not_reach_fal_is_repeated(tmp_path: Path, fault: str) -> None:
    async with open_house(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as house:
        interaction = await house.alice.slash("imagine", prompt="noisy line")
        drawing = await _shows(house, interaction, "Drawing…")
        house.box.faults.arm(fault)

        answer = await _answer(house, await house.alice.click(drawing, "Cancel"))
        await _shows(house, interaction, "The request was cancelled.")
        await house.settled()

        assert answer == "Cancelled. Nothing was charged."
        assert (await house.rows())[0]["charged"] == 0


async def test_a_stranger_is_refused_and_nothing_stops(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox=_SLOW) as house:
        interaction = await house.alice.slash("imagine", prompt="mine")
        drawing = await _shows(house, interaction, "Drawing…")

        answers = [await _answer(house, await who.click(drawing, "Cancel")) for who in (house.bob, house.mod)]
        house.box.clock.advance(31)
        await house.pictures_of(interaction)
        await house.settled()

        assert all("Only the person who asked for this" in answer for answer in answers)
        assert not any(request.cancelled for request in house.box.fal.requests.values())
        assert (await house.rows())[0]["cancel_by"] is None


async def test_somebody_with_manage_messages_may_cancel_and_is_named_without_a_ping(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox={**_SLOW, "cancel_stops": True}) as house:
        people = house.box.people
        people.guild.update_role(people.staff, Permission.MANAGE_MESSAGES)
        interaction = await house.alice.slash("imagine", prompt="off topic")
        drawing = await _shows(house, interaction, "Drawing…")

        await house.mod.click(drawing, "Cancel")
        ended = await _shows(house, interaction, "A moderator")
        await house.settled()

        assert f"A moderator (<@{people.mod.id}>) cancelled this request." in ended.content
        assert ended.pinged == []
        assert (await house.rows())[0]["cancel_by"] == people.mod.id


async def test_clicks_of_two_people_at_once_and_clicks_afterwards_are_harmless(tmp_path: Path) -> None:
    async with open_house(tmp_path, sandbox=_SLOW, **_ONE_AT_A_TIME) as house:
        first = await house.alice.slash("imagine", prompt="first")
        await _shows(house, first, "Drawing…")
        second = await house.bob.slash("imagine", prompt="second")
        waiting = await _shows(house, second, "next in line")
        owner = house.actor(house.box.people.olivia)

        clicks = await asyncio.gather(
            *(who.click(waiting, "Cancel") for who in (house.bob, owner, house.bob))
        )
        answers = [await _answer(house, click) for click in clicks]
        await _shows(house, second, "cancelled")
        house.box.clock.advance(31)
        await house.pictures_of(first)
        await house.settled()

        assert all("ancelled" in answer and "Nothing was charged" in answer for answer in answers)
        entries = await house.entries()
        assert sum(e["kind"] == "refund" for e in entries) == 1
        assert sum(e["spend_delta"] for e in entries) == 6


@pytest.mark.parametrize(
    ("prompt", "says"),
    [("forbidden-422 scene", "ended already, without pictures"), ("a red kite", "Too late to cancel")],
)
async def test_a_click_on_what_has_ended_is_answered(tmp_path: Path, prompt: str, says: str) -> None:
    async with open_house(tmp_path, sandbox=_SLOW) as house:
        interaction = await house.alice.slash("imagine", prompt=prompt)
        drawing = await _shows(house, interaction, "Drawing…")
        (button,) = _components(drawing)
        house.box.clock.advance(31)
        await house.until(lambda: "Drawing" not in _shown(interaction))
        await house.settled()
        # The client had drawn the button before the message changed.
        drawing.components.append({"type": 1, "id": 99, "components": [button]})

        answer = await _answer(house, await house.alice.click(drawing, "Cancel"))

        assert says in answer
        assert (await house.rows())[0]["cancel_by"] is None


def _components(message: Message) -> list[Any]:
    return [part for row in message.components for part in row.get("components", ())]

"""Discord's bad days on the way of a repeat by reaction: it has no token, only the channel."""

import pytest

from tests.reliability.arming import LONGER, MANY, PASSING, armed, both, passes
from tests.reliability.hurry import library_waits_on, release
from tests.reliability.matrix import Cell, Outcome, Step
from tests.reliability.play import said
from tests.reliability.rest import at_rest, happens, hurried
from tests.stories.house import House, open_house

_REPLY = "POST /channels messages json"
_DELIVERY = "PATCH /channels messages multipart"
_POLICY = "content policy refused this prompt"


def _close_the_studio(house: House) -> None:
    route = f"/channels/{house.box.people.studio.id}/messages"
    house.box.faults.arm("discord.rest.403", route=route, times=MANY)


PROGRESS = passes(
    "repeat-progress", Step.SUBMITTED, _REPLY, "the reply that shows progress", of=(*PASSING, *LONGER)
)
REPLIES = passes(
    "repeat-reply", Step.POSTING, _REPLY, "the reply that the result will be", of=(*PASSING, *LONGER)
)
DELIVERIES = (
    *passes("repeat-delivery", Step.POSTING, _DELIVERY, "the edit that delivers", of=(*PASSING, *LONGER)),
    *passes(
        "repeat-delivery",
        Step.POSTING,
        _DELIVERY,
        "the edit that delivers",
        of=(("413", "discord.rest.413", "refused for its size", {}),),
    ),
)
ELSEWHERE = (
    *passes(
        "repeat-delivery",
        Step.POSTING,
        _DELIVERY,
        "the edit that delivers",
        of=(("403", "discord.rest.403", "refused", {}),),
        outcome=Outcome.ELSEWHERE,
    ),
    Cell(
        name="repeat-channel-closed",
        step=Step.POSTING,
        fault="a repeat by reaction: the bot may not write in the channel any more",
        outcome=Outcome.ELSEWHERE,
        arrange=_close_the_studio,
    ),
)
EXPLAINED = tuple(
    Cell(
        name=f"repeat-explanation-{name}",
        step=Step.TOLD,
        fault=f"the edit that explains why a repeat failed: {words}",
        outcome=Outcome.REFUNDED,
        arrange=both(
            armed("fal.job.policy-422"), armed(fault, route="PATCH /channels messages json", **params)
        ),
    )
    for name, fault, words, params in PASSING
)

CELLS = (*PROGRESS, *REPLIES, *DELIVERIES, *ELSEWHERE, *EXPLAINED)


def _named(cell: Cell) -> str:
    return cell.name


async def _repeat(folder, cell: Cell, monkeypatch) -> House:
    """Alice's first result stands; she asks for it again by reaction while the fault is armed."""
    async with open_house(folder, sandbox={"picture_bytes": 20_000}, PROGRESS_SECONDS="60") as house:
        library_waits_on(house.box, monkeypatch)
        interaction = await house.alice.slash("imagine", prompt="a red kite")
        first = await house.pictures_of(interaction)
        await house.until(lambda: first.reactions)
        await house.settled()
        if cell in PROGRESS:
            # The first request's progress has used up the channel's pace for a minute.
            house.box.clock.advance(60)
        cell.arrange(house)
        await house.alice.react(first, "🔁")
        async with hurried(house.box):
            await happens(lambda: len(house.box.fal.submits) == 2)
            await at_rest(house)
        await release(house.box)
        _, repeat = await house.rows()
        entries = await house.entries()
        wanted = "failed" if cell.outcome is Outcome.REFUNDED else "delivered"
        assert repeat["state"] == wanted
        assert sum(entry["spend_delta"] for entry in entries) == 6 + repeat["charged"]
    return house


def _posts(house: House) -> list:
    return [post for channel in house.box.discord.world.channels.values() for post in house.posts(channel)]


@pytest.mark.parametrize("cell", (*PROGRESS, *REPLIES, *DELIVERIES, *ELSEWHERE), ids=_named)
async def test_a_repeat_is_posted_once_and_leaves_no_progress_behind(tmp_path, monkeypatch, cell):
    house = await _repeat(tmp_path, cell, monkeypatch)

    assert len(_posts(house)) == 2
    if cell.outcome is Outcome.DELIVERED:
        assert [message.content for message in said(house) if not message.attachments] == []


@pytest.mark.parametrize("cell", EXPLAINED, ids=_named)
async def test_a_failed_repeat_is_explained_once(tmp_path, monkeypatch, cell):
    house = await _repeat(tmp_path, cell, monkeypatch)

    assert len(_posts(house)) == 1
    assert sum(_POLICY in message.content for message in said(house)) == 1

"""What whoever runs the bot does, as the third part of the guide shows it."""

from __future__ import annotations

from sandbox.guide.hand import Hand

__all__ = ["SCENES"]


async def desk(hand: Hand) -> None:
    """How things stand, a pause, a restart that is announced."""
    people = hand.box.people
    hand.shot("operator", "/operator status: credits spent, fal, the line, and what failed in the last day")
    hand.shows(await hand.answer(await hand.types(people.olivia, "/operator status")))
    hand.shot("pause", "/operator pause with a message, and what a member reads who asks meanwhile")
    hand.shows(
        await hand.answer(await hand.types(people.olivia, "/operator pause message:New disks until six."))
    )
    hand.shows(await hand.answer(await hand.types(people.alice, "/imagine prompt:a moth")))
    await hand.types(people.olivia, "/operator resume", shown=False)
    asked = await hand.types(people.alice, "/imagine prompt:a moth quality:low", shown=False)
    hand.shot("restart", "/operator restart, and what the member of an open request reads")
    hand.shows(await hand.answer(await hand.types(people.olivia, "/operator restart minutes:5")))
    reply = asked.response
    if reply is None:
        raise AssertionError("nobody answered")
    await hand.until(lambda: "restart" in reply.content)
    hand.shows(reply)
    await hand.drawn(asked)


SCENES = (desk,)

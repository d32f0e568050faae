"""Operator scenes: the third part of the guide."""

from __future__ import annotations

from sandbox.scenarios.guide.guide_driver import GuideDriver

__all__ = ["SCENES"]


async def maintenance(guide: GuideDriver) -> None:
    """Show the status, a pause and an announced restart."""
    people = guide.people
    guide.shot("operator", "/operator status: spending, fal, the queue and recent failures")
    await guide.run_and_show(people.olivia, "/operator status")
    guide.shot("pause", "/operator pause with a message, and the reply to a member during the pause")
    await guide.run_and_show(people.olivia, "/operator pause message:New disks until six.")
    await guide.run_and_show(people.alice, "/imagine prompt:a moth")
    await guide.run(people.olivia, "/operator resume")
    asked = await guide.run(people.alice, "/imagine prompt:a moth quality:low")
    guide.shot("restart", "/operator restart, and the notice on an open request")
    await guide.run_and_show(people.olivia, "/operator restart minutes:5")
    reply = await guide.answer_of(asked)
    await guide.until(lambda: "restart" in reply.content)
    await guide.show(reply)
    await guide.drawn(asked)


SCENES = (maintenance,)

"""Operator scenes: the third part of the guide."""

from __future__ import annotations

from sandbox.scenarios.guide.guide_driver import GuideDriver

__all__ = ["SCENES"]


async def maintenance(guide: GuideDriver) -> None:
    """Status, a pause, and an announced restart."""
    people = guide.people
    guide.shot("operator", "/operator status: credits spent, fal, the line, and what failed in the last day")
    await guide.run_and_show(people.olivia, "/operator status")
    guide.shot("pause", "/operator pause with a message, and what a member reads who asks meanwhile")
    await guide.run_and_show(people.olivia, "/operator pause message:New disks until six.")
    await guide.run_and_show(people.alice, "/imagine prompt:a moth")
    await guide.run(people.olivia, "/operator resume")
    asked = await guide.run(people.alice, "/imagine prompt:a moth quality:low")
    guide.shot("restart", "/operator restart, and what the member of an open request reads")
    await guide.run_and_show(people.olivia, "/operator restart minutes:5")
    reply = await guide.answer_of(asked)
    await guide.until(lambda: "restart" in reply.content)
    await guide.show(reply)
    await guide.drawn(asked)


SCENES = (maintenance,)

"""What somebody does who looks after a server, as the second part of the guide shows it."""

from __future__ import annotations

import asyncio

from sandbox.console.looking import menus_of
from sandbox.discord import Message
from sandbox.guide.hand import Hand

__all__ = ["SCENES"]

# The section for the log channel has its own menu beside the one of sections.
_LOG_MENUS = 2
_SETTLES = 0.05


async def limits(hand: Hand) -> None:
    """Who may use how much, looked at before it counts, and taken back."""
    mod = hand.box.people.mod
    hand.shot(
        "limits", "A limit for a role: first only looked at with preview, then set, with an Undo button"
    )
    hand.shows(
        await hand.answer(await hand.types(mod, "/quota-admin set target:@Patrons limit:200 preview:True"))
    )
    answer = await hand.answer(await hand.types(mod, "/quota-admin set target:@Patrons limit:200"))
    hand.shows(answer)
    await hand.types(mod, "/quota-admin grant member:@alice credits:50", shown=False)
    await hand.types(mod, "/quota-admin default limit:150", shown=False)
    for path in (
        "show member:@alice",
        "set target:@bob limit:80",
        "unset target:@bob",
        "reset member:@bob",
        "unblock member:@bob",
    ):
        await hand.answer(await hand.types(mod, f"/quota-admin {path}", shown=False))
    hand.shot(
        "ceiling", "/quota-admin ceiling shows a ceiling for the day and the month and how much is spent"
    )
    hand.shows(
        await hand.answer(await hand.types(mod, "/quota-admin ceiling day:500 month:6000 channel:#studio"))
    )


async def reports(hand: Hand) -> None:
    """Chart, ranking and the ledger as a file."""
    people = hand.box.people
    await hand.picture(people.bob, "/imagine prompt:a map of an island quality:medium")
    hand.box.clock.advance(86400.0)
    await hand.picture(people.alice, "/imagine prompt:a tram in the rain quality:high")
    await hand.picture(people.bob, "/imagine prompt:a kite quality:low count:4")
    hand.shot(
        "usage", "/quota-admin usage: a chart of credits by day, member and quality, and its numbers as text"
    )
    shown = await hand.answer(await hand.types(people.mod, "/quota-admin usage days:7"))
    await hand.until(lambda: shown.attachments)
    hand.files["usage-chart.png"] = shown.attachments[0].data
    hand.shows(shown)
    hand.shot("reports", "/quota-admin top ranks the members; /quota-admin export gives the ledger as a file")
    hand.shows(await hand.answer(await hand.types(people.mod, "/quota-admin top")))
    hand.shows(await hand.answer(await hand.types(people.mod, "/quota-admin export")))


async def undo(hand: Hand) -> None:
    """Every change has a number and can be taken back."""
    mod = hand.box.people.mod
    hand.shot("undo", "/quota-admin audit lists the changes; /quota-admin undo takes the newest one back")
    hand.shows(await hand.answer(await hand.types(mod, "/quota-admin audit")), upto=5)
    question = await hand.answer(await hand.types(mod, "/quota-admin undo"))
    hand.shows(question)
    before = len(question.edits)
    await hand.clicks(mod, question, "button-undo-confirm")
    await hand.edited(question, before)
    hand.shows(question)


async def settings(hand: Hand) -> None:
    """The panel, and one section of it."""
    people = hand.box.people
    hand.shot("settings", "/settings shows what is decided; the section for channels and roles is open")
    panel = await hand.answer(await hand.types(people.mod, "/settings"))
    await hand.chooses(people.mod, panel, "Where and by whom", said="Where and by whom")
    await hand.until(lambda: "Choose channels" in str(panel.components))
    await hand.chooses(people.mod, panel, "#studio, #after-dark")
    await hand.until(lambda: "default_values" in str(panel.components))
    hand.shows(panel)
    await hand.chooses(people.mod, panel, "Log channel")
    await hand.until(lambda: len(menus_of(panel)) == _LOG_MENUS)
    log = people.guild.create_channel("moderators")
    await hand.chooses(people.mod, panel, f"#{log.name}")
    elsewhere = people.guild.create_channel("chatter")
    hand.shot("settings-refused", "In a channel where drawing is not allowed, the member is told where it is")
    here, hand.channel = hand.channel, elsewhere
    hand.shows(await hand.answer(await hand.types(people.alice, "/imagine prompt:a moth")))
    hand.channel = here


async def moderation(hand: Hand) -> None:
    """A report, and what can be done about it."""
    people, world = hand.box.people, hand.box.discord.world
    post = await hand.picture(people.bob, "/imagine prompt:a goblin with a flag quality:low")
    log = world.channel_named("moderators", people.guild)
    hand.shot("report", "A report in the log channel with buttons to remove, to block, or to dismiss")
    told = await hand.answer(await hand.apps(people.alice, post, "menu-report"))
    hand.shows(told)
    await hand.until(lambda: world.messages(log))
    report = world.messages(log)[-1]
    hand.shows(report)
    before = len(report.edits)
    await hand.clicks(people.mod, report, "button-report-remove")
    await hand.edited(report, before)
    hand.shows(report)
    hand.shot("block", "A block for two hours, and what the blocked member reads")
    hand.shows(await hand.answer(await hand.types(people.mod, "/quota-admin block member:@bob hours:2")))
    hand.shows(await hand.answer(await hand.types(people.bob, "/imagine prompt:another goblin")))
    await hand.types(people.mod, "/quota-admin unblock member:@bob", shown=False)


async def slowed_down(hand: Hand) -> None:
    """The content policy, again and again; and what belongs into an age-restricted channel."""
    people = hand.box.people
    hand.shot("slow-down", "After three refusals by the content policy a member has to wait")
    for number in range(3):
        hand.box.faults.arm("fal.job.policy-422")
        asked = await hand.types(people.bob, "/imagine prompt:a famous actor as a goblin", shown=number == 2)
        reply = await hand.answer(asked)
        await _explained(hand, reply)
        await hand.settled()
    hand.shows(reply)
    hand.shows(await hand.answer(await hand.types(people.bob, "/imagine prompt:a famous actor")))
    here, hand.channel = hand.channel, people.after_dark
    post = await hand.picture(people.alice, "/imagine prompt:a figure study quality:low")
    hand.channel = here
    job = post.attachments[0].filename.split("-")[1]
    hand.shot("age", "What was drawn in an age-restricted channel can be repeated only in such a channel")
    shown = await hand.answer(await hand.types(people.alice, f"/show id:{job}"))
    hand.shows(await hand.answer(await hand.clicks(people.alice, shown, "button-again")))


async def _explained(hand: Hand, reply: Message) -> None:
    """Let time pass until a failure is told."""
    while not reply.content.startswith("<@"):
        hand.box.clock.advance(8.0)
        await asyncio.sleep(_SETTLES)


SCENES = (limits, reports, undo, settings, moderation, slowed_down)

"""Administrator scenes: the second part of the guide."""

from __future__ import annotations

import asyncio

from sandbox.discord import Interaction, Message
from sandbox.driver.lookup import menus_of
from sandbox.scenarios.guide.guide_driver import GuideDriver

__all__ = ["SCENES"]

# The log channel section has its own menu in addition to the section menu.
_LOG_MENUS = 2
_SETTLE_SECONDS = 0.05


async def welcome(guide: GuideDriver) -> None:
    """Add Easel to a server once more."""
    guide.shot("welcome", "The introduction in a new server names the first commands and opens the settings")
    before = len(guide.world.messages(guide.channel))
    guide.people.guild.remove_bot()
    guide.people.guild.add_bot()
    await guide.until(lambda: len(guide.world.messages(guide.channel)) > before)
    await guide.show(guide.world.messages(guide.channel)[-1])


async def limits(guide: GuideDriver) -> None:
    """Preview, set and undo limits; show the spending cap."""
    mod = guide.people.mod
    guide.shot("limits", "A role's limit, first previewed and then set, with an Undo button")
    await guide.run_and_show(mod, "/quota-admin set target:@Patrons limit:200 preview:True")
    await guide.run_and_show(mod, "/quota-admin set target:@Patrons limit:200")
    for path in (
        "grant member:@alice credits:50",
        "default limit:150",
        "show member:@alice",
        "set target:@bob limit:80",
        "unset target:@bob",
        "reset member:@bob",
        "unblock member:@bob",
    ):
        await guide.answer_of(await guide.run(mod, f"/quota-admin {path}"))
    guide.shot("ceiling", "/quota-admin ceiling shows the daily and monthly cap and the credits spent")
    await guide.run_and_show(mod, "/quota-admin ceiling day:500 month:6000 channel:#studio")


async def reports(guide: GuideDriver) -> None:
    """Show usage as a chart, a ranking and a file."""
    people = guide.people
    await guide.picture(people.bob, "/imagine prompt:a map of an island quality:medium")
    guide.clock.advance(86400.0)
    await guide.picture(people.alice, "/imagine prompt:a tram in the rain quality:high")
    await guide.picture(people.bob, "/imagine prompt:a kite quality:low count:4")
    guide.shot(
        "usage", "/quota-admin usage: a chart of credits by day, member and quality, with the numbers as text"
    )
    usage = await guide.settled_answer(await guide.run(people.mod, "/quota-admin usage days:7"))
    await guide.until(lambda: usage.attachments)
    await guide.show(usage)
    guide.shot(
        "reports", "/quota-admin top ranks the members; /quota-admin export sends the ledger as a file"
    )
    await guide.run_and_show(people.mod, "/quota-admin top")
    await guide.run_and_show(people.mod, "/quota-admin export")


async def undo(guide: GuideDriver) -> None:
    """Show the audit log and undo a change."""
    mod = guide.people.mod
    guide.shot("undo", "/quota-admin audit lists changes; /quota-admin undo reverts the newest one")
    await guide.run_and_show(mod, "/quota-admin audit")
    question = await guide.run_and_show(mod, "/quota-admin undo")
    edits = len(question.edits)
    await guide.press(mod, question, "button-undo-confirm")
    await guide.edited(question, edits)
    await guide.show(question)


async def settings(guide: GuideDriver) -> None:
    """Show the settings panel and one of its sections."""
    people = guide.people
    guide.shot("settings", "/settings with the section for channels and roles open")
    panel = await guide.settled_answer(await guide.run(people.mod, "/settings"))
    await guide.choose_in(people.mod, panel, "Channels and roles")
    await guide.until(lambda: "Choose channels" in str(panel.components))
    await guide.choose_in(people.mod, panel, "#studio, #after-dark")
    await guide.until(lambda: "default_values" in str(panel.components))
    await guide.show(panel)
    await guide.choose_in(people.mod, panel, "Log channel")
    await guide.until(lambda: len(menus_of(panel)) == _LOG_MENUS)
    log = people.guild.create_channel("moderators")
    await guide.choose_in(people.mod, panel, f"#{log.name}")
    guide.shot(
        "settings-refused", "A refusal in a channel where Easel is not allowed names the allowed channels"
    )
    studio, guide.channel = guide.channel, people.guild.create_channel("chatter")
    await guide.run_and_show(people.alice, "/imagine prompt:a moth")
    guide.channel = studio


async def moderation(guide: GuideDriver) -> None:
    """Report and remove a picture; block and unblock a member."""
    people = guide.people
    post = await guide.picture(people.bob, "/imagine prompt:a goblin with a flag quality:low")
    log = guide.world.channel_named("moderators", people.guild)
    guide.shot("report", "A report in the log channel with buttons to remove, block or dismiss")
    await guide.show(await guide.settled_answer(await guide.use_app(people.alice, post, "menu-report")))
    await guide.until(lambda: guide.world.messages(log))
    report = guide.world.messages(log)[-1]
    await guide.show(report)
    edits = len(report.edits)
    await guide.press(people.mod, report, "button-report-remove")
    await guide.edited(report, edits)
    await guide.show(report)
    guide.shot("block", "A two-hour block, and the reply to the blocked member")
    await guide.run_and_show(people.mod, "/quota-admin block member:@bob hours:2")
    await guide.run_and_show(people.bob, "/imagine prompt:another goblin")
    await guide.run(people.mod, "/quota-admin unblock member:@bob")


async def policy_cooldown(guide: GuideDriver) -> None:
    """Show repeated content policy refusals and age-restricted channels."""
    people = guide.people
    guide.shot("slow-down", "The cooldown after three policy refusals")
    for _ in range(3):
        guide.faults.arm("fal.job.policy-422")
        asked = await guide.run(people.bob, "/imagine prompt:a famous actor as a goblin")
        reply = await _explained(guide, asked)
        await guide.wait_idle()
    await guide.show(reply)
    await guide.run_and_show(people.bob, "/imagine prompt:a famous actor")
    studio, guide.channel = guide.channel, people.after_dark
    post = await guide.picture(people.alice, "/imagine prompt:a figure study quality:low")
    guide.channel = studio
    guide.shot("age", "A picture from an age-restricted channel cannot be repeated elsewhere")
    job_id = post.attachments[0].filename.split("-")[1]
    shown = await guide.settled_answer(await guide.run(people.alice, f"/show id:{job_id}"))
    await guide.press_and_show(people.alice, shown, "button-again")


async def _explained(guide: GuideDriver, asked: Interaction) -> Message:
    """Advance the clock until a failure is explained privately, and return the explanation."""
    while not asked.followups:
        guide.clock.advance(8.0)
        await asyncio.sleep(_SETTLE_SECONDS)
    return asked.followups[-1]


SCENES = (welcome, limits, reports, undo, settings, moderation, policy_cooldown)

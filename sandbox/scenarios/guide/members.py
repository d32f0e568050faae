"""Member scenes: the first part of the guide."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sandbox.discord import Message
from sandbox.scenarios.guide.guide_driver import GuideDriver

__all__ = ["SCENES"]

_LIGHTHOUSE = "a lighthouse in a storm, oil painting"
_FOX = "a red fox asleep in autumn leaves"


async def first_picture(guide: GuideDriver) -> None:
    """Show a command and its pictures."""
    guide.shot("draw", "Alice runs /imagine with a prompt and a count of 2, and Easel posts two pictures")
    asked = await guide.run(guide.people.alice, f"/imagine prompt:{_LIGHTHOUSE} count:2", shown=True)
    await guide.show(await guide.drawn(asked))


async def progress(guide: GuideDriver) -> None:
    """Show a progress bar and Cancel."""
    alice = guide.people.alice
    guide.shot(
        "progress", "A progress bar with a Cancel button, and the reply after Cancel: nothing was charged"
    )
    asked = await guide.run(alice, f"/imagine prompt:{_FOX} quality:low")
    reply = await guide.answer_of(asked)
    await guide.until(lambda: "▱" in reply.content)
    guide.clock.advance(12.0)
    await guide.until(lambda: reply.content.count("▰") >= 2)
    await guide.show(reply)
    await guide.press_and_show(alice, reply, "button-cancel")
    await guide.until(lambda: not reply.components)
    await guide.show(reply)


async def edit(guide: GuideDriver) -> None:
    """Show the Edit form and the actions of its result."""
    alice = guide.people.alice
    first = await guide.picture(alice, f"/imagine prompt:{_FOX}")
    guide.shot(
        "edit", "The form behind Edit with prompt, size, quality and count; the result links to the original"
    )
    opened = await guide.press(alice, first, "button-edit")
    second = await guide.drawn(await guide.submit(alice, opened, f'prompt:"{_FOX}, first snow"'))
    await guide.show(second)
    guide.shot("finer", "The price of the next higher quality, shown for confirmation")
    await guide.press_and_show(alice, second, "button-finer")
    guide.shot("more", "The menu behind More, and the details of a picture with a link to its original")
    menu = await guide.press_and_show(alice, second, "button-more")
    before = menu.content
    await guide.press(alice, menu, "button-details")
    await guide.until(lambda: menu.content != before)
    await guide.show(menu)
    await guide.press(alice, menu, "button-back")
    await guide.until(lambda: menu.content == before)
    guide.shot("cover", "A picture hidden as a spoiler, and the confirmation of Delete")
    await guide.press(alice, menu, "button-cover")
    await guide.until(lambda: second.attachments[0].spoiler)
    await guide.show(second)
    menu = await guide.settled_answer(await guide.press(alice, second, "button-more"))
    await guide.press(alice, menu, "button-delete")
    await guide.until(lambda: menu.content != before)
    await guide.show(menu)


async def history(guide: GuideDriver) -> None:
    """Find a deleted result in the history and repost it."""
    people = guide.people
    post = await guide.picture(people.alice, "/imagine prompt:a paper boat on a puddle quality:low")
    await guide.client(people.olivia).delete_message(post)
    guide.shot("history", "/history filtered by a word finds one request; its post is gone and is restored")
    found = await guide.run_and_show(people.alice, "/history text:boat")
    posted = len(guide.results())
    back = await guide.press(people.alice, found, "button-bring-back")
    await guide.until(lambda: len(guide.results()) > posted)
    again = guide.results()[-1]
    await guide.show(again)
    await guide.answer_of(back)
    guide.shot("show", "/show with an ID shows one request with its options, cost and post")
    await guide.run_and_show(people.alice, f"/show id:{_job_id(again)}")


async def ideas(guide: GuideDriver) -> None:
    """Show prompt templates and recent prompt suggestions."""
    alice = guide.people.alice
    guide.shot("ideas", "/ideas is a menu of prompts with their cost; choosing one opens it as a form")
    shown = await guide.run_and_show(alice, "/ideas")
    opened = await guide.choose_in(alice, shown, "Chalkboard menu")
    await guide.drawn(await guide.submit(alice, opened, "quality:Low"))
    guide.shot("recent", "Recent prompts, marked with a clock, are suggested while the prompt is typed")
    await guide.show_suggestions(alice, "/imagine prompt:fox")


async def defaults(guide: GuideDriver) -> None:
    """Set personal defaults for omitted options."""
    bob = guide.people.bob
    guide.shot("defaults", "/defaults with menus for size, quality, count, privacy and mention")
    shown = await guide.settled_answer(await guide.run(bob, "/defaults"))
    edits = len(shown.edits)
    await guide.choose_in(bob, shown, "1: Landscape")
    await guide.edited(shown, edits)
    await guide.show(shown)


async def own_pictures(guide: GuideDriver) -> None:
    """Edit an attached picture and cut the result out, then refuse edits of one's own pictures by others."""
    bob = guide.people.bob
    guide.shot("attached", "A result of /edit, which says that it was made from an attached picture")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.png"
        file.write_bytes(guide.results()[0].attachments[0].data)
        asked = await guide.run(bob, f'/edit prompt:"a calm night with stars" image:{file} quality:Low')
    edited = await guide.drawn(asked)
    await guide.show(edited)
    guide.shot("tools", "Remove background shows its price first; the result is a PNG with transparency")
    offer = await guide.settled_answer(await guide.use_app(bob, edited, "menu-cutout"))
    await guide.show(offer)
    await guide.show(await guide.drawn(await guide.click(bob, offer, "Start: 1 credit")))
    await guide.use_app(bob, edited, "menu-upscale")
    await guide.use_app(bob, edited, "menu-edit-picture")
    await guide.run(bob, "/privacy editing allowed:False")


async def private(guide: GuideDriver) -> None:
    """Request a private result and share it."""
    bob = guide.people.bob
    guide.shot("private", "A private result only Bob sees, and the post after Share")
    asked = await guide.run(bob, "/imagine prompt:a birthday card for mum private:True", shown=True)
    result = await guide.drawn(asked)
    await guide.show(result)
    posted = len(guide.results())
    await guide.press(bob, result, "button-share")
    await guide.until(lambda: len(guide.results()) > posted)
    await guide.show(guide.results()[-1])


async def code(guide: GuideDriver) -> None:
    """Show a request as code, and the model's inputs."""
    alice = guide.people.alice
    guide.shot("code", "The API call from Copy as code in Python, with a menu of the languages")
    answered = await guide.use_app(alice, guide.results()[-1], "menu-code")
    shown = await guide.answer_of(answered)
    await guide.choose_in(alice, shown, "Python")
    await guide.until(lambda: "```py" in shown.content)
    await guide.show(shown)
    guide.shot("model", "/model lists the model's inputs and prices")
    await guide.run_and_show(alice, "/model")
    await guide.run(alice, "/code prompt:an owl")


async def languages(guide: GuideDriver) -> None:
    """Show replies in the language of each user's Discord client."""
    people = guide.people
    people.bob.locale = "de"
    guide.shot("german", "Bob uses Discord in German: reply and buttons are in German")
    asked = await guide.run(
        people.bob, "/imagine prompt:ein Leuchtturm im Sturm qualität:niedrig", shown=True
    )
    await guide.show(await guide.drawn(asked))
    people.bob.locale = "ja"
    guide.shot("japanese", "/defaults for a member who uses Discord in Japanese")
    await guide.run_and_show(people.bob, "/defaults")
    people.bob.locale = "en-US"
    guide.shot("quota", "/quota shows a member's daily limit, the credits used and left, and the reset time")
    await guide.run_and_show(people.alice, "/quota")


async def privacy(guide: GuideDriver) -> None:
    """Export and erase personal data."""
    bob = guide.people.bob
    guide.shot("privacy", "/privacy export sends a file only Bob sees; /privacy delete asks for confirmation")
    await guide.run_and_show(bob, "/privacy export")
    await guide.run_and_show(bob, "/privacy delete")
    await guide.run(bob, "/help")
    guide.shot("about", "/about, and what Your data there says: what is stored and for how long")
    about = await guide.run_and_show(bob, "/about")
    before = about.content
    await guide.press(bob, about, "button-about-data")
    await guide.until(lambda: about.content != before)
    await guide.show(about)


def _job_id(message: Message) -> str:
    return message.attachments[0].filename.split("-")[1]


SCENES = (
    first_picture,
    progress,
    edit,
    history,
    ideas,
    defaults,
    own_pictures,
    private,
    code,
    languages,
    privacy,
)

"""Member scenes: the first part of the guide."""

from __future__ import annotations

from sandbox.discord import Message
from sandbox.scenarios.guide.guide_driver import GuideDriver

__all__ = ["SCENES"]

_LIGHTHOUSE = "a lighthouse in a storm, oil painting"
_FOX = "a red fox asleep in autumn leaves"


async def first_picture(guide: GuideDriver) -> None:
    """A command and its pictures."""
    guide.shot("draw", "alice types /imagine with a prompt and a count of 2, and Easel posts two pictures")
    asked = await guide.run(guide.people.alice, f"/imagine prompt:{_LIGHTHOUSE} count:2", shown=True)
    await guide.show(await guide.drawn(asked))


async def progress(guide: GuideDriver) -> None:
    """A progress bar, and Cancel."""
    alice = guide.people.alice
    # The usual time is known after five pictures of a kind.
    for number in range(5):
        await guide.picture(alice, f"/imagine prompt:{_FOX}, study {number + 1} quality:low")
    guide.shot(
        "progress", "Progress with a bar and a Cancel button; after Cancel: cancelled, nothing charged"
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
    """The form of Edit, and the actions of its result."""
    alice = guide.people.alice
    first = await guide.picture(alice, f"/imagine prompt:{_FOX}")
    guide.shot(
        "edit", "Edit opens a form with the prompt, size, quality and number; the result names the first"
    )
    opened = await guide.press(alice, first, "button-edit")
    second = await guide.drawn(await guide.submit(alice, opened, f'prompt:"{_FOX}, first snow"'))
    await guide.show(second)
    guide.shot("finer", "Finer says what the next higher quality costs before anything is drawn")
    await guide.press_and_show(alice, second, "button-finer")
    guide.shot("more", "The menu behind More, and the details of a picture with the picture it came from")
    menu = await guide.press_and_show(alice, second, "button-more")
    await guide.press_and_show(alice, menu, "button-details")
    guide.shot("cover", "The picture is hidden as a spoiler; Delete asks once before it deletes")
    await guide.press(alice, menu, "button-cover")
    await guide.until(lambda: second.attachments[0].filename.startswith("SPOILER_"))
    await guide.show(second)
    menu = await guide.settled_answer(await guide.press(alice, second, "button-more"))
    await guide.press_and_show(alice, menu, "button-delete")


async def history(guide: GuideDriver) -> None:
    """A deleted result is found again and posted again."""
    people = guide.people
    post = await guide.picture(people.alice, "/imagine prompt:a paper boat on a puddle quality:low")
    await guide.client(people.olivia).delete_message(post)
    guide.shot(
        "history", "/history with a word finds one entry; its post is gone, and Bring back posts it again"
    )
    found = await guide.run_and_show(people.alice, "/history text:boat")
    posted = len(guide.results())
    back = await guide.press(people.alice, found, "button-bring-back")
    await guide.until(lambda: len(guide.results()) > posted)
    again = guide.results()[-1]
    await guide.show(again)
    await guide.answer_of(back)
    guide.shot("show", "/show with an id gives one request with its options, price and post")
    await guide.run_and_show(people.alice, f"/show id:{_job_id(again)}")


async def ideas(guide: GuideDriver) -> None:
    """Prompt templates, and suggestions of recent prompts."""
    alice = guide.people.alice
    guide.shot("ideas", "/ideas lists prompts with their price; choosing one opens it as a form")
    shown = await guide.run_and_show(alice, "/ideas")
    opened = await guide.choose_in(alice, shown, "Chalkboard menu")
    await guide.drawn(await guide.submit(alice, opened, "quality:Low"))
    guide.shot(
        "recent", "While the prompt is typed, one's own latest prompts are suggested, marked with a clock"
    )
    await guide.show_suggestions(alice, "/imagine prompt:fox")


async def defaults(guide: GuideDriver) -> None:
    """Personal defaults for omitted options."""
    bob = guide.people.bob
    guide.shot("defaults", "/defaults shows a menu for size, quality, number and privacy")
    shown = await guide.settled_answer(await guide.run(bob, "/defaults"))
    edits = len(shown.edits)
    await guide.choose_in(bob, shown, "1: Landscape")
    await guide.edited(shown, edits)
    await guide.show(shown)


async def private(guide: GuideDriver) -> None:
    """A private result, and sharing it."""
    bob = guide.people.bob
    guide.shot("private", "A private result that only bob sees; Share posts it in the channel")
    asked = await guide.run(bob, "/imagine prompt:a birthday card for mum private:True", shown=True)
    result = await guide.drawn(asked)
    await guide.show(result)
    posted = len(guide.results())
    await guide.press(bob, result, "button-share")
    await guide.until(lambda: len(guide.results()) > posted)
    await guide.show(guide.results()[-1])


async def code(guide: GuideDriver) -> None:
    """The same call as code, and the inputs of the model."""
    alice = guide.people.alice
    guide.shot("code", "Copy as code gives the call in TypeScript, Python and curl; the Python part is shown")
    answered = await guide.use_app(alice, guide.results()[-1], "menu-code")
    await guide.until(lambda: len(answered.messages) >= 3)
    await guide.show(answered.messages[1])
    guide.shot("model", "/model lists the inputs of the model and what a picture costs")
    await guide.run_and_show(alice, "/model")
    await guide.run(alice, "/code prompt:an owl")


async def languages(guide: GuideDriver) -> None:
    """Replies in the language of each user's Discord."""
    people = guide.people
    people.bob.locale = "de"
    guide.shot("german", "bob's Discord is in German: the reply and its buttons are, too")
    asked = await guide.run(
        people.bob, "/imagine prompt:ein Leuchtturm im Sturm qualität:niedrig", shown=True
    )
    await guide.show(await guide.drawn(asked))
    people.bob.locale = "ja"
    guide.shot("japanese", "/defaults for a member whose Discord is in Japanese")
    await guide.run_and_show(people.bob, "/defaults")
    people.bob.locale = "en-US"
    guide.shot("quota", "/quota shows the allowance, what is used and left, and when it renews")
    await guide.run_and_show(people.alice, "/quota")


async def privacy(guide: GuideDriver) -> None:
    """Export and erasure of personal data."""
    bob = guide.people.bob
    guide.shot(
        "privacy", "/privacy export gives a file that only bob sees; /privacy delete asks before it erases"
    )
    await guide.run_and_show(bob, "/privacy export")
    await guide.run_and_show(bob, "/privacy delete")
    guide.shot("about", "/about tells what is stored and for how long")
    await guide.run_and_show(bob, "/about")


def _job_id(message: Message) -> str:
    return message.attachments[0].filename.split("-")[1]


SCENES = (
    first_picture,
    progress,
    edit,
    history,
    ideas,
    defaults,
    private,
    code,
    languages,
    privacy,
)

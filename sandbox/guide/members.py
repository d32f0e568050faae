"""What a member does, as the first part of the guide shows it."""

from __future__ import annotations

from rich.text import Text

from sandbox.discord import Message
from sandbox.guide.blocks import Block, Card
from sandbox.guide.hand import Hand

__all__ = ["SCENES"]

_LIGHTHOUSE = "a lighthouse in a storm, oil painting"
_FOX = "a red fox asleep in autumn leaves"


async def first_picture(hand: Hand) -> None:
    """A command, and pictures."""
    alice = hand.box.people.alice
    hand.shot("draw", "alice types /imagine with a prompt and a count of 2, and Easel posts two pictures")
    asked = await hand.types(alice, f"/imagine prompt:{_LIGHTHOUSE} count:2")
    hand.shows(await hand.drawn(asked))


async def progress(hand: Hand) -> None:
    """A bar against the usual time, and Cancel."""
    alice = hand.box.people.alice
    for number in range(4):
        await hand.picture(alice, f"/imagine prompt:{_FOX}, study {number + 1} quality:low")
    hand.shot("progress", "Progress with a bar and a Cancel button; after Cancel: cancelled, nothing charged")
    await hand.picture(alice, f"/imagine prompt:{_FOX}, study 5 quality:low")
    asked = await hand.types(alice, f"/imagine prompt:{_FOX} quality:low")
    reply = await hand.answer(asked)
    await hand.until(lambda: "▱" in reply.content)
    hand.box.clock.advance(12.0)
    await hand.until(lambda: reply.content.count("▰") >= 2)
    hand.shows(reply)
    told = await hand.clicks(alice, reply, "button-cancel")
    hand.shows(await hand.answer(told))
    await hand.until(lambda: not reply.components)
    hand.shows(reply)


async def edit(hand: Hand) -> None:
    """The form of Edit, and what comes of it."""
    alice = hand.box.people.alice
    first = await hand.picture(alice, f"/imagine prompt:{_FOX}")
    hand.shot(
        "edit", "Edit opens a form with the prompt, size, quality and number; the result names the first"
    )
    opened = await hand.clicks(alice, first, "button-edit")
    sent = await hand.fills(alice, opened, f'prompt:"{_FOX}, first snow"')
    second = await hand.drawn(sent)
    hand.shows(second)
    hand.shot("finer", "Finer says what the next higher quality costs before anything is drawn")
    offer = await hand.answer(await hand.clicks(alice, second, "button-finer"))
    hand.shows(offer)
    hand.shot("more", "The menu behind More, and the details of a picture with the picture it came from")
    menu = await hand.answer(await hand.clicks(alice, second, "button-more"))
    hand.shows(menu)
    hand.shows(await hand.answer(await hand.clicks(alice, menu, "button-details")))
    hand.shot("cover", "The picture is hidden as a spoiler; Delete asks once before it deletes")
    await hand.clicks(alice, menu, "button-cover")
    await hand.until(lambda: second.attachments[0].filename.startswith("SPOILER_"))
    hand.shows(second)
    menu = await hand.answer(await hand.clicks(alice, second, "button-more", shown=False))
    hand.shows(await hand.answer(await hand.clicks(alice, menu, "button-delete")))


async def history(hand: Hand) -> None:
    """Found again, run again, brought back."""
    people = hand.box.people
    post = await hand.picture(people.alice, "/imagine prompt:a paper boat on a puddle quality:low")
    await hand.box.discord.client(people.olivia, hand.channel).delete_message(post)
    hand.shot(
        "history", "/history with a word finds one entry; its post is gone, and Bring back posts it again"
    )
    found = await hand.answer(await hand.types(people.alice, "/history text:boat"))
    hand.shows(found)
    back = await hand.clicks(people.alice, found, "button-bring-back")
    await hand.until(lambda: any(one.attachments for one in _newest(hand)))
    again = next(one for one in reversed(_newest(hand)) if one.attachments)
    hand.shows(again)
    await hand.answer(back)
    number = again.attachments[0].filename.split("-")[1]
    hand.shot("show", "/show with an id gives one request with its options, price and post")
    hand.shows(await hand.answer(await hand.types(people.alice, f"/show id:{number}")))


async def ideas(hand: Hand) -> None:
    """A list to start from, and one's own recent prompts."""
    alice = hand.box.people.alice
    hand.shot("ideas", "/ideas lists prompts with their price; choosing one opens it as a form")
    shown = await hand.answer(await hand.types(alice, "/ideas"))
    hand.shows(shown, upto=9)
    opened = await hand.chooses(alice, shown, "Chalkboard menu", said="Chalkboard menu")
    await hand.drawn(await hand.fills(alice, opened, "quality:Low"))
    hand.shot(
        "recent", "While the prompt is typed, one's own latest prompts are suggested, marked with a clock"
    )
    hand.does(alice, "/imagine prompt:fox")
    offered = await hand.box.discord.client(alice, hand.channel).autocomplete("imagine", "prompt", "fox")
    blocks = [Block(kind="text", text=Text(str(one["name"])), boxed=True) for one in offered[:4]]
    hand.shots[-1].cards.append(Card(who="", blocks=blocks))


async def defaults(hand: Hand) -> None:
    """What is drawn where an option is left out."""
    bob = hand.box.people.bob
    hand.shot("defaults", "/defaults shows a menu for size, quality, number and privacy")
    shown = await hand.answer(await hand.types(bob, "/defaults"))
    before = len(shown.edits)
    await hand.chooses(bob, shown, "1: Landscape", said="Size: Landscape 1536")
    await hand.edited(shown, before)
    hand.shows(shown)


async def private(hand: Hand) -> None:
    """For one's own eyes, until it is shared."""
    bob = hand.box.people.bob
    hand.shot("private", "A private result that only bob sees; Share posts it in the channel")
    asked = await hand.types(bob, "/imagine prompt:a birthday card for mum private:True")
    result = await hand.drawn(asked)
    hand.shows(result)
    before = len(_newest(hand))
    await hand.clicks(bob, result, "button-share")
    await hand.until(lambda: len(_newest(hand)) > before and _newest(hand)[-1].attachments)
    hand.shows(_newest(hand)[-1])


async def code(hand: Hand) -> None:
    """The same call as code, and everything that the model takes."""
    people = hand.box.people
    post = next(one for one in reversed(_newest(hand)) if one.attachments)
    hand.shot("code", "Copy as code gives the call in TypeScript, Python and curl; the Python part is shown")
    answered = await hand.apps(people.alice, post, "menu-code")
    await hand.until(lambda: len(answered.messages) >= 3)
    hand.shows(answered.messages[1], upto=22)
    hand.shot("model", "/model lists the inputs of the model and what a picture costs")
    hand.shows(await hand.answer(await hand.types(people.alice, "/model")), upto=34)
    await hand.types(people.alice, "/code prompt:an owl", shown=False)


async def languages(hand: Hand) -> None:
    """The bot speaks the language of each member's Discord."""
    people = hand.box.people
    people.bob.locale = "de"
    hand.shot("german", "bob's Discord is in German: the reply and its buttons are, too")
    asked = await hand.types(people.bob, "/imagine prompt:ein Leuchtturm im Sturm qualität:niedrig")
    hand.shows(await hand.drawn(asked))
    people.bob.locale = "ja"
    hand.shot("japanese", "/defaults for a member whose Discord is in Japanese")
    hand.shows(await hand.answer(await hand.types(people.bob, "/defaults")))
    people.bob.locale = "en-US"
    hand.shot("quota", "/quota shows the allowance, what is used and left, and when it renews")
    hand.shows(await hand.answer(await hand.types(people.alice, "/quota")))


async def privacy(hand: Hand) -> None:
    """What is stored, all of it, and its end."""
    bob = hand.box.people.bob
    hand.shot(
        "privacy", "/privacy export gives a file that only bob sees; /privacy delete asks before it erases"
    )
    hand.shows(await hand.answer(await hand.types(bob, "/privacy export")))
    hand.shows(await hand.answer(await hand.types(bob, "/privacy delete")))
    hand.shot("about", "/about tells what is stored and for how long")
    hand.shows(await hand.answer(await hand.types(bob, "/about")))


def _newest(hand: Hand) -> list[Message]:
    return hand.box.discord.world.messages(hand.channel)


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

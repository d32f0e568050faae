"""Demo scenario: the main workflow and its failures, in scenes that check each claim as they play.

The numbers follow from the defaults: 60 credits a day, 6 for one medium square picture. A new fal account
renders two requests at a time; the bot is configured to submit up to four.
"""

from __future__ import annotations

import asyncio
import io

from PIL import Image

from bot.discord.i18n import load_texts
from sandbox.discord import ChannelType, Interaction, Message
from sandbox.fal import RequestState
from sandbox.scenarios.demo_driver import DemoDriver
from sandbox.server import Sandbox

__all__ = ["HIGHLIGHTS", "SETTINGS", "play", "prepare"]

SETTINGS = {"JOBS_RUNNING": "4", "JOBS_RUNNING_PER_MEMBER": "2"}
"""Bot settings that the scenario depends on, as environment variables."""

HIGHLIGHTS = (2, 4, 8, 9)
"""The most informative parts of the transcript; the introduction is part 1."""

_POSTERS = "posters"
_TEXTS = load_texts()
_LIGHTHOUSE = "a lighthouse in a storm, oil on canvas"
_FOX = "a red fox asleep in autumn leaves"
_CITY = "a night train crossing a neon city"
_BOAT = "a sailing boat on a calm sea at dawn"
_POSTER = '"Low End Theory", a poster for a jazz night'
_OWL = "an owl in a snowy pine forest"
_EDIT = "the same fox in deep snow"
_CELEBRITY = "a celebrity likeness eating noodles"
_MOON = "an astronaut planting a garden on the moon"


def prepare(sandbox: Sandbox) -> None:
    """Add a member and a channel to the default world."""
    sandbox.people.guild.add_member(sandbox.people.eve)
    sandbox.people.guild.create_channel(_POSTERS)


async def play(demo: DemoDriver) -> None:
    """Play every scene. Raises :class:`DemoFailedError` at the first claim that does not hold."""
    first = await four_pictures(demo)
    fox = await five_at_once(demo, first)
    await quota_spent(demo)
    asked = await quota_granted(demo)
    await repeat_by_another_member(demo, first)
    message = await demo.result_of(asked)
    demo.images.save(message, user="alice", prompt=_OWL)
    await demo.check("the request that was refused before is drawn now", len(message.attachments) == 4)
    await edited_picture(demo, fox)
    await refused_by_the_model(demo)
    await killed_bot(demo)


async def four_pictures(demo: DemoDriver) -> Message:
    """alice requests four pictures and receives them."""
    await demo.scene(
        "1 · alice asks for four pictures",
        "Credits are held before fal receives the request, and paid when the pictures are posted.",
    )
    asked = await demo.command(demo.people.alice, f"/imagine prompt:{_LIGHTHOUSE} count:4")
    message = await demo.result_of(asked)
    demo.images.save(message, user="alice", prompt=_LIGHTHOUSE)
    described = [one for one in message.attachments if one.description]
    await demo.check(
        "four pictures in one message, each with alt text, and no pings",
        len(message.attachments) == len(described) == 4 and not message.pinged,
    )
    return message


async def five_at_once(demo: DemoDriver, first: Message) -> Message:
    """Five requests run into fal's limit of two and the bot's limit of four; return bob's result."""
    people = demo.people
    await demo.scene(
        "2 · alice wants it again, and four others want pictures, too",
        "fal draws two requests at a time. Easel hands it four; the fifth waits in Easel's own queue.",
    )
    before = len(demo.all_results())
    await demo.client(people.alice).react(first, "🔁")
    await demo.until(lambda: len(demo.fal.submits) == 2, "the repeat at fal")
    # Progress edits are throttled per channel: in a separate one, those for eve and mod are on time.
    posters = demo.world.channel_named(_POSTERS, people.guild)
    fox = await demo.command(people.bob, f"/imagine prompt:{_FOX} count:2 quality:low")
    city = await demo.command(people.olivia, f"/imagine prompt:{_CITY} size:1536x1024 quality:low")
    await demo.until(lambda: len(demo.fal.submits) == 4, "four requests at fal")
    boat = await demo.command(
        people.eve, f"/imagine prompt:{_BOAT} size:1536x1024 quality:low", channel=posters
    )
    await demo.until(lambda: len(demo.fal.submits) == 5, "five requests at fal")
    poster = await demo.command(
        people.mod, f"/imagine prompt:{_POSTER} size:1024x1536 quality:low", channel=posters
    )
    for asked, prompt in ((fox, _FOX), (city, _CITY), (boat, _BOAT), (poster, _POSTER)):
        demo.images.save(await demo.result_of(asked), user=asked.user.name, prompt=prompt)
    await demo.until(lambda: len(demo.all_results()) == before + 5, "five results")
    again = next(message for message in demo.all_results() if message.reference is first)
    await demo.until(lambda: again.reactions, "🔁 under the repeat")
    demo.images.save(again, user="alice", prompt=_LIGHTHOUSE)
    await demo.check(
        "the repeat replies to alice's first result, links to it, and has four new pictures",
        str(first.id) in again.content
        and [one.images for one in demo.requests_for(_LIGHTHOUSE)] == [4, 4]
        and _filenames(again).isdisjoint(_filenames(first)),
    )
    await demo.check(
        "eve was shown her position at fal, mod his position in Easel's queue",
        demo.was_shown(boat, _TEXTS("progress-queued", ahead=1))
        and demo.was_shown(poster, _TEXTS("progress-waiting", ahead=0)),
    )
    await demo.check("six requests, six submits", len(demo.fal.submits) == 6)
    return await demo.result_of(fox)


async def quota_spent(demo: DemoDriver) -> None:
    """alice has used 48 of 60 credits; four more pictures would cost 24."""
    alice = demo.people.alice
    await demo.scene("3 · alice's allowance runs out", "A refusal costs nothing, and only alice sees it.")
    submits = len(demo.fal.submits)
    await _show_quota(demo)
    asked = await demo.command(alice, f"/imagine prompt:{_OWL} count:4")
    await demo.until(lambda: asked.followups, "the refusal")
    await demo.check(
        "refused without a call to fal, and only alice sees the refusal",
        asked.followups[-1].ephemeral_to is alice
        and len(demo.fal.submits) == submits
        and asked.response is not None
        and asked.response.deleted,
    )


async def quota_granted(demo: DemoDriver) -> Interaction:
    """An administrator grants credits, and alice repeats her request."""
    people = demo.people
    await demo.scene(
        "4 · an administrator helps",
        "/quota-admin needs Manage Server, checked by Discord and again by Easel.",
    )
    granted = await demo.command(people.mod, "/quota-admin grant member:@alice credits:50")
    await granted.done()
    await demo.check(
        "only the administrator sees the answer",
        granted.response is not None and granted.response.ephemeral_to is people.mod,
    )
    await _show_quota(demo)
    asked = await demo.command(people.alice, f"/imagine prompt:{_OWL} count:4")
    await demo.until(lambda: demo.requests_for(_OWL), "alice's request at fal")
    return asked


async def repeat_by_another_member(demo: DemoDriver, first: Message) -> None:
    """bob is not allowed to repeat alice's request."""
    bob = demo.people.bob
    await asyncio.sleep(demo.pace.reading)
    await demo.client(bob).react(first, "🔁")
    direct = demo.world.open_dm(bob)
    await demo.until(lambda: demo.world.messages(direct), "a direct message to bob")
    told = demo.world.messages(direct)[-1]
    await demo.check(
        "bob's 🔁 on alice's picture draws nothing, and he is told why in private",
        told.channel.type is ChannelType.DM and len(demo.requests_for(_LIGHTHOUSE)) == 2,
    )


async def edited_picture(demo: DemoDriver, fox: Message) -> None:
    """bob attaches one of his pictures to /edit."""
    bob = demo.people.bob
    await demo.scene(
        "5 · bob edits a picture",
        "It is checked, stripped of its metadata and uploaded to fal, which deletes it after a day.",
    )
    upload = demo.client(bob).upload("fox.png", fox.attachments[0].data)
    demo.log.add(bob.name, f"/edit prompt:{_EDIT} image:fox.png quality:low")
    asked = await demo.client(bob).slash("edit", prompt=_EDIT, image=upload, quality="low")
    message = await demo.result_of(asked)
    demo.images.save(message, user="bob", prompt=_EDIT)
    (request,) = demo.requests_for(_EDIT)
    (stored,) = demo.fal.storage.stored
    await demo.check(
        "fal received the picture that bob attached, and the result says what it was made from",
        _pixels(stored.data) == _pixels(upload.data)
        and request.arguments["image_urls"] == [demo.fal.rest_url + stored.path]
        and _TEXTS("result-made-from", sources=_TEXTS("result-source-upload", count=1)) in message.content,
    )


async def refused_by_the_model(demo: DemoDriver) -> None:
    """The model's content filter rejects a prompt."""
    await demo.scene(
        "6 · the model says no",
        "fal ends a refused request without pictures. Easel explains it and gives the credits back.",
    )
    asked = await demo.command(demo.people.bob, f"/imagine prompt:{_CELEBRITY}")
    await demo.until(lambda: any(one.failure for one in demo.requests_for(_CELEBRITY)), "fal's refusal")
    (request,) = demo.requests_for(_CELEBRITY)
    await demo.until(lambda: asked.followups, "the private explanation")
    await demo.log.flush()
    entries = await demo.ledger.entries_of(request.id)
    await demo.check("the held credits are refunded, in full and once", entries == ["reserve", "refund"])


async def killed_bot(demo: DemoDriver) -> None:
    """The bot is killed while fal renders; after a restart it finishes the job."""
    await demo.scene(
        "7 · the bot is killed while fal draws",
        "No warning, no handler, nothing saved at the last moment: SIGKILL. Then it is started again.",
    )
    asked = await demo.command(demo.people.olivia, f"/imagine prompt:{_MOON} size:1536x1024 count:2")
    await demo.until(lambda: _is_rendering(demo, _MOON), "fal at work")
    seen = _edits(asked)
    await demo.until(lambda: _edits(asked) > seen, "progress")
    demo.log.add("host", "kills the bot (kill -9)")
    demo.bot.kill()
    await demo.bot.wait()
    demo.log.add("host", "the process is gone; fal keeps drawing, unaware of it")
    await asyncio.sleep(demo.pace.downtime)
    demo.log.add("host", "starts the bot again")
    await demo.bot.start()
    message = await demo.result_of(asked)
    demo.images.save(message, user="olivia", prompt=_MOON)
    (request, *more) = demo.requests_for(_MOON)
    await demo.log.flush()
    entries = await demo.ledger.entries_of(request.id)
    posts = [one for one in demo.all_results() if _filenames(one) & _filenames(message)]
    await demo.check(
        "picked up, posted once in the waiting reply, submitted once, paid once",
        not more and posts == [message] and entries == ["reserve", "settle"],
    )


async def _show_quota(demo: DemoDriver) -> None:
    asked = await demo.command(demo.people.alice, "/quota")
    await asked.done()
    await demo.log.flush()


def _is_rendering(demo: DemoDriver, prompt: str) -> bool:
    return any(one.state is RequestState.IN_PROGRESS for one in demo.requests_for(prompt))


def _edits(asked: Interaction) -> int:
    return len(asked.response.edits) if asked.response is not None else 0


def _pixels(data: bytes | None) -> bytes:
    with Image.open(io.BytesIO(data or b"")) as image:
        return image.convert("RGB").tobytes()


def _filenames(message: Message) -> set[str]:
    """Return the file names of the pictures, which contain their job ID."""
    return {attachment.filename for attachment in message.attachments}

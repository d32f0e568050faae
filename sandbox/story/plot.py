"""The demo's story, scene by scene. Every claim is looked at where it is made.

The numbers follow from the defaults: 60 credits a day, 6 for one medium square picture;
fal's new account draws two requests at a time, and the bot is set to hand it four.
"""

from __future__ import annotations

import asyncio

from bot.discord.i18n import load_texts
from sandbox.discord import ChannelType, Interaction, Message
from sandbox.fal.request import RequestState
from sandbox.server import Sandbox
from sandbox.story.errors import StoryFailedError
from sandbox.story.stage_hand import StageHand

__all__ = ["HIGHLIGHTS", "SETTINGS", "play", "prepare"]

SETTINGS = {"JOBS_RUNNING": "4", "JOBS_RUNNING_PER_MEMBER": "2"}
"""The bot's settings that the story relies on, by the environment's names."""

HIGHLIGHTS = (2, 4, 7, 8)
"""The parts of the transcript that tell most; the opening is the first."""

_POSTERS = "posters"
_TEXTS = load_texts()
_LIGHTHOUSE = "a lighthouse in a storm, oil on canvas"
_FOX = "a red fox asleep in autumn leaves"
_CITY = "a night train crossing a neon city"
_BOAT = "a sailing boat on a calm sea at dawn"
_POSTER = '"Low End Theory", a poster for a jazz night'
_OWL = "an owl in a snowy pine forest"
_CELEBRITY = "a celebrity likeness eating noodles"
_MOON = "an astronaut planting a garden on the moon"


def prepare(box: Sandbox) -> None:
    """What the story needs beside the sandbox's standard world."""
    box.people.guild.add_member(box.people.eve)
    box.people.guild.create_channel(_POSTERS)


async def play(hand: StageHand) -> None:
    """Play every scene; raises :class:`StoryFailedError` at the first thing that is not so."""
    first = await four_pictures(hand)
    await everybody_at_once(hand, first)
    await quota_spent(hand)
    drawing = await quota_granted(hand)
    await somebody_elses_picture(hand, first)
    await drawn_with_the_grant(hand, drawing)
    await refused_by_the_model(hand)
    await power_cut(hand)


async def four_pictures(hand: StageHand) -> Message:
    """alice asks for four pictures and gets them."""
    people = hand.box.people
    await hand.scene(
        "1 · alice asks for four pictures",
        "Credits are held before fal hears of it, and paid when the pictures are there.",
    )
    asked = await hand.command(people.alice, "imagine", prompt=_LIGHTHOUSE, count=4)
    message = await hand.result_of(asked)
    hand.album.keep(message, who="alice", prompt=_LIGHTHOUSE)
    described = [one for one in message.attachments if one.description]
    await hand.claim(
        "four pictures in one message, each with alt text, nobody pinged",
        len(message.attachments) == len(described) == 4 and not message.pinged,
    )
    return message


async def everybody_at_once(hand: StageHand, first: Message) -> None:
    """Five requests meet fal's limit of two and the bot's of four."""
    people = hand.box.people
    await hand.scene(
        "2 · alice wants it again, and everybody else wants something too",
        "fal draws two requests at a time. Easel hands it four; the fifth waits in Easel's own line.",
    )
    before = len(hand.results())
    await hand.react(people.alice, first)
    await hand.until(lambda: len(hand.box.fal.submits) == 2, "the repeat at fal")
    # Progress is spaced by channel: in one of their own, these two hear of it in time.
    posters = hand.box.discord.world.channel_named(_POSTERS, people.guild)
    fox = await hand.command(people.bob, "imagine", prompt=_FOX, count=2, quality="low")
    city = await hand.command(people.olivia, "imagine", prompt=_CITY, size="1536x1024", quality="low")
    await hand.until(lambda: len(hand.box.fal.submits) == 4, "four requests at fal")
    boat = await hand.command(
        people.eve, "imagine", channel=posters, prompt=_BOAT, size="1536x1024", quality="low"
    )
    await hand.until(lambda: len(hand.box.fal.submits) == 5, "five requests at fal")
    poster = await hand.command(
        people.mod, "imagine", channel=posters, prompt=_POSTER, size="1024x1536", quality="low"
    )
    for asked, who, prompt in (
        (fox, "bob", _FOX),
        (city, "olivia", _CITY),
        (boat, "eve", _BOAT),
        (poster, "mod", _POSTER),
    ):
        hand.album.keep(await hand.result_of(asked), who=who, prompt=prompt)
    await hand.until(lambda: len(hand.results()) == before + 5, "five results")
    again = next(message for message in hand.results() if message.reference is first)
    await hand.until(lambda: again.reactions, "🔁 under the repeat")
    hand.album.keep(again, who="alice", prompt=_LIGHTHOUSE, note="again, by reaction")
    await hand.claim(
        "the repeat answers alice's first result, names it, and holds four new pictures",
        str(first.id) in again.content
        and [one.images for one in hand.requests_for(_LIGHTHOUSE)] == [4, 4]
        and _files(again).isdisjoint(_files(first)),
    )
    await hand.claim(
        "eve was told her place at fal, mod his place in Easel's line",
        hand.was_shown(boat, _TEXTS("progress-queued", ahead=1))
        and hand.was_shown(poster, _TEXTS("progress-waiting", ahead=0)),
    )
    await hand.claim("six requests, six submits", len(hand.box.fal.submits) == 6)


async def quota_spent(hand: StageHand) -> None:
    """alice has used 48 of 60 credits; four more pictures would cost 24."""
    people = hand.box.people
    await hand.scene(
        "3 · alice's allowance runs out", "A refusal costs nothing and is nobody else's business."
    )
    submits = len(hand.box.fal.submits)
    await _quota(hand)
    asked = await hand.command(people.alice, "imagine", prompt=_OWL, count=4)
    await hand.until(lambda: asked.followups, "the refusal")
    refusal = asked.followups[-1]
    await hand.claim(
        "refused before fal was asked, and only alice was told",
        refusal.ephemeral_to is people.alice
        and len(hand.box.fal.submits) == submits
        and asked.response is not None
        and asked.response.deleted,
    )


async def quota_granted(hand: StageHand) -> Interaction:
    """An administrator grants credits; alice asks again."""
    people = hand.box.people
    await hand.scene(
        "4 · an administrator helps",
        "/quota-admin needs Manage Server, checked by Discord and again by Easel.",
    )
    granted = await hand.command(people.mod, "quota-admin grant", member=people.alice, credits=50)
    await granted.done()
    await hand.claim(
        "only the administrator sees the answer",
        granted.response is not None and granted.response.ephemeral_to is people.mod,
    )
    await _quota(hand)
    asked = await hand.command(people.alice, "imagine", prompt=_OWL, count=4)
    await hand.until(lambda: hand.requests_for(_OWL), "alice's request at fal")
    return asked


async def somebody_elses_picture(hand: StageHand, first: Message) -> None:
    """bob may not draw alice's picture again on her behalf."""
    people = hand.box.people
    await asyncio.sleep(hand.pace.reading)
    await hand.react(people.bob, first)
    direct = hand.box.discord.world.open_dm(people.bob)
    await hand.until(lambda: hand.box.discord.world.messages(direct), "the word to bob")
    told = hand.box.discord.world.messages(direct)[-1]
    await hand.claim(
        "bob's 🔁 on alice's picture draws nothing, and he is told in private",
        told.channel.type is ChannelType.DM and len(hand.requests_for(_LIGHTHOUSE)) == 2,
    )


async def drawn_with_the_grant(hand: StageHand, asked: Interaction) -> None:
    """What was refused before is drawn now."""
    message = await hand.result_of(asked)
    hand.album.keep(message, who="alice", prompt=_OWL)
    await hand.claim("the same request that was refused before is drawn now", len(message.attachments) == 4)


async def refused_by_the_model(hand: StageHand) -> None:
    """A prompt that the model's filter does not take."""
    await hand.scene(
        "5 · the model says no",
        "fal ends a refused request without pictures. Easel says why, and gives the credits back.",
    )
    asked = await hand.command(hand.box.people.bob, "imagine", prompt=_CELEBRITY)
    await hand.until(lambda: _failed(hand, _CELEBRITY), "fal's refusal")
    request = hand.requests_for(_CELEBRITY)[0]
    job = await hand.books.job_of(request.id)
    await hand.until(lambda: _explained(asked), "the explanation")
    await hand.scribe.caught_up()
    entries = await hand.books.entries_of(str(job["id"])) if job is not None else []
    await hand.claim("what was held is refunded, in full and once", entries == ["reserve", "refund"])


async def power_cut(hand: StageHand) -> None:
    """The bot dies while fal draws; its successor finishes the job."""
    people = hand.box.people
    await hand.scene(
        "6 · the bot is killed while fal draws",
        "No warning, no handler, nothing saved at the last moment: SIGKILL. Then it is started again.",
    )
    asked = await hand.command(people.olivia, "imagine", prompt=_MOON, size="1536x1024", count=2)
    await hand.until(lambda: _drawing(hand, _MOON), "fal at work")
    seen = _edits(asked)
    await hand.until(lambda: _edits(asked) > seen, "progress")
    hand.scribe.act("host", "kills the bot (kill -9)")
    await hand.bot.kill()
    hand.scribe.act("host", "the process is gone; fal draws on and knows nothing of it")
    await asyncio.sleep(hand.pace.dark)
    hand.scribe.act("host", "starts the bot again")
    await hand.bot.start()
    message = await hand.result_of(asked)
    hand.album.keep(message, who="olivia", prompt=_MOON, note="after the restart")
    (request, *more) = hand.requests_for(_MOON)
    await hand.scribe.caught_up()
    job = await hand.books.job_of(request.id)
    entries = await hand.books.entries_of(str(job["id"])) if job is not None else []
    posts = [one for one in hand.results() if _files(one) & _files(message)]
    await hand.claim(
        "picked up, posted once in the reply that was waiting, submitted once, paid once",
        not more and posts == [message] and entries == ["reserve", "settle"],
    )


async def _quota(hand: StageHand) -> None:
    asked = await hand.command(hand.box.people.alice, "quota")
    await asked.done()
    if asked.response is None or asked.response.ephemeral_to is not hand.box.people.alice:
        raise StoryFailedError("/quota was not answered to alice alone")
    await hand.scribe.caught_up()


def _drawing(hand: StageHand, prompt: str) -> bool:
    return any(one.state is RequestState.IN_PROGRESS for one in hand.requests_for(prompt))


def _edits(asked: Interaction) -> int:
    return len(asked.response.edits) if asked.response is not None else 0


def _explained(asked: Interaction) -> bool:
    """Whether the reply says how it ended: only then it begins with the member's name."""
    return asked.response is not None and asked.response.content.startswith(asked.user.mention)


def _failed(hand: StageHand, prompt: str) -> bool:
    return any(one.failure is not None for one in hand.requests_for(prompt))


def _files(message: Message) -> set[str]:
    """The pictures' names, which tell the job that they belong to."""
    return {attachment.filename for attachment in message.attachments}

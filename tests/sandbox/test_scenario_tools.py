"""The tools that record a scenario: markup, message text, event log, image store."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from sandbox.clock import SandboxClock
from sandbox.discord import Attachment, DiscordSimulator, Message
from sandbox.faults import Faults
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.image_store import ImageStore
from sandbox.scenarios.markup import markup_lines, relative_time
from sandbox.scenarios.message_text import audience, message_lines
from sandbox.transcript import Transcript

NAMES = {7: "alice", 9: "Staff"}


def shown(content: str, locale: str = "en-US") -> str:
    lines = markup_lines(content, name_of=NAMES.__getitem__, now=1000.0, locale=locale)
    return "\n".join(line.plain for line in lines)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<@7> and <@!7> of <@&9>", "@alice and @alice of @Staff"),
        ("renews <t:4600:R>", "renews in 1 hour"),
        ("since <t:940>", "since 1 minute ago"),
        ("[this picture](https://discord.com/channels/1/2/3): done", "this picture: done"),
        (r"a \*\*bold\*\* word \<@7\>", "a **bold** word <@7>"),
        ("**Your quota**\n-# small print", "Your quota\nsmall print"),
        ("use `/imagine`", "use /imagine"),
        ("@\u200beveryone https:\u200b//x.y", "@everyone https://x.y"),
    ],
)
def test_message_text_reads_as_in_discord(content: str, expected: str):
    assert shown(content) == expected


@pytest.mark.parametrize(
    ("at", "words"),
    [(1000, "in 0 seconds"), (1001, "in 1 second"), (990, "10 seconds ago"), (1000 + 86400 * 3, "in 3 days")],
)
def test_a_timestamp_is_relative_to_now(at: float, words: str):
    assert relative_time(at, 1000.0, "en-US") == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-US", "in 1 hour, January 1, 1970 1:16 AM"),
        ("de", "in 1 Stunde, 1. Januar 1970 01:16"),
        ("pt-BR", "em 1 hora, 1 de janeiro de 1970 01:16"),
        ("ja", "1 時間後, 1970年1月1日 1:16"),
        ("zh-CN", "1小时后, 1970年1月1日 01:16"),
    ],
)
def test_times_are_in_the_readers_language(locale: str, words: str):
    assert shown("<t:4600:R>, <t:4600:f>", locale) == words


@pytest.fixture
async def discord() -> AsyncIterator[DiscordSimulator]:
    async with DiscordSimulator(clock=SandboxClock(), faults=Faults()) as simulator:
        yield simulator


def picture_message(discord: DiscordSimulator, *descriptions: str | None) -> Message:
    world = discord.world
    alice = world.create_user("alice")
    channel = world.create_guild("Studio", alice).create_channel("studio")
    message = Message(id=world.snowflakes.generate(), channel=channel, author=world.bot, content="done")
    for number, description in enumerate(descriptions):
        blob = world.files.keep(png(number))
        message.attachments.append(
            Attachment(
                id=number,
                filename=f"easel-{number}.png",
                blob=blob,
                url="",
                description=description,
                width=4,
                height=3,
            )
        )
    return message


def png(shade: int, size: tuple[int, int] = (4, 3)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade * 20, 90, 120)).save(buffer, "PNG")
    return buffer.getvalue()


def test_full_pictures_have_their_own_alt_text(discord: DiscordSimulator):
    message = picture_message(discord, "a fox", "an owl")

    lines = [line.plain for line in message_lines(message, discord.world, in_full=True)]

    assert lines[1:] == [
        "▣ easel-0.png  4 × 3  1 KB",
        "  alt: a fox",
        "▣ easel-1.png  4 × 3  1 KB",
        "  alt: an owl",
    ]


def test_a_picture_without_alt_text_stands_out(discord: DiscordSimulator):
    message = picture_message(discord, "a fox", None)

    (_, line) = message_lines(message, discord.world, in_full=False)

    assert line.plain == "▣ 2 pictures, 4 × 3, 1 KB, NO ALT TEXT"


def test_a_private_message_is_marked(discord: DiscordSimulator):
    message = picture_message(discord)
    assert audience(message) == ""

    message.ephemeral_to = discord.world.user_named("alice")
    private = audience(message)
    message.ephemeral_to = None
    message.channel = discord.world.open_dm(discord.world.user_named("alice"))

    assert private == "only alice sees this"
    assert audience(message) == "a direct message to alice"


async def test_events_are_written_in_the_order_of_their_times():
    stream, clock = io.StringIO(), SandboxClock()
    log = EventLog(Transcript(Console(file=stream, width=80), started_at=0), clock)
    seen: list[str] = []

    async def look() -> None:
        if not seen:
            seen.append("late")
            log.add("ledger", "second, but reported last", at=2.0)

    log.add("fal", "third", at=3.0)
    log.add("alice", "first", at=1.0)
    log.poll(look)
    async with log.writing():
        await log.flush()

    actors = [line.split()[1] for line in stream.getvalue().splitlines()]
    assert actors == ["alice", "ledger", "fal"]


async def test_an_error_in_a_source_is_raised():
    log = EventLog(Transcript(Console(file=io.StringIO()), started_at=0), SandboxClock())

    async def look() -> None:
        raise RuntimeError("no such table")

    log.poll(look)

    with pytest.raises(RuntimeError, match="no such table"):
        async with log.writing():
            await asyncio.sleep(0)


def test_pictures_are_named_by_number_user_and_prompt(tmp_path: Path, discord: DiscordSimulator):
    store = ImageStore(tmp_path / "pictures")

    store.save(picture_message(discord, "a", "b"), user="alice", prompt="A café, ../../etc at NIGHT!")
    store.save(picture_message(discord, "a"), user="bob", prompt="狐")

    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == [
        "01-alice-a-caf-etc-at-night-1.png",
        "01-alice-a-caf-etc-at-night-2.png",
        "02-bob-picture-1.png",
    ]

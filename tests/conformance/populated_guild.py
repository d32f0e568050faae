"""Populated guild: a result, a report, a change and a waiting job, so that every action has an object."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.discord import Interaction, Message, UserClient
from sandbox.discord.entities import Channel, User
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, running_bot

__all__ = [
    "PATIENCE",
    "SETTINGS",
    "PopulatedGuild",
    "failed",
    "ids_in",
    "open_populated_guild",
    "planted",
    "refused",
    "says",
    "tables",
]

SETTINGS = {
    "PROGRESS_SECONDS": "0.05",
    "FAL_POLL_SECONDS": "0.05",
    "QUOTA_DAILY_CREDITS": "100000",
    "QUOTA_BOT_DAILY_CREDITS": "1000000",
    "JOBS_RUNNING_PER_MEMBER": "10",
    "JOBS_WAITING_PER_MEMBER": "100",
}
# Generous, because the machine may be busy.
PATIENCE = 60.0
# Sandbox seconds per real second: a busy machine must not look like a slow bot.
_SPEED = 0.3
# A job of high quality never ends during a test.
_SLOW = {"low": 0.0, "medium": 0.0, "high": 3_000_000.0}


@dataclass(slots=True)
class PopulatedGuild:
    """Results by their job ids, and messages to click on."""

    harness: Harness
    prompt: str
    post: Message
    progress: Message
    public: str = ""
    private: str = ""
    spare: str = ""
    gone: str = ""
    waiting: str = ""
    record: str = ""
    log_channel: Channel | None = None
    log: io.StringIO = field(default_factory=io.StringIO)

    @property
    def people(self) -> Any:
        """The people, roles and channels of the sandbox."""
        return self.harness.people

    def client(self, user: User, channel: Channel | None = None) -> UserClient:
        """A user in a channel (the studio by default)."""
        return self.harness.client(user, channel)

    async def note(self, who: UserClient) -> Message:
        """A new private message of the bot to ``who``, to click on."""
        asked = await who.slash("about")
        await asked.done(PATIENCE)
        assert asked.response is not None
        return asked.response

    async def settle(self) -> None:
        """Wait until every job but the endless one has ended."""
        for _ in range(6000):
            if all(row["id"] == self.waiting or row["told"] for row in await self.harness.rows()):
                return
            await asyncio.sleep(0.01)
        raise AssertionError("requests are still open")

    def bots_messages(self) -> Iterator[Message]:
        """Every message of the bot that still exists, in any channel."""
        world = self.harness.world
        for channel in list(world.channels.values()):
            yield from (m for m in world.messages(channel) if m.author is world.bot)


async def says(interaction: Interaction, edits: int = 0) -> str:
    """Wait for the bot's answer to an action, and return its text.

    ``edits`` is how often the message that was clicked had been changed before the click.
    """
    await interaction.acked(PATIENCE)
    if interaction.modal is not None or interaction.choices is not None:
        return "(a form)"
    if interaction.response is interaction.source and interaction.source is not None:
        source = interaction.source
        await interaction.wait(
            lambda me: me.followups or len(source.edits) > edits or source.deleted, PATIENCE
        )
    else:
        await interaction.wait(_said, PATIENCE)
    return "\n".join(_words(message) for message in interaction.messages) or _words(interaction.source)


def _said(me: Interaction) -> object:
    own = [m for m in me.messages if not m.loading and m.content != "…"]
    return [m for m in own if m.content or m.components or m.embeds or m.attachments]


def _words(message: Message | None) -> str:
    if message is None:
        return ""
    shown = [part["content"] for part in walk(message.components) if "content" in part]
    return "\n".join([message.content, *shown])


def planted(
    message: Message, custom_id: str, kind: int = ComponentType.BUTTON, values: Sequence[Any] = ()
) -> str:
    """Replace the components of a message by one with ``custom_id``, and return the custom id.

    Discord accepts a click only on a component of the message.
    """
    component: dict[str, Any] = {"type": int(kind), "id": 2, "custom_id": custom_id}
    if kind == ComponentType.BUTTON:
        component |= {"style": 2, "label": "planted"}
    elif kind == ComponentType.STRING_SELECT:
        component |= {"options": [{"label": value, "value": value} for value in values]}
    if kind != ComponentType.BUTTON:
        component |= {"min_values": 0, "max_values": 25}
    message.components = [{"type": int(ComponentType.ACTION_ROW), "id": 1, "components": [component]}]
    return custom_id


def ids_in(message: Message, verb: str) -> list[str]:
    """The custom ids of one kind on a message."""
    every = [part.get("custom_id", "") for part in walk(message.components)]
    return [one for one in every if one.startswith(f"easel:{verb}:")]


def failed(log: io.StringIO) -> list[str]:
    """The exceptions behind every "something went wrong"."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line.get("exception", "")[-300:] for line in lines if line["event"] == "command failed"]


def refused(log: io.StringIO) -> list[str]:
    """The keys of the refusals so far."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line["key"] for line in lines if line["event"] == "request refused"]


def tables(folder: Path) -> str:
    """A dump of the database."""
    with sqlite3.connect(folder / "easel.db") as connection:
        return "\n".join(connection.iterdump())


@asynccontextmanager
async def open_populated_guild(
    folder: Path,
    *,
    prompt: str = "a red kite",
    before_restart: Callable[[PopulatedGuild], Awaitable[None]] | None = None,
    **sandbox: Any,
) -> AsyncIterator[PopulatedGuild]:
    """Open a harness with a populated guild; after ``before_restart``, if given, the bot is restarted."""
    world = {
        "render_seconds": _SLOW,
        "concurrency": 10,
        "rate_limits": False,
        "cancel_stops": True,
        **sandbox,
    }
    async with open_sandbox(**world) as box:
        box.clock.run_at(_SPEED)
        harness = Harness(box, folder)
        async with running_bot(harness, **SETTINGS):
            guild = await _populated(harness, prompt)
            if before_restart is None:
                yield guild
                return
            await before_restart(guild)
        async with running_bot(harness, **SETTINGS):
            yield guild


async def _populated(harness: Harness, prompt: str) -> PopulatedGuild:
    alice, people = harness.alice, harness.people
    post = await _drawn(harness, alice, prompt)
    await _drawn(harness, alice, prompt, private=True)
    await _drawn(harness, alice, prompt)
    lost = await _drawn(harness, alice, prompt)
    await harness.wait_idle()
    harness.world.delete_message(lost)
    asked = await alice.slash("imagine", prompt=prompt, quality="high")
    await harness.until(lambda: asked.response and ids_in(asked.response, "cancel"), PATIENCE)
    assert asked.response is not None
    guild = PopulatedGuild(harness=harness, prompt=prompt, post=post, progress=asked.response)
    guild.public, guild.private, guild.spare, guild.gone, guild.waiting = [
        r["id"] for r in await harness.rows()
    ]

    guild.log_channel = people.guild.create_channel("reports")
    await says(await harness.mod.slash("quota-admin default", limit=90_000))
    panel = await guild.note(harness.mod)
    control = planted(panel, "easel:settings:set:log_channel", ComponentType.CHANNEL_SELECT)
    await says(await harness.mod.select(panel, control, [guild.log_channel]))
    await says(await harness.bob.context_menu("Report picture", post))
    undo = await harness.mod.slash("quota-admin undo")
    await says(undo)
    assert undo.response is not None
    guild.record = ids_in(undo.response, "undo")[0].rsplit(":", 1)[1]
    return guild


async def _drawn(harness: Harness, who: UserClient, prompt: str, **options: Any) -> Message:
    asked = await who.slash("imagine", prompt=prompt, quality="low", **options)
    await harness.until(lambda: asked.response is not None and asked.response.attachments, PATIENCE)
    assert asked.response is not None
    return asked.response

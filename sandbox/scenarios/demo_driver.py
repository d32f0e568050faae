"""Demo driver: acts as the demo's users, waits with descriptive timeouts, and checks each claim."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from sandbox.bot_process import BotProcess
from sandbox.discord import Channel, Interaction, Message, User
from sandbox.driver import Driver
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.image_store import ImageStore
from sandbox.scenarios.ledger_reader import LedgerReader
from sandbox.server import Sandbox

__all__ = ["DemoDriver", "DemoFailedError", "Pace"]

_TIMEOUT_SECONDS = 40.0


class DemoFailedError(Exception):
    """An expected event of the demo did not happen; ``str()`` is one readable line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Speed of the demo, in seconds.

    ``reading`` is the pause after each scene's heading; ``low`` and ``medium`` are fal's rendering times by
    quality; ``downtime`` is the time until the killed bot is restarted. ``rate_limits`` applies Discord's
    rate limits; ``picture_bytes`` selects plain pictures of about that size, which are quick to draw.
    """

    reading: float = 1.5
    low: float = 4.0
    medium: float = 5.5
    downtime: float = 1.0
    progress: float = 0.8
    rate_limits: bool = True
    picture_bytes: int | None = None


class DemoDriver(Driver):
    """Drives the sandbox and records commands and checks in ``log``."""

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        bot: BotProcess,
        ledger: LedgerReader,
        log: EventLog,
        images: ImageStore,
        pace: Pace,
    ) -> None:
        super().__init__(sandbox, timeout=_TIMEOUT_SECONDS)
        self.bot = bot
        self.ledger = ledger
        self.log = log
        self.images = images
        self.pace = pace

    async def scene(self, title: str, note: str) -> None:
        """Begin a scene once all earlier events are written."""
        await self.log.flush()
        self.log.transcript.heading(title, note)
        await asyncio.sleep(self.pace.reading)

    async def command(self, user: User, text: str, *, channel: Channel | None = None) -> Interaction:
        """Run a slash command as typed and record it."""
        where = "" if channel is None else f"  (in #{channel.name})"
        self.log.add(user.name, Text.assemble(text, (where, "bright_black")))
        return await super().command(user, text, channel=channel)

    async def until(self, condition: Callable[[], Any], what: str = "", timeout: float | None = None) -> None:
        """Wait for ``condition()``. Raises :class:`DemoFailedError` with ``what`` on timeout."""
        try:
            await super().until(lambda: condition() or not self.bot.running, what, timeout)
        except TimeoutError as error:
            raise DemoFailedError(str(error)) from None
        if not condition():
            raise DemoFailedError(f"{what}: the bot ended before that")

    async def result_of(self, interaction: Interaction) -> Message:
        """Wait for the pictures and for the 🔁 reaction added once the job is settled."""
        message = await super().result_of(interaction)
        await self.until(lambda: message.reactions, f"🔁 under the pictures for {interaction.user.name}")
        return message

    async def check(self, claim: str, holds: object) -> None:
        """Record ``claim``. Raises :class:`DemoFailedError` unless it holds."""
        await self.log.flush()
        self.log.transcript.claim(claim, holds=bool(holds))
        if not holds:
            raise DemoFailedError(f"not true: {claim}")

    def all_results(self) -> list[Message]:
        """Return all messages with pictures in the guild, oldest first."""
        return self.results(*self.people.guild.channels.values())

    def was_shown(self, interaction: Interaction, text: str) -> bool:
        """Return whether the reply contained ``text`` at any time."""
        message = interaction.response
        return message is not None and any(text in one for one in (*message.edits, message.content))

"""What can happen in the world, as values.

The world announces each change once; the gateway turns it into events, and whoever
waits for a condition looks again. Nothing here knows how a change is delivered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.discord.entities import Channel, Emoji, Member, Message, Role, User
    from sandbox.discord.guilds import Guild

__all__ = [
    "Change",
    "ChannelChange",
    "GuildChange",
    "MemberChange",
    "MessageChange",
    "ReactionChange",
    "ReactionsCleared",
    "RoleChange",
    "Typing",
    "Watch",
]

Verb = Literal["create", "update", "delete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildChange:
    """The bot came to a guild, the guild changed, or the bot left it."""

    verb: Verb
    guild: Guild


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChange:
    """A channel of a guild was made, changed or deleted."""

    verb: Verb
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A role was made, changed or deleted."""

    verb: Verb
    guild: Guild
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """Somebody joined, changed or left a guild."""

    verb: Verb
    guild: Guild
    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChange:
    """A message was posted, edited or deleted."""

    verb: Verb
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionChange:
    """``user`` put ``emoji`` on a message ("create") or took it off ("delete")."""

    verb: Verb
    message: Message
    emoji: Emoji
    user: User


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionsCleared:
    """All reactions of a message went, or all of one ``emoji``."""

    message: Message
    emoji: Emoji | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """Somebody is typing in ``channel``."""

    channel: Channel
    user: User


Change = (
    GuildChange
    | ChannelChange
    | RoleChange
    | MemberChange
    | MessageChange
    | ReactionChange
    | ReactionsCleared
    | Typing
)


class Watch:
    """Lets callers wait for a condition that is looked at again whenever something happened."""

    def __init__(self) -> None:
        self._happened = asyncio.Event()

    def notify(self) -> None:
        """Wake every waiter to look again."""
        self._happened.set()
        self._happened = asyncio.Event()

    async def until(self, condition: Callable[[], object], timeout: float = 10.0) -> None:
        """Return once ``condition()`` is true.

        Raises :class:`TimeoutError` after ``timeout`` real seconds.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                await self._happened.wait()

"""Messages of the simulated Discord, with their attachments, reactions and origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

from sandbox.discord.entities import Channel, Role, User
from sandbox.discord.files import Blob
from sandbox.discord.snowflake import snowflake_time

__all__ = [
    "Attachment",
    "Emoji",
    "InteractionMetadata",
    "Message",
    "MessageFlag",
    "MessageType",
    "Reaction",
    "Typing",
]


class MessageType(IntEnum):
    """The simulated message types."""

    DEFAULT = 0
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(IntFlag):
    """Message flags, named as in Discord's documentation."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_VOICE_MESSAGE = 1 << 13
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """A standard emoji by its characters, or a custom one by name and ID."""

    name: str
    id: int | None = None

    def __str__(self) -> str:
        return self.name if self.id is None else f"{self.name}:{self.id}"


@dataclass(slots=True, kw_only=True, eq=False)
class Attachment:
    """A file attached to a message.

    ``description`` is the alt text, ``spoiler`` whether the file is covered. An ``inline`` file is displayed by an embed or a component; Discord then
    omits it from the message's ``attachments``.
    """

    id: int
    filename: str
    blob: Blob
    url: str
    description: str | None = None
    content_type: str = "application/octet-stream"
    width: int | None = None
    height: int | None = None
    inline: bool = False
    spoiler: bool = False

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self.blob.size

    @property
    def data(self) -> bytes:
        """The content, read from disk."""
        return self.blob.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionMetadata:
    """The interaction that created a message.

    ``interacted_message_id`` is the message that held the component; ``trigger`` is the interaction that
    opened the modal.
    """

    id: int
    type: int
    user: User
    name: str | None
    owners: dict[str, str]
    target_user: User | None = None
    target_message_id: int | None = None
    interacted_message_id: int | None = None
    trigger: InteractionMetadata | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """The current state of a message; ``edits`` holds its earlier contents.

    ``pinged`` lists the IDs of the users it notified, after allowed_mentions. An ephemeral message is visible
    only to ``ephemeral_to``. ``deleted`` marks a message that has been removed from its channel.
    """

    id: int
    channel: Channel
    author: User
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    reactions: dict[Emoji, list[User]] = field(default_factory=dict)
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[Role] = field(default_factory=list)
    mention_everyone: bool = False
    pinged: list[int] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    edited_at: float | None = None
    nonce: str | int | None = None
    reference: Message | None = field(default=None, repr=False)
    reference_id: int | None = None
    interaction_metadata: InteractionMetadata | None = None
    webhook_id: int | None = None
    application_id: int | None = None
    ephemeral_to: User | None = None
    deleted: bool = False

    @property
    def created_at(self) -> float:
        """Creation time in epoch seconds."""
        return snowflake_time(self.id)

    @property
    def loading(self) -> bool:
        """Whether the client still shows "thinking"."""
        return bool(self.flags & MessageFlag.LOADING)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A user's reaction to a message; a ``clear`` has no user, and no emoji if it removes all."""

    message: Message
    emoji: Emoji | None
    user: User | None


@dataclass(frozen=True, slots=True)
class Typing:
    """A typing indicator."""

    channel: Channel
    user: User

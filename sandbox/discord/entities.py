"""The things a Discord consists of: people, roles, channels, messages.

Plain mutable records that know their relations and nothing of HTTP. Only
:class:`sandbox.discord.world.World` and its helpers change them, because a change
has to be announced to the gateway.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING, Any

from sandbox.discord.files import Blob
from sandbox.discord.snowflake import snowflake_time

if TYPE_CHECKING:
    from sandbox.discord.guilds import Guild

__all__ = [
    "Attachment",
    "Channel",
    "ChannelType",
    "Emoji",
    "InteractionMetadata",
    "Member",
    "Message",
    "MessageFlag",
    "MessageType",
    "Overwrite",
    "Role",
    "User",
]


class ChannelType(IntEnum):
    """The kinds of channel that exist here."""

    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11


class MessageType(IntEnum):
    """The kinds of message that exist here."""

    DEFAULT = 0
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(IntFlag):
    """Message flags by Discord's names."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_VOICE_MESSAGE = 1 << 13
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """A person or a bot. ``upload_limit`` is what Nitro adds, in bytes a file.

    ``locale`` is the language of the person's client: one of
    :data:`sandbox.discord.localisation.LOCALES`.
    """

    id: int
    name: str
    bot: bool = False
    dms_open: bool = True
    upload_limit: int = 0
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"


@dataclass(slots=True, kw_only=True, eq=False)
class Role:
    """A role; the one whose id is the guild's is @everyone."""

    id: int
    name: str
    permissions: int = 0
    position: int = 0
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """What a channel allows or denies to a role or a member."""

    allow: int = 0
    deny: int = 0
    is_member: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    """A user in a guild. ``joined_at`` is in epoch seconds."""

    user: User
    roles: list[Role] = field(default_factory=list)
    joined_at: float = 0.0
    nick: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A text channel of a guild, a thread of one, or a direct message between ``recipients``.

    A thread has a ``parent``, whose overwrites are its own, and an ``owner``.
    """

    id: int
    type: ChannelType = ChannelType.TEXT
    name: str = ""
    guild: Guild | None = field(default=None, repr=False)
    nsfw: bool = False
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipients: tuple[User, ...] = ()
    last_message_id: int | None = None
    parent: Channel | None = field(default=None, repr=False)
    owner: User | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """A standard emoji by its characters, or a custom one by name and id."""

    name: str
    id: int | None = None

    def __str__(self) -> str:
        return self.name if self.id is None else f"{self.name}:{self.id}"


@dataclass(slots=True, kw_only=True, eq=False)
class Attachment:
    """A file on a message.

    ``description`` is the alt text. ``inline`` says that an embed or a component shows
    the file; Discord then leaves it out of the message's ``attachments`` on the wire.
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

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size

    @property
    def data(self) -> bytes:
        """The content, read from disk."""
        return self.blob.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionMetadata:
    """Which interaction made a message.

    ``interacted_message_id`` held the component; ``trigger`` opened the modal.
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
    """A message as it stands now, with what it was before in ``edits``.

    ``pinged`` holds the ids of users whom the message notified, after allowed_mentions.
    ``ephemeral_to`` is the only user who sees it. ``deleted`` outlives the message for
    those who still hold it.
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
        """Epoch seconds."""
        return snowflake_time(self.id)

    @property
    def loading(self) -> bool:
        """Whether the client still shows "thinking"."""
        return bool(self.flags & MessageFlag.LOADING)

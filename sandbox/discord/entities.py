"""Entities of the simulated Discord: users, roles, members, channels and guilds.

Mutable records that hold references to each other but are independent of HTTP. Only guilds and
:class:`sandbox.discord.world.World` change them, because each change must be announced to the gateway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from sandbox.discord.permissions import ALL_PERMISSIONS, DEFAULT_PERMISSIONS, Permission
from sandbox.discord.snowflake import SnowflakeGenerator, snowflake_time

__all__ = ["Change", "Channel", "ChannelType", "Guild", "Member", "Overwrite", "Role", "User"]

_UPLOAD_LIMITS_MIB = {0: 10, 1: 10, 2: 50, 3: 100}


class ChannelType(IntEnum):
    """The simulated channel types."""

    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """A human user or a bot.

    ``upload_limit`` is the per-file limit in bytes granted by Nitro; ``locale`` is the language of the user's
    client, one of :data:`sandbox.discord.localisation.LOCALES`.
    """

    id: int
    name: str
    bot: bool = False
    dms_open: bool = True
    upload_limit: int = 0
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """The markup that mentions this user."""
        return f"<@{self.id}>"


@dataclass(slots=True, kw_only=True, eq=False)
class Role:
    """A role; the one whose ID equals the guild's is @everyone."""

    id: int
    name: str
    guild: Guild = field(repr=False)
    permissions: int = 0
    position: int = 0
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """The permissions that a channel allows or denies a role or a member."""

    allow: int = 0
    deny: int = 0
    is_member: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    """A user in a guild. ``joined_at`` is in epoch seconds."""

    user: User
    guild: Guild = field(repr=False)
    roles: list[Role] = field(default_factory=list)
    joined_at: float = 0.0
    nick: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A text channel of a guild, a thread in one, or a direct message between ``recipients``.

    A thread has an ``owner`` and uses its ``parent``'s overwrites. While it is ``archived``, its messages
    cannot be changed; a new message opens it again, unless it is also ``locked``.
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
    archived: bool = False
    locked: bool = False

    def permissions_for(self, user_id: int) -> int:
        """Return the effective permissions: none without View Channel or for users outside the channel."""
        computed = self.computed_permissions(user_id)
        return computed if computed & Permission.VIEW_CHANNEL else 0

    def computed_permissions(self, user_id: int) -> int:
        """Return the permission bits sent as ``app_permissions``, computed as in Discord's pseudocode.

        The order (owner, administrator, roles, then the overwrites of @everyone, roles and the member) is
        that of the "Permissions" topic in Discord's documentation.
        """
        guild = self.guild
        if guild is None:
            return int(DEFAULT_PERMISSIONS) if any(user.id == user_id for user in self.recipients) else 0
        member = guild.members.get(user_id)
        if member is None:
            return 0
        granted = guild.permissions_of(member)
        if granted & Permission.ADMINISTRATOR:
            return ALL_PERMISSIONS
        for targets in ([guild.id], [role.id for role in member.roles], [user_id]):
            overwrites = [self.overwrites[target] for target in targets if target in self.overwrites]
            for overwrite in overwrites:
                granted &= ~overwrite.deny
            for overwrite in overwrites:
                granted |= overwrite.allow
        return granted


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A guild with its roles, members, channels and threads, each by ID.

    Created by :meth:`sandbox.discord.world.World.create_guild`, which supplies its callbacks.
    """

    id: int
    name: str
    owner: User
    bot: User
    snowflakes: SnowflakeGenerator = field(repr=False)
    announce: Callable[[Change], None] = field(repr=False)
    register_channel: Callable[[Channel], None] = field(repr=False)
    forget_channel: Callable[[Channel], None] = field(repr=False)
    premium_tier: int = 0
    locale: str = "en-US"
    system_channel: Channel | None = None
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    channels: dict[int, Channel] = field(default_factory=dict, repr=False)
    threads: dict[int, Channel] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.roles[self.id] = Role(
            id=self.id, name="@everyone", guild=self, permissions=int(DEFAULT_PERMISSIONS)
        )
        self._join(self.owner, self.id)

    @property
    def everyone(self) -> Role:
        """The @everyone role."""
        return self.roles[self.id]

    @property
    def upload_limit(self) -> int:
        """The upload limit for every member, in bytes per file, by boost tier."""
        return _UPLOAD_LIMITS_MIB[self.premium_tier] * 1024 * 1024

    @property
    def has_bot(self) -> bool:
        """Whether the bot is a member; a user-installed app need not be."""
        return self.bot.id in self.members

    def permissions_of(self, member: Member) -> int:
        """Return the member's permissions before channel overwrites."""
        granted = self.everyone.permissions
        for role in member.roles:
            granted |= role.permissions
        is_owner = self.owner.id == member.user.id
        return ALL_PERMISSIONS if is_owner or granted & Permission.ADMINISTRATOR else granted

    def add_member(self, user: User, roles: Iterable[Role] = ()) -> Member:
        """Add ``user`` as a member; use :meth:`add_bot` for the bot."""
        member = self._join(user, self.snowflakes.generate(), roles)
        self.announce(Change("create", member))
        return member

    def add_bot(self, permissions: int = DEFAULT_PERMISSIONS) -> Member:
        """Add the bot: it gets a managed role with ``permissions`` and receives GUILD_CREATE."""
        role = self._add_role(self.bot.name, permissions, bot_id=self.bot.id)
        member = self._join(self.bot, role.id, [role])
        self.announce(Change("create", self))
        return member

    def remove_member(self, user: User) -> None:
        """Remove ``user``; if it is the bot, it receives GUILD_DELETE and loses all access."""
        member = self.members.pop(user.id)
        if user is not self.bot:
            self.announce(Change("delete", member))
            return
        for role in [role for role in member.roles if role.bot_id == user.id]:
            del self.roles[role.id]
        self.announce(Change("delete", self))

    def remove_bot(self) -> None:
        """Kick the bot."""
        self.remove_member(self.bot)

    def create_role(self, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
        """Add a role above all others."""
        role = self._add_role(name, permissions, mentionable=mentionable)
        self.announce(Change("create", role))
        return role

    def update_role(self, role: Role, permissions: int) -> None:
        """Change the permissions of ``role``, which may be @everyone."""
        role.permissions = int(permissions)
        self.announce(Change("update", role))

    def set_roles(self, user: User, roles: Iterable[Role]) -> None:
        """Replace the roles of a member."""
        self.members[user.id].roles = list(roles)
        self.announce(Change("update", self.members[user.id]))

    def create_channel(
        self, name: str, overwrites: Mapping[Role | User, Overwrite] | None = None, *, nsfw: bool = False
    ) -> Channel:
        """Add a text channel with ``overwrites`` by role or user."""
        placed = {target.id: overwrite for target, overwrite in (overwrites or {}).items()}
        position = len(self.channels)
        number = self.snowflakes.generate()
        channel = Channel(id=number, name=name, guild=self, nsfw=nsfw, position=position, overwrites=placed)
        self.channels[channel.id] = channel
        self.register_channel(channel)
        self.announce(Change("create", channel))
        return channel

    def create_thread(self, parent: Channel, name: str, owner: User) -> Channel:
        """Create a public thread in ``parent``, whose permissions it shares."""
        thread = Channel(
            id=self.snowflakes.generate(),
            type=ChannelType.PUBLIC_THREAD,
            name=name,
            guild=self,
            nsfw=parent.nsfw,
            overwrites=parent.overwrites,
            parent=parent,
            owner=owner,
        )
        self.threads[thread.id] = thread
        self.register_channel(thread)
        self.announce(Change("create", thread))
        return thread

    def archive_thread(self, thread: Channel, *, archived: bool = True, locked: bool = False) -> None:
        """Archive a thread, or open it again."""
        thread.archived, thread.locked = archived, locked
        self.announce(Change("update", thread))

    def set_overwrite(self, channel: Channel, target: Role | User, overwrite: Overwrite | None) -> None:
        """Set or (with ``None``) remove the channel's overwrite for ``target``."""
        channel.overwrites.pop(target.id, None)
        if overwrite is not None:
            channel.overwrites[target.id] = overwrite
        self.announce(Change("update", channel))

    def delete_channel(self, channel: Channel) -> None:
        """Delete ``channel`` with its messages and threads."""
        threads = [thread for thread in self.threads.values() if thread.parent is channel]
        for gone in [*threads, channel]:
            self.threads.pop(gone.id, None)
            self.channels.pop(gone.id, None)
            self.forget_channel(gone)
            self.announce(Change("delete", gone))

    def _join(self, user: User, snowflake: int, roles: Iterable[Role] = ()) -> Member:
        member = Member(user=user, guild=self, roles=list(roles), joined_at=snowflake_time(snowflake))
        self.members[user.id] = member
        return member

    def _add_role(
        self, name: str, permissions: int, *, mentionable: bool = False, bot_id: int | None = None
    ) -> Role:
        role = Role(
            id=self.snowflakes.generate(),
            name=name,
            guild=self,
            permissions=int(permissions),
            position=len(self.roles),
            mentionable=mentionable,
            bot_id=bot_id,
        )
        self.roles[role.id] = role
        return role


@dataclass(frozen=True, slots=True)
class Change:
    """A change in the world: its kind and the current state of the entity (or reaction, or typing indicator).

    For guilds, "create" and "delete" mean that the bot joined or left; "clear" is used for reactions only.
    """

    verb: Literal["create", "update", "delete", "clear"]
    subject: object

"""A server and what its administrators do with it: members, roles, channels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sandbox.discord.changes import Change, ChannelChange, GuildChange, MemberChange, RoleChange
from sandbox.discord.entities import Channel, ChannelType, Member, Overwrite, Role, User
from sandbox.discord.permissions import DEFAULT_EVERYONE
from sandbox.discord.snowflake import SnowflakeGenerator, snowflake_time

__all__ = ["DEFAULT_BOT_PERMISSIONS", "Guild"]

# What the invite of an image bot asks for.
DEFAULT_BOT_PERMISSIONS = int(DEFAULT_EVERYONE)

_UPLOAD_LIMITS = {0: 10, 1: 10, 2: 50, 3: 100}


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A server: its roles, members and channels, each by id.

    Made by :meth:`sandbox.discord.world.World.create_guild`, which hands in the mint
    and the announcer.
    """

    id: int
    name: str
    owner: User
    everyone: Role
    bot: User
    mint: SnowflakeGenerator = field(repr=False)
    announce: Callable[[Change], None] = field(repr=False)
    register_channel: Callable[[Channel], None] = field(repr=False)
    forget_channel: Callable[[Channel], None] = field(repr=False)
    premium_tier: int = 0
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    channels: dict[int, Channel] = field(default_factory=dict, repr=False)
    threads: dict[int, Channel] = field(default_factory=dict, repr=False)

    @property
    def upload_limit(self) -> int:
        """Bytes a file that anybody may upload here, by boost tier."""
        return _UPLOAD_LIMITS[self.premium_tier] * 1024 * 1024

    @property
    def has_bot(self) -> bool:
        """Whether the bot is a member (a user-installed app need not be)."""
        return self.bot.id in self.members

    def add_member(self, user: User, roles: Iterable[Role] = ()) -> Member:
        """Let ``user`` join; the bot joins through :meth:`add_bot`."""
        snowflake = self.mint.mint()
        member = Member(user=user, roles=list(roles), joined_at=snowflake_time(snowflake))
        self.members[user.id] = member
        self.announce(MemberChange(verb="create", guild=self, member=member))
        return member

    def add_bot(self, permissions: int = DEFAULT_BOT_PERMISSIONS) -> Member:
        """Invite the bot: it gets a managed role with ``permissions`` and GUILD_CREATE."""
        role = Role(
            id=self.mint.mint(),
            name=self.bot.name,
            permissions=permissions,
            position=len(self.roles),
            bot_id=self.bot.id,
        )
        self.roles[role.id] = role
        member = Member(user=self.bot, roles=[role], joined_at=snowflake_time(role.id))
        self.members[self.bot.id] = member
        self.announce(GuildChange(verb="create", guild=self))
        return member

    def remove_member(self, user: User) -> None:
        """Let ``user`` leave; for the bot this is GUILD_DELETE and the loss of all access."""
        member = self.members.pop(user.id)
        if user is not self.bot:
            self.announce(MemberChange(verb="delete", guild=self, member=member))
            return
        for role in [role for role in member.roles if role.bot_id == user.id]:
            del self.roles[role.id]
        self.announce(GuildChange(verb="delete", guild=self))

    def remove_bot(self) -> None:
        """Kick the bot."""
        self.remove_member(self.bot)

    def create_role(self, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
        """Make a role above all others."""
        role = Role(
            id=self.mint.mint(),
            name=name,
            permissions=int(permissions),
            position=len(self.roles),
            mentionable=mentionable,
        )
        self.roles[role.id] = role
        self.announce(RoleChange(verb="create", guild=self, role=role))
        return role

    def update_role(self, role: Role, permissions: int) -> None:
        """Change what ``role`` grants, also for @everyone."""
        role.permissions = int(permissions)
        self.announce(RoleChange(verb="update", guild=self, role=role))

    def set_roles(self, user: User, roles: Iterable[Role]) -> None:
        """Replace the roles of a member."""
        member = self.members[user.id]
        member.roles = list(roles)
        self.announce(MemberChange(verb="update", guild=self, member=member))

    def create_channel(
        self,
        name: str,
        overwrites: Mapping[Role | User, Overwrite] | None = None,
        *,
        nsfw: bool = False,
    ) -> Channel:
        """Make a text channel; ``overwrites`` are given by role or user."""
        channel = Channel(id=self.mint.mint(), name=name, guild=self, nsfw=nsfw, position=len(self.channels))
        for target, overwrite in (overwrites or {}).items():
            channel.overwrites[target.id] = overwrite
        self.channels[channel.id] = channel
        self.register_channel(channel)
        self.announce(ChannelChange(verb="create", channel=channel))
        return channel

    def create_thread(self, parent: Channel, name: str, owner: User) -> Channel:
        """Open a public thread in ``parent``; who may do what there is the parent's to say."""
        thread = Channel(
            id=self.mint.mint(),
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
        self.announce(ChannelChange(verb="create", channel=thread))
        return thread

    def set_overwrite(self, channel: Channel, target: Role | User, overwrite: Overwrite | None) -> None:
        """Change or (with ``None``) remove what ``channel`` allows to ``target``."""
        if overwrite is None:
            channel.overwrites.pop(target.id, None)
        else:
            channel.overwrites[target.id] = overwrite
        self.announce(ChannelChange(verb="update", channel=channel))

    def delete_channel(self, channel: Channel) -> None:
        """Delete ``channel`` with everything in it, its threads included."""
        for thread in [thread for thread in self.threads.values() if thread.parent is channel]:
            del self.threads[thread.id]
            self.forget_channel(thread)
            self.announce(ChannelChange(verb="delete", channel=thread))
        del self.channels[channel.id]
        self.forget_channel(channel)
        self.announce(ChannelChange(verb="delete", channel=channel))

"""The state of the small Discord: who exists, what was said. No HTTP.

Every method that changes something announces it as a :class:`Change`, which is how
the gateway and waiting tests learn of it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import Clock
from sandbox.discord.changes import (
    Change,
    GuildChange,
    MessageChange,
    ReactionChange,
    ReactionsCleared,
    Typing,
)
from sandbox.discord.entities import Channel, ChannelType, Emoji, Member, Message, Role, User
from sandbox.discord.files import FileStore
from sandbox.discord.guilds import DEFAULT_BOT_PERMISSIONS, Guild
from sandbox.discord.permissions import DEFAULT_EVERYONE
from sandbox.discord.snowflake import SnowflakeGenerator, snowflake_time

__all__ = ["World"]


class World:
    """Users, guilds, channels and messages.

    The bot's user exists from the start; its id is also the application's.
    """

    def __init__(self, *, clock: Clock, bot_name: str = "Easel", application_id: int | None = None) -> None:
        self.clock = clock
        self.snowflakes = SnowflakeGenerator(clock)
        self.files = FileStore()
        self.cdn_url = ""
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.emojis: dict[int, Emoji] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._watchers: list[Callable[[Change], None]] = []
        self.bot = User(id=application_id or self.snowflakes.mint(), name=bot_name, bot=True)
        #: Whom the application belongs to: the bot's operator.
        self.operator = User(id=self.snowflakes.mint(), name="operator")
        self.users[self.bot.id] = self.bot

    @property
    def application_id(self) -> int:
        """The application's id."""
        return self.bot.id

    def watch(self, callback: Callable[[Change], None]) -> None:
        """Call ``callback`` with every change, in order."""
        self._watchers.append(callback)

    def announce(self, change: Change) -> None:
        """Tell every watcher of ``change``."""
        for callback in self._watchers:
            callback(change)

    # People and places

    def create_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """A new account; ``locale`` is the language of its client."""
        user = User(id=self.snowflakes.mint(), name=name, bot=bot, locale=locale)
        self.users[user.id] = user
        return user

    def create_guild(
        self,
        name: str,
        owner: User,
        premium_tier: int = 0,
        *,
        with_bot: bool = True,
        bot_permissions: int = DEFAULT_BOT_PERMISSIONS,
    ) -> Guild:
        """A new server with its owner, and the bot unless ``with_bot`` is false."""
        guild_id = self.snowflakes.mint()
        everyone = Role(id=guild_id, name="@everyone", permissions=int(DEFAULT_EVERYONE))
        guild = Guild(
            id=guild_id,
            name=name,
            owner=owner,
            everyone=everyone,
            bot=self.bot,
            mint=self.snowflakes,
            announce=self.announce,
            register_channel=self._register_channel,
            forget_channel=self._forget_channel,
            premium_tier=premium_tier,
        )
        guild.roles[everyone.id] = everyone
        guild.members[owner.id] = Member(user=owner, joined_at=snowflake_time(guild_id))
        self.guilds[guild.id] = guild
        if with_bot:
            guild.add_bot(bot_permissions)
        return guild

    def delete_guild(self, guild: Guild) -> None:
        """Delete a server; the bot hears that it left."""
        for channel in [*guild.channels.values(), *guild.threads.values()]:
            self._forget_channel(channel)
        del self.guilds[guild.id]
        self.announce(GuildChange(verb="delete", guild=guild))

    def create_emoji(self, name: str) -> Emoji:
        """A custom emoji that everybody may use."""
        emoji = Emoji(name=name, id=self.snowflakes.mint())
        self.emojis[emoji.id or 0] = emoji
        return emoji

    def open_dm(self, user: User) -> Channel:
        """The direct-message channel of the bot and ``user``; made on first use."""
        for channel in self.channels.values():
            if channel.type is ChannelType.DM and user in channel.recipients:
                return channel
        channel = Channel(id=self.snowflakes.mint(), type=ChannelType.DM, recipients=(self.bot, user))
        self._register_channel(channel)
        return channel

    def shares_guild(self, user: User) -> bool:
        """Whether the bot and ``user`` are together in any server."""
        return any(guild.has_bot and user.id in guild.members for guild in self.guilds.values())

    # Messages

    def messages(self, channel: Channel) -> list[Message]:
        """Every message of ``channel`` in order, ephemeral ones included."""
        return list(self._messages.get(channel.id, {}).values())

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """One message, or ``None`` when it never was or is deleted."""
        return self._messages.get(channel_id, {}).get(message_id)

    def post(self, message: Message) -> Message:
        """Put a finished message into its channel."""
        self._messages.setdefault(message.channel.id, {})[message.id] = message
        message.channel.last_message_id = message.id
        self.announce(MessageChange(verb="create", message=message))
        return message

    def edited(self, message: Message) -> None:
        """Say that ``message`` was changed by an edit just now."""
        self.announce(MessageChange(verb="update", message=message))

    def delete_message(self, message: Message) -> None:
        """Take ``message`` out of its channel."""
        del self._messages[message.channel.id][message.id]
        message.deleted = True
        self.announce(MessageChange(verb="delete", message=message))

    def add_reaction(self, message: Message, emoji: Emoji, user: User) -> None:
        """Put ``emoji`` on ``message``; a second time changes nothing."""
        users = message.reactions.setdefault(emoji, [])
        if user not in users:
            users.append(user)
            self.announce(ReactionChange(verb="create", message=message, emoji=emoji, user=user))

    def remove_reaction(self, message: Message, emoji: Emoji, user: User) -> None:
        """Take one user's ``emoji`` off; nothing happens when it was not there."""
        users = message.reactions.get(emoji, [])
        if user not in users:
            return
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        self.announce(ReactionChange(verb="delete", message=message, emoji=emoji, user=user))

    def clear_reactions(self, message: Message, emoji: Emoji | None = None) -> None:
        """Take every reaction off, or every one of ``emoji``."""
        if emoji is None:
            message.reactions.clear()
        else:
            message.reactions.pop(emoji, None)
        self.announce(ReactionsCleared(message=message, emoji=emoji))

    def start_typing(self, channel: Channel, user: User) -> None:
        """Show that ``user`` types."""
        self.announce(Typing(channel=channel, user=user))

    def user_named(self, name: str) -> User:
        """The account called ``name``; raises :class:`LookupError` if there is none."""
        for user in self.users.values():
            if user.name == name:
                return user
        raise LookupError(f"nobody is called {name!r}")

    def channel_named(self, name: str, guild: Guild | None = None) -> Channel:
        """The channel called ``name`` (of ``guild``); raises :class:`LookupError` if there is none."""
        for channel in self.channels.values():
            if channel.name == name and (guild is None or channel.guild is guild):
                return channel
        raise LookupError(f"no channel is called {name!r}")

    def _register_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def _forget_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        for message in self._messages.pop(channel.id, {}).values():
            message.deleted = True

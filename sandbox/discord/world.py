"""The state of the simulated Discord: accounts, guilds, channels and messages.

Each method that changes something announces a :class:`Change`, from which the gateway and waiting tests learn of it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import Clock
from sandbox.discord.entities import Change, Channel, ChannelType, Guild, User
from sandbox.discord.files import FileStore
from sandbox.discord.messages import Emoji, Message, Reaction, Typing
from sandbox.discord.permissions import DEFAULT_PERMISSIONS
from sandbox.discord.snowflake import SnowflakeGenerator

__all__ = ["World"]


class World:
    """Users, guilds, channels and messages.

    The bot's user exists from the start; its id is also the application's. ``operator`` owns the application.
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
        self.bot = User(id=application_id or self.snowflakes.generate(), name=bot_name, bot=True)
        self.operator = User(id=self.snowflakes.generate(), name="operator")
        self.users[self.bot.id] = self.bot

    @property
    def application_id(self) -> int:
        """The application's id."""
        return self.bot.id

    def watch(self, callback: Callable[[Change], None]) -> None:
        """Call ``callback`` with every change, in order."""
        self._watchers.append(callback)

    def announce(self, change: Change) -> None:
        """Pass ``change`` to every watcher."""
        for callback in self._watchers:
            callback(change)

    # Users, guilds and channels

    def create_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """A new account; ``locale`` is the language of its client."""
        user = User(id=self.snowflakes.generate(), name=name, bot=bot, locale=locale)
        self.users[user.id] = user
        return user

    def create_guild(
        self,
        name: str,
        owner: User,
        premium_tier: int = 0,
        *,
        with_bot: bool = True,
        bot_permissions: int = DEFAULT_PERMISSIONS,
    ) -> Guild:
        """A new server with its owner, and with the bot unless ``with_bot`` is false."""
        guild = Guild(
            id=self.snowflakes.generate(),
            name=name,
            owner=owner,
            bot=self.bot,
            snowflakes=self.snowflakes,
            announce=self.announce,
            register_channel=self._register_channel,
            forget_channel=self._forget_channel,
            premium_tier=premium_tier,
        )
        self.guilds[guild.id] = guild
        if with_bot:
            guild.add_bot(bot_permissions)
        return guild

    def delete_guild(self, guild: Guild) -> None:
        """Delete a server; for the bot this is the same as leaving it."""
        for channel in [*guild.channels.values(), *guild.threads.values()]:
            self._forget_channel(channel)
        del self.guilds[guild.id]
        self.announce(Change("delete", guild))

    def create_emoji(self, name: str) -> Emoji:
        """A custom emoji for everyone."""
        number = self.snowflakes.generate()
        self.emojis[number] = Emoji(name=name, id=number)
        return self.emojis[number]

    def open_dm(self, user: User) -> Channel:
        """The direct-message channel of the bot and ``user``, created on first use."""
        for channel in self.channels.values():
            if channel.type is ChannelType.DM and user in channel.recipients:
                return channel
        number = self.snowflakes.generate()
        channel = Channel(id=number, type=ChannelType.DM, recipients=(self.bot, user))
        self._register_channel(channel)
        return channel

    def shares_guild(self, user: User) -> bool:
        """Whether the bot and ``user`` have a server in common."""
        return any(guild.has_bot and user.id in guild.members for guild in self.guilds.values())

    def user_named(self, name: str) -> User:
        """The account called ``name``; raises :class:`LookupError` if there is none."""
        for user in self.users.values():
            if user.name == name:
                return user
        raise LookupError(f"no user is called {name!r}")

    def channel_named(self, name: str, guild: Guild | None = None) -> Channel:
        """The channel called ``name`` (of ``guild``); raises :class:`LookupError` if there is none."""
        for channel in self.channels.values():
            if channel.name == name and (guild is None or channel.guild is guild):
                return channel
        raise LookupError(f"no channel is called {name!r}")

    # Messages

    def messages(self, channel: Channel) -> list[Message]:
        """Every message of ``channel`` in order, ephemeral ones included."""
        return list(self._messages.get(channel.id, {}).values())

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """One message; ``None`` if it never existed or is deleted."""
        return self._messages.get(channel_id, {}).get(message_id)

    def post(self, message: Message) -> Message:
        """Add a finished message to its channel."""
        self._messages.setdefault(message.channel.id, {})[message.id] = message
        message.channel.last_message_id = message.id
        self.announce(Change("create", message))
        return message

    def edited(self, message: Message) -> None:
        """Announce that ``message`` was edited just now."""
        message.edited_at = self.clock.now()
        self.announce(Change("update", message))

    def delete_message(self, message: Message) -> None:
        """Remove ``message`` from its channel."""
        del self._messages[message.channel.id][message.id]
        message.deleted = True
        self.announce(Change("delete", message))

    def add_reaction(self, message: Message, emoji: Emoji, user: User) -> None:
        """React to ``message`` with ``emoji``; repeating it changes nothing."""
        users = message.reactions.setdefault(emoji, [])
        if user not in users:
            users.append(user)
            self.announce(Change("create", Reaction(message, emoji, user)))

    def remove_reaction(self, message: Message, emoji: Emoji, user: User) -> None:
        """Remove one user's ``emoji``, if it is there."""
        users = message.reactions.get(emoji, [])
        if user not in users:
            return
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        self.announce(Change("delete", Reaction(message, emoji, user)))

    def clear_reactions(self, message: Message, emoji: Emoji | None = None) -> None:
        """Remove every reaction, or every one with ``emoji``."""
        if emoji is None:
            message.reactions.clear()
        else:
            message.reactions.pop(emoji, None)
        self.announce(Change("clear", Reaction(message, emoji, None)))

    def start_typing(self, channel: Channel, user: User) -> None:
        """Show ``user`` as typing in ``channel``."""
        self.announce(Change("create", Typing(channel, user)))

    def _register_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def _forget_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        for message in self._messages.pop(channel.id, {}).values():
            message.deleted = True

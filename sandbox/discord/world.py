"""World: accounts, guilds, channels and messages of the simulated Discord.

Each method that changes something announces a :class:`Change` to its watchers: the gateway and waiting tests.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import Clock
from sandbox.discord.entities import Change, Channel, ChannelType, Guild, User
from sandbox.discord.files import FileStore
from sandbox.discord.messages import Attachment, Emoji, Message, Reaction, Typing
from sandbox.discord.permissions import DEFAULT_PERMISSIONS
from sandbox.discord.snowflake import SnowflakeGenerator

__all__ = ["World"]


class World:
    """Users, guilds, channels and messages.

    The bot's user always exists; its ID is also the application's. ``operator`` owns the application. ``uploads``
    are the files that users attach to commands and forms; deleting one makes its URL unavailable.
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
        self.uploads: dict[int, Attachment] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._watchers: list[Callable[[Change], None]] = []
        self.bot = User(id=application_id or self.snowflakes.generate(), name=bot_name, bot=True)
        self.operator = User(id=self.snowflakes.generate(), name="operator")
        self.users[self.bot.id] = self.bot

    @property
    def application_id(self) -> int:
        """The application's ID."""
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
        """Create an account; ``locale`` is the language of its client."""
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
        """Create a guild with its owner, and with the bot unless ``with_bot`` is false."""
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
        """Delete a guild; to the bot this looks like leaving it."""
        for channel in [*guild.channels.values(), *guild.threads.values()]:
            self._forget_channel(channel)
        del self.guilds[guild.id]
        self.announce(Change("delete", guild))

    def create_emoji(self, name: str) -> Emoji:
        """Create a custom emoji that everyone may use."""
        number = self.snowflakes.generate()
        self.emojis[number] = Emoji(name=name, id=number)
        return self.emojis[number]

    def open_dm(self, user: User) -> Channel:
        """Return the direct-message channel of the bot and ``user``, creating it on first use."""
        for channel in self.channels.values():
            if channel.type is ChannelType.DM and user in channel.recipients:
                return channel
        number = self.snowflakes.generate()
        channel = Channel(id=number, type=ChannelType.DM, recipients=(self.bot, user))
        self._register_channel(channel)
        return channel

    def shares_guild(self, user: User) -> bool:
        """Return whether the bot and ``user`` have a guild in common."""
        return any(guild.has_bot and user.id in guild.members for guild in self.guilds.values())

    def user_named(self, name: str) -> User:
        """Return the account called ``name``; raises :class:`LookupError` if there is none."""
        for user in self.users.values():
            if user.name == name:
                return user
        raise LookupError(f"no user is called {name!r}")

    def channel_named(self, name: str, guild: Guild | None = None) -> Channel:
        """Return the channel called ``name`` (in ``guild``); raises :class:`LookupError` if there is none."""
        for channel in self.channels.values():
            if channel.name == name and (guild is None or channel.guild is guild):
                return channel
        raise LookupError(f"no channel is called {name!r}")

    # Messages

    def messages(self, channel: Channel) -> list[Message]:
        """Return every message of ``channel`` in order, including ephemeral ones."""
        return list(self._messages.get(channel.id, {}).values())

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """Return a message, or ``None`` if it never existed or was deleted."""
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
        """React to ``message`` with ``emoji``; repeating it has no effect."""
        users = message.reactions.setdefault(emoji, [])
        if user not in users:
            users.append(user)
            self.announce(Change("create", Reaction(message, emoji, user)))

    def remove_reaction(self, message: Message, emoji: Emoji, user: User) -> None:
        """Remove one user's ``emoji``, if present."""
        users = message.reactions.get(emoji, [])
        if user not in users:
            return
        users.remove(user)
        if not users:
            del message.reactions[emoji]
        self.announce(Change("delete", Reaction(message, emoji, user)))

    def clear_reactions(self, message: Message, emoji: Emoji | None = None) -> None:
        """Remove all reactions, or all with ``emoji``."""
        if emoji is None:
            message.reactions.clear()
        else:
            message.reactions.pop(emoji, None)
        self.announce(Change("clear", Reaction(message, emoji, None)))

    def start_typing(self, channel: Channel, user: User) -> None:
        """Start ``user``'s typing indicator in ``channel``."""
        self.announce(Change("create", Typing(channel, user)))

    def _register_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def _forget_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        for message in self._messages.pop(channel.id, {}).values():
            message.deleted = True

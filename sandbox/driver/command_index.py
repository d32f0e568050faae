"""Command index: the commands, people, roles and channels that a user can name in a channel.

Easel's commands are not hard-coded; names, options and choices are those registered by the bot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.discord import Attachment, Channel, ChannelType, DiscordSimulator, Role, User
from sandbox.discord.localisation import shown
from sandbox.discord.message_builder import create_upload
from sandbox.driver.parser import InputError, did_you_mean, split_options

__all__ = ["CommandIndex", "ParsedCommand", "subcommands", "upload_file"]

Json = dict[str, Any]
_INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER, _ATTACHMENT = 4, 5, 6, 7, 8, 9, 10, 11
_OBJECTS = {_USER, _CHANNEL, _ROLE, _MENTIONABLE}
_CHAT_INPUT, _GROUP = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCommand:
    """A command or subcommand: its ``path`` without the slash, its options, and the text after it.

    ``names`` maps both localized and default option names to the localized ones.
    """

    path: str
    options: dict[str, Json]
    names: dict[str, str]
    rest: str

    @property
    def missing(self) -> str | None:
        """The first required option missing from ``rest``."""
        given = split_options(self.rest, self.names)
        return next(
            (name for name, one in self.options.items() if one.get("required") and name not in given), None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandIndex:
    """The commands and objects that a client in ``locale`` can name in ``channel``."""

    discord: DiscordSimulator
    channel: Channel
    locale: str = "en-US"

    @property
    def commands(self) -> dict[str, Json]:
        """The slash commands by displayed name; a guild command hides a global one of the same name."""
        return {self.shown(one): one for one in self._registered if one["type"] == _CHAT_INPUT}

    @property
    def apps(self) -> dict[str, int]:
        """The Apps menu entries with their type: user (2) or message (3)."""
        return {self.shown(one): one["type"] for one in self._registered if one["type"] != _CHAT_INPUT}

    @property
    def people(self) -> dict[str, User]:
        """The members of this guild by name."""
        guild = self.channel.guild
        return {one.user.name: one.user for one in guild.members.values()} if guild else {}

    @property
    def roles(self) -> dict[str, Role]:
        """The roles of this guild by name, without the @."""
        guild = self.channel.guild
        return {role.name.removeprefix("@"): role for role in guild.roles.values()} if guild else {}

    @property
    def channels(self) -> dict[str, Channel]:
        """The channels of this guild by name."""
        guild = self.channel.guild
        return {one.name: one for one in guild.channels.values()} if guild else {}

    @property
    def all_people(self) -> dict[str, User]:
        """All users except bots, by name."""
        return {user.name: user for user in self.discord.world.users.values() if not user.bot}

    @property
    def all_channels(self) -> dict[str, Channel]:
        """The channels of all guilds by name; this guild's take precedence."""
        channels = self.discord.world.channels.values()
        return {one.name: one for one in channels if one.type is not ChannelType.DM} | self.channels

    @property
    def _registered(self) -> list[Json]:
        registry, guild = self.discord.commands, self.channel.guild
        return registry.all(None) + (registry.all(guild.id) if guild is not None else [])

    def shown(self, part: Json, key: str = "name") -> str:
        """Return the localized name (or description) of a command, option or choice."""
        return shown(part, key, self.locale)

    def find(self, text: str) -> ParsedCommand:
        """Find the command at the beginning of ``text``, by its name in any language.

        Raises :class:`InputError` if there is none, or if a subcommand is missing.
        """
        name, _, rest = text.removeprefix("/").partition(" ")
        command = self._named(self.commands.values(), name, "command", prefix="/")
        path, options = name, command.get("options") or []
        while deeper := subcommands(options):
            word, _, rest = rest.lstrip().partition(" ")
            if not word:
                raise InputError(f"/{path} needs one of: {', '.join(map(self.shown, deeper))}.")
            options = self._named(deeper, word, f"part of /{path}").get("options") or []
            path = f"{path} {word}"
        by_name = {self.shown(one): one for one in options}
        names = {name: name for name in by_name} | {one["name"]: name for name, one in by_name.items()}
        return ParsedCommand(path=path, options=by_name, names=names, rest=rest)

    def values(self, command: ParsedCommand, *, leave_out: str = "") -> dict[str, Any]:
        """Convert the typed options, except ``leave_out``, to the values that Discord's client would send.

        Raises :class:`InputError` with a hint if a value is invalid.
        """
        texts = split_options(command.rest, command.names)
        return {
            name: self._value(name, command.options[name], text)
            for name, text in texts.items()
            if name != leave_out
        }

    def parse(self, text: str) -> tuple[str, dict[str, Any]]:
        """Parse a whole command line into its path and option values.

        Raises :class:`InputError` with a hint for invalid input or a missing required option.
        """
        command = self.find(text)
        options = self.values(command)
        if command.missing:
            raise InputError(
                f"/{command.path} needs {command.missing}: type /{command.path} {command.missing}:…"
            )
        return command.path, options

    def _named(self, parts: Iterable[Json], name: str, kind: str, prefix: str = "") -> Json:
        parts = list(parts)
        for part in parts:
            if name in (self.shown(part), part["name"]):
                return part
        hint = did_you_mean(prefix + name, [prefix + self.shown(one) for one in parts])
        raise InputError(f"{prefix}{name} is no {kind} here.{hint}")

    def _value(self, name: str, option: Json, text: str) -> Any:
        kind = option["type"]
        if choices := option.get("choices"):
            return self._choice(name, choices, text)
        if kind in (_INTEGER, _NUMBER):
            return _number(name, text, int if kind == _INTEGER else float)
        if kind == _BOOLEAN:
            if text.casefold() not in ("true", "false"):
                raise InputError(f"{name} must be true or false, not {text!r}.")
            return text.casefold() == "true"
        if kind == _ATTACHMENT:
            return upload_file(self.discord, self.channel, name, text)
        known = self.objects(kind)
        if kind not in _OBJECTS:
            return text
        mark = "#" if kind == _CHANNEL else "@"
        word = mark + text.removeprefix(mark)
        if word not in known:
            raise InputError(f"{name}: there is no {word} here.{did_you_mean(word, known)}")
        return known[word]

    def objects(self, kind: int) -> dict[str, User | Role | Channel]:
        """Return the objects that an option of type ``kind`` accepts here, by name with @ or #."""
        found: dict[str, User | Role | Channel] = {}
        if kind == _CHANNEL:
            found |= {f"#{name}": channel for name, channel in self.channels.items()}
        if kind in (_ROLE, _MENTIONABLE):
            found |= {f"@{name}": role for name, role in self.roles.items()}
        if kind in (_USER, _MENTIONABLE):
            found |= {f"@{name}": user for name, user in self.people.items()}
        return found

    def _choice(self, name: str, choices: Sequence[Json], text: str) -> Any:
        for choice in choices:
            if text.casefold() in (str(choice["value"]).casefold(), self.shown(choice).casefold()):
                return choice["value"]
        offered = ", ".join(str(choice["value"]) for choice in choices)
        raise InputError(f"{name} cannot be {text!r}. Choose from: {offered}.")


def upload_file(discord: DiscordSimulator, channel: Channel, name: str, path: str) -> Attachment:
    """Upload the local file at ``path`` for the option or field ``name``."""
    file = Path(path).expanduser()
    try:
        blob = discord.world.files.keep(file.read_bytes())
    except OSError as error:
        raise InputError(f"{name} must be the path of a file, not {path!r}.") from error
    return create_upload(discord.world, channel, file.name, blob)


def subcommands(options: Sequence[Json]) -> list[Json]:
    """Return the subcommands and groups among ``options``."""
    return [option for option in options if option["type"] <= _GROUP]


def _number(name: str, text: str, number: Callable[[str], float]) -> float:
    try:
        return number(text)
    except ValueError:
        raise InputError(f"{name} must be a number, not {text!r}.") from None

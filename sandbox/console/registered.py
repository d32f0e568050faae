"""The commands that the bot registered, as somebody who types needs them.

Nothing here knows Easel's commands: names, options, choices and kinds are what the bot sent
to Discord.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.console.errors import ConsoleError, did_you_mean
from sandbox.console.typed import split_options
from sandbox.discord import Channel, ChannelType, DiscordSimulator, Role, User
from sandbox.discord.localisation import shown

__all__ = [
    "Form",
    "Invocation",
    "Place",
    "as_shown",
    "find_form",
    "read_command",
    "read_options",
    "subcommands",
]

Json = dict[str, Any]
_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER = 3, 4, 5, 6, 7, 8, 9, 10
_CHAT_INPUT, _GROUP = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody types: decides which commands, people, roles and channels there are.

    Commands are given as a client in ``locale`` shows them; the default names of what is
    translated stand under ``default_name``.
    """

    discord: DiscordSimulator
    channel: Channel
    locale: str = "en-US"

    @property
    def commands(self) -> list[Json]:
        """The slash commands that are registered here; a server's own hide global ones."""
        found = {one["name"]: one for one in self._registered if one["type"] == _CHAT_INPUT}
        return [_spoken(one, self.locale) for one in found.values()]

    @property
    def menus(self) -> dict[str, int]:
        """The entries of the Apps menu here, with their kind: of a member (2) or of a message (3)."""
        others = (one for one in self._registered if one["type"] != _CHAT_INPUT)
        return {shown(one, "name", self.locale): one["type"] for one in others}

    @property
    def _registered(self) -> list[Json]:
        book, guild = self.discord.commands, self.channel.guild
        return book.all(None) + (book.all(guild.id) if guild is not None else [])

    @property
    def everybody(self) -> dict[str, User]:
        """All people, in whatever server, by name."""
        return {user.name: user for user in self.discord.world.users.values() if not user.bot}

    @property
    def everywhere(self) -> dict[str, Channel]:
        """The channels of all servers by name; of two by one name this server's."""
        channels = self.discord.world.channels.values()
        return {one.name: one for one in channels if one.type is not ChannelType.DM} | self.channels

    @property
    def people(self) -> dict[str, User]:
        """Everybody in this server, by name."""
        guild = self.channel.guild
        return {one.user.name: one.user for one in guild.members.values()} if guild else {}

    @property
    def roles(self) -> dict[str, Role]:
        """This server's roles, by name without an @."""
        guild = self.channel.guild
        return {role.name.removeprefix("@"): role for role in guild.roles.values()} if guild else {}

    @property
    def channels(self) -> dict[str, Channel]:
        """This server's channels, by name."""
        guild = self.channel.guild
        return {one.name: one for one in guild.channels.values()} if guild else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A command or subcommand that can be run: its path without the slash, and its options.

    ``path`` is as it was typed, ``shown`` as the client shows it.
    """

    path: str
    shown: str
    options: tuple[Json, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The options' names, required ones first."""
        return tuple(option["name"] for option in self.options)

    @property
    def also(self) -> dict[str, str]:
        """The default names of options that are shown under another one."""
        return {one["default_name"]: one["name"] for one in self.options if "default_name" in one}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """What is to be sent: the path, and the options as values."""

    path: str
    options: dict[str, Any]


def read_command(text: str, place: Place) -> Invocation:
    """``text`` begins with a slash. Raises :class:`ConsoleError` with a hint for what does not fit."""
    form, rest = find_form(text, place)
    options = read_options(form, rest, place)
    missing = [one["name"] for one in form.options if one.get("required") and one["name"] not in options]
    if missing:
        raise ConsoleError(f"/{form.path} needs {missing[0]}: type /{form.shown} {missing[0]}:…")
    return Invocation(path=form.path, options=options)


def as_shown(text: str, place: Place) -> str:
    """``text`` as the client of whoever types it shows it: translated names, no quotes around values."""
    form, rest = find_form(text, place)
    options = split_options(rest, form.names, form.also)
    return " ".join([f"/{form.shown}", *(f"{name}:{value}" for name, value in options.items())])


def read_options(form: Form, text: str, place: Place, *, leave_out: str = "") -> dict[str, Any]:
    """The options in ``text`` as values, without the one to ``leave_out``."""
    by_name = {option["name"]: option for option in form.options}
    texts = split_options(text, form.names, form.also)
    return {name: _value(by_name[name], typed, place) for name, typed in texts.items() if name != leave_out}


def find_form(text: str, place: Place) -> tuple[Form, str]:
    """The command at the beginning of ``text``, and what follows it."""
    name, _, rest = text.removeprefix("/").partition(" ")
    command = _named(place.commands, name, "command", prefix="/")
    path, shown_path, options = name, command["name"], command.get("options") or []
    while subcommands(options):
        word, _, rest = rest.lstrip().partition(" ")
        if not word:
            known = ", ".join(option["name"] for option in options)
            raise ConsoleError(f"/{path} needs one of: {known}.")
        part = _named(options, word, f"part of /{path}")
        path, shown_path, options = (
            f"{path} {word}",
            f"{shown_path} {part['name']}",
            part.get("options") or [],
        )
    return Form(path=path, shown=shown_path, options=tuple(options)), rest


def subcommands(options: Sequence[Json]) -> list[Json]:
    """Those of ``options`` that are subcommands or groups."""
    return [option for option in options if option["type"] <= _GROUP]


def _named(known: Iterable[Json], name: str, what: str, prefix: str = "") -> Json:
    entries = {entry["name"]: entry for entry in known}
    also = {entry.get("default_name"): entry for entry in entries.values()}
    if name not in entries and name not in also:
        hint = did_you_mean(prefix + name, [prefix + one for one in entries])
        raise ConsoleError(f"{prefix}{name} is no {what} here.{hint}")
    return entries.get(name) or also[name]


def _spoken(part: Json, locale: str) -> Json:
    """A command, option or choice with everything under it as ``locale`` shows it."""
    told = {key: shown(part, key, locale) for key in ("name", "description") if key in part}
    deeper = {
        key: [_spoken(child, locale) for child in part[key]]
        for key in ("options", "choices")
        if isinstance(part.get(key), list)
    }
    default = {"default_name": part["name"]} if told["name"] != part["name"] else {}
    return part | told | deeper | default


def _value(option: Json, text: str, place: Place) -> Any:
    """An option's text as the value that Discord's client would send."""
    name, kind = option["name"], option["type"]
    if choices := option.get("choices"):
        return _choice(name, choices, text)
    if kind in (_INTEGER, _NUMBER):
        return _number(name, text, whole=kind == _INTEGER)
    if kind == _BOOLEAN:
        return _truth(name, text)
    if kind == _STRING:
        return text
    if kind == _CHANNEL:
        return _thing(name, text, "#", place.channels)
    people = place.people if kind in (_USER, _MENTIONABLE) else {}
    roles = place.roles if kind in (_ROLE, _MENTIONABLE) else {}
    return _thing(name, text, "@", {**roles, **people})


def _choice(name: str, choices: Sequence[Json], text: str) -> Any:
    for choice in choices:
        if text.casefold() in (str(choice["value"]).casefold(), choice["name"].casefold()):
            return choice["value"]
    offered = ", ".join(str(choice["value"]) for choice in choices)
    raise ConsoleError(f"{name} cannot be {text!r}. Choose from: {offered}.")


def _number(name: str, text: str, *, whole: bool) -> int | float:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        raise ConsoleError(f"{name} must be a number, not {text!r}.") from None


def _truth(name: str, text: str) -> bool:
    if text.casefold() not in ("true", "false"):
        raise ConsoleError(f"{name} must be true or false, not {text!r}.")
    return text.casefold() == "true"


def _thing(name: str, text: str, mark: str, known: dict[str, Any]) -> Any:
    word = text.removeprefix(mark)
    if word not in known:
        hint = did_you_mean(mark + word, [mark + one for one in known])
        raise ConsoleError(f"{name}: there is no {mark}{word} here.{hint}")
    return known[word]

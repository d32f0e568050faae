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
from sandbox.discord import Channel, DiscordSimulator, Role, User

__all__ = ["Form", "Invocation", "Place", "find_form", "read_command", "read_options", "subcommands"]

Json = dict[str, Any]
_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER = 3, 4, 5, 6, 7, 8, 9, 10
_CHAT_INPUT, _GROUP = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody types: decides which commands, people, roles and channels there are."""

    discord: DiscordSimulator
    channel: Channel

    @property
    def commands(self) -> list[Json]:
        """The slash commands that are registered here; a server's own hide global ones."""
        book, guild = self.discord.commands, self.channel.guild
        both = book.all(None) + (book.all(guild.id) if guild is not None else [])
        return list({one["name"]: one for one in both if one["type"] == _CHAT_INPUT}.values())

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
    """A command or subcommand that can be run: its path without the slash, and its options."""

    path: str
    options: tuple[Json, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The options' names, required ones first."""
        return tuple(option["name"] for option in self.options)


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
        raise ConsoleError(f"/{form.path} needs {missing[0]}: type /{form.path} {missing[0]}:…")
    return Invocation(path=form.path, options=options)


def read_options(form: Form, text: str, place: Place, *, leave_out: str = "") -> dict[str, Any]:
    """The options in ``text`` as values, without the one to ``leave_out``."""
    by_name = {option["name"]: option for option in form.options}
    texts = split_options(text, form.names)
    return {name: _value(by_name[name], typed, place) for name, typed in texts.items() if name != leave_out}


def find_form(text: str, place: Place) -> tuple[Form, str]:
    """The command at the beginning of ``text``, and what follows it."""
    name, _, rest = text.removeprefix("/").partition(" ")
    command = _named(place.commands, name, "command", prefix="/")
    path, options = name, command.get("options") or []
    while subcommands(options):
        word, _, rest = rest.lstrip().partition(" ")
        if not word:
            known = ", ".join(option["name"] for option in options)
            raise ConsoleError(f"/{path} needs one of: {known}.")
        options = _named(options, word, f"part of /{path}").get("options") or []
        path = f"{path} {word}"
    return Form(path=path, options=tuple(options)), rest


def subcommands(options: Sequence[Json]) -> list[Json]:
    """Those of ``options`` that are subcommands or groups."""
    return [option for option in options if option["type"] <= _GROUP]


def _named(known: Iterable[Json], name: str, what: str, prefix: str = "") -> Json:
    entries = {entry["name"]: entry for entry in known}
    if name not in entries:
        hint = did_you_mean(prefix + name, [prefix + one for one in entries])
        raise ConsoleError(f"{prefix}{name} is no {what} here.{hint}")
    return entries[name]


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

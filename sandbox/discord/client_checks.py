"""What Discord's own client does before anything reaches the bot.

It shows only registered commands that the member may use, insists on required
options, offers only the choices, and turns objects into ids. The bot must not rely
on any of that, so every refusal here can be skipped with ``force``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, Message, Role, User
from sandbox.discord.localisation import shown
from sandbox.discord.payloads.interactions import Resolvable, resolve
from sandbox.discord.permissions import Permission, computed_permissions, permissions_in
from sandbox.discord.rules.commands import CHAT_INPUT
from sandbox.discord.world import World

__all__ = ["ClientRefusedError", "CommandInput", "build_command_data", "find_command"]

Json = dict[str, Any]
_SUB_COMMAND, _GROUP, _STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _NUMBER = range(
    1, 11
)
_ATTACHMENT = 11
_OBJECT_TYPES: dict[int, tuple[type, ...]] = {
    _USER: (User,),
    _CHANNEL: (Channel,),
    _ROLE: (Role,),
    _MENTIONABLE: (User, Role),
}


class ClientRefusedError(AssertionError):
    """The person's client would not let this happen; ``str()`` tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandInput:
    """What is typed: ``path`` such as ``"quota-admin set"``, and options by name.

    Subcommands, options and choices go by the names that a client in ``locale`` shows, and by
    the default ones. ``focused`` names the option being completed; then nothing is required.
    """

    path: str
    options: Json
    focused: str | None = None
    force: bool = False
    locale: str = "en-US"


def find_command(
    book: CommandRegistry, name: str, kind: int, user: User, channel: Channel, *, force: bool = False
) -> Json:
    """The registered command that ``user`` sees in ``channel`` under ``name``, in their language or not.

    Raises :class:`ClientRefusedError` when there is none or it is hidden.
    """
    guild = channel.guild
    command = book.find(name, kind, guild.id if guild else None, user.locale)
    if command is None:
        if force:
            return {"id": "1", "name": name, "type": kind, "options": []}
        raise ClientRefusedError(f"no command is called {name!r} here")
    if not force:
        _check_visible(command, user, channel)
    return command


def build_command_data(world: World, command: Json, line: CommandInput, channel: Channel, user: User) -> Json:
    """The interaction's ``data`` for a slash command."""
    words = line.path.split()[1:]
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    level: Json = data
    declared: list[Json] = command.get("options") or []
    for word in words:
        offered = [option for option in declared if option["type"] <= _GROUP]
        found = next((option for option in offered if word in _names(option, line.locale)), None)
        if found is None:
            raise ClientRefusedError(f"/{command['name']} has no subcommand {word!r}")
        child: Json = {"name": found["name"], "type": found["type"]}
        level["options"] = [child]
        level, declared = child, found.get("options") or []
    if any(option["type"] <= _GROUP for option in declared):
        raise ClientRefusedError(f"/{line.path} needs a subcommand")
    filled = _Filled()
    level["options"] = _fill(declared, line, filled)
    if filled.objects and line.focused is None:
        data["resolved"] = resolve(world, channel, filled.objects, user)
    return data


@dataclass(slots=True)
class _Filled:
    """The objects that options named, in order."""

    objects: list[Resolvable] = field(default_factory=list)


def _fill(declared: list[Json], line: CommandInput, filled: _Filled) -> list[Json]:
    known = {name: option for option in declared for name in _names(option, line.locale)}
    given = {known[name]["name"] for name in line.options if name in known}
    if not line.force:
        if strangers := set(line.options) - set(known):
            raise ClientRefusedError(f"/{line.path} has no option {sorted(strangers)[0]!r}")
        for option in declared:
            if line.focused is None and option.get("required") and option["name"] not in given:
                raise ClientRefusedError(f"/{line.path} requires {option['name']!r}")
    result = []
    for name, value in line.options.items():
        option = known.get(name) or {"name": name, "type": _guess_type(value)}
        focused = name == line.focused
        shown = value if line.force or focused else _accept(option, value, line.locale)
        if isinstance(value, User | Role | Channel | Message):
            filled.objects.append(value)
            shown = str(value.id)
        entry: Json = {"name": option["name"], "type": option["type"], "value": shown}
        result.append(entry | {"focused": True} if focused else entry)
    return result


def _names(part: Json, locale: str) -> tuple[str, str]:
    """What somebody may call it: what their client shows, and the default name."""
    return shown(part, "name", locale), part["name"]


def _accept(option: Json, value: Any, locale: str) -> Any:
    kind, name = option["type"], option["name"]
    if kind == _ATTACHMENT:
        raise ClientRefusedError(f"{name!r} takes a file, and nobody here can upload one")
    if kind in _OBJECT_TYPES:
        if not isinstance(value, _OBJECT_TYPES[kind]):
            raise ClientRefusedError(f"{name!r} cannot be {value!r}")
        return value
    if choices := option.get("choices"):
        for choice in choices:
            if value in (choice["value"], *_names(choice, locale)):
                return choice["value"]
        raise ClientRefusedError(f"{name!r} offers no {value!r}")
    if kind == _STRING:
        _check_text(option, value)
    elif kind == _BOOLEAN and not isinstance(value, bool):
        raise ClientRefusedError(f"{name!r} must be true or false")
    elif kind in {_INTEGER, _NUMBER}:
        _check_number(option, value)
    return value


def _check_text(option: Json, value: Any) -> None:
    low = max(option.get("min_length") or 0, 1 if option.get("required") else 0)
    high = option.get("max_length") or 6000
    if not isinstance(value, str) or not low <= len(value) <= high:
        raise ClientRefusedError(f"{option['name']!r} must be a text of {low} to {high} characters")


def _check_number(option: Json, value: Any) -> None:
    whole = option["type"] == _INTEGER
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise ClientRefusedError(f"{option['name']!r} must be a number")
    bound = 2**53 - 1
    low, high = option.get("min_value"), option.get("max_value")
    low, high = -bound if low is None else low, bound if high is None else high
    if not low <= value <= high:
        raise ClientRefusedError(f"{option['name']!r} must be between {low} and {high}")


def _check_visible(command: Json, user: User, channel: Channel) -> None:
    guild = channel.guild
    contexts, installs = command.get("contexts"), command.get("integration_types") or [0]
    if guild is None:
        if (contexts is not None and 1 not in contexts) or command.get("dm_permission") is False:
            raise ClientRefusedError(f"/{command['name']} is not offered in direct messages")
        return
    if contexts is not None and 0 not in contexts:
        raise ClientRefusedError(f"/{command['name']} is not offered in servers")
    if not guild.has_bot and 1 not in installs:
        raise ClientRefusedError("the app is not in this server")
    rights = permissions_in(channel, user.id)
    if not rights & Permission.USE_APPLICATION_COMMANDS:
        raise ClientRefusedError(f"{user.name} may not use commands in #{channel.name}")
    if command.get("nsfw") and not channel.nsfw:
        raise ClientRefusedError(f"/{command['name']} is for age-restricted channels")
    needed = command.get("default_member_permissions")
    mine = computed_permissions(channel, user.id)
    if needed is not None:
        required = int(needed) or int(Permission.ADMINISTRATOR)
        if mine & required != required:
            raise ClientRefusedError(f"{user.name} may not use /{command['name']}")


def _guess_type(value: Any) -> int:
    if isinstance(value, User):
        return _USER
    if isinstance(value, Role):
        return _ROLE
    if isinstance(value, Channel):
        return _CHANNEL
    if isinstance(value, bool):
        return _BOOLEAN
    return _INTEGER if isinstance(value, int) else _NUMBER if isinstance(value, float) else _STRING

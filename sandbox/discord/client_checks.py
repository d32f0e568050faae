"""Client-side checks that Discord's own client makes before a command reaches the bot.

The client shows only registered commands that the member may use, enforces required options, offers only the
declared choices, and converts objects to IDs. The bot must not rely on that, so ``force`` skips all checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, Role, User
from sandbox.discord.localisation import shown
from sandbox.discord.messages import Attachment, Message
from sandbox.discord.payloads import Resolvable, resolve
from sandbox.discord.permissions import Permission
from sandbox.discord.rules.commands import CHAT_INPUT, OptionType
from sandbox.discord.world import World

__all__ = ["ClientRefusedError", "CommandInput", "build_command_data", "find_command"]

Json = dict[str, Any]
_T = OptionType
_OBJECT_TYPES: dict[int, tuple[type, ...]] = {
    _T.USER: (User,),
    _T.CHANNEL: (Channel,),
    _T.ROLE: (Role,),
    _T.MENTIONABLE: (User, Role),
    _T.ATTACHMENT: (Attachment,),
}
_LARGEST = 2**53 - 1
#: Types of unregistered options, guessed from the Python type of the value.
_GUESSED_TYPES = (
    (User, _T.USER),
    (Role, _T.ROLE),
    (Channel, _T.CHANNEL),
    (Attachment, _T.ATTACHMENT),
    (bool, _T.BOOLEAN),
    (int, _T.INTEGER),
)


class ClientRefusedError(AssertionError):
    """The user's client refuses to send this input; ``str()`` is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandInput:
    """A typed command: ``path`` such as ``"quota-admin set"``, and options by name.

    Subcommands, options and choices are accepted by their default names or as displayed in ``locale``.
    ``focused`` names the option being autocompleted; if set, no option is required.
    """

    path: str
    options: Json
    focused: str | None = None
    force: bool = False
    locale: str = "en-US"


def find_command(
    registry: CommandRegistry, name: str, kind: int, user: User, channel: Channel, *, force: bool = False
) -> Json:
    """Find the command that ``user`` sees in ``channel`` under ``name``, which may be localized.

    Raises :class:`ClientRefusedError` if there is none or it is hidden.
    """
    guild = channel.guild
    command = registry.find(name, kind, guild.id if guild else None, user.locale)
    if command is None:
        if force:
            return {"id": "1", "name": name, "type": kind, "options": []}
        raise ClientRefusedError(f"no command is called {name!r} here")
    if not force:
        _check_visible(command, user, channel)
    return command


def build_command_data(world: World, command: Json, line: CommandInput, channel: Channel, user: User) -> Json:
    """Build the interaction's ``data`` for a slash command."""
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    level: Json = data
    declared: list[Json] = command.get("options") or []
    for word in line.path.split()[1:]:
        offered = [option for option in declared if option["type"] <= _T.GROUP]
        found = next((option for option in offered if word in _names(option, line.locale)), None)
        if found is None:
            raise ClientRefusedError(f"/{command['name']} has no subcommand {word!r}")
        level["options"] = [{"name": found["name"], "type": found["type"]}]
        level, declared = level["options"][0], found.get("options") or []
    if any(option["type"] <= _T.GROUP for option in declared):
        raise ClientRefusedError(f"/{line.path} needs a subcommand")
    objects: list[Resolvable] = []
    level["options"] = _fill(declared, line, objects)
    if objects and line.focused is None:
        data["resolved"] = resolve(world, channel, objects, user)
    return data


def _fill(declared: list[Json], line: CommandInput, objects: list[Resolvable]) -> list[Json]:
    """Return the options in wire format, and append the objects they refer to to ``objects``."""
    known = {name: option for option in declared for name in _names(option, line.locale)}
    if not line.force:
        _check_names(declared, known, line)
    result = []
    for name, value in line.options.items():
        option = known.get(name) or {"name": name, "type": _guess_type(value)}
        focused = name == line.focused
        sent = value if line.force or focused else _accept(option, value, line.locale)
        if isinstance(value, User | Role | Channel | Message | Attachment):
            objects.append(value)
            sent = str(value.id)
        entry: Json = {"name": option["name"], "type": option["type"], "value": sent}
        result.append(entry | {"focused": True} if focused else entry)
    return result


def _check_names(declared: list[Json], known: dict[str, Json], line: CommandInput) -> None:
    if unknown := set(line.options) - set(known):
        raise ClientRefusedError(f"/{line.path} has no option {sorted(unknown)[0]!r}")
    given = {known[name]["name"] for name in line.options}
    for option in declared:
        if line.focused is None and option.get("required") and option["name"] not in given:
            raise ClientRefusedError(f"/{line.path} requires {option['name']!r}")


def _names(part: Json, locale: str) -> tuple[str, str]:
    """Return the names a user may type: the localized one and the default one."""
    return shown(part, "name", locale), part["name"]


def _accept(option: Json, value: Any, locale: str) -> Any:
    kind, name = option["type"], option["name"]
    if kind in _OBJECT_TYPES:
        if not isinstance(value, _OBJECT_TYPES[kind]):
            raise ClientRefusedError(f"{name!r} cannot be {value!r}")
        return value
    if choices := option.get("choices"):
        for choice in choices:
            if value in (choice["value"], *_names(choice, locale)):
                return choice["value"]
        raise ClientRefusedError(f"{name!r} offers no {value!r}")
    if kind == _T.STRING:
        _check_text(option, value)
    elif kind == _T.BOOLEAN and not isinstance(value, bool):
        raise ClientRefusedError(f"{name!r} must be true or false")
    elif kind in {_T.INTEGER, _T.NUMBER}:
        _check_number(option, value)
    return value


def _check_text(option: Json, value: Any) -> None:
    low = max(option.get("min_length") or 0, 1 if option.get("required") else 0)
    high = option.get("max_length") or 6000
    if not isinstance(value, str) or not low <= len(value) <= high:
        raise ClientRefusedError(f"{option['name']!r} must be a text of {low} to {high} characters")


def _check_number(option: Json, value: Any) -> None:
    allowed = int if option["type"] == _T.INTEGER else int | float
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise ClientRefusedError(f"{option['name']!r} must be a number")
    low, high = option.get("min_value"), option.get("max_value")
    low, high = -_LARGEST if low is None else low, _LARGEST if high is None else high
    if not low <= value <= high:
        raise ClientRefusedError(f"{option['name']!r} must be between {low} and {high}")


def _check_visible(command: Json, user: User, channel: Channel) -> None:
    guild, name = channel.guild, command["name"]
    contexts, installs = command.get("contexts"), command.get("integration_types") or [0]
    if guild is None:
        if (contexts is not None and 1 not in contexts) or command.get("dm_permission") is False:
            raise ClientRefusedError(f"/{name} is not offered in direct messages")
        return
    if contexts is not None and 0 not in contexts:
        raise ClientRefusedError(f"/{name} is not offered in servers")
    if not guild.has_bot and 1 not in installs:
        raise ClientRefusedError("the app is not in this server")
    if not channel.permissions_for(user.id) & Permission.USE_APPLICATION_COMMANDS:
        raise ClientRefusedError(f"{user.name} may not use commands in #{channel.name}")
    if command.get("nsfw") and not channel.nsfw:
        raise ClientRefusedError(f"/{name} is for age-restricted channels")
    if (needed := command.get("default_member_permissions")) is not None:
        required = int(needed) or int(Permission.ADMINISTRATOR)
        if channel.computed_permissions(user.id) & required != required:
            raise ClientRefusedError(f"{user.name} may not use /{name}")


def _guess_type(value: Any) -> int:
    for kind, option_type in _GUESSED_TYPES:
        if isinstance(value, kind):
            return option_type
    return _T.NUMBER if isinstance(value, float) else _T.STRING

"""Command registration: write the commands to Discord only if they have changed.

Discord allows 200 command creations a day and propagates global commands slowly, so on startup the
bot first fetches the registered commands and compares the relevant fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

__all__ = ["comparable_payload", "sync_commands"]

log = structlog.stdlib.get_logger(__name__)

_Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

# Fields to compare, with their defaults.
_FIELDS: Mapping[str, Any] = {
    "type": 1,
    "name": "",
    "name_localizations": None,
    "description": "",
    "description_localizations": None,
    "required": False,
    "autocomplete": False,
    "min_value": None,
    "max_value": None,
    "min_length": None,
    "max_length": None,
    "channel_types": None,
    "value": None,
    "default_member_permissions": None,
    "contexts": None,
    "integration_types": None,
    "nsfw": False,
}


def comparable_payload(command: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields to compare of a command, option or choice, omitting defaults, in stable order."""
    kept = {key: command.get(key) for key in _FIELDS}
    compared: dict[str, Any] = {
        key: value for key, value in kept.items() if value not in (None, _FIELDS[key], [], {})
    }
    if (permissions := compared.get("default_member_permissions")) is not None:
        compared["default_member_permissions"] = str(permissions)
    for key in ("contexts", "integration_types", "channel_types"):
        if key in compared:
            compared[key] = sorted(compared[key])
    for key in ("options", "choices"):
        if command.get(key):
            compared[key] = [comparable_payload(part) for part in command[key]]
    return compared


def _by_name(commands_: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], dict[str, Any]]:
    return {(int(c.get("type") or 1), str(c["name"])): comparable_payload(c) for c in commands_}


async def sync_commands(bot: commands.AutoShardedBot, *, force: bool = False) -> bool:
    """Register the global commands if they differ from the registered ones or ``force`` is set.

    Returns whether they were written. Errors that discord.py raises while writing are propagated.
    """
    wanted = _by_name([await _payload(bot, command) for command in bot.tree.get_commands()])
    if not force and await _registered(bot) == wanted:
        log.debug("commands unchanged")
        return False
    synced = await bot.tree.sync()
    log.info("commands registered", count=len(synced))
    return True


async def _payload(bot: commands.AutoShardedBot, command: _Command) -> Mapping[str, Any]:
    """Return the payload that :meth:`discord.app_commands.CommandTree.sync` would send for a command."""
    if (translator := bot.tree.translator) is None:
        return command.to_dict(bot.tree)
    return await command.get_translated_payload(bot.tree, translator)


async def _registered(bot: commands.AutoShardedBot) -> dict[tuple[int, str], dict[str, Any]] | None:
    """Fetch the registered commands; ``None`` if that fails, in which case the commands are written.

    The route is called directly, because discord.py's own call omits the translations and every
    startup would find differences.
    """
    assert bot.application_id is not None  # noqa: S101 - login has set it
    route = discord.http.Route(
        "GET", "/applications/{application_id}/commands", application_id=bot.application_id
    )
    try:
        found = await bot.http.request(route, params={"with_localizations": "true"})
    except discord.HTTPException as error:
        log.warning("registered commands unavailable", status=error.status)
        return None
    return _by_name(found)

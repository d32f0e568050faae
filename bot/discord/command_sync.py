"""Keeping the commands at Discord in step with ours, without writing when nothing changed.

Discord allows 200 command creations a day and takes a while to spread global commands, so a
start first reads what is registered and compares what matters.
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

# Fields that make a difference, each with the value that stands for "not given".
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
    """What makes one command (or option, or choice) differ from another, in comparable form."""
    kept = {key: command.get(key) for key in _FIELDS}
    essential: dict[str, Any] = {
        key: value for key, value in kept.items() if value not in (None, _FIELDS[key], [], {})
    }
    if (permissions := essential.get("default_member_permissions")) is not None:
        essential["default_member_permissions"] = str(permissions)
    for key in ("contexts", "integration_types", "channel_types"):
        if key in essential:
            essential[key] = sorted(essential[key])
    for key in ("options", "choices"):
        if command.get(key):
            essential[key] = [comparable_payload(part) for part in command[key]]
    return essential


def _by_name(commands_: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], dict[str, Any]]:
    return {(int(c.get("type") or 1), str(c["name"])): comparable_payload(c) for c in commands_}


async def sync_commands(bot: commands.AutoShardedBot, *, force: bool = False) -> bool:
    """Write the global commands if they differ from the registered ones (or ``force``).

    Returns whether they were written. Raises what discord.py raises when writing fails.
    """
    wanted = _by_name([await _payload(bot, command) for command in bot.tree.get_commands()])
    if not force and await _registered(bot) == wanted:
        log.debug("commands are in step")
        return False
    synced = await bot.tree.sync()
    log.info("commands written", count=len(synced))
    return True


async def _payload(bot: commands.AutoShardedBot, command: _Command) -> Mapping[str, Any]:
    """What :meth:`discord.app_commands.CommandTree.sync` would send for one command."""
    if (translator := bot.tree.translator) is None:
        return command.to_dict(bot.tree)
    return await command.get_translated_payload(bot.tree, translator)


async def _registered(bot: commands.AutoShardedBot) -> dict[tuple[int, str], dict[str, Any]] | None:
    """What Discord has now; ``None`` when it would not say, so that a write follows.

    Asked directly: discord.py's own call leaves the translations out, so every start would see
    commands that differ.
    """
    assert bot.application_id is not None  # noqa: S101 - login has set it
    route = discord.http.Route(
        "GET", "/applications/{application_id}/commands", application_id=bot.application_id
    )
    try:
        found = await bot.http.request(route, params={"with_localizations": "true"})
    except discord.HTTPException as error:
        log.warning("cannot read the registered commands", status=error.status)
        return None
    return _by_name(found)

"""Command registration: write the commands to Discord only if they have changed.

Discord allows 200 command creations a day and propagates global commands slowly, so on startup the
bot first fetches the registered commands and compares the relevant fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from bot.discord.command_mentions import CommandMentions
from bot.discord.errors import CALL_ERRORS, ForeignAnswerError, translated
from bot.jobs.ports import DeliveryPendingError
from bot.retry import Backoff, clock_timeout

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = ["comparable_payload", "keep_commands_synced", "sync_commands"]

log = structlog.stdlib.get_logger(__name__)

_Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

# Pauses between attempts to register the commands; the last one repeats.
_WAITS = (5.0, 15.0, 60.0, 300.0, 900.0)
# Time limit for one attempt.
_ATTEMPT_SECONDS = 120.0
# Slash, user and message commands.
_SLASH = 1
_OWN_TYPES = frozenset({_SLASH, 2, 3})
# Fields of a registered command that Discord sets, beside the ID.
_READ_ONLY = frozenset({"application_id", "version", "guild_id", "dm_permission"})
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
        if isinstance(values := compared.get(key), list):
            compared[key] = sorted(values, key=str)
    for key in ("options", "choices"):
        if isinstance(parts := command.get(key), list) and parts:
            compared[key] = [comparable_payload(part) for part in parts if isinstance(part, Mapping)]
    return compared


def _key(command: Mapping[str, Any]) -> tuple[int, str]:
    """Return type and name; the nonexistent type 0 if Discord returns an unknown form."""
    kind = command.get("type") or 1
    return kind if isinstance(kind, int) else 0, str(command.get("name"))


def _by_name(commands: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], dict[str, Any]]:
    return {_key(command): comparable_payload(command) for command in commands}


async def keep_commands_synced(bot: EaselBot) -> None:
    """Register the commands if they have changed; retry until Discord accepts or refuses them.

    Run it in the background: until then, the bot serves the commands that are registered. Of processes with
    ``SHARD_IDS``, only the one with shard 0 registers them; of others, each that finds them changed.
    """
    if bot.division is None and bot.shard_ids and 0 not in bot.shard_ids:
        return
    backoff = Backoff(bot.clock, waits=_WAITS)
    while True:
        pending = await _try_to_sync(bot)
        bot.commands_checked.set()
        if pending is None:
            return
        await backoff.wait(pending.retry_after)


async def _try_to_sync(bot: EaselBot) -> DeliveryPendingError | None:
    """Return the error if another attempt may succeed."""
    try:
        with translated():
            async with clock_timeout(bot.clock, _ATTEMPT_SECONDS):
                await sync_commands(bot)
    except DeliveryPendingError as error:
        log.warning("command registration postponed", detail=error.detail)
        return error
    except CALL_ERRORS as error:
        log.error("command registration refused; run `easel sync`", detail=str(error.__cause__))
    return None


async def sync_commands(bot: EaselBot, *, force: bool = False) -> int:
    """Register the global commands if they differ from the registered ones or ``force`` is set.

    Returns the number of commands written. Commands of types that Easel does not have, such as the Entry
    Point command that Discord creates for Activities, are written unchanged, because Discord refuses to
    replace the list without them. Propagates discord.py's errors.
    """
    assert bot.application_id is not None  # noqa: S101 - login has set it
    payloads = [dict(await _payload(bot, command)) for command in bot.tree.get_commands()]
    registered = await _registered(bot, bot.application_id)
    foreign = [command for command in registered if _key(command)[0] not in _OWN_TYPES]
    if not force and _by_name(registered) == _by_name([*payloads, *foreign]):
        log.debug("commands unchanged")
        _remember_ids(bot, payloads, registered)
        return 0
    written = await bot.http.bulk_upsert_global_commands(
        bot.application_id, payload=[*payloads, *map(_kept, foreign)]
    )
    _remember_ids(bot, payloads, written or ())
    log.info("commands registered", count=len(payloads))
    return len(payloads)


def _remember_ids(
    bot: EaselBot, payloads: Iterable[Mapping[str, Any]], commands: Iterable[Mapping[str, Any]]
) -> None:
    """Keep the IDs of ``commands``, as answered by Discord, that mentions of commands need."""
    ids = {
        str(command.get("name")): int(command["id"])
        for command in commands
        if isinstance(command, Mapping)
        and _key(command)[0] == _SLASH
        and str(command.get("id", "")).isdigit()
    }
    slash = [payload for payload in payloads if _key(payload)[0] == _SLASH]
    bot.command_mentions = CommandMentions(slash, ids)


async def _payload(bot: EaselBot, command: _Command) -> Mapping[str, Any]:
    """Return the payload that :meth:`discord.app_commands.CommandTree.sync` would send for a command."""
    if (translator := bot.tree.translator) is None:
        return command.to_dict(bot.tree)
    return await command.get_translated_payload(bot.tree, translator)


async def _registered(bot: EaselBot, application_id: int) -> list[Mapping[str, Any]]:
    """Fetch the registered commands.

    The route is called directly, because discord.py's own call omits the translations and every
    startup would find differences.
    """
    route = discord.http.Route(
        "GET", "/applications/{application_id}/commands", application_id=application_id
    )
    found = await bot.http.request(route, params={"with_localizations": "true"})
    if not isinstance(found, list):
        raise ForeignAnswerError("no list of commands")
    return [command for command in found if isinstance(command, dict) and command.get("name")]


def _kept(command: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload that leaves a registered command unchanged."""
    return {key: value for key, value in command.items() if key not in _READ_ONLY}

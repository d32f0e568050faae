"""Setup checks for ``easel doctor``, reported as one line per check.

The checks are free of charge: the fal key is tested by requesting the status of a nonexistent request.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import discord
import httpx
from sqlalchemy import text

from bot.db.engine import open_database
from bot.db.integrity import find_mismatches
from bot.db.integrity import repair as repair_counters
from bot.db.migrate import migrate
from bot.discord.api_base import use_api
from bot.errors import StartupError
from config import ConfigError, Settings, load_catalogue, load_prompt_templates

__all__ = ["CheckResult", "run_checks"]

_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Name of a check, whether it passed, and one line of detail, with advice if it failed."""

    name: str
    passed: bool
    line: str


async def run_checks(settings: Settings, say: Callable[[str], None], *, repair: bool = False) -> bool:
    """Run all checks, pass a line for each to ``say``, and return whether all passed.

    With ``repair``, counters that differ from the sum of their ledger entries are corrected first.
    """
    if repair:
        await _repair(settings, say)
    results = [result async for result in _results(settings, say)]
    return all(result.passed for result in results)


async def _results(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[CheckResult]:
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("catalogue", _catalogue),
        ("database", _database),
        ("ledger", _ledger),
        ("discord", _discord),
        ("fal", _fal),
    )
    for name, check in checks:
        try:
            result = CheckResult(name=name, passed=True, line=await check(settings))
        except (ConfigError, StartupError, _FailedCheckError) as error:
            result = CheckResult(name=name, passed=False, line=str(error))
        say(f"{'ok  ' if result.passed else 'FAIL'}  {result.name:<10} {result.line}")
        yield result


async def _repair(settings: Settings, say: Callable[[str], None]) -> None:
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async with database.write() as connection:
            for mismatch in await repair_counters(connection):
                say(f"repaired  {mismatch}")


class _FailedCheckError(Exception):
    """A check failed; the text advises what to do."""


async def _catalogue(settings: Settings) -> str:
    model = load_catalogue().get(settings.fal_model)
    templates = load_prompt_templates(model)
    return f"{model.id}, {len(model.sizes)} sizes, {len(templates)} prompt templates"


async def _database(settings: Settings) -> str:
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async with database.write() as connection:
            await connection.execute(text("SELECT 1"))
        return f"{database.dialect}, writable, schema is up to date"


async def _ledger(settings: Settings) -> str:
    async with open_database(settings.database_url) as database, database.read() as connection:
        mismatches = await find_mismatches(connection)
    if mismatches:
        raise _FailedCheckError(
            f"{len(mismatches)} counters differ from the sum of their entries, the first one: {mismatches[0]}"
        )
    return "every counter is the sum of its entries"


async def _discord(settings: Settings) -> str:
    if settings.discord_token is None:
        raise _FailedCheckError("DISCORD_TOKEN is not set (Discord developer portal, page Bot)")
    use_api(settings.discord_api_url)
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with client:
            await client.login(settings.discord_token.get_secret_value())
            shards, _, limit = await client.http.get_bot_gateway()
            user = client.user
    except discord.LoginFailure as error:
        raise _FailedCheckError("DISCORD_TOKEN: Discord does not accept this token") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise _FailedCheckError(f"Discord cannot be reached: {type(error).__name__}") from error
    return f"logged in as {user}; {shards} shard(s), {limit['remaining']} of {limit['total']} session starts left today"


async def _fal(settings: Settings) -> str:
    if settings.fal_key is None:
        raise _FailedCheckError("FAL_KEY is not set (fal dashboard, page Keys)")
    owner, alias = settings.fal_model.split("/")[:2]
    url = f"{settings.fal_queue_url}/{owner}/{alias}/requests/{uuid.UUID(int=0)}/status"
    headers = {"Authorization": f"Key {settings.fal_key.get_secret_value()}"}
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as http:
            response = await http.get(url, headers=headers)
    except httpx.TransportError as error:
        raise _FailedCheckError(f"fal cannot be reached: {type(error).__name__}") from error
    if response.status_code in {401, 403}:
        raise _FailedCheckError(
            f"FAL_KEY: fal answered with status {response.status_code}; check the key and the balance"
        )
    return "the key is accepted; nothing was submitted"

"""Checks that an operator runs before members meet a fault: one readable line each.

Nothing here costs anything: fal's key is tried by asking for the status of a request that
does not exist.
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
from bot.db.integrity import find_mismatches, repair
from bot.db.migrate import migrate
from bot.discord.api_base import use_api
from bot.errors import StartupError
from config import ConfigError, Settings, load_catalogue, load_prompt_templates

__all__ = ["CheckResult", "run_checks"]

_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check: what was looked at, whether it is well, and a line that can be acted on."""

    what: str
    well: bool
    line: str


async def run_checks(settings: Settings, say: Callable[[str], None], *, mend: bool = False) -> bool:
    """Run every check, ``say`` a line for each; ``True`` when all is well.

    ``mend`` first sets every counter that differs to the sum of its entries, and says which.
    """
    if mend:
        await _repair(settings, say)
    findings = [finding async for finding in _findings(settings, say)]
    return all(finding.well for finding in findings)


async def _findings(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[CheckResult]:
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("catalogue", _catalogue),
        ("database", _database),
        ("ledger", _ledger),
        ("discord", _discord),
        ("fal", _fal),
    )
    for what, check in checks:
        try:
            finding = CheckResult(what=what, well=True, line=await check(settings))
        except (ConfigError, StartupError, _UnwellError) as error:
            finding = CheckResult(what=what, well=False, line=str(error))
        say(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what:<10} {finding.line}")
        yield finding


async def _repair(settings: Settings, say: Callable[[str], None]) -> None:
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async with database.write() as connection:
            for wrong in await repair(connection):
                say(f"mended  {wrong}")


class _UnwellError(Exception):
    """A check that failed; the text says what to do."""


async def _catalogue(settings: Settings) -> str:
    model = load_catalogue().get(settings.fal_model)
    points = load_prompt_templates(model)
    return f"{model.id}, {len(model.sizes)} sizes, {len(points)} prompt templates"


async def _database(settings: Settings) -> str:
    async with open_database(settings.database_url) as database:
        await migrate(database)
        async with database.write() as connection:
            await connection.execute(text("SELECT 1"))
        return f"{database.dialect}, writable, tables are at this version"


async def _ledger(settings: Settings) -> str:
    async with open_database(settings.database_url) as database, database.read() as connection:
        mismatches = await find_mismatches(connection)
    if mismatches:
        raise _UnwellError(f"{len(mismatches)} counters differ from their entries, first: {mismatches[0]}")
    return "every counter is the sum of its entries"


async def _discord(settings: Settings) -> str:
    if settings.discord_token is None:
        raise _UnwellError("DISCORD_TOKEN is not set (Discord developer portal, page Bot)")
    use_api(settings.discord_api_url)
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with client:
            await client.login(settings.discord_token.get_secret_value())
            shards, _, limit = await client.http.get_bot_gateway()
            user = client.user
    except discord.LoginFailure as error:
        raise _UnwellError("DISCORD_TOKEN: Discord does not accept this token") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise _UnwellError(f"Discord cannot be reached: {type(error).__name__}") from error
    return (
        f"logged in as {user}; {shards} shard(s), {limit['remaining']} of {limit['total']} starts left today"
    )


async def _fal(settings: Settings) -> str:
    if settings.fal_key is None:
        raise _UnwellError("FAL_KEY is not set (fal dashboard, page Keys)")
    owner, alias = settings.fal_model.split("/")[:2]
    url = f"{settings.fal_queue_url}/{owner}/{alias}/requests/{uuid.UUID(int=0)}/status"
    headers = {"Authorization": f"Key {settings.fal_key.get_secret_value()}"}
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as http:
            response = await http.get(url, headers=headers)
    except httpx.TransportError as error:
        raise _UnwellError(f"fal cannot be reached: {type(error).__name__}") from error
    if response.status_code in {401, 403}:
        raise _UnwellError(f"FAL_KEY: fal answers {response.status_code}; check the key and the balance")
    return "the key is accepted; nothing was submitted"

"""Setup checks for ``easel doctor``, reported as one line per check.

The checks are free of charge: the fal key is tested by requesting the status of a nonexistent request.
A token or key counts as accepted or refused only if Discord or fal says so in its own form; for any other
response, the check is inconclusive.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from bot.clock import SystemClock
from bot.db.engine import open_database, server_options
from bot.db.integrity import find_mismatches
from bot.db.integrity import repair as repair_counters
from bot.db.migrate import SchemaState, check_schema
from bot.discord.http_trace import stated_time
from bot.discord.raw_api import Answer, NoAnswerError, RawApi
from bot.discord.session_starts import SessionStarts
from bot.errors import StartupError
from bot.fal.key_check import KeyCheck, KeyVerdict
from bot.jobs.image_sizes import SizeMismatch, format_sizes
from bot.ops.backup import missing_file
from bot.ops.proxies import proxy_settings
from bot.ops.result_hosts import PRIVATE_HOST_ADVICE, find_private_hosts
from bot.ops.wire_report import SchemaState as PublishedState
from bot.ops.wire_report import check_wire
from bot.platform_clients import fal_client, host_policy
from config import ConfigError, Settings, load_catalogue, load_prompt_templates

__all__ = ["CheckResult", "Outcome", "run_checks"]

_SECONDS = 10.0
_MIB = 1024 * 1024
_ELSEWHERE = (
    "something between this machine and {host} answered, such as a proxy, a firewall or a sign-in page: "
    "check {setting} and the network"
)
_UNREACHABLE = (
    "{host} cannot be reached ({observed}): check {setting}, DNS and the firewall; "
    "Easel connects directly and does not use HTTP_PROXY or HTTPS_PROXY"
)


# HTTP dates have whole seconds, and the response takes time.
_CLOCK_TOLERANCE_SECONDS = 15


class Outcome(StrEnum):
    """Outcome of a check; the values are the labels at the beginning of a line."""

    OK = "ok"
    WARNING = "WARN"
    FAILED = "FAIL"
    UNKNOWN = "????"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Name and outcome of a check, and one line of detail, with advice unless it passed."""

    name: str
    outcome: Outcome
    line: str

    @property
    def passed(self) -> bool:
        """Whether the check passed, perhaps with a warning."""
        return self.outcome in {Outcome.OK, Outcome.WARNING}


class _CheckError(Exception):
    """A check did not pass; the text advises what to do."""

    outcome = Outcome.FAILED


class _Unknown(_CheckError):
    """A check could not be decided; the text is completed to "cannot tell ..."."""

    outcome = Outcome.UNKNOWN

    def __init__(self, question: str, reason: str) -> None:
        super().__init__(f"cannot tell {question}: {reason}")


class _Warning(_CheckError):
    """A check found a setup that works, but is probably unintended."""

    outcome = Outcome.WARNING


async def run_checks(
    settings: Settings, say: Callable[[str], None], *, repair: bool = False, seconds: float = _SECONDS
) -> bool:
    """Run all checks, pass a line for each to ``say``, and return whether all passed.

    A warning counts as passed; a check that could not be decided does not. With ``repair``, counters that
    differ from the sum of their ledger entries are corrected first. ``seconds`` is the time limit for each
    answer from Discord and fal.
    """
    if repair:
        await _repair(settings, say)
    results = [result async for result in _results(settings, say, seconds)]
    return all(result.passed for result in results)


async def _results(
    settings: Settings, say: Callable[[str], None], seconds: float
) -> AsyncIterator[CheckResult]:
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("catalogue", _catalogue),
        ("database", _database),
        ("ledger", _ledger),
        ("spool", _spool),
        ("network", _network),
        ("discord", partial(_discord, seconds=seconds)),
        ("servers", partial(_servers, seconds=seconds)),
        ("fal", partial(_fal, seconds=seconds)),
        ("wire", _wire),
    )
    for name, check in checks:
        try:
            result = CheckResult(name=name, outcome=Outcome.OK, line=await check(settings))
        except (ConfigError, StartupError) as error:
            result = CheckResult(name=name, outcome=Outcome.FAILED, line=str(error))
        except _CheckError as error:
            result = CheckResult(name=name, outcome=error.outcome, line=str(error))
        say(f"{result.outcome.value:<4}  {result.name:<10} {result.line}")
        yield result


async def _repair(settings: Settings, say: Callable[[str], None]) -> None:
    if missing_file(settings.database_url) is not None:
        return
    async with open_database(settings.database_url, options=server_options(settings)) as database:
        if await check_schema(database) is SchemaState.EMPTY:
            return
        for mismatch in await repair_counters(database):
            say(f"repaired  {mismatch}")


async def _catalogue(settings: Settings) -> str:
    models = load_catalogue(own=settings.models_folder).enabled(settings.enabled_models)
    templates = load_prompt_templates(models[0])
    sizes = len({size.value for model in models for size in model.sizes})
    return f"{', '.join(model.id for model in models)}, {sizes} sizes, {len(templates)} prompt templates"


def _check_writable(setting: str, folder: Path) -> Path:
    """Check that files can be created in a folder, or in the one in which it will be created; return that one."""
    existing = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path())
    try:
        with tempfile.TemporaryFile(dir=existing):
            return existing
    except OSError as error:
        raise _CheckError(
            f"{setting}: no files can be created in {existing} ({error.strerror}); choose another folder, or "
            "correct its permissions"
        ) from error


async def _spool(settings: Settings) -> str:
    folder = settings.spool_dir
    existing = _check_writable("SPOOL_DIR", folder)
    free, most = shutil.disk_usage(existing).free // _MIB, settings.spool_max_mib
    if free < most:
        raise _Warning(
            f"SPOOL_DIR: {free} MiB are free, fewer than SPOOL_MAX_MIB ({most}): free some space or lower it"
        )
    return f"{folder}, writable, {free} MiB free"


async def _database(settings: Settings) -> str:
    if (path := missing_file(settings.database_url)) is not None:
        _check_writable("DATABASE_URL", path.parent)
        return f"sqlite, {path} does not exist yet; `easel run` creates it"
    async with open_database(settings.database_url, options=server_options(settings)) as database:
        return f"{database.dialect}, writable, {await check_schema(database)}"


async def _ledger(settings: Settings) -> str:
    if missing_file(settings.database_url) is not None:
        return "no entries yet"
    async with open_database(settings.database_url, options=server_options(settings)) as database:
        if await check_schema(database) is SchemaState.EMPTY:
            return "no entries yet"
        async with database.snapshot() as connection:
            mismatches = await find_mismatches(connection)
    if mismatches:
        raise _CheckError(
            f"{len(mismatches)} counters differ from the sum of their entries, the first one: {mismatches[0]}; "
            "run `easel doctor --repair`"
        )
    return "every counter is the sum of its entries"


async def _network(settings: Settings) -> str:
    """Check the addresses of the hosts of result files, whose pictures would be paid for and refused."""
    if settings.fal_queue_overridden:
        line = "result files come from FAL_QUEUE_URL"
    else:
        found = await find_private_hosts(settings.result_hosts, host_policy(settings))
        if found.refused:
            raise _CheckError(f"RESULT_HOSTS: {found.refused}; {PRIVATE_HOST_ADVICE}")
        if not found.resolved:
            raise _Unknown("whether result files can be fetched", "no host in RESULT_HOSTS has an address")
        verb = "has" if len(found.resolved) == 1 else "have"
        line = f"{', '.join(found.resolved)} {verb} public addresses"
    if names := proxy_settings():
        raise _Warning(f"{line}; {', '.join(names)} not used: Easel connects directly")
    return line


async def _discord(settings: Settings, *, seconds: float) -> str:
    question = "whether Discord accepts the token"
    me = await _ask_discord(settings, "/users/@me", question, seconds)
    if me.status == 401 and me.code is not None:
        raise _CheckError(
            "DISCORD_TOKEN: Discord does not accept this token; reset it in the developer portal, page Bot"
        )
    if me.status != 200 or not isinstance(me.body, dict) or not str(me.body.get("id", "")).isdigit():
        raise _Unknown(question, _discord_advice(me))
    gateway = await _ask_discord(settings, "/gateway/bot", "how many sessions may be started", seconds)
    starts = SessionStarts(SystemClock())
    try:
        limit = gateway.body["session_start_limit"]
        starts.update(limit)
        shards = int(gateway.body["shards"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise _Unknown("how many sessions may be started", _discord_advice(gateway)) from None
    starts.check(shards)
    left = f"{limit['remaining']} of {limit['total']} session starts left today"
    return f"the token is that of {me.body.get('username')}; {shards} shard(s), {left}{_clock_error(me)}"


def _clock_error(answer: Answer) -> str:
    """Return a clause about a wrong machine clock; empty if it agrees with Discord's."""
    stated = stated_time(answer.headers)
    ahead = 0 if stated is None else round(SystemClock().now() - stated)
    if abs(ahead) <= _CLOCK_TOLERANCE_SECONDS:
        return ""
    direction = "ahead of" if ahead > 0 else "behind"
    return (
        f"; this machine's clock is {abs(ahead)} s {direction} Discord's: correct it, for example with NTP "
        "(Easel uses Discord's time)"
    )


async def _servers(settings: Settings, *, seconds: float) -> str:
    question = "whether strangers can invite the bot"
    answer = await _ask_discord(settings, "/oauth2/applications/@me", question, seconds)
    public = answer.body.get("bot_public") if answer.status == 200 and isinstance(answer.body, dict) else None
    if not isinstance(public, bool):
        raise _Unknown(question, _discord_advice(answer))
    if not public:
        return "only the application's owner can invite the bot"
    if settings.allowed_guild_ids:
        return f"anyone can invite the bot; {len(settings.allowed_guild_ids)} servers can use it"
    if settings.quota_server_daily_credits is not None:
        cap = settings.quota_server_daily_credits
        return f"anyone can invite the bot; {cap} credits a day for each server"
    share = settings.server_daily_cap(single_server=False)
    spending = "all of its credits" if share is None else f"{share} credits a day in each"
    raise _Warning(
        f"anyone can invite the bot to servers of their own and spend {spending}: turn off Public Bot in the "
        "developer portal, page Bot, or set ALLOWED_GUILD_IDS or QUOTA_SERVER_DAILY_CREDITS"
    )


async def _ask_discord(settings: Settings, path: str, question: str, seconds: float) -> Answer:
    settings.require("discord_token")
    token = settings.discord_token.get_secret_value() if settings.discord_token is not None else ""
    try:
        async with RawApi(base_url=settings.discord_api_url, token=token) as api:
            return await api.call("GET", path, seconds=seconds)
    except NoAnswerError as error:
        if not error.reached:
            line = _UNREACHABLE.format(host="Discord", observed=error, setting="DISCORD_API_URL")
            raise _CheckError(line) from error
        elsewhere = _ELSEWHERE.format(host="Discord", setting="DISCORD_API_URL")
        raise _Unknown(question, f"{error}; try again, and if it persists, {elsewhere}") from error


def _discord_advice(answer: Answer) -> str:
    if answer.status == 429:
        return f"{answer.observed}: Discord limits this address; wait some minutes and try again"
    if answer.status >= 500:
        return f"{answer.observed}: Discord has a problem; see discordstatus.com and try again later"
    return f"{answer.observed}; " + _ELSEWHERE.format(host="Discord", setting="DISCORD_API_URL")


async def _fal(settings: Settings, *, seconds: float) -> str:
    settings.require("fal_key")
    async with fal_client(settings, SystemClock()) as fal:
        check = await fal.check_key(settings.enabled_models[0], seconds=seconds)
    match check.verdict:
        case KeyVerdict.ACCEPTED:
            return "the key is accepted; nothing was submitted"
        case KeyVerdict.REFUSED:
            raise _CheckError(
                f"FAL_KEY: fal refuses this key (status {check.status}); create a new one at fal"
            )
        case KeyVerdict.LOCKED:
            raise _CheckError("FAL_KEY: fal has locked the account; top up its balance at fal")
        case KeyVerdict.UNKNOWN:
            if not check.reached:
                line = _UNREACHABLE.format(host="fal", observed=check.observed, setting="FAL_QUEUE_URL")
                raise _CheckError(line)
            raise _Unknown("whether fal accepts the key", _fal_advice(check))


def _fal_advice(check: KeyCheck) -> str:
    if check.status == 429:
        return f"{check.observed}: fal limits this account or address; wait a minute and try again"
    if check.status is not None and check.status >= 500:
        return f"{check.observed}: fal has a problem; see status.fal.ai and try again later"
    elsewhere = _ELSEWHERE.format(host="fal", setting="FAL_QUEUE_URL")
    if check.status is None:
        return f"{check.observed}; try again, and if it persists, {elsewhere}"
    return f"{check.observed}; {elsewhere}"


async def _wire(settings: Settings) -> str:
    """Report each model's wire form, its differences from the published schema, and images of the wrong size."""
    catalogue = load_catalogue(own=settings.models_folder)
    models = catalogue.with_companions(settings.enabled_models)
    if missing_file(settings.database_url) is not None:
        reports = [await check_wire(settings, model, None) for model in models]
    else:
        async with open_database(settings.database_url, options=server_options(settings)) as database:
            has_tables = await check_schema(database) is SchemaState.CURRENT
            reports = [
                await check_wire(settings, model, database if has_tables else None) for model in models
            ]
    forms = "the inputs are sent in the forms " + ", ".join(
        f"{report.form!r} ({report.endpoint})" for report in reports
    )
    problems = [
        f"{report.endpoint}: {problem}"
        for report in reports
        for problem in [*map(str, report.differences), *map(_mismatch, report.mismatches)]
    ]
    if problems:
        raise _Warning(f"{forms}; {'; '.join(problems)}: choose other models, or correct the model's file")
    if reports[0].schema is PublishedState.OFF:
        return f"{forms}; the published schemas are not read (FAL_SCHEMA_URL)"
    unread = [report for report in reports if report.schema is not PublishedState.KNOWN]
    if unread:
        which = " today's version of" if unread[0].schema is PublishedState.CACHED else ""
        raise _Warning(
            f"{forms}; cannot tell whether {', '.join(report.endpoint for report in unread)} match{which} the"
            f" published schema: {unread[0].reason}; check FAL_SCHEMA_URL and try again later"
        )
    return f"{forms}, each of which matches the published schema"


def _mismatch(mismatch: SizeMismatch) -> str:
    when = datetime.fromtimestamp(mismatch.at, UTC).strftime("%Y-%m-%d %H:%M")
    return f"{when} UTC: requested {mismatch.requested}, drawn {format_sizes(mismatch.drawn)}"

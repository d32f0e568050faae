"""``easel status``: jobs, credits and health in the terminal, or as JSON for scripts.

It reads the database and the health file, so it works whether or not the bot is running.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.engine import make_url

from bot.clock import Clock, SystemClock
from bot.db.backlog import SqlBacklogStore
from bot.db.costs import SqlCostStore
from bot.db.engine import open_database, server_options
from bot.db.maintenance import SqlMaintenanceStore
from bot.db.migrate import SchemaState, check_schema
from bot.db.processes import SqlProcessStore
from bot.errors import StartupError
from bot.jobs.billing import MICRO_USD
from bot.jobs.models import JobState
from bot.ops.backlog import Backlog
from bot.ops.health_check import bot_key, is_healthy
from bot.ops.maintenance import Totals
from bot.ops.processes import ProcessInfo, unserved_shards
from bot.quota.costs import Cost
from bot.quota.periods import period_at
from config import Settings

__all__ = ["print_status"]

_DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Status:
    """What was read at ``at`` (epoch seconds); ``health`` is the line of ``easel health``.

    ``processes`` are those with a valid lease, ``None`` on SQLite.
    """

    at: float
    backlog: Backlog
    totals: Totals
    cost: Cost
    processes: Sequence[ProcessInfo] | None
    daily_limit: int | None
    renews_at: float
    healthy: bool
    health: str


def print_status(settings: Settings, console: Console, *, as_json: bool, clock: Clock | None = None) -> None:
    """Print the status. Raises :class:`StartupError` if there is no usable database."""
    status = asyncio.run(_read(settings, clock or SystemClock()))
    if as_json:
        console.out(json.dumps(_as_json(status), indent=2), highlight=False)
    else:
        _print_tables(status, console)


async def _read(settings: Settings, clock: Clock) -> _Status:
    _check_file(settings)
    now, zone = clock.now(), ZoneInfo(settings.quota_timezone)
    period = period_at(now, zone)
    async with open_database(settings.database_url, options=server_options(settings)) as database:
        if await check_schema(database) is not SchemaState.CURRENT:
            raise StartupError(
                detail="DATABASE_URL: the database has the tables of another version, or none; "
                "`easel run` creates and upgrades them"
            )
        backlog = await SqlBacklogStore(database).read(period.day)
        totals = await SqlMaintenanceStore(database).totals(period, round((now - _DAY_SECONDS) * 1000))
        cost = await SqlCostStore(database).total(period.day, period.day)
        is_shared = database.dialect == "postgresql"
        processes = await SqlProcessStore(database).recent(seconds=0.0) if is_shared else None
    token = settings.discord_token
    key = bot_key(token.get_secret_value()) if token else ""
    healthy, line = is_healthy(settings.health_file, now, bot=key)
    return _Status(
        at=now,
        backlog=backlog,
        totals=totals,
        cost=cost,
        processes=processes,
        daily_limit=settings.quota_bot_daily_credits,
        renews_at=period.renews_at,
        healthy=healthy,
        health=line,
    )


def _check_file(settings: Settings) -> None:
    """Opening a missing SQLite file would create it."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith("file:"):
        path = Path(url.database)
        if not path.exists():
            raise StartupError(detail=f"DATABASE_URL: {path} does not exist yet; `easel run` creates it")


def _as_json(status: _Status) -> Mapping[str, Any]:
    backlog, totals = status.backlog, status.totals
    return {
        "at": round(status.at),
        "healthy": status.healthy,
        "health": status.health,
        "processes": None if status.processes is None else [_process(one) for one in status.processes],
        "paused": None
        if backlog.pause is None
        else {"since": round(backlog.pause.since), "message": backlog.pause.message},
        "jobs": {
            state.value: {
                "count": backlog.open[state].count if state in backlog.open else 0,
                "oldest_seconds": _age(status, backlog.open[state].oldest_at)
                if state in backlog.open
                else None,
            }
            for state in JobState
            if state.is_open
        },
        "oldest_seconds": None if backlog.oldest_at is None else _age(status, backlog.oldest_at),
        "unnotified": backlog.unnotified,
        "last_24_hours": {"delivered": totals.delivered, "failures": dict(totals.failures)},
        "credits": {
            "today": backlog.credits_today,
            "daily_limit": status.daily_limit,
            "month": totals.month,
            "renews_in_seconds": _age_of(status.renews_at - status.at),
        },
        "cost_today_usd": {
            "estimated": status.cost.estimated / MICRO_USD,
            "billed": status.cost.billed / MICRO_USD if status.cost.billed_requests else None,
        },
    }


def _process(process: ProcessInfo) -> Mapping[str, Any]:
    return {
        "id": process.id,
        "version": process.version,
        "started_at": round(process.started_at),
        "shards": list(process.shards),
        "shard_count": process.shard_count,
    }


def _print_tables(status: _Status, console: Console) -> None:
    backlog, totals = status.backlog, status.totals
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="bold")
    facts.add_column(overflow="fold")
    facts.add_row("Health", Text(status.health, "green" if status.healthy else "red"))
    if backlog.pause is not None:
        text = f"for {_duration(status.at - backlog.pause.since)}"
        facts.add_row(
            "Paused", Text(f"{text}: {backlog.pause.message}" if backlog.pause.message else text, "yellow")
        )
    facts.add_row("Credits today", _credits(status))
    facts.add_row("Cost today at fal", _cost(status.cost))
    facts.add_row("Credits this month", f"{totals.month:,}")
    facts.add_row(
        "Last 24 hours", f"{totals.delivered:,} delivered, {sum(totals.failures.values()):,} not delivered"
    )
    for reason, count in sorted(totals.failures.items(), key=lambda item: (-item[1], item[0])):
        facts.add_row("", f"{count:,} {reason}")
    if backlog.unnotified:
        facts.add_row("Members to notify", Text(f"{backlog.unnotified:,}", "yellow"))
    console.print(facts)

    jobs = Table("Open jobs", box=None, pad_edge=False)
    jobs.add_column("Count", justify="right")
    jobs.add_column("Oldest", justify="right")
    for state in (one for one in JobState if one.is_open):
        found = backlog.open.get(state)
        jobs.add_row(
            state.value,
            f"{found.count:,}" if found else "0",
            _duration(status.at - found.oldest_at) if found else "",
        )
    console.print()
    console.print(jobs)
    if status.processes is not None:
        console.print()
        if missing := unserved_shards(status.processes):
            console.print(Text(f"Shards without a process: {_listed(missing)}", "red"))
        console.print(_process_table(status, status.processes))


def _process_table(status: _Status, processes: Sequence[ProcessInfo]) -> Table:
    table = Table("Process", "Version", box=None, pad_edge=False)
    table.add_column("Running for", justify="right")
    table.add_column("Shards", overflow="fold")
    for process in processes:
        shards = f"{_listed(process.shards) or 'none'} of {process.shard_count}"
        table.add_row(process.id, process.version, _duration(status.at - process.started_at), shards)
    return table


def _listed(shards: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(shards)))


def _credits(status: _Status) -> Text:
    today, limit = status.backlog.credits_today, status.daily_limit
    if limit is None:
        return Text(f"{today:,}, no limit")
    share = today / limit
    style = "red" if share >= 1 else "yellow" if share >= 0.8 else ""
    renews = _duration(status.renews_at - status.at)
    return Text(f"{today:,} of {limit:,} ({share:.0%}), renewed in {renews}", style)


def _cost(cost: Cost) -> str:
    estimated = f"${cost.estimated / MICRO_USD:,.2f} estimated"
    return f"{estimated}, ${cost.billed / MICRO_USD:,.2f} billed" if cost.billed_requests else estimated


def _age(status: _Status, since: float) -> int:
    return _age_of(status.at - since)


def _age_of(seconds: float) -> int:
    # The bot's clock follows Discord's, so that a row may be from the near future.
    return max(0, round(seconds))


def _duration(seconds: float) -> str:
    whole = _age_of(seconds)
    minutes, left = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {left} s" if minutes else f"{left} s"

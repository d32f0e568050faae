"""``easel costs``: estimated and billed costs by day, server, member or model, as a table or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.clock import SystemClock
from bot.db.costs import SqlCostStore
from bot.db.engine import open_database, server_options
from bot.db.migrate import SchemaState, check_schema
from bot.errors import StartupError
from bot.jobs.billing import MICRO_USD
from bot.ops.backup import missing_file
from bot.quota.costs import Cost, CostGroup, GroupCost
from bot.quota.usage import safe_cell
from config import Settings

__all__ = ["CostTable", "read_costs", "show_costs", "write_costs"]

#: Columns of the CSV file; a stable interface.
COLUMNS = (
    "requests",
    "estimated_usd",
    "billed_requests",
    "billed_estimate_usd",
    "billed_usd",
    "drift_percent",
)
_DEFAULT_DAYS = 30
_HEADINGS = {
    CostGroup.DAY: "Day",
    CostGroup.SERVER: "Server",
    CostGroup.MEMBER: "Member",
    CostGroup.MODEL: "Model",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTable:
    """Costs of the days ``first`` to ``last``; ``rows`` may be fewer than all groups, ``total`` covers all."""

    group: CostGroup
    first: str
    last: str
    rows: Sequence[GroupCost]
    total: Cost


async def read_costs(
    settings: Settings,
    *,
    group: CostGroup,
    days: int | None = None,
    first: date | None = None,
    last: date | None = None,
    limit: int,
) -> CostTable:
    """Read the costs of the last ``days`` quota days, or from ``first`` to ``last``; 30 days by default.

    The bot can run meanwhile. Raises :class:`~bot.errors.StartupError` if the database cannot be used.
    """
    clock = SystemClock()
    end = last or datetime.fromtimestamp(clock.now(), ZoneInfo(settings.quota_timezone)).date()
    start = first or date.fromordinal(max(1, end.toordinal() - (days or _DEFAULT_DAYS) + 1))
    if start > end:
        raise StartupError(detail="--from: must not be later than --to")
    if (path := missing_file(settings.database_url)) is not None:
        raise StartupError(detail=f"DATABASE_URL: no database at {path}")
    options = server_options(settings)
    async with open_database(settings.database_url, options=options, clock=clock) as database:
        if await check_schema(database) is not SchemaState.CURRENT:
            raise StartupError(detail="DATABASE_URL: not a database of this version; `easel run` migrates it")
        store, range_ = SqlCostStore(database), (start.isoformat(), end.isoformat())
        return CostTable(
            group=group,
            first=range_[0],
            last=range_[1],
            rows=await store.groups(group, *range_, limit=limit),
            total=await store.total(*range_),
        )


def show_costs(costs: CostTable, console: Console) -> None:
    """Print the table, with the sum of all groups below it."""
    table = Table(
        title=f"{costs.first} to {costs.last}",
        title_justify="left",
        box=None,
        pad_edge=False,
        show_footer=True,
    )
    total = _cells(costs.total)
    table.add_column(_HEADINGS[costs.group], footer="Total", no_wrap=True)
    headings = ("Requests", "Estimated USD", "Billed USD", "Billed requests", "Drift")
    for heading, footer in zip(headings, total, strict=True):
        table.add_column(heading, footer=footer, justify="right", no_wrap=True)
    for row in costs.rows:
        table.add_row(Text(row.key), *_cells(row.cost))
    console.print(table)
    left_out = costs.total.requests - sum(row.cost.requests for row in costs.rows)
    if left_out:
        console.print(f"{left_out} more requests are not listed; --limit lists more groups.", highlight=False)
    if costs.total.billed_requests < costs.total.requests:
        console.print(
            "A bill is unknown if fal did not state the units, or their price could not be read.",
            highlight=False,
        )


def write_costs(costs: CostTable, file: TextIO = sys.stdout) -> None:
    """Write the rows as CSV, in US dollars with six decimals; what is unknown is empty."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((costs.group.value, *COLUMNS))
    for row in costs.rows:
        cost, drift = row.cost, row.cost.drift
        writer.writerow(
            (
                # IDs are digits, perhaps with a sign.
                row.key if row.key.lstrip("-").isdecimal() else safe_cell(row.key),
                cost.requests,
                _usd(cost.estimated, 6),
                cost.billed_requests,
                _usd(cost.billed_estimate, 6) if cost.billed_requests else "",
                _usd(cost.billed, 6) if cost.billed_requests else "",
                "" if drift is None else f"{100 * drift:.1f}",
            )
        )


def _cells(cost: Cost) -> tuple[str, ...]:
    drift = cost.drift
    return (
        str(cost.requests),
        _usd(cost.estimated, 2),
        _usd(cost.billed, 2) if cost.billed_requests else "unknown",
        str(cost.billed_requests),
        "" if drift is None else f"{drift:+.1%}",
    )


def _usd(micro: int, digits: int) -> str:
    return f"{micro / MICRO_USD:.{digits}f}"

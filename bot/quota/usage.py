"""What a server's administrators see of its use: sums for a picture and a table, and the ledger as a file.

The numbers are sums of ledger entries, so they equal what was charged or is held.
"""

from __future__ import annotations

import asyncio
import csv
import tempfile
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.policy_refusals import POLICY_REASON
from bot.db.usage import (
    LEDGER_COLUMNS,
    SpendRow,
    count_active_users,
    read_outcomes,
    read_spending,
    stream_ledger,
)
from bot.errors import RefusedError
from bot.quota.periods import period_at

__all__ = ["ActiveUsers", "LedgerExport", "Usage", "UsageService", "safe_cell"]

#: Days that a file covers where nobody says.
_USUAL_DAYS = 30
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Named like a job of the spool, so that what a crash leaves is swept at the next start.
_FOLDER = "job-export-"
# "Lately", in seconds, and the requests of that time that are looked at.
_LATELY = 7 * 24 * 3600.0
_LOOKED_AT = 10_000
# A file is cut a little below the limit: the next try must not miss it by a few bytes.
_MARGIN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The use of a server over some days, oldest first. All amounts in credits.

    ``outcomes`` counts requests by state and reason ("" where there is none).
    """

    days: tuple[str, ...]
    spending: tuple[SpendRow, ...]
    outcomes: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        return sum(row.credits for row in self.spending)

    @property
    def by_end(self) -> Mapping[str, int]:
        """Requests by how they ended: delivered, policy, failed, cancelled; those under way as open."""
        ends = dict.fromkeys(("delivered", "policy", "failed", "cancelled", "open"), 0)
        for (state, reason), count in self.outcomes.items():
            if state == "failed" and reason == POLICY_REASON:
                ends["policy"] += count
            else:
                ends[state if state in ends else "open"] += count
        return ends

    @property
    def by_day(self) -> list[tuple[str, Mapping[str, int]]]:
        """Each day with its credits by quality; days without any are there, too."""
        found: dict[str, Counter[str]] = {day: Counter() for day in self.days}
        for row in self.spending:
            found[row.day][row.quality] += row.credits
        return list(found.items())

    @property
    def by_quality(self) -> Mapping[str, int]:
        """Credits by quality, most first."""
        return dict(self._sums("quality"))

    @property
    def by_member(self) -> list[tuple[int, int]]:
        """Members with their credits, most first."""
        return self._sums("user_id")

    def _sums(self, name: str) -> list[tuple[Any, int]]:
        sums: Counter[Any] = Counter()
        for row in self.spending:
            sums[getattr(row, name)] += row.credits
        return sorted(sums.items(), key=lambda item: (-item[1], str(item[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveUsers:
    """``members`` asked for pictures after ``since`` (epoch seconds)."""

    members: int
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExport:
    """A file to hand out: ``rows`` entries of ``first`` to ``last``.

    ``left_out`` entries did not fit; ``next_day`` is where the rest begins then.
    """

    path: Path
    name: str
    first: str
    last: str
    rows: int
    left_out: int = 0
    next_day: str = ""


class UsageService:
    """Use and ledger of one server at a time."""

    def __init__(self, database: Database, clock: Clock, *, zone: ZoneInfo, folder: Path) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._folder = folder
        # Each holds a connection for as long as it reads; requests need some, too.
        self._one_at_a_time = asyncio.Semaphore()

    def today(self) -> date:
        """The quota day that it is now."""
        return date.fromisoformat(period_at(self._clock.now(), self._zone).day)

    async def usage(self, guild_id: int, days: int) -> Usage:
        """The last ``days`` quota days, today included."""
        today = self.today()
        names = tuple((today - timedelta(days=back)).isoformat() for back in reversed(range(days)))
        async with self._database.read() as connection:
            spending = await read_spending(connection, guild_id, names[0], names[-1])
            outcomes = await read_outcomes(connection, guild_id, names[0], names[-1])
        return Usage(days=names, spending=tuple(spending), outcomes=outcomes)

    async def active_users(self, guild_id: int, *, kept_days: int | None = None) -> ActiveUsers:
        """How many members asked for pictures in the last seven days, or in as many as requests are kept."""
        back = _LATELY if kept_days is None else min(_LATELY, kept_days * 24 * 3600.0)
        since_ms = round((self._clock.now() - back) * 1000)
        async with self._database.read(many_rows=True) as connection:
            members, since_ms = await count_active_users(connection, guild_id, since_ms, most=_LOOKED_AT)
        return ActiveUsers(members=members, since=since_ms / 1000)

    def days_between(self, first: str | None, last: str | None) -> tuple[str, str]:
        """A range of days as typed; the last 30 where nothing is said. Raises :class:`RefusedError`."""
        end = self.today() if last is None else _day(last)
        # The first days of the calendar have no thirty before them.
        usual = date.fromordinal(max(1, end.toordinal() - _USUAL_DAYS + 1))
        start = usual if first is None else _day(first)
        if start > end:
            raise RefusedError("export-refused-order")
        return start.isoformat(), end.isoformat()

    @asynccontextmanager
    async def export(self, guild_id: int, first: str, last: str, limit: int) -> AsyncIterator[LedgerExport]:
        """The ledger of those days as CSV of at most ``limit`` bytes, zipped where that is needed.

        What does not fit even then is left out whole days at a time, the latest first. The file is
        gone when the block ends.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=self._folder) as folder:
            table = Path(folder) / f"easel-ledger-{first}-{last}.csv"
            async with self._one_at_a_time:
                days = await self._write(table, guild_id, first, last)
            yield await asyncio.to_thread(_fit, table, days, first, last, limit)

    async def _write(self, path: Path, guild_id: int, first: str, last: str) -> Counter[str]:
        """Write every entry, batch by batch, away from the loop; returns the entries of each day."""
        days: Counter[str] = Counter()
        await asyncio.to_thread(_append, path, [LEDGER_COLUMNS])
        async with self._database.read() as connection:
            async for batch in stream_ledger(connection, guild_id, first, last):
                days.update(row["day"] for row in batch)
                await asyncio.to_thread(_append, path, [_cells(row) for row in batch])
        return days


def safe_cell(value: object) -> str:
    """A value as text that no spreadsheet runs. Numbers stay numbers, a negative one, too."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(row: Mapping[str, Any]) -> list[str]:
    at = datetime.fromtimestamp(row["at"] / 1000, UTC).isoformat(timespec="milliseconds")
    return [safe_cell(value) for value in (row | {"at": at.replace("+00:00", "Z")}).values()]  # type: ignore[operator]


def _append(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise RefusedError("export-refused-day") from error


def _fit(table: Path, days: Counter[str], first: str, last: str, limit: int) -> LedgerExport:
    """The table itself, or zipped, or as many of its first days as fit zipped."""
    rows = days.total()
    if table.stat().st_size <= limit:
        return LedgerExport(path=table, name=table.name, first=first, last=last, rows=rows)
    packed = table.with_suffix(".zip")
    kept, left_out = sorted(days), 0
    while True:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(table, table.name)
        if packed.stat().st_size <= limit or len(kept) <= 1:
            break
        fewer = min(len(kept) - 1, max(1, int(len(kept) * limit / packed.stat().st_size * _MARGIN)))
        left_out += sum(days[day] for day in kept[fewer:])
        kept = kept[:fewer]
        _keep_days(table, kept[-1])
    if packed.stat().st_size > limit:
        raise RefusedError("export-refused-size")
    dropped = sorted(set(days) - set(kept))
    return LedgerExport(
        path=packed,
        name=packed.name,
        first=first,
        last=kept[-1] if dropped else last,
        rows=rows - left_out,
        left_out=left_out,
        next_day=dropped[0] if dropped else "",
    )


def _keep_days(table: Path, last: str) -> None:
    """Drop the entries of later days; entries are not in the order of days, so each is looked at."""
    shorter = table.with_suffix(".part")
    column = LEDGER_COLUMNS.index("day")
    with (
        table.open(encoding="utf-8", newline="") as old,
        shorter.open("w", encoding="utf-8", newline="") as new,
    ):
        lines = csv.reader(old)
        writer = csv.writer(new)
        writer.writerow(next(lines))
        writer.writerows(line for line in lines if line[column] <= last)
    shorter.replace(table)

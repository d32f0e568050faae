"""Usage of a guild: totals for a chart and a table, and the ledger as a CSV file.

Credit totals are computed from ledger entries, so they match the credits charged or reserved.
"""

from __future__ import annotations

import asyncio
import csv
import tempfile
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.errors import RefusedError
from bot.guilds.policy_cooldown import POLICY_REASON
from bot.private_files import make_folder
from bot.quota.models import LEDGER_COLUMNS, ActiveUsers, SpendRow
from bot.quota.periods import period_at
from bot.quota.ports import UsageStore

__all__ = ["LedgerExport", "Usage", "UsageService", "safe_cell"]

# Length of an export for which no range was given, in days.
_DEFAULT_DAYS = 30
# Characters that begin a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# The spool removes folders with this prefix after a crash.
_FOLDER = "export-"
# Active users are counted over this period, in seconds, and at most this many requests.
_ACTIVE_SECONDS = 7 * 24 * 3600.0
_ACTIVE_REQUESTS = 10_000
# A file that is too large is cut to slightly less than the limit, so that the next attempt fits.
_MARGIN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Usage of a guild over a range of days, oldest first, in credits.

    ``outcomes`` counts jobs by state and reason ("" for none).
    """

    days: tuple[str, ...]
    spending: tuple[SpendRow, ...]
    outcomes: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        return sum(row.credits for row in self.spending)

    @property
    def by_end(self) -> Mapping[str, int]:
        """Number of jobs by outcome: ``delivered``, ``policy``, ``failed``, ``cancelled`` or ``open``."""
        ends = dict.fromkeys(("delivered", "policy", "failed", "cancelled", "open"), 0)
        for (state, reason), count in self.outcomes.items():
            if state == "failed" and reason == POLICY_REASON:
                ends["policy"] += count
            else:
                ends[state if state in ends else "open"] += count
        return ends

    @property
    def by_day(self) -> list[tuple[str, Mapping[str, int]]]:
        """Credits by quality for each day."""
        found: dict[str, Counter[str]] = {day: Counter() for day in self.days}
        for row in self.spending:
            found[row.day][row.quality] += row.credits
        return list(found.items())

    @property
    def by_quality(self) -> Mapping[str, int]:
        """Credits by quality, largest first."""
        return dict(self._sums("quality"))

    @property
    def by_member(self) -> list[tuple[int, int]]:
        """Pairs of member ID and credits, largest first."""
        return self._sums("user_id")

    def _sums(self, name: str) -> list[tuple[Any, int]]:
        sums: Counter[Any] = Counter()
        for row in self.spending:
            sums[getattr(row, name)] += row.credits
        return sorted(sums.items(), key=lambda item: (-item[1], str(item[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExport:
    """An export file with ``rows`` entries for the days ``first`` to ``last``.

    ``left_out`` entries did not fit; they begin on ``next_day``.
    """

    path: Path
    name: str
    first: str
    last: str
    rows: int
    left_out: int = 0
    next_day: str = ""


class UsageService:
    """Usage totals and ledger exports of a guild; one export reads the ledger at a time."""

    def __init__(self, store: UsageStore, clock: Clock, *, zone: ZoneInfo, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._folder = folder
        # Exports compete with requests for connections.
        self._one_at_a_time = asyncio.Semaphore()

    def today(self) -> date:
        """Return the current quota day."""
        return date.fromisoformat(period_at(self._clock.now(), self._zone).day)

    async def usage(self, guild_id: int, days: int) -> Usage:
        """Return the usage of the last ``days`` quota days, including today."""
        today = self.today()
        names = tuple((today - timedelta(days=back)).isoformat() for back in reversed(range(days)))
        spending, outcomes = await self._store.usage(guild_id, names[0], names[-1])
        return Usage(days=names, spending=tuple(spending), outcomes=outcomes)

    async def active_users(self, guild_id: int, *, kept_days: int | None = None) -> ActiveUsers:
        """Count the members with a request in the last seven days, or ``kept_days`` if shorter."""
        kept_seconds = _ACTIVE_SECONDS if kept_days is None else kept_days * 24 * 3600.0
        since_ms = round((self._clock.now() - min(_ACTIVE_SECONDS, kept_seconds)) * 1000)
        return await self._store.active_users(guild_id, since_ms, limit=_ACTIVE_REQUESTS)

    def days_between(self, first: str | None, last: str | None) -> tuple[str, str]:
        """Parse a range of days, by default the last 30. Raises :class:`RefusedError` if it is invalid."""
        end = self.today() if last is None else _day(last)
        # Dates before ordinal 1 do not exist.
        default = date.fromordinal(max(1, end.toordinal() - _DEFAULT_DAYS + 1))
        start = default if first is None else _day(first)
        if start > end:
            raise RefusedError("export-refused-order")
        return start.isoformat(), end.isoformat()

    @asynccontextmanager
    async def export(self, guild_id: int, first: str, last: str, limit: int) -> AsyncIterator[LedgerExport]:
        """Write the ledger of those days as a CSV file of at most ``limit`` bytes, zipped if necessary.

        Whole days that do not fit are left out, latest first. The file is deleted at the end of the block.
        """
        make_folder(self._folder)
        with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=self._folder) as folder:
            table = Path(folder) / f"easel-ledger-{first}-{last}.csv"
            async with self._one_at_a_time:
                days = await self._write(table, guild_id, first, last)
            yield await asyncio.to_thread(_fit, table, days, first, last, limit)

    async def _write(self, path: Path, guild_id: int, first: str, last: str) -> Counter[str]:
        """Write all entries in batches, off the event loop; return the number of entries per day."""
        days: Counter[str] = Counter()
        await asyncio.to_thread(_append, path, [LEDGER_COLUMNS])
        async with aclosing(self._store.ledger_batches(guild_id, first, last)) as batches:
            async for batch in batches:
                days.update(row["day"] for row in batch)
                await asyncio.to_thread(_append, path, [_cells(row) for row in batch])
        return days


def safe_cell(value: object) -> str:
    """Return ``value`` as text that no spreadsheet evaluates as a formula; integers are not escaped."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(row: Mapping[str, Any]) -> list[str]:
    at = datetime.fromtimestamp(row["at"] / 1000, UTC).isoformat(timespec="milliseconds")
    return [safe_cell(value) for value in {**row, "at": at.replace("+00:00", "Z")}.values()]


def _append(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise RefusedError("export-refused-day") from error


def _fit(table: Path, days: Counter[str], first: str, last: str, limit: int) -> LedgerExport:
    """Return the table as is, zipped, or zipped with only the earliest days that fit."""
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
    """Remove the entries for days after ``last``; the file is not sorted by day."""
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

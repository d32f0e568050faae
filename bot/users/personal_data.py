"""What a member may ask about their own data: all of it, in a file; and that it goes."""

from __future__ import annotations

import asyncio
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.db.data_erasure import Erased, count_open, erase, lock_user_rows, new_pseudonym
from bot.db.data_export import PERSONAL, count_rows, read_rows
from bot.db.engine import Database
from bot.errors import RefusedError
from bot.quota.periods import period_at

__all__ = ["DataExport", "PersonalDataService"]

# One export a member in this time, in seconds.
_EXPORT_PAUSE = 60.0
# What the end of an archive, its README and what the compressor still holds may take.
_SPARE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExport:
    """The archive, and by file how many rows are in it and how many had no room any more."""

    path: Path
    rows: Mapping[str, int]
    left_out: Mapping[str, int]


class PersonalDataService:
    """Answers for all members, from one database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        zone: ZoneInfo,
        pseudonym: Callable[[], int] = new_pseudonym,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._pseudonym = pseudonym
        self._exported: dict[int, float] = {}

    @asynccontextmanager
    async def export(
        self, user_id: int, *, max_bytes: int, readme: Callable[[DataExport], str]
    ) -> AsyncIterator[DataExport]:
        """Everything about this person in one archive, until the block ends.

        What no longer fits into ``max_bytes`` is left out, oldest first, and counted. Raises
        :class:`~bot.errors.RefusedError` for a second one within a minute.
        """
        self._take_turn(user_id)
        with tempfile.TemporaryDirectory(prefix="easel-export-") as folder:
            archive = _Archive(Path(folder) / "easel.zip", max_bytes - _SPARE_BYTES)
            try:
                rows, left_out = {}, {}
                for table in PERSONAL:
                    total = await count_rows(self._database, table, user_id)
                    written = await self._write_table(archive, table, user_id) if total else 0
                    rows[table.name], left_out[table.name] = written, max(0, total - written)
                export = DataExport(path=archive.path, rows=rows, left_out=left_out)
                await asyncio.to_thread(archive.close, readme(export))
            finally:
                await asyncio.to_thread(archive.abandon)
            yield export

    async def _write_table(self, archive: _Archive, table: Any, user_id: int) -> int:
        written = 0
        await asyncio.to_thread(archive.begin, f"{table.name}.json")
        async for page in read_rows(self._database, table, user_id):
            taken = await asyncio.to_thread(archive.add, page)
            written += taken
            if taken < len(page):
                break
        await asyncio.to_thread(archive.end)
        return written

    def _take_turn(self, user_id: int) -> None:
        now = self._clock.now()
        self._exported = {u: at for u, at in self._exported.items() if now - at < _EXPORT_PAUSE}
        if user_id in self._exported:
            raise RefusedError("refused-export-soon")
        self._exported[user_id] = now

    async def erase(self, user_id: int) -> Erased:
        """Empty and anonymise, in one transaction.

        Raises :class:`~bot.errors.RefusedError` while a request of theirs is open: its credits
        are held, and its result has to find its way.
        """
        now = self._clock.now()
        day = period_at(now, self._zone).day
        async with self._database.write(many_rows=True) as connection:
            await lock_user_rows(connection, user_id, day)
            if waiting := await count_open(connection, user_id):
                raise RefusedError("refused-erase-open", count=waiting)
            return await erase(connection, user_id, self._pseudonym(), day=day, at_ms=round(now * 1000))


class _Archive:
    """A zip file that is written row by row and stops before it is too large. Blocks."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._raw = path.open("wb")
        self._zip = zipfile.ZipFile(self._raw, "w", zipfile.ZIP_DEFLATED)
        self._entry: Any = None
        self._first = True
        # Bytes of the page that may still be in the compressor.
        self._pending = 0

    def begin(self, name: str) -> None:
        self._entry = self._zip.open(name, "w")
        self._entry.write(b"[")
        self._first = True

    def add(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Write as many rows as there is room for; returns their number."""
        for number, row in enumerate(rows):
            text = json.dumps(row, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            # Counted as if nothing could be compressed, beyond what is on disk already.
            if self._raw.tell() + self._pending + len(text) > self._max_bytes:
                return number
            self._pending += len(text)
            self._entry.write(b"\n" if self._first else b",\n")
            self._entry.write(text)
            self._first = False
        self._pending = 0
        return len(rows)

    def end(self) -> None:
        self._entry.write(b"\n]\n")
        self._entry.close()
        self._entry = None

    def close(self, readme: str) -> None:
        self._zip.writestr("README.txt", readme)
        self._zip.close()
        self._raw.close()

    def abandon(self) -> None:
        """Close whatever is open; harmless after :meth:`close`."""
        if self._raw.closed:
            return
        if self._entry is not None:
            self._entry.close()
        self._zip.close()
        self._raw.close()

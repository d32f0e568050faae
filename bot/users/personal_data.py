"""Personal data service: exports a user's data as an archive, and erases it."""

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
from bot.errors import RefusedError
from bot.private_files import open_private
from bot.quota.periods import period_at
from bot.users.ports import Erased, PersonalDataStore

__all__ = ["DataExport", "PersonalDataService"]

# Minimum time between two exports by a user, in seconds.
_EXPORT_INTERVAL = 60.0
# Reserved for the archive's central directory, its README and the compressor's buffer.
_SPARE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExport:
    """The archive and, by table, the numbers of rows included and left out."""

    path: Path
    rows: Mapping[str, int]
    left_out: Mapping[str, int]


class PersonalDataService:
    """Exports and erases a user's personal data."""

    def __init__(self, store: PersonalDataStore, clock: Clock, *, zone: ZoneInfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._exported: dict[int, float] = {}

    @asynccontextmanager
    async def export(
        self, user_id: int, *, max_bytes: int, readme: Callable[[DataExport], str]
    ) -> AsyncIterator[DataExport]:
        """Write all data about this user to an archive that is deleted when the block ends.

        Rows beyond ``max_bytes`` are left out, oldest first, and counted. Raises
        :class:`~bot.errors.RefusedError` for a second export within a minute.
        """
        self._check_interval(user_id)
        with tempfile.TemporaryDirectory(prefix="easel-export-") as folder:
            archive = _Archive(Path(folder) / "easel.zip", max_bytes - _SPARE_BYTES)
            try:
                rows, left_out = {}, {}
                for table in self._store.tables:
                    total = await self._store.count_rows(table, user_id)
                    written = await self._write_table(archive, table, user_id) if total else 0
                    rows[table], left_out[table] = written, max(0, total - written)
                export = DataExport(path=archive.path, rows=rows, left_out=left_out)
                await asyncio.to_thread(archive.close, readme(export))
            finally:
                await asyncio.to_thread(archive.abandon)
            yield export

    async def _write_table(self, archive: _Archive, table: str, user_id: int) -> int:
        written = 0
        await asyncio.to_thread(archive.begin, f"{table}.json")
        async for page in self._store.read_rows(table, user_id):
            taken = await asyncio.to_thread(archive.add, page)
            written += taken
            if taken < len(page):
                break
        await asyncio.to_thread(archive.end)
        return written

    def _check_interval(self, user_id: int) -> None:
        now = self._clock.now()
        self._exported = {u: at for u, at in self._exported.items() if now - at < _EXPORT_INTERVAL}
        if user_id in self._exported:
            raise RefusedError("refused-export-soon")
        self._exported[user_id] = now

    async def erase(self, user_id: int) -> Erased:
        """Delete and anonymize this user's data.

        Raises :class:`~bot.errors.RefusedError` while a request of this user is open.
        """
        return await self._store.erase(user_id, day=period_at(self._clock.now(), self._zone).day)


class _Archive:
    """A zip file of limited size, written row by row. Blocking."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._raw = open_private(path)
        self._zip = zipfile.ZipFile(self._raw, "w", zipfile.ZIP_DEFLATED)
        self._entry: Any = None
        self._first = True
        # Bytes of the current page that may still be in the compressor's buffer, not in the file.
        self._pending = 0

    def begin(self, name: str) -> None:
        self._entry = self._zip.open(name, "w")
        self._entry.write(b"[")
        self._first = True

    def add(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Write as many rows as fit; return their number."""
        for number, row in enumerate(rows):
            text = json.dumps(row, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            # Bytes not yet in the file are counted at their uncompressed size.
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
        """Close all files without completing the archive; no effect after :meth:`close`."""
        if self._raw.closed:
            return
        if self._entry is not None:
            self._entry.close()
        self._zip.close()
        self._raw.close()

"""User stores: defaults, and the export and erasure of personal data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, now_ms
from bot.db.data_erasure import (
    count_open,
    erase,
    erase_copies,
    erase_past_jobs,
    new_pseudonym,
    rename_actions,
    rename_past_entries,
)
from bot.db.data_export import PERSONAL, count_rows, read_rows
from bot.db.engine import Database
from bot.db.fast_read import WouldBlockError
from bot.db.ledger import lock_user_rows
from bot.db.schema import member_defaults
from bot.db.upsert import insert_if_absent
from bot.errors import DatabaseUnavailableError, RefusedError
from bot.users.defaults import UserDefaults
from bot.users.ports import Erased

__all__ = ["SqlPersonalDataStore", "SqlUserDefaultsStore"]

log = structlog.stdlib.get_logger(__name__)

_C = member_defaults.c
_READ = select(_C.size, _C.quality, _C.count, _C.private, _C.mention, _C.model).where(
    _C.user_id == bindparam("of_user")
)
_PRIVATE = "SELECT private FROM member_defaults WHERE user_id = ?"


class SqlUserDefaultsStore:
    """:class:`~bot.users.ports.UserDefaultsStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prefers_private_now(self, user_id: int) -> bool | None:
        try:
            row = self._database.fast_reader.fetch_row(_PRIVATE, user_id)
        except WouldBlockError:
            return None
        return row is not None and bool(row[0])

    async def prefers_private(self, user_id: int) -> bool:
        return bool((await self.get(user_id)).private)

    async def get(self, user_id: int) -> UserDefaults:
        async with self._database.read() as connection:
            row = (await connection.execute(_READ, {"of_user": user_id})).first()
        if row is None:
            return UserDefaults()
        size, quality, count, private, mention, model = row
        return UserDefaults(
            size=size,
            quality=quality,
            count=count,
            private=_as_bool(private),
            mention=_as_bool(mention),
            model=model,
        )

    async def get_or_default(self, user_id: int) -> UserDefaults:
        try:
            return await self.get(user_id)
        except (DatabaseUnavailableError, SQLAlchemyError) as error:
            log.warning("user defaults unavailable", error=type(error).__name__)
            return UserDefaults()

    async def change(self, user_id: int, **values: Any) -> UserDefaults:
        stored = {k: int(v) if isinstance(v, bool) else v for k, v in values.items()}
        async with self._database.write() as connection:
            await connection.execute(insert_if_absent(connection, member_defaults).values(user_id=user_id))
            await connection.execute(update(member_defaults).where(_C.user_id == user_id).values(**stored))
        return await self.get(user_id)


class SqlPersonalDataStore:
    """:class:`~bot.users.ports.PersonalDataStore` in SQL."""

    tables: Sequence[str] = tuple(PERSONAL)

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        erase_repeats: bool = True,
        pseudonym: Callable[[], int] = new_pseudonym,
    ) -> None:
        self._database = database
        self._clock = clock
        self._erase_repeats = erase_repeats
        self._pseudonym = pseudonym

    async def count_rows(self, table: str, user_id: int) -> int:
        return await count_rows(self._database, PERSONAL[table], user_id)

    def read_rows(self, table: str, user_id: int) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        return read_rows(self._database, PERSONAL[table], user_id)

    async def erase(self, user_id: int, *, day: str) -> Erased:
        pseudonym, at_ms = self._pseudonym(), now_ms(self._clock)
        async with self._database.read(many_rows=True) as connection:
            await _check_open(connection, user_id)
        # Large numbers of rows are changed in batches first, which leaves few for the last transaction. Copies come
        # before all else, while the jobs that derive from the user's can still be found.
        await erase_copies(self._database, user_id, repeats=self._erase_repeats)
        past = await erase_past_jobs(self._database, user_id, pseudonym, at_ms=at_ms)
        await rename_past_entries(self._database, user_id, pseudonym, day=day, at_ms=at_ms)
        await rename_actions(self._database, user_id, pseudonym)
        async with self._database.write(many_rows=True) as connection:
            await lock_user_rows(connection, user_id)
            await _check_open(connection, user_id)
            erased = await erase(
                connection, user_id, pseudonym, day=day, at_ms=at_ms, repeats=self._erase_repeats
            )
        await self._database.forget_deleted()
        return replace(erased, generations=erased.generations + past)


def _as_bool(stored: int | None) -> bool | None:
    return None if stored is None else bool(stored)


async def _check_open(connection: AsyncConnection, user_id: int) -> None:
    """Raise :class:`RefusedError` while a request of the user is open."""
    if waiting := await count_open(connection, user_id):
        raise RefusedError("refused-erase-open", count=waiting)

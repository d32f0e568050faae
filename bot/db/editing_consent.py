"""Editing consent store: opt-outs, and consents to the edit of one message's pictures."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.schema import edit_consents, edit_opt_outs
from bot.db.upsert import upsert
from bot.guilds.editing_consent import CONSENT_SECONDS

__all__ = ["SqlEditingConsentStore"]


class SqlEditingConsentStore:
    """:class:`~bot.guilds.editing_consent.EditingConsentStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def is_opted_out(self, user_id: int) -> bool:
        c = edit_opt_outs.c
        async with self._database.read() as connection:
            return await connection.scalar(select(c.user_id).where(c.user_id == user_id)) is not None

    async def set_opted_out(self, user_id: int, *, opted_out: bool) -> None:
        async with self._database.write() as connection:
            if opted_out:
                row = {"user_id": user_id, "at_ms": self._now_ms()}
                await connection.execute(upsert(connection, edit_opt_outs, row))
            else:
                await connection.execute(delete(edit_opt_outs).where(edit_opt_outs.c.user_id == user_id))

    async def grant(self, message_id: int, *, owner_id: int, editor_id: int) -> None:
        row = {"message_id": message_id, "owner_id": owner_id, "editor_id": editor_id}
        async with self._database.write() as connection:
            await connection.execute(upsert(connection, edit_consents, row | {"at_ms": self._now_ms()}))

    async def is_granted(self, message_id: int, *, owner_id: int, editor_id: int) -> bool:
        c, since = edit_consents.c, self._now_ms() - round(CONSENT_SECONDS * 1000)
        found = select(c.message_id).where(
            c.message_id == message_id, c.owner_id == owner_id, c.editor_id == editor_id, c.at_ms >= since
        )
        async with self._database.read() as connection:
            return await connection.scalar(found) is not None

    def _now_ms(self) -> int:
        return round(self._clock.now() * 1000)

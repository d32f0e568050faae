"""Notice store: each notice is recorded before it is posted, so that it is sent at most once."""

from __future__ import annotations

from sqlalchemy import and_, delete, select, update

from bot.clock import Clock, now_ms
from bot.db.engine import Database
from bot.db.schema import sent_notices
from bot.db.upsert import insert_if_absent

__all__ = ["SqlNoticeStore"]

_C = sent_notices.c


class SqlNoticeStore:
    """:class:`~bot.notifications.NoticeStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def claim(
        self, *names: str, guild_id: int = 0, user_id: int = 0, repeat_after: float | None = None
    ) -> bool:
        sent_ms = now_ms(self._clock)
        claimed = False
        async with self._database.write() as connection:
            for name in names:
                key = {"name": name, "guild_id": guild_id, "user_id": user_id}
                insert = insert_if_absent(connection, sent_notices).values(**key, sent_ms=sent_ms)
                claimed = (await connection.execute(insert)).rowcount == 1
                if not claimed and repeat_after is not None:
                    expired = _C.sent_ms <= sent_ms - round(repeat_after * 1000)
                    this = and_(*(sent_notices.c[column] == value for column, value in key.items()))
                    again = update(sent_notices).where(this, expired).values(sent_ms=sent_ms)
                    claimed = (await connection.execute(again)).rowcount == 1
        return claimed

    async def forget(self, name: str) -> None:
        this = and_(_C.name == name, _C.guild_id == 0, _C.user_id == 0)
        # Most often, there is nothing to forget: a read does not wait for writers.
        async with self._database.read() as connection:
            if await connection.scalar(select(_C.name).where(this)) is None:
                return
        async with self._database.write() as connection:
            await connection.execute(delete(sent_notices).where(this))

"""What a member prefers where they say nothing."""

from __future__ import annotations

from sqlalchemy import select

from bot.storage.engine import Database
from bot.storage.schema import member_defaults

__all__ = ["MemberPreferences"]


class MemberPreferences:
    """Preferences of all members, in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prefers_private(self, user_id: int) -> bool:
        """Whether replies are for this member alone unless they say otherwise."""
        query = select(member_defaults.c.private).where(member_defaults.c.user_id == user_id)
        async with self._database.read() as connection:
            return bool(await connection.scalar(query))

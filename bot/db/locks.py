"""One administrator's decision about a server at a time.

A row that is not there cannot be locked, so two who decide the same thing for the first time, or one
who decides while another takes a decision back, would each compare with what neither finds. They queue
up at one row of their server instead, and before any other row, so that they cannot block each other.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import bot_state
from bot.db.upsert import insert_if_absent

__all__ = ["lock_guild_settings"]


async def lock_guild_settings(connection: AsyncConnection, guild_id: int) -> None:
    """Wait until nobody else decides about this server; until the caller's commit nobody will."""
    key = f"decisions:{guild_id}"
    await connection.execute(insert_if_absent(connection, bot_state).values(key=key, value=""))
    await connection.execute(select(bot_state.c.key).where(bot_state.c.key == key).with_for_update())

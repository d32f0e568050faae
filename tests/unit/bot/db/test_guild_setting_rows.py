"""Unreadable rows of guild settings."""

from __future__ import annotations

from sqlalchemy import insert

from bot.audit.models import AdminActor
from bot.db.engine import Database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.schema import server_settings
from bot.guilds.settings import GuildSettings
from tests.clocks import ManualClock


async def test_an_invalid_row_does_not_hide_the_others(database: Database, manual_clock: ManualClock) -> None:
    store = SqlGuildSettingsStore(database, manual_clock)
    await store.change(AdminActor(guild_id=1, user_id=99), {"language": "de"})
    async with database.write() as connection:
        row = {"guild_id": 1, "key": "largest_count", "value": '"many"'}
        await connection.execute(insert(server_settings).values(row))

    assert await store.get(1) == GuildSettings(language="de")

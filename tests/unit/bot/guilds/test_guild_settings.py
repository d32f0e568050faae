"""What a server decides is kept, can be taken back, and each change leaves its record."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from sqlalchemy import insert, select

from bot.audit.models import AdminActor
from bot.db.engine import Database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.schema import audit, server_settings
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings, RepeatBy
from tests.clocks import ManualClock

ADMIN = AdminActor(guild_id=1, user_id=99)


@pytest.fixture
def servers(database: Database, manual_clock: ManualClock) -> GuildService:
    return GuildService(SqlGuildSettingsStore(database, manual_clock))


async def test_a_new_server_has_decided_nothing(servers: GuildService) -> None:
    assert await servers.get(1) == GuildSettings()


async def test_a_change_is_kept_for_this_server_only(servers: GuildService) -> None:
    changed = await servers.change(ADMIN, repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)

    assert changed == GuildSettings(repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)
    assert await servers.get(1) == changed
    assert await servers.get(2) == GuildSettings()


async def test_none_takes_a_decision_back(servers: GuildService) -> None:
    await servers.change(ADMIN, largest_count=2, language="de")

    assert await servers.change(ADMIN, largest_count=None) == GuildSettings(language="de")


async def test_a_value_that_cannot_be_changes_nothing(servers: GuildService) -> None:
    await servers.change(ADMIN, largest_count=2)

    with pytest.raises(ValidationError):
        await servers.change(ADMIN, language="de", largest_count=0)

    assert await servers.get(1) == GuildSettings(largest_count=2)


async def test_only_what_changes_is_recorded(servers: GuildService, database: Database) -> None:
    await servers.change(ADMIN, largest_count=2)
    await servers.change(ADMIN, largest_count=2, log_channel=7)

    async with database.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    assert [(r["actor_id"], r["action"], r["subject"], r["before_text"], r["after_text"]) for r in rows] == [
        (99, "setting", "largest_count", None, "2"),
        (99, "setting", "log_channel", None, "7"),
    ]


async def test_a_row_that_cannot_be_read_does_not_stop_the_others(
    servers: GuildService, database: Database
) -> None:
    await servers.change(ADMIN, language="de")
    async with database.write() as connection:
        await connection.execute(
            insert(server_settings).values(guild_id=1, key="largest_count", value='"many"')
        )

    assert await servers.get(1) == GuildSettings(language="de")

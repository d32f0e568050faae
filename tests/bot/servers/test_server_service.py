"""What a server decides is kept, can be taken back, and each change leaves its record."""

from __future__ import annotations

import pytest
from clocks import ManualClock
from pydantic import ValidationError
from sqlalchemy import insert, select

from bot.quota.service import Actor
from bot.servers.service import ServerService
from bot.servers.settings import RepeatBy, ServerSettings
from bot.storage.engine import Database
from bot.storage.schema import audit, server_settings

ADMIN = Actor(guild_id=1, user_id=99)


@pytest.fixture
def servers(database: Database, manual_clock: ManualClock) -> ServerService:
    return ServerService(database, manual_clock)


async def test_a_new_server_has_decided_nothing(servers: ServerService) -> None:
    assert await servers.get(1) == ServerSettings()


async def test_a_change_is_kept_for_this_server_only(servers: ServerService) -> None:
    changed = await servers.change(ADMIN, repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)

    assert changed == ServerSettings(repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)
    assert await servers.get(1) == changed
    assert await servers.get(2) == ServerSettings()


async def test_none_takes_a_decision_back(servers: ServerService) -> None:
    await servers.change(ADMIN, largest_count=2, language="de")

    assert await servers.change(ADMIN, largest_count=None) == ServerSettings(language="de")


async def test_a_value_that_cannot_be_changes_nothing(servers: ServerService) -> None:
    await servers.change(ADMIN, largest_count=2)

    with pytest.raises(ValidationError):
        await servers.change(ADMIN, language="de", largest_count=0)

    assert await servers.get(1) == ServerSettings(largest_count=2)


async def test_only_what_changes_is_recorded(servers: ServerService, database: Database) -> None:
    await servers.change(ADMIN, largest_count=2)
    await servers.change(ADMIN, largest_count=2, log_channel=7)

    async with database.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    assert [(r["actor_id"], r["action"], r["subject"], r["before_text"], r["after_text"]) for r in rows] == [
        (99, "setting", "largest_count", None, "2"),
        (99, "setting", "log_channel", None, "7"),
    ]


async def test_a_row_that_cannot_be_read_does_not_stop_the_others(
    servers: ServerService, database: Database
) -> None:
    await servers.change(ADMIN, language="de")
    async with database.write() as connection:
        await connection.execute(
            insert(server_settings).values(guild_id=1, key="largest_count", value='"many"')
        )

    assert await servers.get(1) == ServerSettings(language="de")

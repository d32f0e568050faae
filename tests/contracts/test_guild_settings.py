"""Guild settings store: settings are kept per guild, can be removed, and changes are recorded."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.audit.models import AdminActor
from bot.audit.undo import AuditLog
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings, RepeatBy

ADMIN = AdminActor(guild_id=1, user_id=99)


async def test_a_new_server_has_no_settings(guilds: GuildService) -> None:
    assert await guilds.get(1) == GuildSettings()


async def test_a_change_is_stored_for_this_server_only(guilds: GuildService) -> None:
    changed = await guilds.change(ADMIN, repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)

    assert changed == GuildSettings(repeat_by=RepeatBy.ANYONE, channels=(5, 6), spoiler=True)
    assert await guilds.get(1) == changed
    assert await guilds.get(2) == GuildSettings()


async def test_none_removes_a_setting(guilds: GuildService) -> None:
    await guilds.change(ADMIN, largest_count=2, language="de")

    assert await guilds.change(ADMIN, largest_count=None) == GuildSettings(language="de")


async def test_an_invalid_value_changes_nothing(guilds: GuildService) -> None:
    await guilds.change(ADMIN, largest_count=2)

    with pytest.raises(ValidationError):
        await guilds.change(ADMIN, language="de", largest_count=0)

    assert await guilds.get(1) == GuildSettings(largest_count=2)


async def test_only_actual_changes_are_recorded(guilds: GuildService, audit_log: AuditLog) -> None:
    await guilds.change(ADMIN, largest_count=2)
    await guilds.change(ADMIN, largest_count=2, log_channel=7)

    entries = [record.entry for record in (await audit_log.page(1)).records][::-1]
    assert [(e.actor_id, e.action.value, e.subject, e.before_text, e.after_text) for e in entries] == [
        (99, "setting", "largest_count", None, "2"),
        (99, "setting", "log_channel", None, "7"),
    ]

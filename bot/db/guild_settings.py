"""Guild settings store: one row per setting, with a JSON value, and a lock that serializes changes."""

from __future__ import annotations

import json
from collections.abc import Mapping

import structlog
from pydantic import ValidationError
from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.audit.models import AdminActor, AuditAction, AuditEntry, TargetKind
from bot.clock import Clock, now_ms
from bot.db.audit_rows import write_audit
from bot.db.engine import Database
from bot.db.schema import guild_locks, server_settings
from bot.db.upsert import insert_if_absent, upsert
from bot.errors import DatabaseUnavailableError
from bot.guilds.settings import GuildSettings

__all__ = [
    "SqlGuildSettingsStore",
    "lock_guild_settings",
    "read_guild_setting",
    "read_guild_settings",
    "write_guild_setting",
]

log = structlog.stdlib.get_logger(__name__)

_C = server_settings.c
_READ = select(_C.key, _C.value).where(_C.guild_id == bindparam("of_guild"))
_DEFAULTS = GuildSettings()


class SqlGuildSettingsStore:
    """:class:`~bot.guilds.service.GuildSettingsStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int) -> GuildSettings:
        async with self._database.read() as connection:
            return await read_guild_settings(connection, guild_id)

    async def get_or_default(self, guild_id: int) -> GuildSettings:
        try:
            return await self.get(guild_id)
        except (DatabaseUnavailableError, SQLAlchemyError) as error:
            log.warning("guild settings unavailable", error=type(error).__name__)
            return _DEFAULTS

    async def change(self, actor: AdminActor, values: Mapping[str, object | None]) -> GuildSettings:
        # All records share one time: settings changed together are undone together.
        at_ms = now_ms(self._clock)
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            for key, value in values.items():
                before = await write_guild_setting(connection, actor.guild_id, key, value)
                after = None if value is None else json.dumps(value)
                if before == after:
                    continue
                entry = AuditEntry(
                    at_ms=at_ms,
                    guild_id=actor.guild_id,
                    actor_id=actor.user_id,
                    action=AuditAction.SETTING,
                    target_kind=TargetKind.SERVER,
                    target_id=0,
                    subject=key,
                    before_text=before,
                    after_text=after,
                )
                await write_audit(connection, entry)
            return await read_guild_settings(connection, actor.guild_id)


async def lock_guild_settings(connection: AsyncConnection, guild_id: int) -> None:
    """Serialize administrative changes to a guild until the caller's transaction ends.

    A row that does not exist cannot be locked: two concurrent first writes of the same value, or a change
    and an undo, would both compare against a missing row. This row is locked before any other, so that
    changes cannot deadlock.
    """
    await connection.execute(insert_if_absent(connection, guild_locks).values(guild_id=guild_id))
    lock = select(guild_locks.c.guild_id).where(guild_locks.c.guild_id == guild_id)
    await connection.execute(lock.with_for_update())


async def read_guild_settings(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    """Return a guild's settings; an invalid row is logged and counts as unset."""
    rows = (await connection.execute(_READ, {"of_guild": guild_id})).all()
    if not rows:
        return _DEFAULTS
    values = {key: json.loads(value) for key, value in rows}
    try:
        return GuildSettings.model_validate(values)
    except ValidationError as error:
        invalid = {str(part["loc"][0]) for part in error.errors() if part["loc"]}
        log.error("invalid guild settings ignored", guild=guild_id, keys=sorted(invalid))
        return GuildSettings.model_validate({k: v for k, v in values.items() if k not in invalid})


async def read_guild_setting(connection: AsyncConnection, guild_id: int, key: str) -> str | None:
    """Return the stored JSON of one setting, and lock its row until the caller's transaction ends."""
    query = select(_C.value).where(_C.guild_id == guild_id, _C.key == key).with_for_update()
    found: str | None = await connection.scalar(query)
    return found


async def write_guild_setting(
    connection: AsyncConnection, guild_id: int, key: str, value: object | None
) -> str | None:
    """Set one setting, or remove it with ``None``; return the previous JSON."""
    before = await read_guild_setting(connection, guild_id, key)
    if value is None:
        where = and_(_C.guild_id == guild_id, _C.key == key)
        await connection.execute(delete(server_settings).where(where))
    else:
        row = {"guild_id": guild_id, "key": key, "value": json.dumps(value)}
        await connection.execute(upsert(connection, server_settings, row))
    return before

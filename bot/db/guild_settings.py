"""The rows of what servers have decided: one a setting, its value as JSON."""

from __future__ import annotations

import json

import structlog
from pydantic import ValidationError
from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import server_settings
from bot.db.upsert import upsert
from bot.guilds.settings import GuildSettings

__all__ = ["read_guild_settings", "write_guild_setting"]

log = structlog.stdlib.get_logger(__name__)

_C = server_settings.c
_READ = select(_C.key, _C.value).where(_C.guild_id == bindparam("of_guild"))
_UNDECIDED = GuildSettings()


async def read_guild_settings(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    """What this server has decided; a row that cannot be read counts as not decided, and is logged."""
    rows = (await connection.execute(_READ, {"of_guild": guild_id})).all()
    if not rows:
        return _UNDECIDED
    values = {key: json.loads(value) for key, value in rows}
    try:
        return GuildSettings.model_validate(values)
    except ValidationError as error:
        broken = {str(part["loc"][0]) for part in error.errors() if part["loc"]}
        log.error("settings of a server cannot be read", guild=guild_id, keys=sorted(broken))
        return GuildSettings.model_validate({k: v for k, v in values.items() if k not in broken})


async def write_guild_setting(
    connection: AsyncConnection, guild_id: int, key: str, value: object | None
) -> str | None:
    """Set one setting, or forget it with ``None``; returns the JSON that stood there before."""
    c = server_settings.c
    where = and_(c.guild_id == guild_id, c.key == key)
    before = await connection.scalar(select(c.value).where(where).with_for_update())
    if value is None:
        await connection.execute(delete(server_settings).where(where))
    else:
        row = {"guild_id": guild_id, "key": key, "value": json.dumps(value)}
        await connection.execute(upsert(connection, server_settings, row))
    return before

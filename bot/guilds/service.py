"""What cogs ask about a server's decisions, and how an administrator changes them."""

from __future__ import annotations

import json

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.guild_settings import read_guild_settings, write_guild_setting
from bot.db.limits import AuditAction, AuditEntry, TargetKind, write_audit
from bot.db.locks import lock_guild_settings
from bot.guilds.settings import GuildSettings
from bot.quota.service import AdminActor

__all__ = ["GuildService"]

log = structlog.stdlib.get_logger(__name__)


class GuildService:
    """Decisions of all servers, in one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int) -> GuildSettings:
        """What this server has decided."""
        async with self._database.read() as connection:
            return await read_guild_settings(connection, guild_id)

    async def get_if_possible(self, guild_id: int) -> GuildSettings:
        """What this server has decided; nothing where it cannot be read.

        For what is only offered: whatever comes of it is held against the decisions anyway.
        """
        try:
            return await self.get(guild_id)
        except SQLAlchemyError as error:
            log.warning("a server's decisions cannot be read", error=type(error).__name__)
            return GuildSettings()

    async def change(self, actor: AdminActor, **values: object | None) -> GuildSettings:
        """Set some settings (``None`` forgets one), each with its audit row; returns all of them.

        Raises :class:`pydantic.ValidationError` for a value that the setting cannot have.
        """
        given = {key: value for key, value in values.items() if value is not None}
        # What is stored is what the model makes of it: plain JSON.
        stored = GuildSettings.model_validate(given).model_dump(mode="json")
        # One instant for all: what is set together is taken back together.
        at_ms = round(self._clock.now() * 1000)
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            for key in values:
                after = stored[key] if key in given else None
                before = await write_guild_setting(connection, actor.guild_id, key, after)
                after_text = None if after is None else json.dumps(after)
                if before == after_text:
                    continue
                entry = AuditEntry(
                    at_ms=at_ms,
                    guild_id=actor.guild_id,
                    actor_id=actor.user_id,
                    action=AuditAction.SETTING,
                    target_kind=TargetKind.SERVER,
                    target_id=0,
                    before=None,
                    after=None,
                    subject=key,
                    before_text=before,
                    after_text=after_text,
                )
                await write_audit(connection, entry)
            return await read_guild_settings(connection, actor.guild_id)

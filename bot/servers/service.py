"""What cogs ask about a server's decisions, and how an administrator changes them."""

from __future__ import annotations

import json

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.quota.service import Actor
from bot.servers.settings import ServerSettings
from bot.storage.decisions import hold_decisions
from bot.storage.engine import Database
from bot.storage.limits import AuditAction, AuditEntry, TargetKind, write_audit
from bot.storage.server_settings import read_server_settings, write_server_setting

__all__ = ["ServerService"]

log = structlog.stdlib.get_logger(__name__)


class ServerService:
    """Decisions of all servers, in one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int) -> ServerSettings:
        """What this server has decided."""
        async with self._database.read() as connection:
            return await read_server_settings(connection, guild_id)

    async def get_if_possible(self, guild_id: int) -> ServerSettings:
        """What this server has decided; nothing where it cannot be read.

        For what is only offered: whatever comes of it is held against the decisions anyway.
        """
        try:
            return await self.get(guild_id)
        except SQLAlchemyError as error:
            log.warning("a server's decisions cannot be read", error=type(error).__name__)
            return ServerSettings()

    async def change(self, actor: Actor, **values: object | None) -> ServerSettings:
        """Set some settings (``None`` forgets one), each with its audit row; returns all of them.

        Raises :class:`pydantic.ValidationError` for a value that the setting cannot have.
        """
        given = {key: value for key, value in values.items() if value is not None}
        # What is stored is what the model makes of it: plain JSON.
        stored = ServerSettings.model_validate(given).model_dump(mode="json")
        # One instant for all: what is set together is taken back together.
        at_ms = round(self._clock.now() * 1000)
        async with self._database.write() as connection:
            await hold_decisions(connection, actor.guild_id)
            for key in values:
                after = stored[key] if key in given else None
                before = await write_server_setting(connection, actor.guild_id, key, after)
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
            return await read_server_settings(connection, actor.guild_id)

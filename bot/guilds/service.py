"""Guild service: the settings of each guild, and administrators' changes to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.audit.models import AdminActor
from bot.guilds.settings import GuildSettings

__all__ = ["GuildService", "GuildSettingsStore"]


class GuildSettingsStore(Protocol):
    """Port: the stored settings of all guilds."""

    async def get(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings."""
        ...

    async def get_or_default(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings, or the defaults if the database cannot be read."""
        ...

    async def change(self, actor: AdminActor, values: Mapping[str, object | None]) -> GuildSettings:
        """Set some settings to JSON values (``None`` removes one), each with its audit record."""
        ...


class GuildService:
    """Settings of all guilds."""

    def __init__(self, store: GuildSettingsStore) -> None:
        self._store = store

    async def get(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings."""
        return await self._store.get(guild_id)

    async def get_or_default(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings, or the defaults if the database cannot be read.

        For choices that are only offered: a request is checked against the settings anyway.
        """
        return await self._store.get_or_default(guild_id)

    async def change(self, actor: AdminActor, **values: object | None) -> GuildSettings:
        """Set some settings (``None`` removes one), each with its audit record; return all of them.

        Raises :class:`pydantic.ValidationError` for an invalid value.
        """
        given = {key: value for key, value in values.items() if value is not None}
        # Stored as the model serializes it: plain JSON.
        stored = GuildSettings.model_validate(given).model_dump(mode="json")
        return await self._store.change(actor, {key: stored[key] if key in given else None for key in values})

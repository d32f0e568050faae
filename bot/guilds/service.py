"""Guild service: reads each guild's settings and applies administrators' changes."""

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
        """Set settings to JSON values (``None`` removes one), each with its own audit record."""
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

        For choices shown to users; requests themselves are always checked against the stored settings.
        """
        return await self._store.get_or_default(guild_id)

    async def change(self, actor: AdminActor, **values: object | None) -> GuildSettings:
        """Set settings (``None`` removes one), each with its own audit record; return all settings.

        Raises :class:`pydantic.ValidationError` for an invalid value.
        """
        given = {key: value for key, value in values.items() if value is not None}
        # Store values as serialized by the model, in plain JSON.
        stored = GuildSettings.model_validate(given).model_dump(mode="json")
        return await self._store.change(actor, {key: stored[key] if key in given else None for key in values})

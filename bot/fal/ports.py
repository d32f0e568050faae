"""Ports of the fal package: where published schemas come from, and where they are cached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.fal.published_schema import PublishedSchema

__all__ = ["PublishedSchemaStore", "SchemaSource", "StoredSchema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSchema:
    """A published schema, the base URL it was read from, and the time of the read in epoch seconds."""

    schema: PublishedSchema
    source: str
    read_at: float


class SchemaSource(Protocol):
    """Reads published schemas."""

    @property
    def url(self) -> str:
        """Base URL of the documents."""
        ...

    async def read(self, endpoint: str) -> PublishedSchema:
        """Return the published schema of an endpoint.

        Raises :class:`~bot.fal.published_schema.SchemaUnreadableError` if there is none.
        """
        ...


class PublishedSchemaStore(Protocol):
    """Cache of the published schemas, shared by all processes."""

    async def get(self, endpoint: str) -> StoredSchema | None:
        """Return the cached schema.

        Raises :class:`~bot.fal.published_schema.SchemaUnreadableError` if it is damaged.
        """
        ...

    async def save(self, endpoint: str, stored: StoredSchema) -> None:
        """Replace the cached schema."""
        ...

"""Ports of the fal package: where published schemas and prices come from, and where they are cached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bot.fal.pricing import EndpointPrice
from bot.fal.published_schema import PublishedSchema

__all__ = [
    "BalanceSource",
    "PriceSource",
    "PublishedPriceStore",
    "PublishedSchemaStore",
    "SchemaSource",
    "StoredPrice",
    "StoredSchema",
]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPrice:
    """A published price, the base URL it was read from, and the time of the read in epoch seconds."""

    price: EndpointPrice
    source: str
    read_at: float


class PriceSource(Protocol):
    """Reads published prices."""

    @property
    def url(self) -> str:
        """Base URL of the API."""
        ...

    async def prices(self, endpoints: Sequence[str]) -> Mapping[str, EndpointPrice]:
        """Return the prices of those endpoints that have one.

        Raises :class:`~bot.fal.pricing.PlatformApiError`.
        """
        ...


class BalanceSource(Protocol):
    """Reads the balance of the account."""

    async def balance(self) -> Decimal:
        """Return the balance in USD. Raises :class:`~bot.fal.pricing.PlatformApiError`."""
        ...


class PublishedPriceStore(Protocol):
    """Cache of the published prices, shared by all processes."""

    async def get(self, endpoints: Sequence[str]) -> Mapping[str, StoredPrice]:
        """Return the cached prices of those endpoints that have one."""
        ...

    async def save(self, prices: Mapping[str, StoredPrice]) -> None:
        """Replace cached prices."""
        ...

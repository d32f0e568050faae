"""Published price store: the latest price of each endpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.schema import published_prices
from bot.db.upsert import upsert
from bot.fal.ports import StoredPrice
from bot.fal.pricing import EndpointPrice
from bot.jobs.billing import NANO_USD

__all__ = ["SqlPublishedPriceStore"]


class SqlPublishedPriceStore:
    """:class:`~bot.fal.ports.PublishedPriceStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, endpoints: Sequence[str]) -> Mapping[str, StoredPrice]:
        query = select(published_prices).where(published_prices.c.endpoint.in_(endpoints))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {
            row.endpoint: StoredPrice(
                price=EndpointPrice(usd=Decimal(row.unit_price) / NANO_USD, unit=row.unit),
                source=row.source,
                read_at=row.read_ms / 1000,
            )
            for row in rows
        }

    async def save(self, prices: Mapping[str, StoredPrice]) -> None:
        async with self._database.write() as connection:
            for endpoint, stored in prices.items():
                row = {
                    "endpoint": endpoint,
                    "source": stored.source,
                    "unit": stored.price.unit,
                    "unit_price": int(stored.price.usd * NANO_USD),
                    "read_ms": round(stored.read_at * 1000),
                }
                await connection.execute(upsert(connection, published_prices, row))

"""Published schema store: the latest schema of each endpoint."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.schema import published_schemas
from bot.db.upsert import upsert
from bot.fal.ports import StoredSchema
from bot.fal.published_schema import PublishedSchema

__all__ = ["SqlPublishedSchemaStore"]


class SqlPublishedSchemaStore:
    """:class:`~bot.fal.ports.PublishedSchemaStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, endpoint: str) -> StoredSchema | None:
        query = select(published_schemas).where(published_schemas.c.endpoint == endpoint)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        schema = PublishedSchema.loads(row.content)
        return StoredSchema(schema=schema, source=row.source, read_at=row.read_ms / 1000)

    async def save(self, endpoint: str, stored: StoredSchema) -> None:
        row = {
            "endpoint": endpoint,
            "source": stored.source,
            "content": stored.schema.dumps(),
            "read_ms": round(stored.read_at * 1000),
        }
        async with self._database.write() as connection:
            await connection.execute(upsert(connection, published_schemas, row))

"""Published schema store: the latest schema of each endpoint."""

from __future__ import annotations

from bot.fal.ports import StoredSchema
from bot.fal.published_schema import PublishedSchema
from tests.contracts.conftest import Stores

SCHEMA = PublishedSchema(inputs={"prompt": {"type": ["string"]}}, required=frozenset({"prompt"}))


async def test_the_latest_schema_of_each_endpoint_is_kept(stores: Stores) -> None:
    first = StoredSchema(schema=SCHEMA, source="https://a.test", read_at=1_700_000_000.5)
    second = StoredSchema(
        schema=PublishedSchema(inputs={}, required=frozenset()), source="https://b.test", read_at=1.0
    )
    assert await stores.schemas.get("a/b") is None

    await stores.schemas.save("a/b", first)
    await stores.schemas.save("c/d", first)
    await stores.schemas.save("a/b", second)

    assert await stores.schemas.get("a/b") == second
    assert await stores.schemas.get("c/d") == first

"""Wire forms: when the published schema is read, cached and awaited."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.fal.ports import StoredSchema
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, parse_document
from bot.fal.wire_forms import WireForms
from bot.logging import set_up_logging
from config import load_catalogue
from sandbox.fal.schema import published_document
from tests.clocks import ManualClock
from tests.fakes.stores import MemoryPublishedSchemaStore

ENDPOINT = "fal-ai/gpt-image-2"
HOUR = 3600.0
DAY = 24 * HOUR


def schema(*, published: bool = True) -> PublishedSchema:
    return parse_document(json.dumps(published_document(ENDPOINT, published=published)).encode(), ENDPOINT)


class Source:
    """Publishes the given schema; ``gate`` holds its responses back."""

    url = "https://schemas.test"

    def __init__(self) -> None:
        self.answer: PublishedSchema | Exception = schema()
        self.reads: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, endpoint: str) -> PublishedSchema:
        self.reads.append(endpoint)
        await self.gate.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class FailingStore(MemoryPublishedSchemaStore):
    async def save(self, endpoint: str, stored: StoredSchema) -> None:
        raise OSError("no space")


@pytest.fixture(autouse=True)
def _log_records() -> None:
    set_up_logging(level="INFO", form="console")


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def cache() -> MemoryPublishedSchemaStore:
    return MemoryPublishedSchemaStore()


@asynccontextmanager
async def running(
    source: Source | None, cache: MemoryPublishedSchemaStore, clock: ManualClock
) -> AsyncIterator[WireForms]:
    forms = WireForms(catalogue=load_catalogue(), enabled=[ENDPOINT], store=cache, source=source, clock=clock)
    await forms.load()
    reading = asyncio.create_task(forms.run())
    await clock.settle()
    try:
        yield forms
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


def form(forms: WireForms) -> str:
    return forms.model(ENDPOINT).form


async def test_the_schema_is_read_at_start_and_once_a_day(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    async with running(source, cache, manual_clock) as forms:
        assert form(forms) == "published"
        await manual_clock.advance(DAY - 1)
        assert source.reads == [ENDPOINT]
        await manual_clock.advance(1)
        assert source.reads == [ENDPOINT] * 2
        await manual_clock.advance(3 * DAY)
        assert len(source.reads) == 5


async def test_a_restart_within_a_day_reads_nothing_and_keeps_the_schedule(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    async with running(source, cache, manual_clock):
        await manual_clock.advance(20 * HOUR)
    async with running(source, cache, manual_clock) as forms:
        assert form(forms) == "published"
        await manual_clock.advance(4 * HOUR - 1)
        assert len(source.reads) == 1
        await manual_clock.advance(1)
        assert len(source.reads) == 2


async def test_a_cache_from_the_future_is_read_again(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    late = StoredSchema(schema=schema(), source=source.url, read_at=manual_clock.now() + 9 * DAY)
    await cache.save(ENDPOINT, late)

    async with running(source, cache, manual_clock):
        assert len(source.reads) == 1


async def test_a_changed_schema_changes_the_form_and_is_logged(
    source: Source,
    cache: MemoryPublishedSchemaStore,
    manual_clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running(source, cache, manual_clock) as forms:
        source.answer = schema(published=False)
        await manual_clock.advance(DAY)

        assert form(forms) == "playground"
    (changed,) = [r for r in caplog.records if "published schema changed" in str(r.msg)]
    assert changed.levelname == "WARNING"
    assert "safety_tolerance" in str(changed.msg)
    assert "image_size" in str(changed.msg)


@pytest.mark.parametrize("error", [SchemaUnreadableError("status 500"), RuntimeError("unforeseen")])
async def test_a_failed_read_keeps_the_last_schema_and_is_repeated_after_a_day(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock, error: Exception
) -> None:
    async with running(source, cache, manual_clock) as forms:
        source.answer = error
        await manual_clock.advance(DAY)
        assert form(forms) == "published"
        await manual_clock.advance(DAY - 1)
        assert len(source.reads) == 2
        source.answer = schema(published=False)
        await manual_clock.advance(1)
        assert form(forms) == "playground"


async def test_a_schema_that_cannot_be_stored_is_still_used(
    source: Source, manual_clock: ManualClock
) -> None:
    async with running(source, FailingStore(), manual_clock) as forms:
        assert form(forms) == "published"
        await manual_clock.advance(DAY)
        assert len(source.reads) == 2


async def test_without_a_source_no_schema_is_cached_or_awaited(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    await cache.save(ENDPOINT, StoredSchema(schema=schema(), source=source.url, read_at=manual_clock.now()))

    async with running(None, cache, manual_clock) as forms:
        await asyncio.wait_for(forms.settle(ENDPOINT), 1)
        assert (form(forms), forms.schema(ENDPOINT), forms.reads_schemas) == ("playground", None, False)


async def test_a_request_waits_at_most_two_seconds_for_the_first_read(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    source.gate.clear()
    async with running(source, cache, manual_clock) as forms:
        first, second = (asyncio.create_task(forms.settle(ENDPOINT)) for _ in range(2))
        await manual_clock.advance(1.9)
        assert not first.done()
        await manual_clock.advance(0.1)
        assert first.done()
        assert second.done()
        assert form(forms) == "playground"
        later = asyncio.create_task(forms.settle(ENDPOINT))
        await manual_clock.settle()
        assert later.done()

        source.gate.set()
        await manual_clock.settle()
        assert form(forms) == "published"


async def test_a_request_continues_once_the_first_read_has_failed(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    source.gate.clear()
    source.answer = SchemaUnreadableError("status 404")
    async with running(source, cache, manual_clock) as forms:
        waiting = asyncio.create_task(forms.settle(ENDPOINT))
        await manual_clock.settle()
        assert not waiting.done()
        source.gate.set()
        await manual_clock.settle()
        assert waiting.done()


async def test_a_job_keeps_its_form_if_its_model_still_has_it(
    source: Source, cache: MemoryPublishedSchemaStore, manual_clock: ManualClock
) -> None:
    async with running(source, cache, manual_clock) as forms:
        assert forms.model(ENDPOINT, "playground").form == "playground"
        assert forms.model(ENDPOINT, "no longer there").form == "published"
        assert forms.model("openai/gpt-image-2", "playground").form == "published"
        assert forms.find("no/model") is None

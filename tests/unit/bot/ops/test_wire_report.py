"""Wire report for the doctor: the form in use, the differences, and the size mismatches."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.db.engine import Database
from bot.db.published_schemas import SqlPublishedSchemaStore
from bot.fal.ports import StoredSchema
from bot.fal.published_schema import PublishedSchema
from bot.ops.wire_report import SchemaState, check_wire
from config import Model, Settings, load_catalogue
from sandbox.server import Sandbox, open_sandbox
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, render


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with open_sandbox(published=True) as opened:
        yield opened


@pytest.fixture
def settings(box: Sandbox, tmp_path: Path) -> Settings:
    return box.settings(tmp_path)


@pytest.fixture
def model(settings: Settings) -> Model:
    return load_catalogue().get(settings.fal_model)


async def test_the_schema_is_read_immediately_and_determines_the_form(
    box: Sandbox, settings: Settings, model: Model, database: Database
) -> None:
    report = await check_wire(settings, model, database, clock=box.clock)

    assert (report.form, report.schema, report.differences) == ("published", SchemaState.KNOWN, ())
    assert report.mismatches == ()
    assert "Authorization" not in box.fal.schema_reads[0]


async def test_an_unreadable_schema_is_reported_with_the_reason(
    box: Sandbox, settings: Settings, model: Model
) -> None:
    box.faults.arm("fal.schema.404")

    report = await check_wire(settings, model, None, clock=box.clock)

    assert (report.form, report.schema, report.reason) == ("playground", SchemaState.UNKNOWN, "status 404")


async def test_the_cached_schema_is_used_while_the_published_one_cannot_be_read(
    box: Sandbox, settings: Settings, model: Model, database: Database
) -> None:
    box.faults.arm("fal.schema.500")
    cached = PublishedSchema(inputs={"prompt": {}, "seed": {}}, required=frozenset({"seed"}))
    stored = StoredSchema(schema=cached, source=box.fal.schema_url, read_at=1.0)
    await SqlPublishedSchemaStore(database).save(model.id, stored)

    report = await check_wire(settings, model, database, clock=box.clock)

    assert (report.form, report.schema) == ("playground", SchemaState.CACHED)
    assert [str(difference) for difference in report.differences] == [
        "size: sent, but not in the published schema",
        "quality: sent, but not in the published schema",
        "num_images: sent, but not in the published schema",
        "safety_tolerance: sent, but not in the published schema",
        "seed: required by the published schema, but not sent",
    ]


async def test_no_schema_is_read_if_that_is_turned_off(box: Sandbox, tmp_path: Path, model: Model) -> None:
    settings = box.settings(tmp_path, FAL_SCHEMA_URL="none")

    report = await check_wire(settings, model, None, clock=box.clock)

    assert (report.form, report.schema) == ("playground", SchemaState.OFF)
    assert box.fal.schema_reads == []


async def test_recent_size_mismatches_are_listed(
    settings: Settings, model: Model, database: Database, place: Place, manual_clock: ManualClock
) -> None:
    job = await place(count=2, unit=5)
    await render(place.store, job.id)
    await place.store.record_drawn(job.id, ((1024, 768), (1024, 1024)), 7)
    await place.store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=2)

    report = await check_wire(settings, model, database, clock=manual_clock)
    manual_clock.jump(8 * 24 * 3600.0)
    later = await check_wire(settings, model, database, clock=manual_clock)

    (found,) = report.mismatches
    assert (found.requested, found.drawn) == (job.size, ((1024, 768), (1024, 1024)))
    assert (found.charged, found.reserved, found.wire_form) == (7, 10, "playground")
    assert later.mismatches == ()

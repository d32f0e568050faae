"""Wire reports: a model's wire form in use, differences from the published schema, and wrong image sizes.

``/operator status`` shows those of the running bot; ``easel doctor`` builds them with a fresh read of the schemas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.clock import Clock, SystemClock
from bot.db.engine import Database
from bot.db.published_schemas import SqlPublishedSchemaStore
from bot.db.size_mismatches import SqlSizeMismatchStore
from bot.fal.ports import SchemaSource
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError
from bot.fal.schema_reader import SchemaReader
from bot.fal.wire_forms import Difference, WireForms, choose_form, find_differences
from bot.jobs.image_sizes import SizeMismatch, SizeMismatchStore
from bot.models import Models
from bot.redaction import Redactor
from config import Model, Settings

__all__ = ["SchemaState", "WireReport", "check_wire", "models_in_use", "wire_in_use"]

# Maximum age of reported size mismatches in seconds, and their maximum number.
_RECENT_SECONDS = 7 * 24 * 3600.0
_MISMATCHES = 5


class SchemaState(StrEnum):
    """State of the endpoint's published schema."""

    OFF = "off"
    """It is not read, because of FAL_SCHEMA_URL or FAL_QUEUE_URL."""
    UNKNOWN = "unknown"
    """It could not be read, and none is cached: the model's default form is sent."""
    CACHED = "cached"
    """It could not be read now; an earlier read is in use."""
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class WireReport:
    """The wire form in use, and evidence of whether it is right.

    ``reason`` says why the schema could not be read; ``differences`` is empty if it is not known.
    ``mismatches`` are the latest of the last seven days, newest first.
    """

    endpoint: str
    form: str
    schema: SchemaState
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    mismatches: tuple[SizeMismatch, ...] = ()


async def check_wire(
    settings: Settings, model: Model, database: Database | None, *, clock: Clock | None = None
) -> WireReport:
    """Read the published schema now, without the key, and return the report.

    ``database`` (migrated) supplies the cached schema and the size mismatches. Never raises for a schema that
    cannot be read.
    """
    clock = clock or SystemClock()
    url = settings.published_schema_url
    state, schema, reason = SchemaState.OFF, None, ""
    if url is not None:
        state, schema, reason = await _read(
            SchemaReader(url, clock, Redactor(settings.secrets)), model, database
        )
    used = model.using(choose_form(model, schema))
    return WireReport(
        endpoint=model.id,
        form=used.form,
        schema=state,
        reason=reason,
        differences=() if schema is None else find_differences(used, schema),
        mismatches=()
        if database is None
        else _of_model(await _recent(SqlSizeMismatchStore(database), clock), model),
    )


async def wire_in_use(
    wire_forms: WireForms, mismatches: SizeMismatchStore, clock: Clock
) -> tuple[WireReport, ...]:
    """Return the reports of the running bot: on the enabled models, and on their companions that were used."""
    state = SchemaState.UNKNOWN if wire_forms.reads_schemas else SchemaState.OFF
    recent = await _recent(mismatches, clock)
    reports = []
    for model in models_in_use(wire_forms):
        stored = wire_forms.schema(model.id)
        if stored is None and model not in wire_forms.enabled:
            continue
        reports.append(
            WireReport(
                endpoint=model.id,
                form=model.form,
                schema=state if stored is None else SchemaState.KNOWN,
                differences=() if stored is None else find_differences(model, stored.schema),
                mismatches=_of_model(recent, model),
            )
        )
    return tuple(reports)


def models_in_use(models: Models) -> list[Model]:
    """Return the enabled models, the default one first, then their companions."""
    companions = (
        models.companion(model, operation) for model in models.enabled for operation in model.companions
    )
    found = {model.id: model for model in (*models.enabled, *companions) if model is not None}
    return list(found.values())


def _of_model(mismatches: Sequence[SizeMismatch], model: Model) -> tuple[SizeMismatch, ...]:
    return tuple(one for one in mismatches if one.model == model.id)


async def _recent(store: SizeMismatchStore, clock: Clock) -> tuple[SizeMismatch, ...]:
    return tuple(await store.recent(since=clock.now() - _RECENT_SECONDS, limit=_MISMATCHES))


async def _read(
    source: SchemaSource, model: Model, database: Database | None
) -> tuple[SchemaState, PublishedSchema | None, str]:
    try:
        return SchemaState.KNOWN, await source.read(model.id), ""
    except SchemaUnreadableError as error:
        reason = error.detail
    try:
        stored = None if database is None else await SqlPublishedSchemaStore(database).get(model.id)
    except SchemaUnreadableError:
        stored = None
    if stored is None or stored.source != source.url:
        return SchemaState.UNKNOWN, None, reason
    return SchemaState.CACHED, stored.schema, reason

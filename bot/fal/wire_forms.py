"""Wire forms: which of a model's request bodies is sent, according to the schema its endpoint publishes.

:func:`choose_form` is the rule. :class:`WireForms` keeps the published schema: read in the background at start and
at most once a day, cached in the database. While it is unknown, each model's default form is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.ports import PublishedSchemaStore, SchemaSource, StoredSchema
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, accepts
from bot.retry import clock_timeout
from config import Catalogue, CatalogueError, Model
from config.model import InputField

__all__ = ["Difference", "DifferenceKind", "WireForms", "choose_form", "find_differences"]

log = structlog.stdlib.get_logger(__name__)

_DAY_SECONDS = 24 * 3600.0
# Longest wait of a request for the first read of the schema.
_WAIT_SECONDS = 2.0
# Stands for any prompt when a form is compared with a schema.
_PROMPT = "a red kite"


class DifferenceKind(StrEnum):
    """Kinds of differences between a wire form and the published schema."""

    UNKNOWN_INPUT = "unknown-input"
    MISSING_INPUT = "missing-input"
    UNACCEPTED_VALUE = "unaccepted-value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference; ``values`` are the offered values that the schema does not accept."""

    kind: DifferenceKind
    key: str
    values: tuple[str, ...] = ()
    is_default: bool = False

    def __str__(self) -> str:
        match self.kind:
            case DifferenceKind.UNKNOWN_INPUT:
                return f"{self.key}: sent, but not in the published schema"
            case DifferenceKind.MISSING_INPUT:
                return f"{self.key}: required by the published schema, but not sent"
            case _:
                return f"{self.key}: not accepted by the published schema: {', '.join(self.values)}"


def find_differences(model: Model, schema: PublishedSchema) -> tuple[Difference, ...]:
    """Return the differences between the model's wire form in use and its endpoint's published schema."""
    return tuple(_differences(model, schema))


def choose_form(model: Model, schema: PublishedSchema | None) -> str:
    """Return the name of the wire form to send: the first that fits the schema, the default one last.

    A form fits if the schema has all its keys, requires no other, and accepts the default values. The default
    form is also sent if the schema is unknown or no form fits.
    """
    default, *others = model.wire_forms
    if schema is not None:
        for name in others:
            if not any(map(_is_misfit, find_differences(model.using(name), schema))):
                return name
    return default


def _is_misfit(difference: Difference) -> bool:
    return difference.kind is not DifferenceKind.UNACCEPTED_VALUE or difference.is_default


def _differences(model: Model, schema: PublishedSchema) -> Iterator[Difference]:
    fields = model.inputs
    for field in fields:
        if field.key not in schema.inputs:
            yield Difference(kind=DifferenceKind.UNKNOWN_INPUT, key=field.key)
            continue
        accepted = schema.inputs[field.key]
        default = _PROMPT if field.required else field.default
        refused = [value for value in _offered(field) if not accepts(accepted, value)]
        if refused:
            yield Difference(
                kind=DifferenceKind.UNACCEPTED_VALUE,
                key=field.key,
                values=tuple(map(str, refused)),
                is_default=default in refused,
            )
    for key in sorted(schema.required - {field.key for field in fields}):
        yield Difference(kind=DifferenceKind.MISSING_INPUT, key=key)


def _offered(field: InputField) -> tuple[object, ...]:
    return field.options or (_PROMPT if field.required else field.default,)


class WireForms:
    """The catalogue's models, each with its wire form in use.

    The schema of ``endpoint`` is read from ``source``; without one, every model uses its default form.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        endpoint: str,
        store: PublishedSchemaStore,
        source: SchemaSource | None,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._endpoint = endpoint
        self._store = store
        self._source = source
        self._clock = clock
        self._known: StoredSchema | None = None
        self._form: str | None = None
        self._models: dict[tuple[str, str], Model] = {}
        # Set once requests need not wait: the schema is known, disabled, or its first read has taken too long.
        self._settled = asyncio.Event()
        if source is None:
            self._settled.set()

    @property
    def schema(self) -> StoredSchema | None:
        """The published schema in use; ``None`` while it is unknown."""
        return self._known

    @property
    def is_enabled(self) -> bool:
        """Whether the published schema is read at all."""
        return self._source is not None

    def model(self, model_id: str, form: str | None = None) -> Model:
        """Return a model with the wire form in use, or with ``form`` if the model has it.

        Raises :class:`CatalogueError` for an unknown model.
        """
        model = self._catalogue.get(model_id)
        if form not in model.wire_forms:
            form = self._form if model_id == self._endpoint else None
        if form is None:
            return model
        if (model_id, form) not in self._models:
            self._models[model_id, form] = model.using(form)
        return self._models[model_id, form]

    def find(self, model_id: str) -> Model | None:
        """Return a model with the wire form in use; ``None`` if the catalogue does not contain it."""
        return self.model(model_id) if model_id in self._catalogue.ids else None

    async def settle(self) -> None:
        """Wait for the first read of the schema, at most two seconds; afterward, return at once."""
        if self._settled.is_set():
            return
        with contextlib.suppress(TimeoutError):
            async with clock_timeout(self._clock, _WAIT_SECONDS):
                await self._settled.wait()
        self._settled.set()

    async def load(self) -> None:
        """Use the schema cached by an earlier run, if it was read from the same address."""
        if self._source is None:
            return
        try:
            stored = await self._store.get(self._endpoint)
        except SchemaUnreadableError as error:
            log.warning("published schema unreadable", endpoint=self._endpoint, reason=error.detail)
            return
        except DatabaseUnavailableError:
            log.warning("cached schema unavailable", endpoint=self._endpoint)
            return
        if stored is not None and stored.source == self._source.url:
            self._use(stored)

    async def run(self) -> None:
        """Read the schema whenever the cached one is a day old, until canceled."""
        if self._source is None:
            return
        tried_at: float | None = None if self._known is None else self._known.read_at
        while True:
            now = self._clock.now()
            if tried_at is not None and 0 <= now - tried_at < _DAY_SECONDS:
                await self._clock.sleep(tried_at + _DAY_SECONDS - now)
                continue
            tried_at = now
            try:
                await self._read(self._source)
            except SchemaUnreadableError as error:
                log.warning("published schema unavailable", endpoint=self._endpoint, reason=error.detail)
            except Exception:
                # The cache is optional: neither its failure nor an unforeseen document may end the bot.
                log.exception("published schema not stored", endpoint=self._endpoint)
            self._settled.set()

    async def _read(self, source: SchemaSource) -> None:
        schema = await source.read(self._endpoint)
        before = self._known
        stored = StoredSchema(schema=schema, source=source.url, read_at=self._clock.now())
        self._use(stored)
        if before is not None and before.schema != schema:
            log.warning(
                "published schema changed",
                endpoint=self._endpoint,
                added=sorted(schema.inputs.keys() - before.schema.inputs.keys()),
                removed=sorted(before.schema.inputs.keys() - schema.inputs.keys()),
                form=self._form,
            )
        await self._store.save(self._endpoint, stored)

    def _use(self, stored: StoredSchema) -> None:
        self._known = stored
        self._settled.set()
        try:
            model = self._catalogue.get(self._endpoint)
        except CatalogueError:
            return
        form = choose_form(model, stored.schema)
        if form != self._form:
            self._form = form
            differences = find_differences(model.using(form), stored.schema)
            unsent = sorted(model.constants.keys() - model.using(form).constants.keys())
            log.info("wire form chosen", endpoint=self._endpoint, form=form, constants_not_sent=unsent)
            for difference in differences:
                log.warning("model differs from its published schema", difference=str(difference))

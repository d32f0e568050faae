"""Wire forms: selects a model's request body by the schema that its endpoint publishes.

:func:`choose_form` is the rule. :class:`WireForms` keeps the published schema: read in the background at start and
at most once a day, cached in the database. While it is unknown, each model's default form is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.ports import PublishedSchemaStore, SchemaSource, StoredSchema
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, accepts
from bot.retry import clock_timeout
from config import Catalogue, Model
from config.model import InputField, Operation

__all__ = ["Difference", "DifferenceKind", "WireForms", "choose_form", "find_differences"]

log = structlog.stdlib.get_logger(__name__)

_DAY_SECONDS = 24 * 3600.0
# Longest time that a request waits for the first read of the schema.
_WAIT_SECONDS = 2.0
# Values that stand for any prompt and reference pictures when a form is compared with a schema.
_PICTURE = "https://v3.fal.media/files/a/reference.png"
_SAMPLES: dict[str | None, object] = {
    "prompt": "a red kite",
    "references": [_PICTURE],
    "reference": _PICTURE,
}


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
        default = _SAMPLES.get(field.takes, field.default)
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
    return field.options or (_SAMPLES.get(field.takes, field.default),)


class WireForms:
    """The catalogue's models, each with its wire form in use. Implements :class:`~bot.models.Models`.

    ``enabled`` are the IDs of the models for new requests, the default one first. The schemas of their endpoints
    are read from ``source``; without one, every model uses its default form. Those of their companions are read
    when they are first used.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        enabled: Sequence[str],
        store: PublishedSchemaStore,
        source: SchemaSource | None,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._enabled = tuple(enabled)
        self._endpoints = (
            {}
            if source is None
            else {
                model.id: _Endpoint(
                    model, store=store, source=source, clock=clock, wanted=model.id in self._enabled
                )
                for model in catalogue.with_companions(enabled)
            }
        )
        self._models: dict[tuple[str, str], Model] = {}

    @property
    def reads_schemas(self) -> bool:
        """Whether published schemas are read at all."""
        return bool(self._endpoints)

    def schema(self, model_id: str) -> StoredSchema | None:
        """Return the published schema in use; ``None`` while it is unknown."""
        endpoint = self._endpoints.get(model_id)
        return None if endpoint is None else endpoint.known

    @property
    def endpoints(self) -> tuple[str, ...]:
        """IDs of the enabled models and their companions."""
        return tuple(model.id for model in self._catalogue.with_companions(self._enabled))

    @property
    def default(self) -> Model:
        """Model of requests that name none."""
        return self.model(self._enabled[0])

    @property
    def enabled(self) -> tuple[Model, ...]:
        """Models that requests can name, the default one first."""
        return tuple(map(self.model, self._enabled))

    def current(self, model_id: str) -> Model:
        """Return the model for a new request like one to ``model_id``: this one, or else the default.

        It is used if it is enabled, or a companion of an enabled model.
        """
        companions = {one for model in self.enabled for one in model.companions.values()}
        usable = model_id in self._enabled or (model_id in companions and model_id in self._catalogue.ids)
        return self.model(model_id if usable else self._enabled[0])

    def companion(self, model: Model, operation: Operation) -> Model | None:
        """Return ``model`` or its companion, whichever does ``operation``; ``None`` if neither does."""
        if model.operation == operation:
            return model
        return self.find(next((one for key, one in model.companions.items() if key == operation), ""))

    def model(self, model_id: str, form: str | None = None) -> Model:
        """Return a model with the wire form in use, or with ``form`` if the model has it.

        Raises :class:`CatalogueError` for an unknown model.
        """
        model = self._catalogue.get(model_id)
        if form not in model.wire_forms:
            form = self._endpoints[model_id].form if model_id in self._endpoints else None
        if form is None:
            return model
        if (model_id, form) not in self._models:
            self._models[model_id, form] = model.using(form)
        return self._models[model_id, form]

    def find(self, model_id: str) -> Model | None:
        """Return a model with the wire form in use; ``None`` if the catalogue does not contain it."""
        return self.model(model_id) if model_id in self._catalogue.ids else None

    async def settle(self, model_id: str) -> None:
        """Wait for the first read of the model's schema, at most two seconds; afterward, return at once."""
        if (endpoint := self._endpoints.get(model_id)) is not None:
            await endpoint.settle()

    async def load(self) -> None:
        """Use the schemas cached by an earlier run, if they were read from the same address."""
        for endpoint in self._endpoints.values():
            await endpoint.load()

    async def run(self) -> None:
        """Read each schema whenever the cached one is a day old, until canceled."""
        async with asyncio.TaskGroup() as group:
            for endpoint in self._endpoints.values():
                group.create_task(endpoint.run())


class _Endpoint:
    """One model's published schema, and the wire form chosen by it; ``None`` while it is unknown.

    The schema is not read before it is ``wanted`` or :meth:`settle` is called.
    """

    def __init__(
        self,
        model: Model,
        *,
        store: PublishedSchemaStore,
        source: SchemaSource,
        clock: Clock,
        wanted: bool,
    ) -> None:
        self.known: StoredSchema | None = None
        self.form: str | None = None
        self._model = model
        self._store = store
        self._source = source
        self._clock = clock
        # Set once requests need not wait: the schema is known, or its first read has taken too long.
        self._settled = asyncio.Event()
        self._wanted = asyncio.Event()
        if wanted:
            self._wanted.set()

    async def settle(self) -> None:
        self._wanted.set()
        if self._settled.is_set():
            return
        with contextlib.suppress(TimeoutError):
            async with clock_timeout(self._clock, _WAIT_SECONDS):
                await self._settled.wait()
        self._settled.set()

    async def load(self) -> None:
        try:
            stored = await self._store.get(self._model.id)
        except SchemaUnreadableError as error:
            log.warning("published schema unreadable", endpoint=self._model.id, reason=error.detail)
            return
        except DatabaseUnavailableError:
            log.warning("cached schema unavailable", endpoint=self._model.id)
            return
        if stored is not None and stored.source == self._source.url:
            self._use(stored)

    async def run(self) -> None:
        await self._wanted.wait()
        tried_at: float | None = None if self.known is None else self.known.read_at
        while True:
            now = self._clock.now()
            if tried_at is not None and 0 <= now - tried_at < _DAY_SECONDS:
                await self._clock.sleep(tried_at + _DAY_SECONDS - now)
                continue
            tried_at = now
            try:
                await self._read()
            except SchemaUnreadableError as error:
                log.warning("published schema unavailable", endpoint=self._model.id, reason=error.detail)
            except DatabaseUnavailableError as error:
                log.warning("published schema not stored", endpoint=self._model.id, reason=error.detail)
            except Exception:
                # The cache is optional: neither its failure nor an unforeseen document may end the bot.
                log.exception("published schema not stored", endpoint=self._model.id)
            self._settled.set()

    async def _read(self) -> None:
        schema = await self._source.read(self._model.id)
        before = self.known
        stored = StoredSchema(schema=schema, source=self._source.url, read_at=self._clock.now())
        self._use(stored)
        if before is not None and before.schema != schema:
            log.warning(
                "published schema changed",
                endpoint=self._model.id,
                added=sorted(schema.inputs.keys() - before.schema.inputs.keys()),
                removed=sorted(before.schema.inputs.keys() - schema.inputs.keys()),
                form=self.form,
            )
        await self._store.save(self._model.id, stored)

    def _use(self, stored: StoredSchema) -> None:
        self.known = stored
        self._settled.set()
        model = self._model
        form = choose_form(model, stored.schema)
        if form != self.form:
            self.form = form
            differences = find_differences(model.using(form), stored.schema)
            unsent = sorted(model.constants.keys() - model.using(form).constants.keys())
            log.info("wire form chosen", endpoint=model.id, form=form, constants_not_sent=unsent)
            for difference in differences:
                log.warning("model differs from its published schema", difference=str(difference))

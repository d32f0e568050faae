"""``easel models``: list, show and check the model files, and add one from the schema that fal publishes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from bot.clock import SystemClock
from bot.errors import StartupError
from bot.fal.platform_api import PlatformApi
from bot.fal.pricing import EndpointPrice, PlatformApiError
from bot.fal.published_schema import SchemaUnreadableError
from bot.fal.schema_reader import SchemaReader
from bot.fal.wire_forms import choose_form, find_differences
from bot.ops.model_proposal import Proposal, propose
from bot.private_files import make_folder
from bot.redaction import Redactor
from config import Catalogue, CatalogueError, Model, Settings, load_catalogue
from config.toml_files import parse, read_toml

__all__ = ["add_model", "check_models", "list_models", "show_model"]


@dataclass(slots=True, kw_only=True)
class _Checked:
    """A model compared with fal; ``unknown`` says what could not be compared."""

    model: Model
    differences: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def list_models(settings: Settings, console: Console) -> None:
    """Print all models, the enabled ones marked."""
    catalogue = load_catalogue(own=settings.models_folder)
    table = Table(box=None, pad_edge=False)
    table.add_column("ID", no_wrap=True)
    for heading in ("Title", "Does", "USD per image", "File", ""):
        table.add_column(heading)
    for model_id in catalogue.ids:
        model = catalogue.get(model_id)
        mark = "default" if model_id == settings.enabled_models[0] else ""
        mark = mark or ("enabled" if model_id in settings.enabled_models else "")
        source = "own" if model_id in catalogue.own else "packaged"
        table.add_row(model_id, Text(model.title), model.operation, _price_range(model), source, mark)
    console.print(table)
    catalogue.enabled(settings.enabled_models)


def show_model(settings: Settings, model_id: str, console: Console) -> None:
    """Print one model's inputs and prices."""
    from bot.discord.i18n import load_texts
    from bot.discord.render.model import model_card

    model = _get(load_catalogue(own=settings.models_folder), model_id)
    console.print(Markdown(model_card(load_texts(), model, "en-US")))
    for operation, companion in model.companions.items():
        console.print(f"{operation}: {companion}")


def check_models(settings: Settings, console: Console) -> bool:
    """Compare the enabled models and their companions with fal, and print each difference.

    Returns whether there is none. What cannot be read is printed, but is no difference.
    """
    catalogue = load_catalogue(own=settings.models_folder)
    enabled = catalogue.enabled(settings.enabled_models)
    models = catalogue.with_companions([model.id for model in enabled])
    checked = asyncio.run(_check(settings, models))
    for one in checked:
        state = "differs" if one.differences else "unknown" if one.unknown else "matches"
        console.print(f"{state:8} {one.model.id}", highlight=False)
        for line in (*one.differences, *one.unknown):
            console.print(f"         {line}", highlight=False, markup=False)
    return not any(one.differences for one in checked)


def add_model(settings: Settings, endpoint: str, console: Console, confirm: Callable[[], bool]) -> bool:
    """Propose a file for an endpoint, show it, and write it to the operator's folder once confirmed.

    Returns whether it was written. Raises :class:`~bot.errors.StartupError` if the schema cannot be read, an input
    is not understood, or the file exists.
    """
    path = settings.models_folder / f"{endpoint.replace('/', '-')}.toml"
    if path.exists():
        raise StartupError(detail=f"{path}: exists already; edit it, or delete it first")
    proposal = asyncio.run(_propose(settings, endpoint))
    console.print(Panel(Syntax(proposal.text, "toml", word_wrap=True), title=str(path)))
    for note in proposal.notes:
        console.print(f"Check: {note}.", highlight=False, markup=False)
    if not confirm():
        return False
    _write(path, proposal)
    console.print(f"{path} written. To use it, add it to FAL_MODELS:", highlight=False, markup=False)
    console.print(
        f"FAL_MODELS={','.join((*settings.enabled_models, endpoint))}", highlight=False, soft_wrap=True
    )
    return True


def _write(path: Path, proposal: Proposal) -> None:
    """Write the file, and remove it again if Easel could not read it."""
    try:
        make_folder(path.parent)
        path.write_text(proposal.text, encoding="utf-8")
    except OSError as error:
        raise StartupError(detail=f"{path}: cannot be written: {error.strerror}") from error
    try:
        parse(Model, read_toml(path), file=path.name)
    except CatalogueError:
        path.unlink()
        raise


async def _propose(settings: Settings, endpoint: str) -> Proposal:
    reader = _reader(settings)
    try:
        schema = await reader.read(endpoint, defaults=True)
    except SchemaUnreadableError as error:
        raise StartupError(
            detail=f"{endpoint}: the published schema cannot be read: {error.detail}"
        ) from error
    prices, _ = await _prices(settings, (endpoint,))
    date = datetime.now(UTC).date().isoformat()
    return propose(endpoint, schema, prices.get(endpoint), date=date)


async def _check(settings: Settings, models: tuple[Model, ...]) -> list[_Checked]:
    reader = _reader(settings)
    prices, reason = await _prices(settings, [model.id for model in models])
    checked = []
    for model in models:
        one = _Checked(model=model)
        try:
            schema = await reader.read(model.id)
        except SchemaUnreadableError as error:
            one.unknown.append(f"the published schema cannot be read: {error.detail}")
        else:
            used = model.using(choose_form(model, schema))
            one.differences += map(str, find_differences(used, schema))
        if model.id in prices:
            one.differences += _price_differences(model, prices[model.id])
        else:
            one.unknown.append(f"prices are not known: {reason or 'fal states none'}")
        checked.append(one)
    return checked


async def _prices(
    settings: Settings, endpoints: tuple[str, ...] | list[str]
) -> tuple[Mapping[str, EndpointPrice], str]:
    """Return the prices that can be read, and why others cannot."""
    if settings.platform_api_url is None:
        return {}, "FAL_API_URL is not set"
    if settings.fal_key is None:
        return {}, "FAL_KEY is not set"
    api = PlatformApi(settings.platform_api_url, settings.fal_key.get_secret_value(), SystemClock())
    try:
        return await api.prices(endpoints), ""
    except PlatformApiError as error:
        return {}, str(error.detail)


def _price_differences(model: Model, price: EndpointPrice) -> Iterator[str]:
    table = [usd for row in model.prices.usd.values() for usd in row.values()]
    if price.is_per_image and not min(table) <= price.usd <= max(table):
        yield f"price: the file has {_price_range(model)} USD per image, fal states {price.usd}"
    if price.is_per_megapixel:
        if (stated := model.prices.usd_per_megapixel) is not None:
            if stated != price.usd:
                yield f"price: the file has {stated} USD per megapixel, fal states {price.usd}"
        elif max(table) < price.usd:
            yield f"price: the file has {_price_range(model)} USD per image, fal states {price.usd} per megapixel"


def _price_range(model: Model) -> str:
    prices = [usd for row in model.prices.usd.values() for usd in row.values()]
    least, most = min(prices), max(prices)
    return str(least) if least == most else f"{least} to {most}"


def _get(catalogue: Catalogue, model_id: str) -> Model:
    if model_id not in catalogue.ids:
        raise StartupError(detail=f"{model_id}: no such model; `easel models list` shows all")
    return catalogue.get(model_id)


def _reader(settings: Settings) -> SchemaReader:
    if (url := settings.published_schema_url) is None:
        raise StartupError(detail="FAL_SCHEMA_URL: must be set, because FAL_QUEUE_URL is, or it is none")
    return SchemaReader(url, SystemClock(), Redactor(settings.secrets))

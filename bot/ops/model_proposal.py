"""Proposal of a model file from the schema that fal publishes for an endpoint. Pure.

:mod:`bot.ops.schema_meaning` recognizes the inputs; comments of the file say what remains open.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.errors import StartupError
from bot.fal.pricing import EndpointPrice
from bot.fal.published_schema import PublishedSchema
from bot.ops.schema_meaning import RESOLUTION, Draft, leaf_of, options_of, read_inputs

__all__ = ["Proposal", "propose"]

#: Price of an image in USD where none is known.
_GUESS = Decimal("0.04")
_MEGAPIXEL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A model file as text, and what the operator should check in it."""

    text: str
    notes: tuple[str, ...]


def propose(
    endpoint: str,
    schema: PublishedSchema,
    price: EndpointPrice | None,
    *,
    date: str,
    title: str | None = None,
) -> Proposal:
    """Return a model file for ``endpoint``; ``date`` is the day of the prices, such as ``2026-11-30``.

    Raises :class:`~bot.errors.StartupError` if a required input has no recognizable meaning and no default value.
    """
    draft = read_inputs(schema)
    operation = _operation(endpoint, draft)
    if not draft.sizes:
        draft.sizes = [{"value": "auto", "label": "Chosen by the model"}]
    qualities = draft.qualities or ["standard"]
    counts = draft.counts or [1]
    wire = [*_taken_lines(draft), *_constant_lines(schema, draft)]
    usd = {size["value"]: _price(size, price) for size in draft.sizes}
    if price is None:
        draft.notes.append(f"the price is not known: {_GUESS} USD is a guess")
    elif not (price.is_per_image or price.is_per_megapixel):
        draft.notes.append(f"fal bills {price.unit} at {price.usd} USD: {_GUESS} USD per image is a guess")
    elif len(qualities) > 1 or any("resolution" in size for size in draft.sizes):
        draft.notes.append(
            "fal's price may depend on the quality or resolution: check it on the model's page"
        )
    lines = [
        f"# Proposed by `easel models add {endpoint}` from the schema that fal publishes.",
        *(f"# Check: {note}." for note in draft.notes),
        f"id = {_toml(endpoint)}",
        f"title = {_toml(title or _title(endpoint))}",
        *([] if operation == "generate" else [f"operation = {_toml(operation)}"]),
        f"documentation = {_toml(f'https://fal.ai/models/{endpoint}')}",
        f"prompt_max_length = {_longest_prompt(schema, draft)}",
        f"default_size = {_toml(draft.defaults.get('size', draft.sizes[0]['value']))}",
        f"default_quality = {_toml(draft.defaults.get('quality', qualities[0]))}",
        f"counts = {_toml(counts)}",
        f"default_count = {counts[0]}",
        'media_types = ["image/png", "image/jpeg", "image/webp"]',
        "",
        "sizes = [",
        *(f"    {_table(size)}," for size in draft.sizes),
        "]",
        "",
        "qualities = [",
        *(f"    {_table({'value': one, 'label': one.replace('_', ' ').capitalize()})}," for one in qualities),
        "]",
        "",
    ]
    if operation != "generate":
        lines += [
            "[references]",
            f"most = {draft.most_references}",
            "max_bytes = 20_000_000",
            "max_pixels = 16_777_216",
            "",
        ]
    lines += ["[wire_forms]", "published = [", *(f"    {_table(one)}," for one in wire), "]", ""]
    row = {name: max(1, math.ceil(value * 100)) for name, value in usd.items()}
    lines += ["# One credit is about one US cent.", "[credits]"]
    lines += [f"{_key(name)} = {_table(dict.fromkeys(qualities, credits))}" for name, credits in row.items()]
    source = "fal's platform API" if price is not None else "a guess: no price is known"
    lines += ["", "[prices]", f"source = {_toml(source)}", f"as_of = {_toml(date)}", "", "[prices.usd]"]
    lines += [f"{_key(name)} = {_table(dict.fromkeys(qualities, value))}" for name, value in usd.items()]
    return Proposal(text="\n".join(lines) + "\n", notes=tuple(draft.notes))


def _operation(endpoint: str, draft: Draft) -> str:
    takes = set(draft.taken.values())
    if not takes & {"references", "reference"}:
        if "prompt" not in takes:
            raise StartupError(
                detail=f"{endpoint}: takes neither a prompt nor a picture that could be recognized"
            )
        return "generate"
    if "prompt" in takes:
        return "edit"
    return "upscale" if re.search("upscal|resolution|enhance", endpoint) else "cutout"


def _taken_lines(draft: Draft) -> Iterator[dict[str, Any]]:
    order = ("prompt", "references", "reference", "size", "quality", "count")
    for name, takes in sorted(draft.taken.items(), key=lambda pair: order.index(pair[1].partition("/")[0])):
        option, _, form = takes.partition("/")
        yield {"key": name, "takes": option, **({"form": form} if form else {})}


def _constant_lines(schema: PublishedSchema, draft: Draft) -> Iterator[dict[str, Any]]:
    """Yield constants for what is required otherwise, for PNG files, and for the permissiveness of the filter."""
    for name, part in schema.inputs.items():
        if name in draft.taken:
            continue
        value = part.get("default")
        options = [one for one in options_of(part) if isinstance(one, str | int | float)]
        if name in schema.required:
            value = options[0] if value is None and options else value
            if value is None:
                raise StartupError(
                    detail=f"{name}: is required, and its meaning is not known; write the file by hand"
                )
            draft.notes.append(f"{name} is required; {json.dumps(value)} is sent")
            yield {"key": name, "constant": value}
        elif "png" in options and "jpeg" in options:
            yield {"key": name, "constant": "png"}
        elif name == "safety_tolerance" and value is not None:
            yield {"key": name, "constant": value}


def _longest_prompt(schema: PublishedSchema, draft: Draft) -> int:
    names = [name for name, takes in draft.taken.items() if takes == "prompt"]
    leaf = leaf_of(schema.inputs[names[0]], "string") if names else None
    return min(4000, int((leaf or {}).get("maxLength", 4000)))


def _price(size: Mapping[str, Any], price: EndpointPrice | None) -> Decimal:
    if price is None or not (price.is_per_image or price.is_per_megapixel):
        return _GUESS
    pixels = int(size.get("width", 1024)) * int(size.get("height", 1024))
    if "resolution" in size and (found := RESOLUTION.fullmatch(size["resolution"])) and found[1]:
        pixels = round((1024 * float(found[1])) ** 2)
    # fal rounds up to whole megapixels.
    return price.usd if price.is_per_image else price.usd * math.ceil(pixels / _MEGAPIXEL)


def _title(endpoint: str) -> str:
    parts = re.split(r"[/_-]+", endpoint.partition("/")[2])
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def _toml(value: Any) -> str:
    """Return a TOML value; JSON's strings, numbers, booleans and lists are also TOML's."""
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _table(values: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{_key(name)} = {_toml(value)}" for name, value in values.items()) + " }"

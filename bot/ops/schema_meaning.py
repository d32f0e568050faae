"""Meaning of an endpoint's inputs, derived from its published schema. Pure.

The schema counts for more than the names: an object with two edges, ``WxH``, ratios and named shapes are a size, a
small range of integers is the number of images.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.fal.published_schema import PublishedSchema, Schema, accepts

__all__ = ["RESOLUTION", "Draft", "leaf_of", "options_of", "read_inputs"]

_PROMPT = re.compile(r"prompt|text|description|caption|instruction", re.IGNORECASE)
_NOT_PROMPT = re.compile(r"negative|url|uri|image|style", re.IGNORECASE)
_PICTURE = re.compile(r"image|picture|photo|url|uri|reference|input", re.IGNORECASE)
_COUNT = re.compile(
    r"num|count|images|batch|outputs|samples|many|variations|amount|quantity|copies", re.IGNORECASE
)
_NOT_COUNT = re.compile(
    r"steps?|seed|scale|tolerance|level|compress|strength|width|height|size|fps", re.IGNORECASE
)
_QUALITY = re.compile(r"quality|speed|detail|effort|tier", re.IGNORECASE)
_SHAPED = re.compile(r"square|landscape|portrait|wide|tall", re.IGNORECASE)
_GRADES = {"low", "medium", "high", "draft", "standard", "turbo", "balanced", "quality"}
_WXH = re.compile(r"([1-9]\d{1,4})([xX*×])([1-9]\d{1,4})")
_RATIO = re.compile(r"([1-9]\d?):([1-9]\d?)")
RESOLUTION = re.compile(r"(\d(?:\.\d)?)K|(\d{3,4})p")
_NAMED_RATIO = re.compile(r"([1-9]\d?)_([1-9]\d?)(?!\d)")
_VALUE = re.compile(r"[^\s:]{1,16}")
_RATIOS = ("1:1", "3:2", "2:3", "16:9", "9:16", "4:3", "3:4")
_SHAPES = {
    "1:1": "square", "3:2": "landscape", "2:3": "portrait", "16:9": "wide", "9:16": "tall",
    "4:3": "landscape43", "3:4": "portrait34",
}  # fmt: skip
_PIXELS = ((1024, 1024), (1536, 1024), (1024, 1536), (2048, 2048), (2048, 1152), (1152, 2048))
_COUNTS = (1, 2, 4)
_CHOICES = 25


@dataclass(slots=True)
class Draft:
    """Meaning of the inputs. ``taken`` maps an input to its option, with the form of a size (``size/preset``)."""

    taken: dict[str, str] = field(default_factory=dict)
    sizes: list[dict[str, Any]] = field(default_factory=list)
    qualities: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    most_references: int = 1


def read_inputs(schema: PublishedSchema) -> Draft:
    """Return the meaning of the inputs, as far as it is recognized."""
    draft = Draft()
    _take_texts(schema, draft)
    _take_size(schema, draft)
    _take_quality(schema, draft)
    _take_count(schema, draft)
    return draft


def _take_texts(schema: PublishedSchema, draft: Draft) -> None:
    """Find the prompt and the reference pictures."""
    texts = {
        name: leaf
        for name, part in schema.inputs.items()
        if (leaf := leaf_of(part, "string")) is not None and "enum" not in leaf
    }
    prompts = [name for name in texts if _PROMPT.search(name) and not _NOT_PROMPT.search(name)]
    plain = [name for name in texts if name in schema.required and not _PICTURE.search(name)]
    for name in [*sorted(prompts, key=lambda one: one not in schema.required), *plain][:1]:
        draft.taken[name] = "prompt"
    lists = [
        name for name, part in schema.inputs.items() if _PICTURE.search(name) and _is_list_of_texts(part)
    ]
    for name in sorted(lists, key=lambda one: one not in schema.required)[:1]:
        if name in schema.required:
            draft.taken[name] = "references"
            leaf = leaf_of(schema.inputs[name], "array") or {}
            draft.most_references = min(10, int(leaf.get("maxItems", 4)))
    if "references" not in draft.taken.values():
        singles = (
            name
            for name in texts
            if name in schema.required and name not in draft.taken and _PICTURE.search(name)
        )
        for name in [*singles][:1]:
            draft.taken[name] = "reference"


def _take_size(schema: PublishedSchema, draft: Draft) -> None:
    """Find the inputs that decide on the size, by the first of these kinds that there is."""
    for find in (_dimensions, _edges, _texts_in_pixels, _ratios, _presets):
        if find(schema, draft):
            return
    draft.notes.append("no input for the size was found")


def _dimensions(schema: PublishedSchema, draft: Draft) -> bool:
    for name, part in schema.inputs.items():
        leaf = leaf_of(part, "object")
        if leaf is None or not {"width", "height"} <= leaf.get("properties", {}).keys():
            continue
        fitting = [edges for edges in _PIXELS if accepts(part, {"width": edges[0], "height": edges[1]})]
        if fitting:
            draft.taken[name] = "size/dimensions"
            draft.sizes = [_in_pixels(*edges) for edges in fitting]
            return True
    return False


def _edges(schema: PublishedSchema, draft: Draft) -> bool:
    inputs = schema.inputs
    if not all(leaf_of(inputs.get(name, {}), "integer") for name in ("width", "height")):
        return False
    fitting = [e for e in _PIXELS if accepts(inputs["width"], e[0]) and accepts(inputs["height"], e[1])]
    if not fitting:
        return False
    draft.taken |= {"width": "size/width", "height": "size/height"}
    draft.sizes = [_in_pixels(*edges) for edges in fitting]
    return True


def _texts_in_pixels(schema: PublishedSchema, draft: Draft) -> bool:
    for name, options in _enumerations(schema):
        found = [(value, match) for value in options if (match := _WXH.fullmatch(value))]
        if not found:
            continue
        draft.taken[name] = "size"
        draft.sizes = [
            {**_in_pixels(int(match[1]), int(match[3])), "value": value} for value, match in found[:_CHOICES]
        ]
        _keep_default(schema, name, "size", [value for value, _ in found], draft)
        return True
    return False


def _ratios(schema: PublishedSchema, draft: Draft) -> bool:
    ratio = next(((n, v) for n, v in _enumerations(schema) if any(map(_RATIO.fullmatch, v))), None)
    if ratio is None:
        return False
    name, values = ratio
    shapes = [one for one in _RATIOS if one in values] or [one for one in values if _RATIO.fullmatch(one)]
    steps = next(((n, v) for n, v in _enumerations(schema) if any(map(RESOLUTION.fullmatch, v))), None)
    draft.taken[name] = "size/aspect_ratio"
    if steps is None:
        draft.sizes = [_of_shape(shape) for shape in shapes[:_CHOICES]]
        return True
    draft.taken[steps[0]] = "size/resolution"
    most = max(1, _CHOICES // len(shapes))
    default = schema.inputs[steps[0]].get("default")
    ordered = sorted((one for one in steps[1] if RESOLUTION.fullmatch(one)), key=lambda one: one != default)
    kept = [one for one in steps[1] if one in ordered[:most]]
    draft.sizes = [_of_shape(shape, resolution) for resolution in kept for shape in shapes]
    return True


def _presets(schema: PublishedSchema, draft: Draft) -> bool:
    for name, options in _enumerations(schema):
        shaped = [value for value in options if _SHAPED.search(value)]
        if not shaped:
            continue
        draft.taken[name] = "size/preset"
        draft.sizes = [_of_preset(value) for value in options if value != "auto"][:_CHOICES]
        return True
    return False


def _take_quality(schema: PublishedSchema, draft: Draft) -> None:
    for name, options in _enumerations(schema):
        grades = [value for value in options if _VALUE.fullmatch(value) and value.lower() != "auto"]
        is_grade = _QUALITY.search(name) or {value.lower() for value in grades} & _GRADES
        if name in draft.taken or not is_grade or len(grades) < 2:
            continue
        draft.taken[name] = "quality"
        draft.qualities = grades[:_CHOICES]
        _keep_default(schema, name, "quality", grades, draft)
        draft.notes.append(f"the values of {name} are assumed to be listed from cheapest to most expensive")
        return


def _take_count(schema: PublishedSchema, draft: Draft) -> None:
    """Find the number of images: an integer with a small range, by its name if there are several."""
    found = []
    for name, part in schema.inputs.items():
        leaf = leaf_of(part, "integer")
        if leaf is None or name in draft.taken or _NOT_COUNT.search(name):
            continue
        counts = [number for number in range(1, 11) if accepts(part, number)]
        is_bounded = "enum" in leaf or leaf.get("maximum", math.inf) <= 16
        if counts[:1] == [1] and len(counts) > 1 and (is_bounded or _COUNT.search(name)):
            found.append((not _COUNT.search(name), name, counts))
    for _, name, counts in sorted(found)[:1]:
        draft.taken[name] = "count"
        draft.counts = [number for number in _COUNTS if number in counts] or counts[:4]


def _keep_default(
    schema: PublishedSchema, name: str, option: str, values: Sequence[str], draft: Draft
) -> None:
    default = schema.inputs[name].get("default")
    if default in values:
        draft.defaults[option] = default


def _in_pixels(width: int, height: int) -> dict[str, Any]:
    return {"value": f"{width}x{height}", "label": f"{width} × {height}", "width": width, "height": height}


def _of_shape(shape: str, resolution: str | None = None) -> dict[str, Any]:
    name = _SHAPES.get(shape, shape.replace(":", "x"))
    if resolution is None:
        return {"value": name, "label": shape, "aspect_ratio": shape}
    return {
        "value": f"{name}-{resolution.lower()}"[:16],
        "label": f"{shape} ({resolution})",
        "aspect_ratio": shape,
        "resolution": resolution,
    }


def _of_preset(preset: str) -> dict[str, Any]:
    value = re.sub(r"[\s:]+", "-", preset.lower())[:16]
    size = {"value": value, "label": preset.replace("_", " ").capitalize(), "preset": preset}
    if ratio := _NAMED_RATIO.search(preset):
        edges = (ratio[1], ratio[2])
        # landscape_4_3 and portrait_4_3 are the same two edges.
        across, down = reversed(edges) if "portrait" in preset and int(edges[0]) > int(edges[1]) else edges
        return {**size, "aspect_ratio": f"{across}:{down}"}
    return {**size, "aspect_ratio": "1:1"} if "square" in preset.lower() else size


def leaf_of(part: Schema, kind: str) -> Schema | None:
    """Return the alternative of a schema that has this type."""
    if kind in part.get("type", ()):
        return part
    for key in ("anyOf", "oneOf", "allOf"):
        for one in part.get(key, ()):
            if (found := leaf_of(one, kind)) is not None:
                return found
    return None


def _is_list_of_texts(part: Schema) -> bool:
    leaf = leaf_of(part, "array")
    return leaf is not None and leaf_of(leaf.get("items", {}), "string") is not None


def options_of(part: Schema) -> Iterator[Any]:
    yield from part.get("enum", ())
    for key in ("anyOf", "oneOf", "allOf"):
        for one in part.get(key, ()):
            yield from options_of(one)


def _enumerations(schema: PublishedSchema) -> Iterator[tuple[str, list[str]]]:
    for name, part in schema.inputs.items():
        if options := [one for one in options_of(part) if isinstance(one, str)]:
            yield name, options

"""Input validation of the endpoints: the rules of GPT Image 2, and the schemas of all others.

An endpoint's arguments are parsed into an :class:`ImageSpec`; each error becomes an entry in a 422 response.
Unknown keys are ignored, as on fal.

Source: the endpoints' API pages on fal.ai. The size rules are those of ``openai/gpt-image-2`` (edges in
multiples of 16, at most 3840; ratio at most 3:1; 655,360 to 8,294,400 pixels).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sandbox.fal.endpoints import (
    NAMED_SIZES,
    SHIPPED,
    Endpoint,
    Operation,
    Request,
    argument_errors,
    read_request,
    shaped,
)
from sandbox.fal.errors import model_error_item

__all__ = [
    "COUNTS",
    "ENDPOINTS",
    "FORMATS",
    "PRESETS",
    "QUALITIES",
    "SIZES",
    "ImageSpec",
    "InvalidInputError",
    "LoadedReference",
    "ReferenceLoader",
    "parse_input",
]

QUALITIES = ("low", "medium", "high")
SIZES = ("1024x1024", "1536x1024", "1024x1536", "2048x2048", "2048x1152", "1152x2048")
COUNTS = (1, 2, 4)
_TOLERANCES = range(1, 7)
PRESETS = {"auto": (1024, 1024), **NAMED_SIZES}
FORMATS = ("jpeg", "png", "webp")
_EDGE_STEP, _LONGEST_EDGE, _WIDEST_RATIO = 16, 3840, 3
_FEWEST_PIXELS, _MOST_PIXELS = 655_360, 8_294_400
_MOST_REFERENCES = 10
_DEFAULT_AREA = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSpec:
    """The validated arguments of a request; sizes are in pixels.

    ``references`` are the URL paths of uploaded files. With ``single``, the result has one image instead of a list.
    """

    prompt: str
    width: int
    height: int
    quality: str
    count: int
    output_format: str = "png"
    inline: bool = False
    operation: Operation = "generate"
    references: tuple[str, ...] = ()
    single: bool = False
    factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedReference:
    """A reference picture that the runner has read: its URL path, and its size in pixels."""

    path: str
    size: tuple[int, int]


#: Reads a reference picture by URL; the error type (fal's error reference) if that fails.
ReferenceLoader = Callable[[str], LoadedReference | str]


class InvalidInputError(ValueError):
    """Invalid arguments; ``items`` is a 422 body's ``detail`` list."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        super().__init__("; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in items))
        self.items = items


class _Reader:
    """Reads single fields and collects all errors, so that one response lists them all."""

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.arguments = arguments
        self._items: list[dict[str, Any]] = []

    def wrong(self, key: str, message: str, kind: str, **ctx: object) -> None:
        given = self.arguments.get(key)
        self._items.append(model_error_item(("body", key), message, kind, given=given, **ctx))

    def text(self, key: str) -> str:
        value = self.arguments.get(key)
        if value is None:
            self.wrong(key, "Field required", "missing")
        elif not isinstance(value, str):
            self.wrong(key, "Input should be a valid string", "string_type")
        elif not value.strip():
            self.wrong(key, "String should have at least 1 character", "string_too_short", min_length=1)
        else:
            return value
        return ""

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.arguments.get(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        expected = ", ".join(f"'{name}'" for name in allowed[:-1]) + f" or '{allowed[-1]}'"
        self.wrong(key, f"Input should be {expected}", "literal_error", expected=expected)
        return default

    def whole(self, key: str, default: int) -> int | None:
        value = self.arguments.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(key, "Input should be a valid integer", "int_type")
        return None

    def urls(self, key: str, most: int) -> tuple[str, ...]:
        value = self.arguments.get(key)
        if value is None:
            self.wrong(key, "Field required", "missing")
        elif not isinstance(value, list) or not all(isinstance(url, str) for url in value):
            self.wrong(key, "Input should be a valid list of strings", "list_type")
        elif not 1 <= len(value) <= most:
            kind = "sequence_too_long" if value else "sequence_too_short"
            self.wrong(key, f"List should have 1 to {most} items", kind)
        else:
            return tuple(value)
        return ()

    def flag(self, key: str) -> bool:
        value = self.arguments.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "Input should be a valid boolean", "bool_type")
        return value is True

    def valid(self, spec: ImageSpec) -> ImageSpec:
        if self._items:
            raise InvalidInputError(self._items)
        return spec


def _parse_playground_contract(read: _Reader) -> ImageSpec:
    size = read.choice("size", SIZES, "1024x1024")
    count = read.whole("num_images", 1)
    if count is not None and count not in COUNTS:
        read.wrong("num_images", "Input should be 1, 2 or 4", "literal_error", expected="1, 2 or 4")
    tolerance = read.whole("safety_tolerance", 2)
    if tolerance is not None and tolerance not in _TOLERANCES:
        read.wrong("safety_tolerance", "Input should be between 1 and 6", "one_of", expected="1 to 6")
    width, height = (int(edge) for edge in size.split("x"))
    return ImageSpec(
        prompt=read.text("prompt"),
        width=width,
        height=height,
        quality=read.choice("quality", QUALITIES, "medium"),
        count=count or 1,
    )


def _parse_published_contract(read: _Reader) -> ImageSpec:
    width, height = _image_size(read, read.arguments.get("image_size", "landscape_4_3"))
    count = read.whole("num_images", 1)
    if count is not None and count < 1:
        read.wrong("num_images", "Input should be greater than or equal to 1", "greater_than_equal", ge=1)
    if count is not None and count > 4:
        read.wrong("num_images", "Input should be less than or equal to 4", "less_than_equal", le=4)
    quality = read.choice("quality", (*QUALITIES, "auto"), "high")
    return ImageSpec(
        prompt=read.text("prompt"),
        width=width,
        height=height,
        quality="high" if quality == "auto" else quality,
        count=count or 1,
        output_format=read.choice("output_format", FORMATS, "png"),
        inline=read.flag("sync_mode"),
    )


def _image_size(read: _Reader, value: object) -> tuple[int, int]:
    """Read a preset name, or ``{"width": int, "height": int}`` that follows the custom-size rules."""
    if isinstance(value, str):
        return PRESETS[read.choice("image_size", tuple(PRESETS), "landscape_4_3")]
    match value:
        case {"width": int(width), "height": int(height)}:
            _check_custom_size(read, width, height)
            return width, height
    read.wrong("image_size", "Input should be a preset or have a width and a height", "one_of")
    return PRESETS["landscape_4_3"]


def _check_custom_size(read: _Reader, width: int, height: int) -> None:
    longest, shortest = max(width, height), min(width, height)
    if width % _EDGE_STEP or height % _EDGE_STEP:
        message = f"Width and height should be multiples of {_EDGE_STEP}"
        read.wrong("image_size", message, "multiple_of", multiple_of=_EDGE_STEP)
    elif longest > _LONGEST_EDGE or width * height > _MOST_PIXELS:
        edges = {"max_height": _LONGEST_EDGE, "max_width": _LONGEST_EDGE}
        read.wrong("image_size", "Image is too large", "image_too_large", **edges)
    elif width * height < _FEWEST_PIXELS:
        read.wrong("image_size", f"Image should have at least {_FEWEST_PIXELS} pixels", "image_too_small")
    elif longest > _WIDEST_RATIO * shortest:
        message = f"Aspect ratio should be at most {_WIDEST_RATIO}:1"
        read.wrong("image_size", message, "less_than_equal", le=_WIDEST_RATIO)


def _parse_playground_edit(read: _Reader) -> ImageSpec:
    urls = read.urls("image_urls", _MOST_REFERENCES)
    return replace(_parse_playground_contract(read), operation="edit", references=urls)


def _parse_published_edit(read: _Reader) -> ImageSpec:
    urls = read.urls("image_urls", _MOST_REFERENCES)
    automatic = read.arguments.get("image_size", "auto") == "auto"
    spec = replace(_parse_published_contract(read), operation="edit", references=urls)
    return replace(spec, width=0, height=0) if automatic else spec


_CONTRACTS: Mapping[str, tuple[Callable[[_Reader], ImageSpec], Callable[[_Reader], ImageSpec]]] = {
    "fal-ai/gpt-image-2": (_parse_playground_contract, _parse_published_contract),
    "openai/gpt-image-2": (_parse_published_contract, _parse_published_contract),
    "fal-ai/gpt-image-2/edit": (_parse_playground_edit, _parse_published_edit),
    "openai/gpt-image-2/edit": (_parse_published_edit, _parse_published_edit),
}

ENDPOINTS = (*_CONTRACTS, *SHIPPED)
"""Simulated endpoints by ID; any other path is a 404, unless a test adds it."""


def parse_input(
    endpoint: str,
    arguments: Mapping[str, Any],
    *,
    published: bool = False,
    load: ReferenceLoader | None = None,
    more: Mapping[str, Endpoint] = MappingProxyType({}),
) -> ImageSpec:
    """Parse the ``arguments`` of a request to ``endpoint``; with ``published``, as ``openai/gpt-image-2`` does.

    ``load`` reads the reference pictures; without it, they are not looked for. ``more`` are additional endpoints.
    Raises :class:`InvalidInputError` with all errors, or ``KeyError`` for an unknown endpoint.
    """
    if endpoint in _CONTRACTS:
        reader = _Reader(arguments)
        spec, area = reader.valid(_CONTRACTS[endpoint][published](reader)), _DEFAULT_AREA
    else:
        spec, area = _from_schema({**SHIPPED, **more}[endpoint], arguments)
    return _with_references(spec, load, area) if load is not None else spec


def _from_schema(endpoint: Endpoint, arguments: Mapping[str, Any]) -> tuple[ImageSpec, int]:
    if errors := argument_errors(endpoint, arguments):
        raise InvalidInputError(errors)
    found: Request = read_request(endpoint, arguments)
    width, height = found.size or (0, 0)
    spec = ImageSpec(
        prompt=found.prompt,
        width=width,
        height=height,
        quality=found.quality,
        count=found.count,
        output_format=found.output_format,
        inline=found.inline,
        operation=endpoint.operation,
        references=found.references,
        single=endpoint.single,
        factor=found.factor,
    )
    return spec, found.area


def _with_references(spec: ImageSpec, load: ReferenceLoader, area: int) -> ImageSpec:
    """Replace the URLs of the references by their paths, and a missing size by that of the first."""
    loaded, errors = [], []
    for index, url in enumerate(spec.references):
        found = load(url)
        if isinstance(found, str):
            loc = ("body", "image_url") if spec.single else ("body", "image_urls", index)
            errors.append(model_error_item(loc, "The picture could not be read", found, given=url))
        else:
            loaded.append(found)
    if errors:
        raise InvalidInputError(errors)
    if not spec.width and loaded:
        first = loaded[0].size
        width, height = (round(edge * spec.factor) for edge in (shaped(first, area) if area else first))
        spec = replace(spec, width=width, height=height)
    return replace(spec, references=tuple(reference.path for reference in loaded))

"""Endpoints that are described by their published inputs alone: a JSON schema, and what the endpoint does.

Arguments are validated against the schema. Their meaning is derived from their values, so that an endpoint with
other names for size and number of images is simulated without code: two edges, ``WxH``, a preset, or an aspect ratio
with a resolution is a size; an integer of a name such as ``num_images`` or ``batch`` is a number of images.

Source of the inputs: the generated types of fal-js 1.10.1, as far as they are known; see the models' files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.fal.errors import model_error_item

__all__ = [
    "NAMED_SIZES",
    "SHIPPED",
    "Endpoint",
    "Operation",
    "Request",
    "Size",
    "argument_errors",
    "read_request",
    "shaped",
]

Json = dict[str, Any]
Size = tuple[int, int]
Operation = Literal["generate", "edit", "upscale", "cutout", "check"]

NAMED_SIZES: Mapping[str, Size] = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
_RESOLUTIONS = {"0.5K": 512, "1K": 1024, "2K": 2048, "4K": 4096}
_EDGES = {"720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160}
_DIMENSIONS = re.compile(r"(\d{2,5})\s*[xX×*]\s*(\d{2,5})")
_RATIO = re.compile(r"(\d{1,2}):(\d{1,2})")
_COUNT = re.compile(r"(num|count|images|batch|samples|variations|how_many)", re.IGNORECASE)
_NOT_COUNT = re.compile(r"(steps|step|seed|size|width|height|quality|scale|tolerance)", re.IGNORECASE)
_STEP = 16
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Published inputs of an endpoint (JSON schema properties), and what it does with them.

    With ``single``, the result has one ``image`` instead of a list. A ``check`` has verdicts instead of images.
    """

    inputs: Mapping[str, Json]
    required: tuple[str, ...] = ("prompt",)
    operation: Operation = "generate"
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The meaning of a request's arguments. ``size`` is ``None`` for the size of the first reference.

    ``area`` is the number of pixels of a result with the shape of the first reference; 0 for as many as that has. They
    are enlarged by ``factor``.
    """

    prompt: str
    size: Size | None
    area: int = 1024 * 1024
    factor: float = 1.0
    count: int = 1
    quality: str = "medium"
    output_format: str = "png"
    inline: bool = False
    references: tuple[str, ...] = ()


def argument_errors(endpoint: Endpoint, arguments: Mapping[str, Any]) -> list[Json]:
    """Return an entry of a 422 response for each invalid argument; unknown keys are ignored, as on fal."""
    errors = [
        model_error_item(("body", name), "Field required", "missing")
        for name in endpoint.required
        if arguments.get(name) is None
    ]
    for name, value in arguments.items():
        if (schema := endpoint.inputs.get(name)) is not None and (error := _mismatch(schema, value)):
            message, kind = error
            errors.append(model_error_item(("body", name), message, kind, given=value))
    return errors


def read_request(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Request:
    """Derive what valid arguments ask for; missing ones have the schema's defaults."""
    values = {
        name: arguments.get(name, schema.get("default"))
        for name, schema in endpoint.inputs.items()
        if arguments.get(name, schema.get("default")) is not None
    }
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    if endpoint.operation in {"upscale", "cutout", "check"}:
        size, area = None, 0
    else:
        size, area = _size(values, has_references=endpoint.operation == "edit")
    formats = [value for value in texts.values() if value in {"png", "jpeg", "jpg", "webp"}]
    return Request(
        prompt=texts.get("prompt")
        or max(
            (texts[name] for name in endpoint.required if name in texts and "://" not in texts[name]),
            default="",
        ),
        size=size,
        area=area,
        factor=float(values.get("upscale_factor", 1.0)) if endpoint.operation == "upscale" else 1.0,
        count=_count(values),
        quality=texts.get("quality", "medium"),
        output_format="jpeg" if formats[:1] == ["jpg"] else next(iter(formats), "png"),
        inline=values.get("sync_mode") is True,
        references=tuple(_references(values)),
    )


def shaped(like: Size, area: int) -> Size:
    """Return a size of about ``area`` pixels with the shape of another, in steps of 16 pixels."""
    scale = math.sqrt(area / (like[0] * like[1]))
    width, height = (max(_STEP, round(edge * scale / _STEP) * _STEP) for edge in like)
    return width, height


def _mismatch(schema: Json, value: Any) -> tuple[str, str] | None:
    """Return a message and an error type unless the value fits."""
    if (options := schema.get("anyOf")) is not None:
        found = [_mismatch(option, value) for option in options]
        return None if None in found else ("Input should be one of the listed forms", "one_of")
    expected = _TYPES.get(schema.get("type", ""), (object,))
    if not isinstance(value, expected) or (isinstance(value, bool) and bool not in expected):
        kind = schema.get("type", "")
        return f"Input should be a valid {kind}", f"{'int' if kind == 'integer' else kind}_type"
    if "enum" in schema and value not in schema["enum"]:
        return f"Input should be {', '.join(map(repr, schema['enum']))}", "literal_error"
    if isinstance(value, int | float) and value < schema.get("minimum", -math.inf):
        return f"Input should be greater than or equal to {schema['minimum']}", "greater_than_equal"
    if isinstance(value, int | float) and value > schema.get("maximum", math.inf):
        return f"Input should be less than or equal to {schema['maximum']}", "less_than_equal"
    return _wrong_length(schema, value) if isinstance(value, str | list) else None


def _wrong_length(schema: Json, value: str | list[Any]) -> tuple[str, str] | None:
    kind, prefix = ("string", "Length") if isinstance(value, str) else ("sequence", "Items")
    least, most = schema.get(f"min{prefix}", 0), schema.get(f"max{prefix}", math.inf)
    if len(value) < least:
        return f"Input should have at least {least} items", f"{kind}_too_short"
    return (f"Input should have at most {most} items", f"{kind}_too_long") if len(value) > most else None


def _count(values: Mapping[str, Any]) -> int:
    for name, value in values.items():
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if is_whole and 0 < value <= 16 and _COUNT.search(name) and not _NOT_COUNT.search(name):
            return int(value)
    return 1


def _size(values: Mapping[str, Any], *, has_references: bool) -> tuple[Size | None, int]:
    """Return the size, ``None`` for that of the first reference, and the number of pixels in that case."""
    edge = next((_RESOLUTIONS[value] for value in _texts(values) if value in _RESOLUTIONS), 1024)
    for value in values.values():
        match value:
            case {"width": int(width), "height": int(height)}:
                return (width, height), edge * edge
            case str() if value in NAMED_SIZES:
                return NAMED_SIZES[value], edge * edge
            case str() if (found := _DIMENSIONS.fullmatch(value)) is not None:
                return (int(found[1]), int(found[2])), edge * edge
            case str() if (found := _RATIO.fullmatch(value)) is not None:
                return shaped((int(found[1]), int(found[2])), edge * edge), edge * edge
    match values:
        case {"width": int(width), "height": int(height)}:
            return (width, height), edge * edge
    return (None if has_references else (edge, edge)), edge * edge


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    return (value for value in values.values() if isinstance(value, str))


def _references(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        for url in value if isinstance(value, list) else [value]:
            if isinstance(url, str) and url.startswith(("http://", "https://", "data:")):
                yield url


def _text(*, least: int = 1) -> Json:
    return {"type": "string", "minLength": least}


def _options(*values: object, default: object = None) -> Json:
    kind = "string" if isinstance(values[0], str) else "integer"
    return {"type": kind, "enum": list(values), **({} if default is None else {"default": default})}


def _whole(least: int, most: int, default: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _image_size(default: str, *presets: str) -> Json:
    return {
        "title": "Image Size",
        "default": default,
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    edge: {"type": "integer", "exclusiveMinimum": 0} for edge in ("width", "height")
                },
            },
            {"type": "string", "enum": [*NAMED_SIZES, *presets]},
        ],
    }


def _urls(most: int) -> Json:
    return {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": most}


_FORMAT = _options("jpeg", "png", "webp", default="png")
_RATIOS = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16")
_GPT_2_5: Mapping[str, Json] = {
    "prompt": _text(),
    "image_size": _image_size("landscape_4_3", "auto"),
    "quality": _options("auto", "low", "medium", "high", "xhigh", "max", default="high"),
    "num_images": _whole(1, 10, 1),
    "background": _options("auto", "opaque", "transparent", default="auto"),
    "output_format": _FORMAT,
    "output_compression": _whole(0, 100, 100),
    "sync_mode": {"type": "boolean", "default": False},
}
_NANO_BANANA: Mapping[str, Json] = {
    "prompt": _text(),
    "aspect_ratio": _options("auto", *_RATIOS, default="1:1"),
    "resolution": _options("0.5K", "1K", "2K", "4K", default="1K"),
    "num_images": _whole(1, 4, 1),
    "safety_tolerance": _options(*"123456", default="4"),
    "output_format": _FORMAT,
    "seed": {"type": "integer"},
}

#: Endpoints of the shipped models and of the input checks, apart from GPT Image 2, whose rules are in :mod:`sandbox.fal.validate`.
SHIPPED: Mapping[str, Endpoint] = {
    **{
        f"openai/gpt-image-2.5/{variant}/text-to-image": Endpoint(inputs=_GPT_2_5)
        for variant in ("flare", "sunburst")
    },
    **{
        f"openai/gpt-image-2.5/{variant}/edit": Endpoint(
            inputs={**_GPT_2_5, "image_urls": _urls(16), "image_size": _image_size("auto", "auto")},
            required=("prompt", "image_urls"),
            operation="edit",
        )
        for variant in ("flare", "sunburst")
    },
    "fal-ai/nano-banana-2": Endpoint(inputs=_NANO_BANANA),
    "fal-ai/nano-banana-2/edit": Endpoint(
        inputs={
            **_NANO_BANANA,
            "image_urls": _urls(14),
            "aspect_ratio": _options("auto", *_RATIOS, default="auto"),
        },
        required=("prompt", "image_urls"),
        operation="edit",
    ),
    "fal-ai/flux-2": Endpoint(
        inputs={
            "prompt": _text(),
            "image_size": _image_size("landscape_4_3"),
            "num_images": _whole(1, 4, 1),
            "output_format": _FORMAT,
            "guidance_scale": {"type": "number", "minimum": 0, "maximum": 20, "default": 2.5},
            "num_inference_steps": _whole(4, 50, 28),
            "seed": {"type": "integer"},
            "sync_mode": {"type": "boolean", "default": False},
        }
    ),
    "fal-ai/recraft/v4.1/text-to-image": Endpoint(
        inputs={"prompt": _text(), "image_size": _image_size("square_hd")}
    ),
    "fal-ai/seedvr/upscale/image": Endpoint(
        inputs={
            "image_url": _text(),
            "upscale_mode": _options("target", "factor", default="factor"),
            "upscale_factor": {"type": "number", "minimum": 1, "maximum": 10, "default": 2},
            "target_resolution": _options(*_EDGES, default="1080p"),
            "noise_scale": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.1},
            "output_format": _options("png", "jpg", "webp", default="jpg"),
            "seed": {"type": "integer"},
        },
        required=("image_url",),
        operation="upscale",
        single=True,
    ),
    "fal-ai/birefnet/v2": Endpoint(
        inputs={
            "image_url": _text(),
            "model": _text(),
            "operating_resolution": _options("1024x1024", "2048x2048", "2304x2304", default="1024x1024"),
            "refine_foreground": {"type": "boolean", "default": True},
            "output_mask": {"type": "boolean", "default": False},
            "output_format": _options("png", "webp", "gif", default="png"),
        },
        required=("image_url",),
        operation="cutout",
        single=True,
    ),
    "fal-ai/x-ailab/nsfw": Endpoint(
        inputs={"image_urls": _urls(10)}, required=("image_urls",), operation="check"
    ),
    "fal-ai/imageutils/nsfw": Endpoint(
        inputs={"image_url": _text()}, required=("image_url",), operation="check", single=True
    ),
}

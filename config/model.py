"""Catalogue entry of a model: its options, prices and request body.

The request body is defined by data: each of a model's wire forms lists the JSON keys in order and the source of
each value. A model with different keys, or whose size is an object or an aspect ratio, needs no new code. Where the
schema that fal publishes for an endpoint is known, it determines the form sent (:mod:`bot.fal.wire_forms`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, PrivateAttr, model_validator

from config.model_checks import model_mistakes
from config.model_parts import (
    AUTO,
    InputField,
    Operation,
    Prices,
    QualityOption,
    ReferenceLimits,
    SizeOption,
    WireField,
)
from config.toml_files import ARRAY, Part

__all__ = [
    "InputField",
    "Model",
    "Operation",
    "Prices",
    "QualityOption",
    "ReferenceLimits",
    "SizeOption",
    "WireField",
]

# Discord's limit for a text input in a modal.
_MAX_PROMPT = 4000
_MEGAPIXEL = 1_000_000
_SHAPE = re.compile(r"([1-9]\d{0,4})[x:]([1-9]\d{0,4})")

_Text = Annotated[str, Field(min_length=1)]
_Id = Annotated[str, Field(pattern=r"^[a-z0-9._-]+(/[a-z0-9._-]+)+$", max_length=100)]
_Credits = Annotated[int, Field(ge=1)]
# Lower and upper quartile.
_Seconds = Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=2, max_length=2), *ARRAY]
_FormName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,29}$")]
_Dimensions = Annotated[str, Field(pattern=r"^[1-9]\d{1,4}x[1-9]\d{1,4}$")]
_Companion = Literal["edit", "upscale", "cutout"]
_Option = TypeVar("_Option", SizeOption, QualityOption)


class Model(Part):
    """A catalogue entry; every combination of options has a price in USD and in credits.

    One credit is about one US cent. ``operation`` is what the endpoint does: ``generate`` and ``edit`` take a
    prompt, all others reference pictures. ``companions`` are the models that edit, upscale or cut out this model's
    results. ``show_log_lines`` shows the log lines of the model's runner to users, which requires that they are
    fit for a public channel. Unknown options raise :class:`LookupError`.

    The first wire form is the default; :meth:`using` returns the model with another one in use, which
    :attr:`inputs`, :attr:`constants` and :meth:`arguments` then follow. ``other_credits`` prices sizes that
    cannot be requested but may be drawn. ``usual_seconds`` is the usual time by quality, from and to, which
    is shown until the bot has measured its own. ``reference_credits`` are charged per reference picture and
    image; ``credits_per_megapixel`` apply to models priced by the size of the output (:meth:`unit_credits`).
    """

    id: _Id
    title: _Text
    operation: Operation = "generate"
    companions: Mapping[_Companion, _Id] = Field(default_factory=dict)
    references: ReferenceLimits | None = None
    show_log_lines: bool = False
    documentation: Annotated[str, Field(pattern=r"^https://\S+$")]
    prompt_max_length: Annotated[int, Field(ge=1, le=_MAX_PROMPT)] = _MAX_PROMPT
    sizes: Annotated[tuple[SizeOption, ...], *ARRAY]
    default_size: str
    qualities: Annotated[tuple[QualityOption, ...], *ARRAY]
    default_quality: str
    counts: Annotated[tuple[Annotated[int, Field(ge=1, le=10)], ...], *ARRAY]
    default_count: int
    media_types: Annotated[tuple[Literal["image/png", "image/jpeg", "image/webp"], ...], *ARRAY]
    wire_forms: Mapping[_FormName, Annotated[tuple[WireField, ...], *ARRAY]]
    credit_table: Annotated[Mapping[str, Mapping[str, _Credits]], Field(alias="credits")]
    other_credits: Mapping[_Dimensions, Mapping[str, _Credits]] = Field(default_factory=dict)
    reference_credits: Annotated[int, Field(ge=0)] = 0
    credits_per_megapixel: Annotated[Decimal, Field(gt=0)] | None = None
    prices: Prices
    usual_seconds: Mapping[str, _Seconds] = Field(default_factory=dict)

    _form: str | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _with_named_forms(cls, data: Any) -> Any:
        """Accept a file of an earlier version, whose only form is the list ``wire``."""
        if not isinstance(data, dict) or "wire" not in data or "wire_forms" in data:
            return data
        return {key: value for key, value in data.items() if key != "wire"} | {
            "wire_forms": {"default": data["wire"]}
        }

    @model_validator(mode="after")
    def _is_complete(self) -> Model:
        if mistakes := list(model_mistakes(self)):
            raise ValueError("\n".join(mistakes))
        return self

    @property
    def form(self) -> str:
        """Name of the wire form in use."""
        return self._form or next(iter(self.wire_forms))

    @property
    def wire(self) -> tuple[WireField, ...]:
        """Keys of the request body in the form in use."""
        return self.wire_forms[self.form]

    def using(self, form: str) -> Model:
        """Return this model with the named wire form in use."""
        if form not in self.wire_forms:
            raise LookupError(f"no wire form {form!r}; expected one of {', '.join(self.wire_forms)}")
        copy = self.model_copy()
        copy._form = form
        return copy

    @property
    def constants(self) -> Mapping[str, Any]:
        """Constants of the request body, by key."""
        return MappingProxyType({field.key: field.constant for field in self.wire if field.takes is None})

    @property
    def inputs(self) -> tuple[InputField, ...]:
        """Input reference, in the order of the request body."""
        return tuple(self._reference(field) for field in self.wire)

    def size(self, value: str) -> SizeOption:
        """Return the size with this value."""
        return _find(self.sizes, value, "size")

    def nearest_sizes(self, value: str) -> list[SizeOption]:
        """Return the sizes, those of the shape closest to ``value`` first, such as ``1536x1024`` or ``16:9``."""
        edges = _SHAPE.fullmatch(value)
        if edges is None:
            return list(self.sizes)
        target = math.log(int(edges[1]) / int(edges[2]))
        far = math.inf
        return sorted(
            self.sizes,
            key=lambda one: far if one.shape is None else round(abs(math.log(one.shape) - target), 6),
        )

    def quality(self, value: str) -> QualityOption:
        """Return the quality with this value."""
        return _find(self.qualities, value, "quality")

    def credits(self, size: str, quality: str) -> int:
        """Return the price of one image in credits, without its references."""
        return self.credit_table[self.size(size).value][self.quality(quality).value]

    def unit_credits(
        self, size: str, quality: str, references: int = 0, reference_size: tuple[int, int] | None = None
    ) -> int:
        """Return the price of one image in credits, including its references.

        ``reference_size`` is the width and height of the first reference, from which a model priced by megapixel
        computes the size of the output. The entry's table has the least price.
        """
        price = self.credits(size, quality)
        if self.credits_per_megapixel is not None and reference_size is not None:
            megapixels = self._megapixels(size, reference_size) or 0
            price = max(price, math.ceil(megapixels * self.credits_per_megapixel))
        return price + references * self.reference_credits

    def credits_drawn(self, width: int, height: int, quality: str, references: int = 0) -> int | None:
        """Return the price in credits of an image of any size; ``None`` if it is larger than all known sizes.

        A size without a price of its own costs as much as the cheapest known size with at least as many pixels.
        """
        known = {size.pixels: self.credits(size.value, quality) for size in self.sizes if size.pixels}
        for name, row in self.other_credits.items():
            across, down = (int(edge) for edge in name.split("x"))
            known[across, down] = row[quality]
        price = known.get((width, height)) or min(
            (price for (across, down), price in known.items() if across * down >= width * height),
            default=None,
        )
        return None if price is None else price + references * self.reference_credits

    def price(self, size: str, quality: str) -> Decimal:
        """Return fal's price of one image in USD."""
        return self.prices.usd[self.size(size).value][self.quality(quality).value]

    def unit_usd(
        self, size: str, quality: str, references: int = 0, reference_size: tuple[int, int] | None = None
    ) -> Decimal:
        """Return fal's price of one image in USD, including its references; see :meth:`unit_credits`."""
        price = self.price(size, quality)
        rate, megapixels = self.prices.usd_per_megapixel, self._megapixels(size, reference_size)
        if rate is not None and megapixels is not None:
            price = max(price, megapixels * rate)
        return price + references * (self.prices.usd_per_reference or 0)

    def _megapixels(self, size: str, reference_size: tuple[int, int] | None) -> Decimal | None:
        """Return the size of an image in megapixels; ``None`` if it follows a reference of unknown size."""
        option = self.size(size)
        pixels = option.pixels or reference_size
        if pixels is None:
            return None
        factor = Decimal(str(option.factor or 1))
        return Decimal(pixels[0] * pixels[1]) * factor * factor / _MEGAPIXEL

    def arguments(
        self,
        *,
        prompt: str,
        size: str,
        quality: str,
        count: int,
        overrides: Mapping[str, Any] = MappingProxyType({}),
        references: Sequence[str] = (),
        reference_size: tuple[int, int] | None = None,
    ) -> dict[str, Any]:
        """Return the request body, with its keys in the order of the form in use.

        ``overrides`` replaces constants. Keys that are not constants of this model are ignored, so that a
        setting can apply only to some models. ``references`` are the URLs of the reference pictures;
        ``reference_size`` is the width and height of the first. Where the form takes the size as text, the size
        ``auto`` is sent as the one whose shape is closest to it.
        """
        if count not in self.counts:
            raise LookupError(f"no count {count!r}; expected one of {', '.join(map(str, self.counts))}")
        option = self.size(size)
        chosen: dict[str, Any] = {
            "prompt": prompt,
            "quality": self.quality(quality).value,
            "count": count,
            "references": list(references),
            "reference": next(iter(references), None),
        }
        return {
            field.key: overrides.get(field.key, field.constant)
            if field.takes is None
            else field.of_size(self._concrete(field, option, reference_size))
            if field.takes == "size"
            else chosen[field.takes]
            for field in self.wire
        }

    def _concrete(
        self, field: WireField, size: SizeOption, reference_size: tuple[int, int] | None
    ) -> SizeOption:
        """Return the size to send: for ``auto`` as text, the one of the shape closest to the reference."""
        if size.value != AUTO or field.form != "text":
            return size
        shaped = [(one, one.shape) for one in self.sizes if one.shape is not None]
        if not shaped:
            return size
        target = math.log(reference_size[0] / reference_size[1]) if reference_size else 0.0
        # Of equally close shapes, the first in the file's order.
        return min(shaped, key=lambda pair: round(abs(math.log(pair[1]) - target), 6))[0]

    def _reference(self, field: WireField) -> InputField:
        sizes = [one for one in self.sizes if field.form != "text" or one.value != AUTO] or list(self.sizes)
        default_size = next((one for one in sizes if one.value == self.default_size), sizes[0])
        offered: dict[str | None, tuple[Any, Iterable[Any]]] = {
            None: (field.constant, ()),
            "prompt": (None, ()),
            "size": (field.of_size(default_size), map(field.of_size, sizes)),
            "quality": (self.default_quality, (option.value for option in self.qualities)),
            "count": (self.default_count, self.counts),
            "references": ([], ()),
            "reference": ("", ()),
        }
        default, options = offered[field.takes]
        required = field.takes in {"prompt", "references", "reference"}
        return InputField(
            key=field.key,
            kind="string" if field.takes == "prompt" else _kind(default),
            default=None if required else default,
            options=_distinct(options),
            required=required,
            note=field.note,
            takes=field.takes,
        )


def _find(options: Sequence[_Option], value: str, what: str) -> _Option:
    for option in options:
        if option.value == value:
            return option
    raise LookupError(f"no {what} {value!r}; expected one of {', '.join(option.value for option in options)}")


def _kind(value: Any) -> str:
    """Return the JSON type. ``bool`` is checked first because it is a subclass of ``int``."""
    kinds = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values in order, each once; several sizes can share a resolution."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)

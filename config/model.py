"""Catalogue entry of a model: its options, prices and request body.

The request body is defined by data: each of a model's wire forms lists the JSON keys in order and the source of
each value. A model with different keys, or whose size is an object, needs no new code. Where the schema that fal
publishes for an endpoint is known, it decides which form is sent (:mod:`bot.fal.wire_forms`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from config.toml_files import ARRAY, Part, duplicates

__all__ = ["InputField", "Model", "Prices", "QualityOption", "ReferenceLimits", "SizeOption", "WireField"]

# Discord's limit for a text input in a modal.
_MAX_PROMPT = 4000


def _as_json_number(value: Any) -> Any:
    # TOML numbers are read as decimals, which keeps prices exact, but JSON has only floats.
    return float(value) if isinstance(value, Decimal) else value


_Text = Annotated[str, Field(min_length=1)]
_Credits = Annotated[int, Field(ge=1)]
# Lower and upper quartile.
_Seconds = Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=2, max_length=2), *ARRAY]
_Usd = Annotated[Decimal, Field(gt=0)]
_Constant = Annotated[bool | int | float | str | None, BeforeValidator(_as_json_number)]
_FormName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,29}$")]
_Dimensions = Annotated[str, Field(pattern=r"^[1-9]\d{1,4}x[1-9]\d{1,4}$")]
_Choice = Literal["prompt", "size", "quality", "count"]
_Option = TypeVar("_Option", "SizeOption", "QualityOption")


class SizeOption(Part):
    """A size in pixels; ``value`` is the user's choice and is stored with the job."""

    value: _Text
    label: _Text
    width: Annotated[int, Field(ge=16, le=8192)]
    height: Annotated[int, Field(ge=16, le=8192)]


class QualityOption(Part):
    """A quality; ``value`` is sent to fal."""

    value: _Text
    label: _Text


class Prices(Part):
    """fal's price per image in USD, by size and quality, with its source and date."""

    source: _Text
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    usd: Mapping[str, Mapping[str, _Usd]]


class ReferenceLimits(Part):
    """Limits of a model's reference pictures: their number, and bytes and pixels (width times height) of each."""

    most: Annotated[int, Field(ge=1, le=16)]
    max_bytes: Annotated[int, Field(ge=1)]
    max_pixels: Annotated[int, Field(ge=1)]


class WireField(Part):
    """One key of the request body: it ``takes`` its value from a user option or is a ``constant``."""

    key: _Text
    takes: _Choice | None = None
    form: Literal["text", "dimensions"] = "text"
    constant: _Constant = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputField:
    """One line of a model's input reference, with values as in a request."""

    key: str
    kind: str
    default: Any
    options: tuple[Any, ...]
    required: bool
    note: str


class Model(Part):
    """A catalogue entry; every combination of options has a price in USD and in credits.

    One credit is about one US cent. ``show_log_lines`` shows the log lines of the model's runner to users,
    which requires that they are fit for a public channel. Unknown options raise :class:`LookupError`.

    The first wire form is the default; :meth:`using` returns the model with another one in use, which
    :attr:`inputs`, :attr:`constants` and :meth:`arguments` then follow. ``other_credits`` prices sizes that
    cannot be requested but may be drawn. ``usual_seconds`` is the usual time by quality, from and to, which
    is shown until the bot has measured its own.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9._-]+(/[a-z0-9._-]+)+$")]
    title: _Text
    show_log_lines: bool = False
    documentation: Annotated[str, Field(pattern=r"^https://\S+$")]
    prompt_max_length: Annotated[int, Field(ge=1, le=_MAX_PROMPT)]
    sizes: Annotated[tuple[SizeOption, ...], *ARRAY]
    default_size: str
    qualities: Annotated[tuple[QualityOption, ...], *ARRAY]
    default_quality: str
    counts: Annotated[tuple[Annotated[int, Field(ge=1, le=10)], ...], *ARRAY]
    default_count: int
    media_types: Annotated[tuple[Literal["image/png", "image/jpeg", "image/webp"], ...], *ARRAY]
    wire_forms: Mapping[_FormName, Annotated[tuple[WireField, ...], *ARRAY]]
    credit_table: Annotated[Mapping[str, Mapping[str, _Credits]], Field(alias="credits")]
    other_credits: Mapping[_Dimensions, Mapping[str, _Credits]] = MappingProxyType({})
    prices: Prices
    usual_seconds: Mapping[str, _Seconds] = MappingProxyType({})

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
        mistakes = [*_option_mistakes(self), *_table_mistakes(self), *_wire_mistakes(self)]
        if mistakes:
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

    def quality(self, value: str) -> QualityOption:
        """Return the quality with this value."""
        return _find(self.qualities, value, "quality")

    def credits(self, size: str, quality: str) -> int:
        """Return the price of one image in credits."""
        return self.credit_table[self.size(size).value][self.quality(quality).value]

    def credits_drawn(self, width: int, height: int, quality: str) -> int | None:
        """Return the price in credits of an image of any size; ``None`` if it is larger than all known sizes.

        A size without a price of its own costs as much as the cheapest known size with at least as many pixels.
        """
        known = {(size.width, size.height): self.credits(size.value, quality) for size in self.sizes}
        for name, row in self.other_credits.items():
            across, down = (int(edge) for edge in name.split("x"))
            known[across, down] = row[quality]
        if (width, height) in known:
            return known[width, height]
        return min(
            (price for (across, down), price in known.items() if across * down >= width * height),
            default=None,
        )

    def price(self, size: str, quality: str) -> Decimal:
        """Return fal's price of one image in USD."""
        return self.prices.usd[self.size(size).value][self.quality(quality).value]

    def arguments(
        self,
        *,
        prompt: str,
        size: str,
        quality: str,
        count: int,
        overrides: Mapping[str, Any] = MappingProxyType({}),
    ) -> dict[str, Any]:
        """Return the request body, with its keys in the order of the form in use.

        ``overrides`` replaces constants. Keys that are not constants of this model are ignored, so that a
        setting can apply only to some models.
        """
        if count not in self.counts:
            raise LookupError(f"no count {count!r}; expected one of {', '.join(map(str, self.counts))}")
        chosen = {
            "prompt": prompt,
            "size": self.size(size),
            "quality": self.quality(quality).value,
            "count": count,
        }
        return {
            field.key: overrides.get(field.key, field.constant)
            if field.takes is None
            else _in_request_form(field, chosen[field.takes])
            for field in self.wire
        }

    def _reference(self, field: WireField) -> InputField:
        offered: dict[str | None, tuple[Any, Sequence[Any]]] = {
            None: (field.constant, ()),
            "prompt": (None, ()),
            "size": (self.size(self.default_size), self.sizes),
            "quality": (self.default_quality, [option.value for option in self.qualities]),
            "count": (self.default_count, self.counts),
        }
        default, options = offered[field.takes]
        default = _in_request_form(field, default)
        return InputField(
            key=field.key,
            kind="string" if field.takes == "prompt" else _kind(default),
            default=default,
            options=tuple(_in_request_form(field, option) for option in options),
            required=field.takes == "prompt",
            note=field.note,
        )


def _find(options: Sequence[_Option], value: str, what: str) -> _Option:
    for option in options:
        if option.value == value:
            return option
    raise LookupError(f"no {what} {value!r}; expected one of {', '.join(option.value for option in options)}")


def _in_request_form(field: WireField, value: Any) -> Any:
    if not isinstance(value, SizeOption):
        return value
    if field.form == "dimensions":
        return {"width": value.width, "height": value.height}
    return value.value


def _kind(value: Any) -> str:
    """Return the JSON type. ``bool`` is checked first because it is a subclass of ``int``."""
    kinds = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")


def _option_mistakes(model: Model) -> Iterator[str]:
    sizes = [option.value for option in model.sizes]
    qualities = [option.value for option in model.qualities]
    for key, default, options in (
        ("default_size", model.default_size, sizes),
        ("default_quality", model.default_quality, qualities),
        ("default_count", model.default_count, model.counts),
    ):
        if default not in options:
            yield f"{key}: expected one of {', '.join(map(str, options))}, got {default!r}"
    yield from duplicates("sizes", sizes)
    yield from duplicates("qualities", qualities)
    yield from duplicates("counts", model.counts)


def _table_mistakes(model: Model) -> Iterator[str]:
    wanted = {(size.value, quality.value) for size in model.sizes for quality in model.qualities}
    for name, table in (("credits", model.credit_table), ("prices.usd", model.prices.usd)):
        given = {(size, quality) for size, row in table.items() for quality in row}
        for size, quality in sorted(wanted - given):
            yield f"{name}.{size}.{quality}: expected a value, but it is missing"
        for size, quality in sorted(given - wanted):
            yield f"{name}.{size}.{quality}: expected only sizes and qualities of the model"
    qualities = {quality.value for quality in model.qualities}
    for size, row in model.other_credits.items():
        if row.keys() != qualities:
            yield f"other_credits.{size}: expected exactly the keys {', '.join(sorted(qualities))}"
    for quality, (low, high) in model.usual_seconds.items():
        if quality not in qualities:
            yield f"usual_seconds.{quality}: expected only qualities of the model"
        if low > high:
            yield f"usual_seconds.{quality}: expected the shorter time first"


def _wire_mistakes(model: Model) -> Iterator[str]:
    if not model.wire_forms:
        yield "wire_forms: expected at least one"
    for name, fields in model.wire_forms.items():
        for index, field in enumerate(fields):
            if (field.takes is None) == (field.constant is None):
                yield f"wire_forms.{name}.{index}: expected either takes or constant"
            if field.form == "dimensions" and field.takes != "size":
                yield f"wire_forms.{name}.{index}.form: expected dimensions only for a size"
        yield from duplicates(f"wire_forms.{name}", [field.key for field in fields])
        taken = [field.takes for field in fields]
        for choice in get_args(_Choice):
            if (times := taken.count(choice)) != 1:
                yield f"wire_forms.{name}: expected {choice!r} to be taken exactly once, got {times} times"

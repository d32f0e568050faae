"""One entry of the catalogue: what a model offers, what it costs, what goes over the wire.

The wire contract is data: the ``wire`` list of a model's file names the keys of the JSON body
in their order and says where each value comes from. A model with other key names, or with its
size as an object, is a new file and no new code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BeforeValidator, Field, model_validator

from config.toml_files import ARRAY, Part

__all__ = ["InputField", "Model", "Prices", "QualityOption", "SizeOption", "WireField"]

# Discord's text input takes 4,000 characters.
_LONGEST_PROMPT = 4000


def _as_json_number(value: Any) -> Any:
    # A file's decimals are exact for the prices' sake; JSON knows only floats.
    return float(value) if isinstance(value, Decimal) else value


_Text = Annotated[str, Field(min_length=1)]
_Credits = Annotated[int, Field(ge=1)]
_Usd = Annotated[Decimal, Field(gt=0)]
_Constant = Annotated[bool | int | float | str | None, BeforeValidator(_as_json_number)]
_Choice = Literal["prompt", "size", "quality", "count"]
_Option = TypeVar("_Option", "SizeOption", "QualityOption")


class SizeOption(Part):
    """A size in pixels; ``value`` is what a member chooses and what is stored."""

    value: _Text
    label: _Text
    width: Annotated[int, Field(ge=16, le=8192)]
    height: Annotated[int, Field(ge=16, le=8192)]


class QualityOption(Part):
    """A quality; ``value`` goes over the wire."""

    value: _Text
    label: _Text


class Prices(Part):
    """What fal charges for one picture, in USD, by size and quality; with its source and date."""

    source: _Text
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    usd: Mapping[str, Mapping[str, _Usd]]


class WireField(Part):
    """One key of the JSON body: it ``takes`` a member's choice, or is a ``constant``."""

    key: _Text
    takes: _Choice | None = None
    form: Literal["text", "dimensions"] = "text"
    constant: _Constant = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputField:
    """One line of a model's input reference; values as they are on the wire."""

    key: str
    kind: str
    default: Any
    options: tuple[Any, ...]
    required: bool
    note: str


class Model(Part):
    """A catalogue entry, valid by construction: every choice has a price and its credits.

    One credit is worth about one US cent. Unknown choices raise :class:`LookupError`.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9._-]+(/[a-z0-9._-]+)+$")]
    title: _Text
    documentation: Annotated[str, Field(pattern=r"^https://\S+$")]
    prompt_max_length: Annotated[int, Field(ge=1, le=_LONGEST_PROMPT)]
    sizes: Annotated[tuple[SizeOption, ...], *ARRAY]
    default_size: str
    qualities: Annotated[tuple[QualityOption, ...], *ARRAY]
    default_quality: str
    counts: Annotated[tuple[Annotated[int, Field(ge=1, le=10)], ...], *ARRAY]
    default_count: int
    media_types: Annotated[tuple[Literal["image/png", "image/jpeg", "image/webp"], ...], *ARRAY]
    wire: Annotated[tuple[WireField, ...], *ARRAY]
    credit_table: Annotated[Mapping[str, Mapping[str, _Credits]], Field(alias="credits")]
    prices: Prices

    @model_validator(mode="after")
    def _is_complete(self) -> Model:
        mistakes = [*_option_mistakes(self), *_table_mistakes(self), *_wire_mistakes(self)]
        if mistakes:
            raise ValueError("\n".join(mistakes))
        return self

    @property
    def constants(self) -> Mapping[str, Any]:
        """What is sent with every request, by key."""
        return MappingProxyType({field.key: field.constant for field in self.wire if field.takes is None})

    @property
    def inputs(self) -> tuple[InputField, ...]:
        """The input reference, in the order of the wire."""
        return tuple(self._reference(field) for field in self.wire)

    def size(self, value: str) -> SizeOption:
        """The size of that value."""
        return _find(self.sizes, value, "size")

    def quality(self, value: str) -> QualityOption:
        """The quality of that value."""
        return _find(self.qualities, value, "quality")

    def credits(self, size: str, quality: str) -> int:
        """Credits of one picture."""
        return self.credit_table[self.size(size).value][self.quality(quality).value]

    def price(self, size: str, quality: str) -> Decimal:
        """What fal charges for one picture, in USD."""
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
        """The JSON body of a submit: exactly the keys of the wire, in their order.

        ``overrides`` replaces constants; a key that is no constant of this model is left out,
        so one operator's setting can serve models that know it and models that do not.
        """
        if count not in self.counts:
            raise LookupError(f"{self.id} offers no count {count!r}")
        choices = {
            "prompt": prompt,
            "size": self.size(size),
            "quality": self.quality(quality).value,
            "count": count,
        }
        return {
            field.key: overrides.get(field.key, field.constant)
            if field.takes is None
            else _on_the_wire(field, choices[field.takes])
            for field in self.wire
        }

    def _reference(self, field: WireField) -> InputField:
        defaults: dict[str | None, Any] = {
            None: field.constant,
            "size": self.size(self.default_size),
            "quality": self.default_quality,
            "count": self.default_count,
        }
        options: dict[str | None, Sequence[Any]] = {
            "size": self.sizes,
            "quality": [option.value for option in self.qualities],
            "count": self.counts,
        }
        values = tuple(_on_the_wire(field, option) for option in options.get(field.takes, ()))
        default = _on_the_wire(field, defaults.get(field.takes))
        return InputField(
            key=field.key,
            kind="string" if field.takes == "prompt" else _kind(default),
            default=default,
            options=values,
            required=field.takes == "prompt",
            note=field.note,
        )


def _find(options: Sequence[_Option], value: str, what: str) -> _Option:
    for option in options:
        if option.value == value:
            return option
    raise LookupError(f"no {what} {value!r}; there are {', '.join(option.value for option in options)}")


def _on_the_wire(field: WireField, value: Any) -> Any:
    if not isinstance(value, SizeOption):
        return value
    if field.form == "dimensions":
        return {"width": value.width, "height": value.height}
    return value.value


def _kind(value: Any) -> str:
    """The JSON type; ``bool`` first, because it is an ``int`` to Python."""
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
    for name, values in (("sizes", sizes), ("qualities", qualities), ("counts", model.counts)):
        for value, times in Counter(values).items():
            if times > 1:
                yield f"{name}: expected different values, got {value!r} {times} times"


def _table_mistakes(model: Model) -> Iterator[str]:
    sizes = {option.value for option in model.sizes}
    qualities = {option.value for option in model.qualities}
    tables: tuple[tuple[str, Mapping[str, Mapping[str, Any]]], ...] = (
        ("credits", model.credit_table),
        ("prices.usd", model.prices.usd),
    )
    wanted = {(size, quality) for size in sizes for quality in qualities}
    for name, table in tables:
        given = {(size, quality) for size, row in table.items() for quality in row}
        for size, quality in sorted(wanted - given):
            yield f"{name}.{size}.{quality}: expected a value, but it is missing"
        for size, quality in sorted(given - wanted):
            yield f"{name}.{size}.{quality}: expected only sizes and qualities that the model offers"


def _wire_mistakes(model: Model) -> Iterator[str]:
    for index, field in enumerate(model.wire):
        if (field.takes is None) == (field.constant is None):
            yield f"wire.{index}: expected either takes or constant"
        if field.form == "dimensions" and field.takes != "size":
            yield f"wire.{index}.form: expected dimensions only for a size"
    keys = Counter(field.key for field in model.wire)
    taken = Counter(field.takes for field in model.wire)
    for key, times in keys.items():
        if times > 1:
            yield f"wire: expected different keys, got {key!r} {times} times"
    for choice in get_args(_Choice):
        if taken[choice] != 1:
            yield f"wire: expected {choice!r} to be taken exactly once, got {taken[choice]} times"

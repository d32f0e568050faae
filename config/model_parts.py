"""Parts of a catalogue entry: sizes, qualities, prices, reference limits and keys of the request body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from config.toml_files import Part

__all__ = [
    "AUTO",
    "InputField",
    "Operation",
    "Prices",
    "QualityOption",
    "ReferenceLimits",
    "SizeOption",
    "WireField",
]

#: Size of an edit that follows the first reference picture.
AUTO = "auto"

Operation = Literal["generate", "edit", "upscale", "cutout"]
_Choice = Literal["prompt", "size", "quality", "count", "references", "reference"]
_Form = Literal["text", "dimensions", "width", "height", "aspect_ratio", "resolution", "preset", "factor"]


def _as_json_number(value: Any) -> Any:
    # TOML numbers are read as decimals, which keeps prices exact, but JSON has only floats.
    return float(value) if isinstance(value, Decimal) else value


_Text = Annotated[str, Field(min_length=1)]
# Values are stored in columns of this width. Colons separate them in custom IDs, spaces in lists.
_Value = Annotated[str, Field(pattern=r"^[^\s:]{1,16}$")]
_Edge = Annotated[int, Field(ge=16, le=16_384)]
_Usd = Annotated[Decimal, Field(gt=0)]
_Factor = Annotated[int | float, BeforeValidator(_as_json_number), Field(ge=1, le=16)]
_Constant = Annotated[bool | int | float | str | None, BeforeValidator(_as_json_number)]


class SizeOption(Part):
    """A size; ``value`` is the user's choice and is stored with the job.

    It has ``width`` and ``height`` in pixels, unless the model decides on them: it follows the first reference
    (``auto``), multiplies it by ``factor``, or has only an ``aspect_ratio`` (such as ``16:9``), a ``resolution``
    (such as ``2K``) or a named ``preset``.
    """

    value: _Value
    label: _Text
    width: _Edge | None = None
    height: _Edge | None = None
    aspect_ratio: _Text | None = None
    resolution: _Text | None = None
    preset: _Text | None = None
    factor: _Factor | None = None

    @property
    def pixels(self) -> tuple[int, int] | None:
        """Width and height; ``None`` if the model decides on them."""
        return None if self.width is None or self.height is None else (self.width, self.height)

    @property
    def shape(self) -> float | None:
        """Width divided by height, if it is known."""
        if self.pixels is not None:
            return self.pixels[0] / self.pixels[1]
        across, _, down = (self.aspect_ratio or "").partition(":")
        return int(across) / int(down) if across.isdecimal() and down.isdecimal() and int(down) else None


class QualityOption(Part):
    """A quality; ``value`` is sent to fal."""

    value: _Value
    label: _Text


class ReferenceLimits(Part):
    """What an endpoint takes as reference pictures: their number, and the bytes and pixels of each."""

    most: Annotated[int, Field(ge=1, le=16)]
    max_bytes: Annotated[int, Field(ge=1024)]
    max_pixels: Annotated[int, Field(ge=4096)]


class Prices(Part):
    """fal's price per image in USD, by size and quality, with its source and date.

    ``usd_per_megapixel`` is set for models priced by the size of the output; the table then has the least prices.
    """

    source: _Text
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    usd: Mapping[str, Mapping[str, _Usd]]
    usd_per_reference: _Usd | None = None
    usd_per_megapixel: _Usd | None = None


class WireField(Part):
    """One key of the request body: it ``takes`` its value from a user option or is a ``constant``.

    Several keys can take the size, each in another ``form``. ``references`` are the URLs of all reference
    pictures, ``reference`` is that of the first.
    """

    key: _Text
    takes: _Choice | None = None
    form: _Form = "text"
    constant: _Constant = None
    note: str = ""

    def of_size(self, size: SizeOption) -> Any:
        """Return a size in the form of this key."""
        match self.form:
            case "text":
                return size.value
            case "dimensions":
                return (
                    AUTO if size.pixels is None else dict(zip(("width", "height"), size.pixels, strict=True))
                )
            case _:
                value = getattr(size, self.form)
                return AUTO if value is None else value


@dataclass(frozen=True, slots=True, kw_only=True)
class InputField:
    """One line of a model's input reference, with values as in a request.

    ``takes`` is the user option that the value comes from; ``None`` for a constant.
    """

    key: str
    kind: str
    default: Any
    options: tuple[Any, ...]
    required: bool
    note: str
    takes: str | None = None

"""Checks of a catalogue entry beyond the types of its values. Each error names its key and the expectation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from config.model_parts import AUTO, WireField
from config.toml_files import duplicates

if TYPE_CHECKING:
    from config.model import Model

__all__ = ["model_mistakes"]


def model_mistakes(model: Model) -> Iterator[str]:
    """Yield the errors in an entry, one line each."""
    yield from _option_mistakes(model)
    yield from _table_mistakes(model)
    yield from _reference_mistakes(model)
    if not model.wire_forms:
        yield "wire_forms: expected at least one"
    for name, fields in model.wire_forms.items():
        yield from _wire_mistakes(model, f"wire_forms.{name}", fields)


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
    for index, size in enumerate(model.sizes):
        if (size.width is None) != (size.height is None):
            yield f"sizes.{index}: expected both width and height, or neither"


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


def _reference_mistakes(model: Model) -> Iterator[str]:
    generates = model.operation == "generate"
    if generates and model.references is not None:
        yield "references: expected only for operation edit, upscale or cutout"
    if not generates and model.references is None:
        yield f"references: expected a value for operation {model.operation}, but it is missing"
    if model.companions and not generates:
        yield "companions: expected only for operation generate"


def _wire_mistakes(model: Model, name: str, fields: Sequence[WireField]) -> Iterator[str]:
    for index, field in enumerate(fields):
        if (field.takes is None) == (field.constant is None):
            yield f"{name}.{index}: expected either takes or constant"
        if field.form != "text" and field.takes != "size":
            yield f"{name}.{index}.form: expected {field.form} only for a size"
        elif field.takes == "size":
            yield from _form_mistakes(model, f"{name}.{index}.form", field)
    yield from duplicates(name, [field.key for field in fields])
    yield from _taken_mistakes(model, name, fields)


def _form_mistakes(model: Model, name: str, field: WireField) -> Iterator[str]:
    for size in model.sizes:
        if field.form == "dimensions" and size.pixels is None and size.value != AUTO:
            yield f"{name}: expected size {size.value} to have a width and a height"
        elif (
            field.form not in {"text", "dimensions"} and size.value != AUTO and not getattr(size, field.form)
        ):
            yield f"{name}: expected size {size.value} to have the key {field.form}"


def _taken_mistakes(model: Model, name: str, fields: Sequence[WireField]) -> Iterator[str]:
    """Yield an error for each option that a request cannot send, or sends twice."""
    taken = [field.takes for field in fields]
    has_prompt = model.operation in {"generate", "edit"}
    options_of = {
        "prompt": 2 if has_prompt else 1,
        "quality": len(model.qualities),
        "count": len(model.counts),
    }
    for choice, options in options_of.items():
        times = [*map(str, taken)].count(choice)
        if options > 1 and times != 1:
            yield f"{name}: expected {choice!r} to be taken exactly once, got {times} times"
        elif times > 1:
            yield f"{name}: expected {choice!r} to be taken at most once, got {times} times"
    if len(model.sizes) > 1 and "size" not in taken:
        yield f"{name}: expected 'size' to be taken exactly once, got 0 times"
    yield from duplicates(
        f"{name}: form of a size", [field.form for field in fields if field.takes == "size"]
    )
    pictures = taken.count("references") + taken.count("reference")
    if model.operation == "generate" and pictures:
        yield f"{name}: expected no references for operation generate"
    if model.operation != "generate" and pictures != 1:
        yield f"{name}: expected 'references' or 'reference' to be taken exactly once, got {pictures} times"

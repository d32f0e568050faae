"""The contact sheet: every picture of a session on one page, with what was asked under each row."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from sandbox.fal.artist.lettering import printable

__all__ = ["Print", "draw_contact_sheet"]

_PAPER, _INK, _SOFT, _LINE = "#f6f3ec", "#22242a", "#7d776b", "#ddd6c8"
_WIDTH, _MARGIN, _GAP, _SPACE = 1600, 72, 14, 34
_HEADER_HEIGHT, _CAPTION_HEIGHT, _FOOT_HEIGHT, _HIGHEST_ROW = 176, 128, 4, 400
_TITLE_SIZE, _PROMPT_SIZE, _NOTE_SIZE, _PROMPT_LINES = 60, 25, 19, 2
_FULL_ROW = 5.0
"""A row is full when its pictures' widths are this many times its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The pictures of one request, with the prompt and a note such as who asked."""

    pictures: tuple[Path, ...]
    prompt: str
    note: str


def draw_contact_sheet(prints: Sequence[Print], path: Path, *, title: str, note: str) -> None:
    """Write a PNG file to ``path``: the prints in their order, in rows that fill the page."""
    rows = [_laid_out(row) for row in _rows(prints)]
    height = _HEADER_HEIGHT + sum(row.height + _CAPTION_HEIGHT for row in rows) + _FOOT_HEIGHT
    sheet = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, 48), title, fill=_INK, font=_font(_TITLE_SIZE))
    draw.text((_MARGIN, 122), note, fill=_SOFT, font=_font(_NOTE_SIZE))
    top = _HEADER_HEIGHT
    for row in rows:
        left = _MARGIN
        for one, widths in zip(row.prints, row.widths, strict=True):
            _draw_print(sheet, one, widths, (left, top, row.height))
            left += _width(widths) + _SPACE
        top += row.height + _CAPTION_HEIGHT
    sheet.save(path, "PNG", compress_level=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Prints side by side. ``widths`` has one entry a print, with one width a picture, in pixels."""

    prints: tuple[Print, ...]
    widths: tuple[tuple[int, ...], ...]
    height: int


def _rows(prints: Sequence[Print]) -> list[list[Print]]:
    """Fill each row from the left; the pictures of a print stay together."""
    rows: list[list[Print]] = []
    used = _FULL_ROW
    for one in prints:
        wanted = sum(_ratios(one))
        if used + wanted > _FULL_ROW:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += wanted
    return rows


def _laid_out(prints: Sequence[Print]) -> _Row:
    """The height at which the prints fill the page's width, unless that is too high to look good."""
    ratios = [_ratios(one) for one in prints]
    gaps = sum(_GAP * (len(each) - 1) for each in ratios) + _SPACE * (len(prints) - 1)
    height = min(_HIGHEST_ROW, (_WIDTH - 2 * _MARGIN - gaps) / sum(map(sum, ratios)))
    widths = tuple(tuple(round(height * ratio) for ratio in each) for each in ratios)
    return _Row(prints=tuple(prints), widths=widths, height=round(height))


def _ratios(one: Print) -> list[float]:
    """Width by height of each picture."""
    ratios = []
    for path in one.pictures:
        with Image.open(path) as image:
            ratios.append(image.width / image.height)
    return ratios


def _width(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _draw_print(sheet: Image.Image, one: Print, widths: Sequence[int], place: tuple[int, int, int]) -> None:
    """Draw one print at ``place``: left, top and the pictures' height."""
    left, top, height = place
    draw = ImageDraw.Draw(sheet)
    at = left
    for path, width in zip(one.pictures, widths, strict=True):
        with Image.open(path) as image:
            small = ImageOps.fit(image.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (at, top))
        draw.rectangle((at, top, at + width - 1, top + height - 1), outline=_LINE)
        at += width + _GAP
    down = top + height + 12
    for line in _wrapped(printable(one.prompt), _font(_PROMPT_SIZE), _width(widths)):
        draw.text((left, down), line, fill=_INK, font=_font(_PROMPT_SIZE))
        down += _PROMPT_SIZE + 7
    note = _wrapped(printable(one.note), _font(_NOTE_SIZE), _width(widths))[0]
    draw.text((left, down + 2), note, fill=_SOFT, font=_font(_NOTE_SIZE))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text on one or two lines of at most ``width`` pixels, with dots where words are missing."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < _PROMPT_LINES:
        number = len(rest)
        while number > 1 and font.getlength(" ".join(rest[:number])) > width:
            number -= 1
        lines.append(" ".join(rest[:number]))
        rest = rest[number:]
    if rest:
        last = lines[-1].split()
        while len(last) > 1 and font.getlength(" ".join([*last, "..."])) > width:
            last.pop()
        lines[-1] = " ".join([*last, "..."])
    return lines or [""]


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font, which is everywhere."""
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - with a size it is
    return font

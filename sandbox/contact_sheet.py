"""The contact sheet: every picture of a session on one page, with what was asked under each row."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

__all__ = ["Print", "draw_contact_sheet"]

_PAPER, _INK, _SOFT, _LINE = "#f6f3ec", "#22242a", "#7d776b", "#ddd6c8"
_WIDTH, _MARGIN, _GAP = 1600, 72, 20
_ROW_HEIGHT, _CAPTION_HEIGHT, _HEADER_HEIGHT, _FOOT_HEIGHT = 330, 92, 168, 64
_TITLE_SIZE, _PROMPT_SIZE, _NOTE_SIZE = 54, 25, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The pictures of one request, with the prompt and a note such as who asked."""

    pictures: tuple[Path, ...]
    prompt: str
    note: str


def draw_contact_sheet(prints: Sequence[Print], path: Path, *, title: str, note: str) -> None:
    """Write a PNG file to ``path``: the prints in their order, several in a row where they fit."""
    rows = _rows(prints)
    height = _HEADER_HEIGHT + len(rows) * (_ROW_HEIGHT + _CAPTION_HEIGHT) + _FOOT_HEIGHT
    sheet = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, 52), title, fill=_INK, font=_font(_TITLE_SIZE))
    draw.text((_MARGIN, 120), note, fill=_SOFT, font=_font(_NOTE_SIZE))
    top = _HEADER_HEIGHT
    for row in rows:
        left = _MARGIN
        for one in row:
            left += _place(sheet, draw, one, left, top) + 2 * _GAP
        top += _ROW_HEIGHT + _CAPTION_HEIGHT
    sheet.save(path, "PNG", optimize=True)


def _rows(prints: Sequence[Print]) -> list[list[Print]]:
    """Fill each row from the left, a print never broken."""
    rows: list[list[Print]] = []
    used = float("inf")
    for one in prints:
        width = sum(_widths(one)) + _GAP * (len(one.pictures) - 1)
        if used + 2 * _GAP + width > _WIDTH - 2 * _MARGIN:
            rows.append([])
            used = -2 * _GAP
        rows[-1].append(one)
        used += 2 * _GAP + width
    return rows


def _widths(one: Print) -> list[int]:
    """Widths of the print's pictures at the common height, made smaller if a row cannot hold them."""
    widths = []
    for path in one.pictures:
        with Image.open(path) as image:
            widths.append(round(_ROW_HEIGHT * image.width / image.height))
    room = _WIDTH - 2 * _MARGIN - _GAP * (len(widths) - 1)
    scale = min(1.0, room / sum(widths))
    return [int(width * scale) for width in widths]


def _place(sheet: Image.Image, draw: ImageDraw.ImageDraw, one: Print, left: int, top: int) -> int:
    """Draw one print; its width in pixels."""
    at = left
    for path, width in zip(one.pictures, _widths(one), strict=True):
        with Image.open(path) as image:
            box = (width, min(_ROW_HEIGHT, round(width * image.height / image.width)))
            sheet.paste(ImageOps.fit(image.convert("RGB"), box, Image.Resampling.LANCZOS), (at, top))
        draw.rectangle((at, top, at + box[0] - 1, top + box[1] - 1), outline=_LINE)
        at += width + _GAP
    width = at - _GAP - left
    font = _font(_PROMPT_SIZE)
    draw.text((left, top + _ROW_HEIGHT + 12), _cut(draw, one.prompt, font, width), fill=_INK, font=font)
    small = _font(_NOTE_SIZE)
    draw.text((left, top + _ROW_HEIGHT + 46), _cut(draw, one.note, small, width), fill=_SOFT, font=small)
    return width


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The text on one line of at most ``width`` pixels, cut between words."""
    words = " ".join(text.split())
    size = len(words)
    while size > 1 and draw.textlength(words, font=font) > width:
        size -= 1
        words = textwrap.shorten(text, size, placeholder=" …") or words[: size - 1] + "…"
    return words


def _font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font, which is everywhere."""
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - with a size it is
    return font

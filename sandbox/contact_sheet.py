"""Contact sheet: every picture of a session on one page, with its prompt."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from sandbox.fal.artist.lettering import printable

__all__ = ["Row", "draw_contact_sheet"]

_PAPER, _INK, _GREY = "#f6f3ec", "#22242a", "#7d776b"
_WIDTH, _MARGIN, _GAP = 1600, 72, 14
_HEADER, _CAPTION, _CELL = 176, 104, 350
_COLUMNS = 4
_CAPTION_CHARACTERS = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The pictures of one request, with its prompt and a note such as the requester."""

    pictures: tuple[Path, ...]
    prompt: str
    note: str


def draw_contact_sheet(rows: Sequence[Row], path: Path, *, title: str, note: str) -> None:
    """Write a PNG file to ``path`` with the pictures of each request side by side."""
    lines = _lines(rows)
    height = _HEADER + sum(_height(line) + _CAPTION for line in lines)
    sheet = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, 48), title, fill=_INK, font=_font(60))
    draw.text((_MARGIN, 122), note, fill=_GREY, font=_font(19))
    top = _HEADER
    for line in lines:
        left, below = _MARGIN, top + _height(line)
        for row, thumbnails in line:
            characters = len(thumbnails) * _CAPTION_CHARACTERS
            prompt = textwrap.shorten(printable(row.prompt), characters, placeholder=" ...")
            draw.text((left, below + 10), prompt, fill=_INK, font=_font(25))
            draw.text((left, below + 44), printable(row.note)[: characters + 8], fill=_GREY, font=_font(19))
            for thumbnail in thumbnails:
                sheet.paste(thumbnail, (left, top))
                left += _CELL + _GAP
        top = below + _CAPTION
    sheet.save(path, "PNG", compress_level=6)


def _lines(rows: Sequence[Row]) -> list[list[tuple[Row, list[Image.Image]]]]:
    """The requests with their thumbnails, four pictures to a line."""
    lines: list[list[tuple[Row, list[Image.Image]]]] = []
    free = 0
    for row in rows:
        for start in range(0, len(row.pictures), _COLUMNS):
            thumbnails = []
            for path in row.pictures[start : start + _COLUMNS]:
                with Image.open(path) as image:
                    thumbnails.append(ImageOps.contain(image.convert("RGB"), (_CELL, _CELL)))
            if len(thumbnails) > free:
                lines.append([])
                free = _COLUMNS
            lines[-1].append((row, thumbnails))
            free -= len(thumbnails)
    return lines


def _height(line: Sequence[tuple[Row, list[Image.Image]]]) -> int:
    return max(one.height for _, thumbnails in line for one in thumbnails)


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - it is, with a size
    return font

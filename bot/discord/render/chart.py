"""Usage chart as PNG: bars on a dark card, readable in Discord's dark and light themes.

Bars are labeled directly, and each quality has both a pattern and a color. The only font that is
always available (Pillow's own) has only Latin letters, so a label that it cannot render is replaced
by a letter explained in the message, and a member's name by their number there.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.quota.usage import Usage

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

__all__ = [
    "COLOURS",
    "ENDS",
    "INK",
    "PAPER",
    "QUALITIES",
    "SHOWN_MEMBERS",
    "can_write",
    "draw_usage",
    "member_bars",
    "shown_days",
]

# The card has the color of Discord's embeds in the dark theme; in the light one it stands out like a picture.
PAPER, INK = "#2b2d31", "#f2f3f5"
#: Colors with a contrast of at least 4.5:1 against the background.
COLOURS = MappingProxyType(
    {
        "high": "#7cb7ff",
        "medium": "#ffb066",
        "low": "#6ddb9a",
        "": "#b5bac1",
        "member": "#a3acff",
        "delivered": "#6ddb9a",
        "without": "#ff8f8f",
    }
)
QUALITIES = ("high", "medium", "low", "")
#: Job outcomes; those without pictures share a pattern and differ only in their labels.
ENDS = ("delivered", "policy", "failed", "cancelled")
#: Number of members with their own bar; all others share one.
SHOWN_MEMBERS = 5

# Sizes in pixels; phones show the chart at half size.
_WIDTH, _MARGIN, _BAR = 800, 36, 44
_DAYS_HEIGHT = 260
_TOP, _HEADING, _GAP, _BAR_GAP = 24, 64, 20, 14
_TITLE, _LABEL = 40, 30
_LABELLED_DAYS, _LEAST_DAYS = 10, 7

Words = Mapping[str, str]


def draw_usage(usage: Usage, words: Words, names: Sequence[str] = ()) -> bytes:
    """Render the chart as PNG. ``names`` are those of the top members; a missing one is shown by its number.

    ``words`` contains ``days``, ``members``, ``quality``, ``rest``, the name of each quality, and
    ``ends`` with the name of each outcome.
    """
    # Imported late: few reports are requested, and Pillow takes 6 MB.
    from PIL import Image, ImageDraw

    bars = member_bars(usage)
    qualities = [quality for quality in QUALITIES if usage.by_quality.get(quality)]
    ends = [(end, usage.by_end[end]) for end in ENDS if usage.by_end[end]]
    horizontal = len(bars) + len(qualities) + len(ends)
    height = (
        _TOP
        + 4 * _HEADING
        + 3 * _GAP
        + 100
        + _DAYS_HEIGHT
        + horizontal * (_BAR + _BAR_GAP)
        - _BAR_GAP
        + _MARGIN
    )
    image = Image.new("RGB", (_WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    top = _heading(draw, _TOP, words["days"])
    top = _days(image, draw, top, usage)
    top = _heading(draw, top + _GAP, words["members"])
    labels = [words["rest"] if number is None else _member_label(number, names) for number, _ in bars]
    top = _bars(
        image, draw, top, [(label, value, "member") for label, (_, value) in zip(labels, bars, strict=True)]
    )
    top = _heading(draw, top + _GAP, words["quality"])
    mix = [(words[quality or "rest"], usage.by_quality[quality], quality) for quality in qualities]
    top = _bars(image, draw, top, mix)
    top = _heading(draw, top + _GAP, words["ends"])
    _bars(image, draw, top, [(words[end], value, _pattern_of(end)) for end, value in ends])
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def member_bars(usage: Usage) -> list[tuple[int | None, int]]:
    """Return rank and credits of the top members, then the total of all others (rank ``None``)."""
    members = usage.by_member
    bars: list[tuple[int | None, int]] = [
        (place, credits) for place, (_, credits) in enumerate(members[:SHOWN_MEMBERS], 1)
    ]
    if rest := sum(credits for _, credits in members[SHOWN_MEMBERS:]):
        bars.append((None, rest))
    return bars


def _member_label(number: int, names: Sequence[str]) -> str:
    name = names[number - 1] if number <= len(names) else ""
    return name if name and can_write(name) else f"#{number}"


def shown_days(usage: Usage) -> list[tuple[str, Mapping[str, int]]]:
    """Return the days from the first with a value on, and at least the last seven."""
    days = usage.by_day
    first = next((number for number, (_, parts) in enumerate(days) if any(parts.values())), len(days))
    return days[min(first, max(0, len(days) - _LEAST_DAYS)) :]


def _pattern_of(end: str) -> str:
    return "delivered" if end == "delivered" else "without"


def can_write(text: str) -> bool:
    """Return whether the font can render every letter of the text."""
    missing = bytes(_font(_LABEL).getmask("\uffff"))
    return all(c == " " or bytes(_font(_LABEL).getmask(c)) != missing for c in text)


def _heading(draw: ImageDraw.ImageDraw, top: int, text: str) -> int:
    draw.text((_MARGIN, top), text, INK, _font(_TITLE))
    return top + _HEADING


def _days(image: Image.Image, draw: ImageDraw.ImageDraw, top: int, usage: Usage) -> int:
    """Draw one bar per day, stacked by quality, with its total above it if there is room."""
    days = shown_days(usage)
    most = max((sum(parts.values()) for _, parts in days), default=0) or 1
    step = (_WIDTH - 2 * _MARGIN) / len(days)
    base = top + 40 + _DAYS_HEIGHT
    for number, (_, parts) in enumerate(days):
        left = round(_MARGIN + number * step + step * 0.1)
        right = max(left + 2, round(_MARGIN + (number + 1) * step - step * 0.1))
        bottom = base
        for quality in reversed(QUALITIES):
            if share := parts.get(quality, 0):
                upper = bottom - max(1, round(share / most * _DAYS_HEIGHT))
                _filled(image, (left, upper, right, bottom), quality)
                bottom = upper
        total = sum(parts.values())
        if total and (len(days) <= _LABELLED_DAYS or total == most):
            draw.text(((left + right) / 2, bottom - 4), str(total), INK, _font(_LABEL), anchor="mb")
    draw.line((_MARGIN, base, _WIDTH - _MARGIN, base), INK, 3)
    draw.text((_MARGIN, base + 10), days[0][0], INK, _font(_LABEL))
    if len(days) > 1:
        draw.text((_WIDTH - _MARGIN, base + 10), days[-1][0], INK, _font(_LABEL), anchor="ra")
    return base + 60


def _bars(
    image: Image.Image, draw: ImageDraw.ImageDraw, top: int, bars: Sequence[tuple[str, int, str]]
) -> int:
    """Draw horizontal bars with label, value and percentage."""
    most = max((value for _, value, _ in bars), default=0) or 1
    total = sum(value for _, value, _ in bars) or 1
    left = _MARGIN + 220
    room = _WIDTH - _MARGIN - left - 210
    for label, value, pattern in bars:
        draw.text((_MARGIN, top + _BAR / 2), _fitting(label, 210), INK, _font(_LABEL), anchor="lm")
        right = left + max(3, round(value / most * room))
        _filled(image, (left, top, right, top + _BAR), pattern)
        text = f"{value} ({round(100 * value / total)}%)"
        draw.text((right + 12, top + _BAR / 2), text, INK, _font(_LABEL), anchor="lm")
        top += _BAR + _BAR_GAP
    return top


def _filled(image: Image.Image, box: tuple[int, int, int, int], quality: str) -> None:
    """Draw a box in the color and pattern of its quality."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = box
    patch = Image.new("RGB", (max(1, right - left), max(1, bottom - top)), COLOURS[quality])
    draw = ImageDraw.Draw(patch)
    width, height = patch.size
    if quality == "medium":
        for x in range(-height, width, 14):
            draw.line((x, height, x + height, 0), PAPER, 3)
    elif quality == "low":
        for x in range(5, width, 14):
            for y in range(5, height, 14):
                draw.ellipse((x, y, x + 5, y + 5), PAPER)
    elif quality == "without":
        for x in range(-height, width, 14):
            draw.line((x, 0, x + height, height), PAPER, 3)
    elif quality == "":
        for y in range(4, height, 12):
            draw.line((0, y, width, y), PAPER, 3)
    draw.rectangle((0, 0, width - 1, height - 1), outline=COLOURS[quality], width=2)
    image.paste(patch, (left, top))


def _fitting(text: str, room: int) -> str:
    while len(text) > 1 and _font(_LABEL).getlength(text) > room:
        text = text[:-1]
    return text


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - with a size it is
    return font

"""Words on pictures: the caption, the poster's headline, and the ribbon that says "simulated".

Pillow's embedded font is all there is, and it knows little more than ASCII; accents are
taken off and what it cannot show is left out.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from PIL import Image, ImageDraw, ImageFont

from sandbox.fal.artist.palette import Colour

__all__ = ["draw_caption", "draw_headline", "draw_ribbon", "framed", "print_size", "showable"]

_SMALL_WORDS = frozenset(
    "a|an|and|at|by|for|from|in|into|is|it|of|on|or|over|the|to|under|with".split("|")  # noqa: SIM905
)
_CAPTION_WORDS, _HEADLINE_WORDS = 7, 4
_LOOKED_AT, _LONGEST_WORD = 400, 24
"""Characters; more would only be set too small to read."""
_MARGIN, _FOOT = 0.045, 0.043
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "–": "-", "—": "-", "’": "'"})


def showable(text: str) -> str:
    """The part of ``text`` that the font can show, on one line, without accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^\x20-\x7e]+|\s+", " ", plain).strip()


def draw_caption(image: Image.Image, prompt: str) -> None:
    """The prompt's beginning in the lower left, on a shade that fades upwards."""
    title = _title(prompt)
    if not title:
        return
    unit = min(image.size)
    _shade(image, round(unit * 0.22))
    room = image.width - 2 * _MARGIN * unit
    font = _fitting(title, unit * 0.042, room, spacing=0.08)
    baseline = image.height - unit * _MARGIN
    _spaced(image, (unit * _MARGIN, baseline), title, font, (255, 255, 255), 0.08)


def draw_headline(image: Image.Image, prompt: str, ink: Colour) -> None:
    """The prompt's leading words in heavy capitals, one a line, from the upper left."""
    words = [word for word in _words(prompt) if word.casefold() not in _SMALL_WORDS][:_HEADLINE_WORDS]
    unit = min(image.size)
    draw = ImageDraw.Draw(image)
    y = unit * 0.1
    for word in words:
        font = _fitting(word.upper(), unit * 0.17, image.width - 0.16 * unit)
        heavy = max(1, round(font.size * 0.032))
        draw.text((unit * 0.07, y), word.upper(), font=font, fill=ink, stroke_width=heavy, stroke_fill=ink)
        y += font.size * 0.98


def draw_ribbon(image: Image.Image, note: str, *, in_margin: bool) -> None:
    """A small dark pill that says SIMULATED and ``note``: in the upper right corner, or below a print."""
    unit = min(image.size)
    label = f"SIMULATED  ·  {note}"
    font = _font(max(11.0, unit * 0.0185))
    wide, tall = _width(label, font) + font.size * 1.5, font.size * 1.95
    right, top = image.width - unit * 0.025, unit * 0.025
    if in_margin:
        right, top = image.width - unit * _MARGIN, image.height - unit * _FOOT - tall / 2
    box = tuple(round(edge) for edge in (right - wide, top, right, top + tall))
    pill = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(pill).rounded_rectangle((0, 0, pill.width - 1, pill.height - 1), pill.height / 2, fill=165)
    image.paste((12, 10, 20), (box[0], box[1]), pill)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    ImageDraw.Draw(image).text(middle, label, font=font, fill=(255, 255, 255), anchor="mm")


def framed(
    picture: Image.Image, size: tuple[int, int], prompt: str, paper: Colour, ink: Colour
) -> Image.Image:
    """``picture`` as a print of ``size`` pixels: a paper margin, and the caption below."""
    image = Image.new("RGB", size, paper)
    unit = min(size)
    side = round(unit * _MARGIN)
    image.paste(picture, (side, side))
    title = _title(prompt) or "UNTITLED"
    # The ribbon needs the right part of the margin.
    font = _fitting(title, unit * 0.026, size[0] - 2 * side - unit * 0.36, spacing=0.16)
    foot = size[1] - unit * _FOOT + font.size * 0.36
    _spaced(image, (side, foot), title, font, ink, 0.16)
    return image


def print_size(size: tuple[int, int]) -> tuple[int, int]:
    """How large the picture inside :func:`framed`'s margin is, in pixels."""
    side = round(min(size) * _MARGIN)
    return size[0] - 2 * side, size[1] - round(side * 2.9)


def _words(prompt: str) -> list[str]:
    words = re.findall(r"[A-Za-z0-9&@'-]+", showable(prompt[:_LOOKED_AT]))
    return [word[:_LONGEST_WORD] for word in words]


def _title(prompt: str) -> str:
    words = _words(prompt)[:_CAPTION_WORDS]
    while words and words[-1].casefold() in _SMALL_WORDS:
        words.pop()
    return " ".join(words).upper()


@functools.lru_cache(maxsize=64)
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which the artist letters with")
    return font


def _fitting(text: str, size: float, room: float, spacing: float = 0.0) -> ImageFont.FreeTypeFont:
    """The font at ``size``, or smaller so that ``text`` is at most ``room`` pixels wide."""
    font = _font(size)
    wide = _width(text, font) + spacing * font.size * len(text)
    return font if wide <= room else _font(size * room / wide)


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text)


def _spaced(
    image: Image.Image,
    start: tuple[float, float],
    text: str,
    font: ImageFont.FreeTypeFont,
    ink: Colour,
    spacing: float,
) -> None:
    """Text on a baseline with extra space between its letters."""
    draw = ImageDraw.Draw(image)
    x, y = start
    for letter in text:
        draw.text((x, y), letter, font=font, fill=ink, anchor="ls")
        x += _width(letter, font) + spacing * font.size


def _shade(image: Image.Image, tall: int) -> None:
    mask = Image.linear_gradient("L").point([round(value * 0.62) for value in range(256)])
    image.paste((8, 8, 18), (0, image.height - tall), mask.resize((image.width, tall)))

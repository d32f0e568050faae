"""Lettering: text on pictures, in the font bundled with Pillow.

That font covers little more than ASCII: accents are removed and unsupported characters are left out.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw_label", "fitted_font", "printable"]

_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "–": "-", "—": "-", "’": "'", "€": "EUR "}
)


def printable(text: str) -> str:
    """Reduce ``text`` to one line of characters that the font supports, without accents."""
    letters = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\x20-\x7e°\s]+", "", plain).split())


def draw_label(image: Image.Image, note: str) -> None:
    """Draw a dark pill with SIMULATED and ``note`` in the upper right corner."""
    unit = min(image.size)
    label = f"SIMULATED  ·  {note}"
    font = _font(max(11.0, unit * 0.0185))
    wide, tall = font.getlength(label) + font.size * 1.5, font.size * 1.95
    right, top = image.width - unit * 0.025, unit * 0.025
    box = (round(right - wide), round(top), round(right), round(top + tall))
    pill = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(pill).rounded_rectangle((0, 0, pill.width - 1, pill.height - 1), pill.height / 2, fill=165)
    image.paste((12, 10, 20), (box[0], box[1]), pill)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    ImageDraw.Draw(image).text(middle, label, font=font, fill=(255, 255, 255), anchor="mm")


def fitted_font(text: str, size: float, room: float) -> ImageFont.FreeTypeFont:
    """Return the font at ``size`` pixels, or smaller if ``text`` would be wider than ``room`` pixels."""
    font = _font(round(size, 1))
    wide = font.getlength(text)
    return font if wide <= room else _font(round(size * room / wide, 1))


@functools.lru_cache(maxsize=128)
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(max(4.0, size))
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which the artist needs for text")
    return font

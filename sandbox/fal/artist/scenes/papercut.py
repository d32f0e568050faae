"""Layers of cut paper, each with its shadow on the one below; also a map's contours.

Both cut a field of heights at levels. Such cuts have smooth edges of their own, so they
are made at the final size, a quarter of the work.
"""

from __future__ import annotations

from PIL import Image, ImageFilter

from sandbox.fal.artist.canvas import Canvas, field, threshold
from sandbox.fal.artist.palette import Palette, lighten, mix, ramp

__all__ = ["paint_contours", "paint_papercut"]

_SHRINK = 4


def paint_papercut(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A valley through five to seven sheets, dark and deep in the middle."""
    sheet_size = canvas.final_size
    heights = field(canvas.paint, sheet_size, canvas.paint.choice((2, 3, 3)))
    sheets = 5 + detail
    shades = (*reversed(palette.shapes), palette.paper)
    pile = Image.new("RGB", sheet_size, lighten(palette.shapes[-1], -0.2))
    for sheet in range(sheets):
        part = sheet / (sheets - 1)
        mask = threshold(heights, 0.18 + 0.62 * part, 0.0035)
        _drop_shadow(pile, mask)
        pile.paste(mix(ramp(shades, part), palette.paper, 0.06), (0, 0), mask)
    canvas.image.paste(pile.resize(canvas.image.size, Image.Resampling.BICUBIC))


def paint_contours(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A map: tinted heights, thin contour lines, a few marks."""
    heights = field(canvas.paint, canvas.final_size, canvas.paint.choice((3, 4)))
    tints = (
        mix(palette.paper, palette.shapes[2], 0.5),
        palette.paper,
        mix(palette.paper, palette.shapes[0], 0.7),
    )
    sheet = Image.new("RGB", canvas.final_size, tints[0])
    lines = 8 + 2 * detail
    for number in range(lines):
        level = 0.08 + 0.84 * number / lines
        mask = threshold(heights, level, 0.004)
        heavy = number % 3 == 0
        ink = mix(palette.ink, palette.paper, 0.1 if heavy else 0.45)
        sheet.paste(ink, (0, 0), mask)
        inner = threshold(heights, level + (0.005 if heavy else 0.0026), 0.004)
        sheet.paste(ramp(tints, number / lines), (0, 0), inner)
    canvas.image.paste(sheet.resize(canvas.image.size, Image.Resampling.BICUBIC))
    _route(canvas, palette)


def _drop_shadow(pile: Image.Image, mask: Image.Image) -> None:
    unit = min(pile.size)
    small = mask.reduce(_SHRINK).filter(ImageFilter.GaussianBlur(unit / _SHRINK * 0.012))
    shadow = small.point([round(value * 0.5) for value in range(256)])
    drop = round(unit * 0.012)
    pile.paste((10, 8, 20), (drop // 2, drop), shadow.resize(mask.size, Image.Resampling.BILINEAR))


def _route(canvas: Canvas, palette: Palette) -> None:
    """A dotted way between two marks."""
    start = canvas.paint.uniform(0.12, 0.3) * canvas.width, canvas.paint.uniform(0.6, 0.8) * canvas.height
    end = canvas.paint.uniform(0.65, 0.85) * canvas.width, canvas.paint.uniform(0.2, 0.4) * canvas.height
    bend = canvas.paint.uniform(0.3, 0.7) * canvas.width, canvas.paint.uniform(0.1, 0.9) * canvas.height
    accent = palette.shapes[-3]
    for step in range(1, 30):
        part = step / 30
        x, y = (
            (1 - part) ** 2 * first + 2 * part * (1 - part) * middle + part**2 * last
            for first, middle, last in zip(start, bend, end, strict=True)
        )
        canvas.disc(x, y, canvas.unit * 0.0055, accent)
    canvas.disc(*start, canvas.unit * 0.018, accent)
    canvas.disc(*start, canvas.unit * 0.008, palette.paper)
    x, y = end
    tall = canvas.unit * 0.05
    canvas.shape([(x, y), (x - tall * 0.36, y - tall * 0.8), (x + tall * 0.36, y - tall * 0.8)], accent)
    canvas.disc(x, y - tall, tall * 0.42, accent)
    canvas.disc(x, y - tall, tall * 0.17, palette.paper)

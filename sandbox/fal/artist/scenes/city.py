"""A skyline at night before a striped sun, and its reflection in wet ground."""

from __future__ import annotations

from PIL import Image, ImageOps

from sandbox.fal.artist.canvas import Canvas, ellipse_points
from sandbox.fal.artist.palette import Colour, Palette, lighten, mix, ramp
from sandbox.fal.artist.scenes.sky import paint_stars

__all__ = ["paint_city"]

_GROUND = 0.74


def paint_city(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Two to four rows of towers; the windows of the nearer ones are lit."""
    canvas.wash(palette.sky, 0.0, _GROUND)
    if palette.is_dark:
        paint_stars(canvas, 140, 0.45)
    _striped_sun(canvas, palette)
    rows = 2 + detail
    for row in range(rows):
        depth = (row + 1) / rows
        shade = mix(ramp(palette.shapes[1:], depth), palette.sky[-2], 0.35 * (1 - depth))
        _towers(canvas, palette, shade, depth)
    _reflect(canvas, palette)


def _striped_sun(canvas: Canvas, palette: Palette) -> None:
    x = canvas.width * canvas.paint.uniform(0.34, 0.66)
    y = canvas.height * canvas.paint.uniform(0.3, 0.38)
    radius = canvas.unit * canvas.paint.uniform(0.22, 0.29)
    canvas.glow(x, y, radius * 2.6, palette.sky[-1], 0.75)
    canvas.graded_shape(
        ellipse_points(x, y, radius, radius), (lighten(palette.sun, 0.3), palette.sun, palette.sky[-2])
    )
    for stripe in range(6):
        top = y + radius * (0.05 + stripe * 0.17)
        thick = radius * (0.018 + 0.014 * stripe)
        colour = ramp(palette.sky, min(1.0, top / (canvas.height * _GROUND)))
        canvas.block(x - radius, top, x + radius, top + thick, colour)


def _towers(canvas: Canvas, palette: Palette, shade: Colour, depth: float) -> None:
    ground = canvas.height * _GROUND
    x = -canvas.unit * 0.05
    while x < canvas.width:
        wide = canvas.unit * canvas.paint.uniform(0.05, 0.12)
        tall = canvas.unit * canvas.paint.uniform(0.1, 0.36) * (1.15 - 0.45 * depth)
        top = ground - tall
        canvas.block(x, top, x + wide, ground, shade)
        _roof(canvas, x, top, wide, shade)
        if depth > 0.45:
            _windows(canvas, palette, shade, (x, top, x + wide, ground))
        x += wide * canvas.paint.uniform(0.85, 1.25)


def _roof(canvas: Canvas, x: float, top: float, wide: float, shade: Colour) -> None:
    kind = canvas.paint.randrange(5)
    middle = x + wide / 2
    if kind == 0:
        canvas.block(middle - wide * 0.02, top - wide * 0.8, middle + wide * 0.02, top, shade)
    elif kind == 1:
        canvas.shape([(x, top + 1), (middle, top - wide * 0.35), (x + wide, top + 1)], shade)
    elif kind == 2:
        canvas.block(x + wide * 0.2, top - wide * 0.22, x + wide * 0.8, top, shade)


def _windows(canvas: Canvas, palette: Palette, shade: Colour, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    step = canvas.unit * 0.0145
    lights = (palette.sun, palette.shapes[0], lighten(palette.sky[-1], 0.2), lighten(shade, 0.12))
    y = top + step
    while y < bottom - step:
        x = left + step * 0.7
        while x < right - step:
            if canvas.paint.random() < 0.42:
                light = mix(canvas.paint.choice(lights), shade, canvas.paint.uniform(0.0, 0.6))
                canvas.block(x, y, x + step * 0.5, y + step * 0.62, light)
            x += step
        y += step * 1.35


def _reflect(canvas: Canvas, palette: Palette) -> None:
    edge = round(canvas.height * _GROUND)
    depth = canvas.height - edge
    above = canvas.image.crop((0, edge - depth, canvas.width, edge))
    # Wet asphalt smears lights into long vertical streaks.
    smeared = above.resize((max(1, canvas.width // 6), max(1, depth // 40)), Image.Resampling.BOX)
    canvas.image.paste(
        ImageOps.flip(smeared.resize((canvas.width, depth), Image.Resampling.BICUBIC)), (0, edge)
    )
    canvas.veil(palette.shapes[-1], _GROUND, 1.0, upper=0.25, lower=0.9)
    canvas.block(0, edge, canvas.width, edge + canvas.unit * 0.003, lighten(palette.shapes[-1], 0.1))

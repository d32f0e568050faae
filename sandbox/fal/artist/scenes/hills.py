"""Ridges in the mist under a low sun; sometimes with a lake, sometimes with pines."""

from __future__ import annotations

import math

from PIL import Image, ImageOps

from sandbox.fal.artist.canvas import Canvas, Point
from sandbox.fal.artist.palette import Palette, lighten, mix, ramp
from sandbox.fal.artist.scenes.sky import paint_sky

__all__ = ["paint_hills", "paint_lake"]

_PEAKS = (3, 5, 7)


def paint_hills(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Hills to the lower edge; ``detail`` 0 to 2 adds ridges and trees."""
    horizon = canvas.paint.uniform(0.42, 0.55)
    paint_sky(canvas, palette, horizon)
    _ridges(canvas, palette, horizon, 1.04, 4 + detail)


def paint_lake(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Hills that end at a lake, which mirrors them."""
    horizon, shore = canvas.paint.uniform(0.36, 0.44), canvas.paint.uniform(0.6, 0.68)
    paint_sky(canvas, palette, horizon)
    _ridges(canvas, palette, horizon, shore + 0.02, 3 + detail)
    _mirror(canvas, palette, shore)


def _ridges(canvas: Canvas, palette: Palette, top: float, bottom: float, count: int) -> None:
    shades = (mix(palette.sky[-1], palette.shapes[0], 0.55), *palette.shapes[1:])
    for number in range(count):
        depth = number / max(1, count - 1)
        base = canvas.height * (top + (bottom - top) * (depth**1.25) * 0.86 + 0.03)
        rise = canvas.unit * (0.05 + 0.1 * canvas.paint.random()) * (1.25 - 0.5 * depth)
        colour = ramp(shades, depth)
        line = _ridge_line(canvas, base, rise)
        foot = canvas.height * bottom
        points = [*line, (canvas.width, foot), (0.0, foot)]
        # Mist gathers in the valleys: a ridge pales towards its foot.
        pale = mix(colour, palette.sky[-1], 0.45 * (1 - depth))
        canvas.graded_shape(points, (lighten(colour, 0.04), colour, pale))
        if number >= count - 2:
            _pines(canvas, line, lighten(colour, -0.12), 0.02 + 0.03 * depth)


def _ridge_line(canvas: Canvas, base: float, rise: float) -> list[Point]:
    waves = [
        (peaks * canvas.paint.uniform(0.6, 1.4), canvas.paint.uniform(0, math.tau), 1 / order)
        for order, peaks in enumerate(_PEAKS, start=1)
    ]
    rough = [(canvas.paint.uniform(17, 40), canvas.paint.uniform(0, math.tau), 0.07) for _ in range(3)]
    points = []
    for step in range(241):
        part = step / 240
        turn = part * canvas.width / canvas.unit
        height = sum(size * math.sin(speed * turn + phase) for speed, phase, size in (*waves, *rough))
        points.append((part * canvas.width, base - rise * height))
    return points


def _pines(canvas: Canvas, line: list[Point], colour: tuple[int, int, int], size: float) -> None:
    step = max(1, round(240 * size * canvas.unit / canvas.width * 0.5))
    for x, y in line[::step]:
        if canvas.paint.random() < 0.35:
            continue
        tall = canvas.unit * size * canvas.paint.uniform(0.6, 1.5)
        wide = tall * 0.3
        for part in (0.0, 0.28, 0.56):
            top, low = y - tall * (1 - part * 0.9), y - tall * (0.5 - part * 0.9)
            spread = wide * (0.45 + part)
            canvas.shape([(x, top), (x + spread, low + tall * 0.1), (x - spread, low + tall * 0.1)], colour)


def _mirror(canvas: Canvas, palette: Palette, shore: float) -> None:
    edge = round(shore * canvas.height)
    depth = canvas.height - edge
    above = canvas.image.crop((0, max(0, edge - depth), canvas.width, edge))
    # Rows of a water surface blur sideways more than up and down.
    blurred = above.resize((max(1, canvas.width // 24), max(1, depth // 3)), Image.Resampling.BOX)
    water = ImageOps.flip(blurred.resize((canvas.width, depth), Image.Resampling.BICUBIC))
    canvas.image.paste(water, (0, edge))
    canvas.veil(palette.shapes[-1], shore, 1.0, upper=0.12, lower=0.62)
    for _ in range(46):
        y = edge + depth * canvas.paint.random() ** 1.6
        x = canvas.paint.uniform(0, canvas.width)
        half = canvas.unit * canvas.paint.uniform(0.02, 0.14) * (0.4 + (y - edge) / depth)
        thick = canvas.unit * 0.0016 * (0.6 + 2 * (y - edge) / depth)
        ripple = [(x - half, y), (x, y - thick), (x + half, y), (x, y + thick)]
        canvas.shape(ripple, palette.sun, canvas.paint.uniform(0.12, 0.4))

"""A planet with its ring and moons among stars and coloured gas."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from sandbox.fal.artist.canvas import Canvas, ellipse_points
from sandbox.fal.artist.palette import Colour, Palette, lighten, mix, ramp
from sandbox.fal.artist.scenes.sky import paint_stars

__all__ = ["paint_cosmos"]


def paint_cosmos(canvas: Canvas, palette: Palette, detail: int) -> None:
    """One large planet; ``detail`` adds stars and moons."""
    night = mix(palette.shapes[-1], (4, 4, 16), 0.62)
    gas = [night, night, mix(night, palette.shapes[2], 0.45), mix(night, palette.sky[-2], 0.3)]
    canvas.clouds_of_colour(gas, 4)
    paint_stars(canvas, 200 + 120 * detail, 1.0)
    x = canvas.width * canvas.paint.uniform(0.34, 0.66)
    y = canvas.height * canvas.paint.uniform(0.38, 0.6)
    radius = canvas.unit * canvas.paint.uniform(0.2, 0.28)
    tilt = canvas.paint.uniform(-0.5, 0.5)
    canvas.glow(x, y, radius * 2.4, palette.sky[-2], 0.6)
    ringed = canvas.paint.random() < 0.75
    if ringed:
        _ring(canvas, palette, (x, y), radius, tilt, behind=True)
    _planet(canvas, (*palette.sky[-3:], palette.shapes[0], palette.sun), (x, y), radius, tilt)
    if ringed:
        _ring(canvas, palette, (x, y), radius, tilt, behind=False)
    for _ in range(1 + detail):
        _moon(canvas, palette, (x, y), radius)


def _planet(
    canvas: Canvas, colours: tuple[Colour, ...], centre: tuple[float, float], radius: float, tilt: float
) -> None:
    size = round(radius * 2)
    ball = Image.new("RGB", (size, size), colours[0])
    draw = ImageDraw.Draw(ball)
    bands = canvas.paint.randint(7, 12)
    for band in range(bands):
        middle = (band + 0.5 + canvas.paint.uniform(-0.3, 0.3)) / bands * size
        thick = size / bands * canvas.paint.uniform(0.5, 1.2)
        slope = math.tan(tilt) * size / 2
        colour = mix(canvas.paint.choice(colours), canvas.paint.choice(colours), 0.4)
        corners = [
            (0, middle - thick / 2 - slope),
            (size, middle - thick / 2 + slope),
            (size, middle + thick / 2 + slope),
            (0, middle + thick / 2 - slope),
        ]
        draw.polygon(corners, fill=colour)
    shade = Image.radial_gradient("L").resize((size * 2, size * 2), Image.Resampling.BILINEAR)
    shade = shade.crop((round(size * 0.64), round(size * 0.62), round(size * 1.64), round(size * 1.62)))
    dark = shade.point([min(235, round(max(0, value - 36) * 2.3)) for value in range(256)])
    ball.paste(lighten(colours[0], -0.9), (0, 0), dark)
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((0, 0, size - 1, size - 1), fill=255)
    canvas.image.paste(ball, (round(centre[0] - radius), round(centre[1] - radius)), mask)


def _ring(
    canvas: Canvas,
    palette: Palette,
    centre: tuple[float, float],
    radius: float,
    tilt: float,
    *,
    behind: bool,
) -> None:
    """The far half of the ring is painted before the planet, the near half after it."""
    for number in range(9):
        wide = radius * (1.42 + 0.07 * number)
        outline = ellipse_points(*centre, wide, wide * 0.26, tilt)
        half = outline[36:] + outline[:1] if behind else outline[:37]
        colour = mix(ramp(palette.sky, number / 8), palette.sun, 0.35)
        canvas.line(half, mix(colour, palette.shapes[-1], 0.35 if number % 3 else 0.7), radius * 0.045)


def _moon(canvas: Canvas, palette: Palette, centre: tuple[float, float], radius: float) -> None:
    turn = canvas.paint.uniform(0, math.tau)
    away = radius * canvas.paint.uniform(1.5, 2.3)
    x, y = centre[0] + away * math.cos(turn), centre[1] + away * math.sin(turn) * 0.8
    size = radius * canvas.paint.uniform(0.06, 0.16)
    canvas.glow(x, y, size * 3, palette.sun, 0.35)
    canvas.disc(x, y, size, mix(palette.sun, palette.shapes[1], 0.35))
    canvas.disc(x + size * 0.3, y + size * 0.3, size * 0.7, mix(palette.sun, palette.shapes[2], 0.7), 0.5)

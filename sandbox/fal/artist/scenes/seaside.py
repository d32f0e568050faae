"""Open water: a lighthouse on its rock, or a boat under sail."""

from __future__ import annotations

import math

from sandbox.fal.artist.canvas import Canvas, Point, ellipse_points
from sandbox.fal.artist.palette import Palette, lighten, mix
from sandbox.fal.artist.scenes.sky import paint_sky

__all__ = ["paint_boat", "paint_lighthouse"]

_HORIZON = 0.66


def paint_lighthouse(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A striped tower with its lamp lit; ``detail`` adds waves."""
    _sea(canvas, palette, detail)
    side = canvas.paint.choice((-1, 1))
    x = canvas.width * (0.5 + side * canvas.paint.uniform(0.12, 0.24))
    rock = canvas.height * (_HORIZON + 0.04)
    tall = canvas.unit * canvas.paint.uniform(0.4, 0.46)
    _rock(canvas, palette, (x, rock), side)
    _tower(canvas, palette, (x, rock - canvas.unit * 0.05), tall, side)


def paint_boat(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A small boat with two sails; ``detail`` adds waves."""
    _sea(canvas, palette, detail)
    x = canvas.width * canvas.paint.uniform(0.36, 0.64)
    y = canvas.height * (_HORIZON + 0.07)
    size = canvas.unit * canvas.paint.uniform(0.17, 0.21)
    mast = y - size * 1.75
    canvas.shape([(x, mast), (x, y - size * 0.12), (x + size * 0.85, y - size * 0.12)], palette.paper)
    canvas.shape(
        [
            (x - size * 0.06, mast + size * 0.2),
            (x - size * 0.06, y - size * 0.12),
            (x - size * 0.62, y - size * 0.12),
        ],
        mix(palette.paper, palette.shapes[0], 0.6),
    )
    canvas.block(x - size * 0.04, mast - size * 0.08, x, y, palette.ink)
    hull = [
        (x - size * 0.8, y - size * 0.06),
        (x + size, y - size * 0.06),
        (x + size * 0.66, y + size * 0.26),
    ]
    canvas.shape([*hull, (x - size * 0.52, y + size * 0.26)], palette.shapes[-2])
    canvas.line((hull[0], hull[1]), palette.shapes[0], size * 0.05)
    canvas.shape(ellipse_points(x, y + size * 0.3, size * 0.9, size * 0.06), palette.shapes[-1], 0.4)


def _sea(canvas: Canvas, palette: Palette, detail: int) -> None:
    paint_sky(canvas, palette, _HORIZON)
    water = (mix(palette.sky[-1], palette.shapes[2], 0.55), palette.shapes[-2], palette.shapes[-1])
    canvas.wash(water, _HORIZON, 1.0)
    edge = canvas.height * _HORIZON
    for _ in range(50 + 25 * detail):
        depth = canvas.paint.random() ** 1.7
        x, y = canvas.paint.uniform(0, canvas.width), edge + (canvas.height - edge) * depth
        half, thick = canvas.unit * (0.015 + 0.1 * depth), canvas.unit * (0.0012 + 0.005 * depth)
        light = mix(palette.sun, palette.shapes[0], canvas.paint.random())
        canvas.shape(ellipse_points(x, y, half, thick), light, 0.12 + 0.25 * (1 - depth))


def _rock(canvas: Canvas, palette: Palette, foot: Point, side: int) -> None:
    x, y = foot
    for wide, rise, colour in ((0.62, 0.09, palette.shapes[-2]), (0.5, 0.06, palette.shapes[-1])):
        outline: list[Point] = []
        for step in range(31):
            part = step / 30
            bump = math.sin(math.pi * part) ** 0.7 + 0.06 * math.sin(23 * part + wide * 9)
            across = x + canvas.unit * wide * (part - 0.5 + 0.12 * side)
            outline.append((across, y - canvas.unit * rise * bump + canvas.unit * 0.02))
        canvas.shape(
            [*outline, (outline[-1][0], y + canvas.unit * 0.03), (outline[0][0], y + canvas.unit * 0.03)],
            colour,
        )


def _tower(canvas: Canvas, palette: Palette, foot: Point, tall: float, side: int) -> None:
    x, y = foot
    wide, narrow = tall * 0.15, tall * 0.095
    lamp = (x, y - tall * 1.07)
    far = x - side * canvas.width * 1.2
    for spread in (0.42, 0.22):
        beam = [
            lamp,
            (far, lamp[1] - canvas.width * spread * 0.5),
            (far, lamp[1] + canvas.width * spread * 0.4),
        ]
        canvas.shape(beam, palette.sun, 0.22)
    canvas.glow(*lamp, tall * 0.75, palette.sun, 0.85)
    bands = 5
    for band in range(bands):
        low, high = band / bands, (band + 1) / bands
        at_low, at_high = wide + (narrow - wide) * low, wide + (narrow - wide) * high
        corners = [(x - at_low, y - tall * low), (x + at_low, y - tall * low)]
        corners += [(x + at_high, y - tall * high), (x - at_high, y - tall * high)]
        red = mix(palette.shapes[1], (205, 62, 56), 0.7)
        colour = red if band % 2 == 0 else palette.paper
        canvas.shape(corners, colour)
        shadow = [
            corners[1],
            corners[2],
            (x + at_high * 0.3, y - tall * high),
            (x + at_low * 0.3, y - tall * low),
        ]
        canvas.shape(shadow, lighten(colour, -0.2))
    top = y - tall
    canvas.block(x - wide * 0.9, top - tall * 0.02, x + wide * 0.9, top + tall * 0.012, palette.ink)
    canvas.block(x - narrow * 0.7, top - tall * 0.13, x + narrow * 0.7, top - tall * 0.02, palette.sun)
    canvas.block(x - narrow * 0.07, top - tall * 0.13, x + narrow * 0.07, top - tall * 0.02, palette.ink)
    roof = [(x - narrow, top - tall * 0.13), (x + narrow, top - tall * 0.13), (x, top - tall * 0.24)]
    canvas.shape(roof, palette.ink)

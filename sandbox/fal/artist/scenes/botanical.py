"""Cut-out leaves and fruit on panels of colour."""

from __future__ import annotations

import math

from sandbox.fal.artist.canvas import Canvas, Point, ellipse_points
from sandbox.fal.artist.palette import Colour, Palette, lighten, mix

__all__ = ["paint_botanical", "paint_bowl"]


def paint_botanical(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A few panels, a disc of sun, and three to seven branches that grow into the picture."""
    _panels(canvas, palette)
    x, y = canvas.width * canvas.paint.uniform(0.25, 0.75), canvas.height * canvas.paint.uniform(0.22, 0.45)
    canvas.disc(x, y, canvas.unit * canvas.paint.uniform(0.13, 0.22), palette.shapes[1])
    colours = [palette.shapes[-1], palette.shapes[-2], palette.shapes[2], palette.ink]
    branches = 3 + detail * 2
    for number in range(branches):
        foot = canvas.width * (number + canvas.paint.uniform(0.25, 0.75)) / branches
        _branch(canvas, (foot, canvas.height * 1.02), canvas.paint.choice(colours), palette)
    for _ in range(4 + 3 * detail):
        place = canvas.width * canvas.paint.random(), canvas.height * canvas.paint.uniform(0.1, 0.95)
        canvas.disc(
            *place, canvas.unit * canvas.paint.uniform(0.008, 0.022), canvas.paint.choice(palette.shapes[:2])
        )


def _panels(canvas: Canvas, palette: Palette) -> None:
    canvas.wash((palette.paper, palette.paper))
    tints = [mix(shade, palette.paper, 0.35) for shade in palette.shapes[:3]] + [palette.paper]
    edge = canvas.paint.uniform(0.35, 0.65) * canvas.width
    level = canvas.paint.uniform(0.4, 0.7) * canvas.height
    left, right, low, high = canvas.paint.sample(tints, 4)
    canvas.block(0, 0, edge, level, left)
    canvas.block(edge, 0, canvas.width, canvas.height, right)
    canvas.block(0, level, edge, canvas.height, low)
    if canvas.paint.random() < 0.5:
        canvas.block(edge, level * 0.6, canvas.width, level * 1.2, high)


def _branch(canvas: Canvas, foot: Point, colour: Colour, palette: Palette) -> None:
    length = canvas.height * canvas.paint.uniform(0.45, 0.9)
    lean, bend = canvas.paint.uniform(-0.18, 0.18), canvas.paint.uniform(-0.35, 0.35)
    stem = []
    for step in range(25):
        part = step / 24
        stem.append((foot[0] + length * (lean * part + bend * part * part), foot[1] - length * part))
    canvas.line(stem, colour, canvas.unit * 0.008)
    leaf = canvas.unit * canvas.paint.uniform(0.08, 0.15)
    slim = canvas.paint.uniform(0.2, 0.42)
    vein = mix(colour, palette.paper, 0.45)
    for step in range(4, 25, 3):
        (x, y), (before_x, before_y) = stem[step], stem[step - 1]
        along = math.atan2(y - before_y, x - before_x)
        size = leaf * (1.15 - 0.5 * step / 24)
        for side in (-1, 1):
            _leaf(canvas, (x, y), along + side * 0.85, (size, size * slim), colour, vein)
    _leaf(
        canvas,
        stem[-1],
        math.atan2(stem[-1][1] - stem[-2][1], stem[-1][0] - stem[-2][0]),
        (leaf, leaf * slim),
        colour,
        vein,
    )


def _leaf(
    canvas: Canvas, base: Point, turn: float, size: tuple[float, float], colour: Colour, vein: Colour
) -> None:
    length, wide = size
    cosine, sine = math.cos(turn), math.sin(turn)
    outline: list[Point] = []
    for side in (1, -1):
        steps = range(17) if side == 1 else range(16, -1, -1)
        for step in steps:
            part = step / 16
            across = side * wide * math.sin(math.pi * part**0.8)
            along = length * part
            outline.append(
                (base[0] + along * cosine - across * sine, base[1] + along * sine + across * cosine)
            )
    canvas.shape(outline, colour)
    tip = base[0] + 0.86 * length * cosine, base[1] + 0.86 * length * sine
    canvas.line((base, tip), vein, canvas.unit * 0.0022)


def paint_bowl(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A still life: a bowl of round fruit on a table."""
    table = canvas.height * canvas.paint.uniform(0.6, 0.68)
    canvas.wash((mix(palette.shapes[0], palette.paper, 0.5), palette.paper))
    canvas.block(0, table, canvas.width, canvas.height, palette.shapes[-2])
    canvas.block(0, table, canvas.width, table + canvas.unit * 0.006, lighten(palette.shapes[-2], 0.2))
    middle, wide = canvas.width * canvas.paint.uniform(0.42, 0.58), canvas.unit * 0.3
    rim = table - canvas.unit * 0.07
    for number in range(6 + detail * 2):
        x = middle + wide * ((number * 0.37) % 1.3 - 0.65 if number >= 3 else 0.36 * (number - 1))
        lift = canvas.unit * (0.09 if number < 3 else 0.01)
        radius = canvas.unit * canvas.paint.uniform(0.075, 0.1)
        colour = canvas.paint.choice(palette.shapes[:3])
        canvas.disc(x, rim - lift, radius, colour)
        canvas.disc(x - radius * 0.25, rim - lift - radius * 0.3, radius * 0.55, lighten(colour, 0.3), 0.5)
        stalk = ((x, rim - lift - radius * 0.9), (x + radius * 0.2, rim - lift - radius * 1.35))
        canvas.line(stalk, palette.ink, canvas.unit * 0.006)
    canvas.shape(
        ellipse_points(middle, table + canvas.unit * 0.13, wide * 0.95, canvas.unit * 0.025),
        palette.ink,
        0.35,
    )
    canvas.slice(middle, rim, wide, 0, 180, palette.shapes[-1])
    canvas.slice(middle, rim, wide * 0.94, 60, 180, lighten(palette.shapes[-1], 0.08))
    canvas.block(
        middle - wide * 1.04,
        rim - canvas.unit * 0.012,
        middle + wide * 1.04,
        rim + canvas.unit * 0.012,
        palette.shapes[0],
    )

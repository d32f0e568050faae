"""Large discs and diagonals: the ground of a typographic poster, and an abstract of its own."""

from __future__ import annotations

import math

from sandbox.fal.artist.canvas import Canvas
from sandbox.fal.artist.palette import Palette, lighten, mix

__all__ = ["paint_mesh", "paint_poster"]


def paint_poster(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Two or three big shapes on a strong ground, with the upper left kept quiet for words."""
    ground = canvas.paint.choice((palette.paper, palette.shapes[1], palette.shapes[0], palette.shapes[-1]))
    canvas.wash((ground, ground))
    colours = [colour for colour in (*palette.shapes, palette.sun, palette.paper) if colour != ground]
    big, small, bar = canvas.paint.sample(colours, 3)
    x, y = canvas.width * canvas.paint.uniform(0.6, 0.8), canvas.height * canvas.paint.uniform(0.6, 0.75)
    radius = canvas.unit * canvas.paint.uniform(0.34, 0.46)
    canvas.disc(x, y, radius, big)
    start = canvas.paint.choice((0, 90, 180, 270))
    canvas.slice(x, y, radius, start, start + 180, mix(big, ground, 0.35))
    canvas.disc(x - radius * 0.55, y + radius * 0.45, radius * 0.36, small)
    turn = canvas.paint.uniform(-0.9, -0.5)
    for number in range(3 + detail):
        away = radius * (0.3 + 0.17 * number)
        along = (math.cos(turn) * radius * 1.3, math.sin(turn) * radius * 1.3)
        middle = (x + away - radius * 0.6, y + away * 0.9 - radius * 0.4)
        ends = ((middle[0] - along[0], middle[1] - along[1]), (middle[0] + along[0], middle[1] + along[1]))
        canvas.line(ends, bar, canvas.unit * 0.012)
    canvas.block(0, canvas.height * 0.985, canvas.width, canvas.height, bar)


def paint_mesh(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Drifts of colour crossed by translucent silk."""
    canvas.clouds_of_colour([*palette.sky, *palette.shapes[:3]], 3)
    for number in range(5 + 2 * detail):
        colour = canvas.paint.choice((*palette.sky, palette.sun, lighten(palette.shapes[0], 0.2)))
        level = canvas.height * canvas.paint.uniform(0.1, 0.9)
        swing, thick = (
            canvas.unit * canvas.paint.uniform(0.06, 0.2),
            canvas.unit * canvas.paint.uniform(0.03, 0.22),
        )
        speed, phase = canvas.paint.uniform(0.6, 1.5), canvas.paint.uniform(0, math.tau)
        upper, lower = [], []
        for step in range(81):
            part = step / 80
            turn = part * math.tau * speed + phase
            y = level + swing * math.sin(turn) + 0.4 * swing * math.sin(2.3 * turn + number)
            half = thick * (0.3 + abs(math.sin(turn * 0.5 + number)))
            upper.append((part * canvas.width, y - half))
            lower.append((part * canvas.width, y + half))
        canvas.shape([*upper, *reversed(lower)], colour, canvas.paint.uniform(0.16, 0.38))

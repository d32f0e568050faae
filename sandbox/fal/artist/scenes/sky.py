"""Skies: a gradient, a sun or a moon, stars at night, long thin clouds."""

from __future__ import annotations

from sandbox.fal.artist.canvas import Canvas, ellipse_points
from sandbox.fal.artist.palette import Palette, lighten, mix

__all__ = ["paint_sky", "paint_stars"]


def paint_sky(canvas: Canvas, palette: Palette, horizon: float) -> None:
    """A sky over the whole canvas whose light sits near ``horizon`` (part of the height)."""
    canvas.wash(palette.sky, 0.0, min(1.0, horizon + 0.12))
    canvas.wash((palette.sky[-1], palette.sky[-1]), min(1.0, horizon + 0.12) - 0.005, 1.0)
    if palette.is_dark:
        paint_stars(canvas, 160, horizon)
    x = canvas.width * canvas.paint.uniform(0.22, 0.78)
    y = canvas.height * horizon * canvas.paint.uniform(0.45, 0.9)
    radius = canvas.unit * canvas.paint.uniform(0.07, 0.15)
    canvas.glow(x, y, radius * 6, palette.sun, 0.55)
    canvas.glow(x, y, radius * 2.6, palette.sun, 0.65)
    canvas.disc(x, y, radius, lighten(palette.sun, 0.25))
    _clouds(canvas, palette, horizon)


def paint_stars(canvas: Canvas, count: int, lowest: float) -> None:
    """Stars above ``lowest`` (part of the height), thinning out towards it."""
    for _ in range(count):
        x = canvas.paint.uniform(0, canvas.width)
        y = canvas.height * lowest * canvas.paint.random() ** 1.4
        radius = canvas.unit * canvas.paint.choice((0.0009, 0.0009, 0.0013, 0.002))
        canvas.disc(x, y, radius, (255, 250, 235), canvas.paint.uniform(0.4, 0.95))


def _clouds(canvas: Canvas, palette: Palette, horizon: float) -> None:
    light = mix(palette.sky[-1], palette.sun, 0.5)
    for _ in range(canvas.paint.randint(3, 6)):
        x = canvas.width * canvas.paint.uniform(-0.05, 1.05)
        y = canvas.height * horizon * canvas.paint.uniform(0.2, 0.95)
        wide = canvas.unit * canvas.paint.uniform(0.12, 0.4)
        for _ in range(3):
            part = wide * canvas.paint.uniform(0.4, 1.0)
            middle = x + canvas.paint.uniform(-0.5, 0.5) * wide
            level = y + canvas.paint.uniform(-0.012, 0.012) * canvas.unit
            canvas.shape(ellipse_points(middle, level, part, canvas.unit * 0.007), light, 0.28)

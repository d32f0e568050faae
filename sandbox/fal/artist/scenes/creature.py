"""A head made of triangles and discs: fox, cat, owl or bear, whichever the prompt names."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.fal.artist.canvas import Canvas, Point, ellipse_points
from sandbox.fal.artist.palette import Colour, Palette, lighten, mix

__all__ = ["paint_bear", "paint_cat", "paint_fox", "paint_owl"]

_Place = Callable[[float, float], Point]


def paint_fox(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A fox, seen from the front."""
    place, size = _stage(canvas, palette, detail)
    coat = mix(palette.shapes[1], (226, 104, 42), 0.6)
    _ears(canvas, place, coat, palette.ink, tip=(0.62, -1.2))
    canvas.shape(
        [place(-0.78, -0.5), place(0.78, -0.5), place(0.72, 0.1), place(0, 0.98), place(-0.72, 0.1)], coat
    )
    canvas.shape([place(0, -0.5), place(0.78, -0.5), place(0.72, 0.1), place(0, 0.98)], lighten(coat, -0.1))
    for side in (-1, 1):
        cheek = [place(side * 0.76, -0.12), place(side * 0.72, 0.1), place(0, 0.98), place(side * 0.1, 0.34)]
        canvas.shape(cheek, mix(palette.paper, coat, 0.08 if side < 0 else 0.2))
    _eyes(canvas, place, size, palette, (0.34, -0.02), slant=0.1)
    canvas.shape([place(-0.14, 0.78), place(0.14, 0.78), place(0, 0.98)], palette.ink)


def paint_cat(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A cat, seen from the front."""
    place, size = _stage(canvas, palette, detail)
    coat = palette.shapes[canvas.paint.choice((-1, -2, 2))]
    inner = mix(coat, palette.shapes[0], 0.5)
    _ears(canvas, place, coat, inner, tip=(0.7, -1.12))
    canvas.shape(ellipse_points(*place(0, 0.08), size * 0.86, size * 0.74), coat)
    for stripe in (-0.2, 0.0, 0.2):
        canvas.line((place(stripe, -0.62), place(stripe * 0.7, -0.34)), lighten(coat, -0.22), size * 0.06)
    canvas.shape(ellipse_points(*place(0, 0.42), size * 0.34, size * 0.25), mix(coat, palette.paper, 0.75))
    _eyes(canvas, place, size, palette, (0.36, 0.02), slant=0.06)
    canvas.shape([place(-0.1, 0.28), place(0.1, 0.28), place(0, 0.4)], palette.shapes[1])
    for side in (-1, 1):
        for drop in (0.34, 0.44, 0.54):
            whisker = (place(side * 0.3, drop - 0.02), place(side * 1.02, drop * 1.5 - 0.26))
            canvas.line(whisker, mix(palette.paper, coat, 0.15), size * 0.012)


def paint_owl(canvas: Canvas, palette: Palette, detail: int) -> None:
    """An owl, seen from the front."""
    place, size = _stage(canvas, palette, detail)
    coat = palette.shapes[-2]
    canvas.shape(ellipse_points(*place(0, 0.2), size * 0.82, size * 1.02), coat)
    for side in (-1, 1):
        canvas.shape([place(side * 0.2, -0.7), place(side * 0.8, -1.08), place(side * 0.8, -0.1)], coat)
    for row in range(4):
        for column in range(-row - 2, row + 3, 2):
            spot = place(column * 0.11, 1.1 - row * 0.13)
            canvas.shape(ellipse_points(*spot, size * 0.075, size * 0.05), mix(coat, palette.paper, 0.45))
    for side in (-1, 1):
        eye = place(side * 0.36, -0.12)
        for radius, colour in (
            (0.4, mix(coat, palette.paper, 0.7)),
            (0.27, palette.sun),
            (0.15, palette.ink),
        ):
            canvas.disc(*eye, size * radius, colour)
        canvas.disc(eye[0] - size * 0.05, eye[1] - size * 0.06, size * 0.05, palette.paper)
    canvas.shape([place(-0.13, 0.1), place(0.13, 0.1), place(0, 0.42)], palette.shapes[1])


def paint_bear(canvas: Canvas, palette: Palette, detail: int) -> None:
    """A bear, seen from the front."""
    place, size = _stage(canvas, palette, detail)
    coat = mix(palette.shapes[-2], (96, 62, 44), 0.35)
    for side in (-1, 1):
        canvas.disc(*place(side * 0.66, -0.66), size * 0.3, coat)
        canvas.disc(*place(side * 0.66, -0.66), size * 0.17, mix(coat, palette.shapes[0], 0.5))
    canvas.shape(ellipse_points(*place(0, 0.06), size * 0.92, size * 0.86), coat)
    canvas.shape(ellipse_points(*place(0, 0.42), size * 0.4, size * 0.32), mix(coat, palette.paper, 0.7))
    for side in (-1, 1):
        canvas.disc(*place(side * 0.34, -0.08), size * 0.085, palette.ink)
        canvas.disc(*place(side * 0.34 - 0.03, -0.11), size * 0.028, palette.paper)
    canvas.shape(ellipse_points(*place(0, 0.28), size * 0.14, size * 0.1), palette.ink)
    canvas.line((place(0, 0.36), place(0, 0.52)), palette.ink, size * 0.03)


def _stage(canvas: Canvas, palette: Palette, detail: int) -> tuple[_Place, float]:
    """The background with its halo; how to place points of the head, and the head's size."""
    canvas.wash((mix(palette.sky[-2], palette.paper, 0.25), mix(palette.sky[-1], palette.paper, 0.4)))
    middle, level = canvas.width * canvas.paint.uniform(0.44, 0.56), canvas.height * 0.53
    size = canvas.unit * canvas.paint.uniform(0.25, 0.29)
    canvas.disc(middle, level - size * 0.15, size * 1.62, palette.sun)
    canvas.disc(middle, level - size * 0.15, size * 1.5, mix(palette.shapes[0], palette.sun, 0.25))
    for _ in range(6 + 5 * detail):
        x, y = canvas.width * canvas.paint.random(), canvas.height * canvas.paint.uniform(0.05, 0.95)
        if abs(x - middle) < size * 1.8 and abs(y - level) < size * 1.8:
            continue
        canvas.disc(
            x, y, canvas.unit * canvas.paint.uniform(0.006, 0.03), canvas.paint.choice(palette.shapes[:4])
        )
    shoulders = ellipse_points(
        middle, canvas.height * 1.08, size * 1.5, canvas.height * 1.08 - level - size * 0.5
    )
    canvas.shape(shoulders, palette.shapes[-1])
    tilt = canvas.paint.uniform(-0.06, 0.06)

    def place(across: float, down: float) -> Point:
        return middle + size * (across - tilt * down), level + size * (down + tilt * across)

    return place, size


def _ears(canvas: Canvas, place: _Place, coat: Colour, inner: Colour, tip: Point) -> None:
    across, up = tip
    for side in (-1, 1):
        canvas.shape([place(side * 0.82, -0.2), place(side * across, up), place(side * 0.1, -0.5)], coat)
        canvas.shape(
            [place(side * 0.7, -0.4), place(side * across, up + 0.24), place(side * 0.34, -0.5)], inner
        )


def _eyes(canvas: Canvas, place: _Place, size: float, palette: Palette, at: Point, slant: float) -> None:
    across, down = at
    for side in (-1, 1):
        outer, inner = (
            place(side * (across + 0.17), down - slant),
            place(side * (across - 0.15), down + slant),
        )
        x, y = place(side * across, down)
        lids = [outer, (x, y - size * 0.13), inner, (x, y + size * 0.1)]
        canvas.shape(lids, palette.sun)
        canvas.shape(ellipse_points(x, y, size * 0.05, size * 0.11), palette.ink)
        canvas.disc(x - size * 0.02, y - size * 0.04, size * 0.018, palette.paper)

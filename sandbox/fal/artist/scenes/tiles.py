"""A grid of simple shapes in flat colours, after the posters of the 1920s."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.fal.artist.canvas import Canvas
from sandbox.fal.artist.palette import Colour, Palette

__all__ = ["paint_tiles"]

Motif = Callable[[Canvas, float, float, float, tuple[Colour, Colour]], None]


def paint_tiles(canvas: Canvas, palette: Palette, detail: int) -> None:
    """Square tiles, three to six along the shorter edge; ``detail`` adds tiles."""
    canvas.wash((palette.paper, palette.paper))
    along = canvas.paint.choice((3, 4)) + detail
    side = canvas.unit / along
    columns, rows = -(-canvas.width // round(side)), -(-canvas.height // round(side))
    motifs = canvas.paint.sample(_MOTIFS, 5)
    colours = [*palette.shapes, palette.paper, palette.sun]
    for row in range(rows):
        for column in range(columns):
            ground, figure, accent = canvas.paint.sample(colours, 3)
            x, y = column * side, row * side
            canvas.block(x, y, x + side, y + side, ground)
            canvas.paint.choice(motifs)(canvas, x, y, side, (figure, accent))


def _quarter(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    corner = canvas.paint.randrange(4)
    centre = (x + side * (corner in {1, 2}), y + side * (corner in {2, 3}))
    start = {0: 0, 1: 90, 2: 180, 3: 270}[corner]
    for part, colour in ((1.0, colours[0]), (0.5, colours[1])):
        canvas.slice(*centre, side * part, start, start + 90, colour)


def _half(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    start = canvas.paint.choice((0, 90, 180, 270))
    canvas.slice(x + side / 2, y + side / 2, side / 2, start, start + 180, colours[0])
    canvas.slice(x + side / 2, y + side / 2, side / 2, start + 180, start + 360, colours[1])


def _rings(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    for step, part in enumerate((0.46, 0.34, 0.22, 0.1)):
        canvas.disc(x + side / 2, y + side / 2, side * part, colours[step % 2])


def _leaf(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    turned = canvas.paint.random() < 0.5
    points = []
    for step in range(41):
        part = step / 40
        bulge = 4 * part * (1 - part) * 0.42
        points.append((part + bulge, part - bulge))
    points += [(down, across) for across, down in reversed(points)]
    placed = [(x + side * ((1 - px) if turned else px), y + side * py) for px, py in points]
    canvas.shape(placed, colours[0])
    ends = (placed[0], placed[40])
    canvas.line(ends, colours[1], side * 0.03)


def _triangle(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    left_out = canvas.paint.randrange(4)
    canvas.shape([corner for number, corner in enumerate(corners) if number != left_out], colours[0])
    canvas.disc(x + side / 2, y + side / 2, side * 0.16, colours[1])


def _dots(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    for row in range(4):
        for column in range(4):
            colour = colours[(row + column) % 2]
            canvas.disc(x + side * (column + 0.5) / 4, y + side * (row + 0.5) / 4, side * 0.075, colour)


def _bars(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    upright = canvas.paint.random() < 0.5
    for step in range(0, 8, 2):
        low, high = side * step / 8, side * (step + 1) / 8
        colour = colours[step % 4 // 2]
        if upright:
            canvas.block(x + low, y, x + high, y + side, colour)
        else:
            canvas.block(x, y + low, x + side, y + high, colour)


def _arch(canvas: Canvas, x: float, y: float, side: float, colours: tuple[Colour, Colour]) -> None:
    for part, colour in ((0.42, colours[0]), (0.22, colours[1])):
        canvas.disc(x + side / 2, y + side * 0.5, side * part, colour)
        canvas.block(x + side * (0.5 - part), y + side * 0.5, x + side * (0.5 + part), y + side, colour)


_MOTIFS: tuple[Motif, ...] = (_quarter, _half, _rings, _leaf, _triangle, _dots, _bars, _arch)

"""SVG parser for the artist's figures and pages.

It supports the subset used in ``figures.svg`` and ``pages.svg``: symbols of path (M, L, C, Z), circle,
ellipse, rect, text, g and use. A ``class`` names a color that the prompt may replace; a shape with a
``data-`` attribute is a slot to fill.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.fal.artist.canvas import Canvas, Colour, Point, ellipse_points, mix, rgb

__all__ = ["FIGURES", "PAGES", "WORDS", "Drawing", "Shape", "draw_figure"]

_SVG = "{http://www.w3.org/2000/svg}"
_CURVE_STEPS = 10

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled outline, a line if ``stroke`` (its width) is not 0, or a slot with its ``attributes``."""

    kind: str
    points: tuple[Point, ...]
    colour: Colour
    opacity: float
    stroke: float
    role: str
    text: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A symbol of ``width`` x ``height``; ``place`` is a figure's surface (ground, table, water, sky)."""

    width: float
    height: float
    attributes: Mapping[str, str]
    shapes: tuple[Shape, ...] = field(repr=False)

    @property
    def place(self) -> str:
        """The attribute ``data-place``."""
        return self.attributes.get("data-place", "")


def draw_figure(
    canvas: Canvas,
    figure: Drawing,
    foot: Point,
    height: float,
    *,
    tint: Colour | None = None,
    mirrored: bool = False,
    ambient: tuple[Colour, float] = ((0, 0, 0), 0.0),
    texts: Sequence[str] = (),
) -> None:
    """Draw ``figure`` standing at ``foot``, ``height`` canvas units tall, lit from the left.

    ``tint`` recolors it, ``texts`` fill its label; ``ambient`` is the light and its strength, 0 to 1.
    """
    scale = height / figure.height
    across = -scale if mirrored else scale
    left, top = foot[0] - across * figure.width / 2, foot[1] - height
    coat = next((shape.colour for shape in figure.shapes if shape.role), (0, 0, 0))
    solid, labels = [], iter(texts)
    for shape in figure.shapes:
        points = [(left + across * x, top + scale * y) for x, y in shape.points]
        colour = _tinted(shape.colour, coat, tint) if tint and shape.role else shape.colour
        if shape.kind == "text":
            room = abs(points[1][0] - points[0][0])
            at = (points[0][0] + points[1][0]) / 2, points[2][1]
            canvas.text(at, next(labels, ""), points[2][1] - points[0][1], colour, room=room, anchor="ms")
        elif shape.stroke:
            canvas.line(points, colour, shape.stroke * scale)
        else:
            canvas.polygon(points, colour, shape.opacity)
            solid += [points] if shape.opacity == 1.0 else []
    canvas.tone(solid, *ambient)


def _tinted(colour: Colour, coat: Colour, tint: Colour) -> Colour:
    """Return the tint, lightened or darkened by the difference between the color and the coat."""
    difference = (sum(colour) - sum(coat)) / 765
    return mix(tint, (255, 255, 255) if difference > 0 else (0, 0, 0), min(0.6, abs(difference) * 1.3))


def _load(name: str) -> dict[str, Drawing]:
    root = ET.parse(Path(__file__).with_name(name)).getroot()  # noqa: S314 - our own file
    parts = {part.get("id", ""): part for part in root.iter(f"{_SVG}g")}
    drawings = {}
    for symbol in root.iter(f"{_SVG}symbol"):
        _, _, width, height = map(float, symbol.get("viewBox", "").split())
        shapes = tuple(_shapes(symbol, parts, (1, 0, 0, 1, 0, 0)))
        drawings[symbol.get("id", "")] = Drawing(
            width=width, height=height, attributes=symbol.attrib, shapes=shapes
        )
    return drawings


def _shapes(parent: ET.Element, parts: Mapping[str, ET.Element], matrix: Matrix) -> Iterator[Shape]:
    for node in parent:
        kind = node.tag.removeprefix(_SVG)
        if kind == "g":
            yield from _shapes(node, parts, matrix)
        elif kind == "use":
            yield from _shapes(parts[node.get("href", "")[1:]], parts, _matrix(node.get("transform", "")))
        else:
            for outline in _outlines(kind, node):
                yield _shape(kind, node, tuple(_apply(matrix, point) for point in outline))


def _shape(kind: str, node: ET.Element, points: tuple[Point, ...]) -> Shape:
    lined = node.get("fill") == "none"
    paint = "stroke" if lined else "fill"
    return Shape(
        kind=kind,
        points=points,
        colour=rgb(node.get(paint, "#000000")[1:]),
        opacity=float(node.get(f"{paint}-opacity", "1")),
        stroke=float(node.get("stroke-width", "1")) if lined else 0.0,
        role=node.get("class", ""),
        text=(node.text or "").strip(),
        attributes=node.attrib,
    )


def _outlines(kind: str, node: ET.Element) -> Iterator[list[Point]]:
    if kind == "path":
        yield from _path(node.get("d", ""))
        return
    radius = node.get("r", "0")
    keys = ("x", "y", "width", "height") if kind in {"rect", "text"} else ("cx", "cy", "rx", "ry")
    x, y, wide, tall = (float(node.get(key, radius)) for key in keys)
    if kind in {"rect", "text"}:
        yield [(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)]
    else:
        yield ellipse_points((x, y), wide, tall)


def _path(data: str) -> Iterator[list[Point]]:
    """Parse path data with absolute commands into outlines; curves are flattened."""
    outline: list[Point] = []
    for command, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", data):
        values = [float(number) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            if outline:
                yield outline
            outline = points
        elif command == "L":
            outline.extend(points)
        for at in range(0, len(points) if command == "C" else 0, 3):
            outline.extend(_curve(outline[-1], *points[at : at + 3]))
    yield outline


def _curve(start: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x, y = (
            sum(w * p[axis] for w, p in zip(weights, (start, one, two, end), strict=True)) for axis in (0, 1)
        )
        yield x, y


def _matrix(transform: str) -> Matrix:
    kind, _, numbers = transform.rstrip(")").partition("(")
    values = [float(number) for number in numbers.split()]
    if kind == "translate":
        return (1, 0, 0, 1, values[0], values[1])
    if kind == "rotate":
        angle, x, y = math.radians(values[0]), values[1], values[2]
        cosine, sine = math.cos(angle), math.sin(angle)
        return (cosine, sine, -sine, cosine, x - x * cosine + y * sine, y - x * sine - y * cosine)
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def _apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


FIGURES = _load("figures.svg")
PAGES = _load("pages.svg")
WORDS: dict[str, tuple[str, Colour | None]] = {
    word: (name, rgb(tint) if tint else None)
    for name, figure in FIGURES.items()
    for word, _, tint in (entry.partition("/") for entry in figure.attributes.get("data-words", "").split())
}
"""Figure for each known word of a prompt, with the tint that the word implies."""

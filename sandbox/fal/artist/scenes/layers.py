"""Layers of a setting that vary between pictures: sky, hills, trees, towers and weather.

A layer is a ``data-layer`` rectangle in ``pages.svg``; its other attributes are the layer's parameters.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.fal.artist.canvas import Canvas, Colour, Point, mix, ramp, rgb
from sandbox.fal.artist.scenes.light import Light
from sandbox.fal.artist.svg import Shape

__all__ = ["Layer", "paint_layer", "paint_weather"]

_WHITE: Colour = (255, 255, 255)
_LEAVES = ("d2571f", "e8962c", "b5301f", "f2c14e")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer on its canvas: ``top`` and ``height`` in canvas units, ``scale`` from page to canvas units."""

    canvas: Canvas
    shape: Shape
    light: Light
    colour: Colour
    top: float
    height: float
    scale: float

    def number(self, key: str, default: float = 0.0) -> float:
        """Return the numeric attribute ``data-<key>``."""
        return float(self.shape.attributes.get(f"data-{key}", default))

    def colours(self, key: str) -> list[Colour]:
        """Return the colors in ``data-<key>`` (or its variant for this light), else the layer's default."""
        attributes = self.shape.attributes
        listed = attributes.get(f"data-{self.light.name}") or attributes.get(f"data-{key}")
        lit = self.light.on if self.shape.role == "lit" else lambda colour: colour
        return [lit(rgb(value)) for value in listed.replace("#", "").split()] if listed else [self.colour]

    def scattered(self) -> list[Point]:
        """Return ``data-count`` random points in the layer's box."""
        rng, low = self.canvas.rng, self.top + self.height
        return [
            (rng.uniform(0, self.canvas.w), rng.uniform(self.top, low))
            for _ in range(int(self.number("count")))
        ]

    def size(self) -> tuple[float, float]:
        """Return ``data-size`` (half width, half height) in canvas units, larger toward the lower edge."""
        wide, tall = self.shape.attributes["data-size"].split()
        return float(wide) * self.scale, float(tall) * self.scale


def paint_layer(layer: Layer) -> None:
    """Paint a layer."""
    _PAINTERS[layer.shape.attributes["data-layer"]](layer)


def paint_weather(canvas: Canvas, conditions: frozenset[str], light: Light) -> None:
    """Paint rain, snow, fog or falling leaves in front of everything else."""
    rng = canvas.rng
    if "aurora" in conditions:
        _paint_aurora(canvas)
    if "fog" in conditions:
        canvas.veil(mix(light.sky[-1], _WHITE, 0.4), 0.3 * canvas.h, canvas.h, 0.0, 0.5)
    for x, y in [(rng.uniform(0, canvas.w), rng.uniform(0, canvas.h)) for _ in range(140)]:
        if "rain" in conditions:
            long = rng.uniform(0.03, 0.07)
            canvas.line([(x, y), (x - long * 0.25, y + long)], mix(light.sky[-1], _WHITE, 0.5), 0.002)
        elif "snow" in conditions:
            canvas.ellipse((x, y), 0.004, 0.005, _WHITE)
        elif "leaves" in conditions and rng.random() < y / canvas.h:
            turn, long = rng.uniform(0, 3.1), rng.uniform(0.012, 0.026)
            across, down = long * math.cos(turn), long * math.sin(turn)
            ends = (
                (across, down),
                (-down * 0.45, across * 0.45),
                (-across, -down),
                (down * 0.45, -across * 0.45),
            )
            canvas.polygon([(x + dx, y + dy) for dx, dy in ends], rgb(rng.choice(_LEAVES)))


def _paint_aurora(canvas: Canvas) -> None:
    """Paint translucent curtains of light in the upper half."""
    for colour in ("3be08f", "2fc7b0", "8a5ae0"):
        foot, turn = canvas.h * canvas.rng.uniform(0.2, 0.34), canvas.rng.uniform(0, 6)
        across = [canvas.w * step / 40 for step in range(41)]
        low = [(x, foot + 0.05 * math.sin(5 * x + turn) + 0.02 * math.sin(17 * x)) for x in across]
        for height in (0.1, 0.17, 0.26):
            canvas.polygon([*low, *[(x, y - height) for x, y in reversed(low)]], rgb(colour), 0.12)


def _sky(layer: Layer) -> None:
    canvas, light, rng, low = layer.canvas, layer.light, layer.canvas.rng, layer.top + layer.height
    canvas.gradient(light.sky, layer.top, low)
    canvas.gradient([light.sky[-1]], low - 0.01)
    for _ in range(130 if light.dark else 0):
        size = rng.choice((0.0012, 0.0016, 0.0028))
        canvas.ellipse((rng.uniform(0, canvas.w), low * rng.random() ** 1.3), size, size, light.sun)
    at = (
        canvas.w * rng.choice((rng.uniform(0.12, 0.28), rng.uniform(0.72, 0.86))),
        low * rng.uniform(0.25, 0.6),
    )
    radius = rng.uniform(0.05, 0.075)
    canvas.glow(at, radius * 6, light.sun, 0.5)
    canvas.ellipse(at, radius, radius, light.sun)
    if light.dark:
        shadow = at[0] + radius * 0.45, at[1] - radius * 0.2
        canvas.ellipse(shadow, radius * 0.86, radius * 0.86, ramp(light.sky, at[1] / low))
        return
    for _ in range(int(layer.number("clouds", 4))):
        x, y, size = rng.uniform(0, canvas.w), low * rng.uniform(0.1, 0.7), rng.uniform(0.08, 0.2)
        for _ in range(6):
            puff = x + rng.uniform(-1, 1) * size, y + rng.uniform(-0.12, 0.02) * size
            wide, tall = size * rng.uniform(0.3, 0.6), size * rng.uniform(0.1, 0.2)
            canvas.ellipse(puff, wide, tall, light.on(_WHITE, 0.3), 0.6)


def _peaks(layer: Layer) -> None:
    """Paint two ranges of snow-capped mountains."""
    for distance, height in ((0.6, 0.5), (0.3, 0.36)):
        points = layer.canvas.ridge(layer.top, height, layer.light.on(rgb("3d4a66"), distance), jagged=True)
        line = layer.top - height * 0.62
        for before, (x, y), after in zip(points, points[2:], points[4:], strict=False):
            if y < min(before[1], after[1], line):
                drop = (line - y) * 0.7 + 0.02
                cap = [
                    (x + dx * drop, y + dy * drop)
                    for dx, dy in ((0, 0), (0.7, 1), (0.1, 0.7), (-0.3, 1.1), (-0.7, 0.8))
                ]
                layer.canvas.polygon(cap, layer.light.on(_WHITE, 0.25))


def _trees(layer: Layer) -> None:
    """Paint a row of firs."""
    canvas, rng = layer.canvas, layer.canvas.rng
    number = round(layer.number("count") * canvas.w)
    for place in range(number):
        x = canvas.w * (place + rng.uniform(0.1, 0.9)) / number
        foot, size = layer.top + rng.uniform(-0.01, 0.02), layer.height * rng.uniform(0.7, 1.2)
        canvas.rect(
            (x - size * 0.03, foot - size * 0.14, x + size * 0.03, foot), mix(layer.colour, (60, 40, 30), 0.6)
        )
        for tier in range(3):
            top, wide = foot - size * (0.5 + 0.25 * tier), size * (0.26 - 0.06 * tier)
            sides = (x + wide, top + size * 0.42), (x - wide, top + size * 0.42)
            canvas.polygon([(x, top), *sides], mix(layer.colour, _WHITE, 0.06 * tier))


def _towers(layer: Layer) -> None:
    """Paint a row of buildings; the nearer ones have windows, which are lit at night."""
    canvas, rng, shade = layer.canvas, layer.canvas.rng, layer.colour
    panes = ("ffd56b", "ffe9a8", "7fe0ff", "ff7ab0") if layer.light.dark else ("a9c4d6", "c6d9e4")
    x, near = -0.03, 1 - layer.number("distance")
    while x < canvas.w:
        wide, tall = rng.uniform(0.06, 0.13), layer.height * rng.uniform(0.24, 1.0) * (1.1 - 0.35 * near)
        top, columns, rows = layer.top - tall, int(wide / 0.017), int(tall / 0.022)
        canvas.rect((x, top, x + wide, layer.top), shade)
        for window in range(columns * rows if near > 0.5 else 0):
            left, upper = x + 0.012 + window % columns * 0.017, top + 0.016 + window // columns * 0.022
            if rng.random() < 0.5 and left + 0.012 < x + wide:
                pane = mix(rgb(rng.choice(panes)), shade, 0.15)
                canvas.rect((left, upper, left + 0.008, upper + 0.011), pane)
        x += wide * rng.uniform(0.9, 1.2)


def _scatter(layer: Layer) -> None:
    wide, tall = layer.size()
    for at in layer.scattered():
        colour, size = layer.canvas.rng.choice(layer.colours("fills")), layer.canvas.rng.uniform(0.5, 1.5)
        layer.canvas.ellipse(at, wide * size, tall * size, colour, layer.number("opacity", 1.0))


def _stems(layer: Layer) -> None:
    """Paint swaying blades of grass or weeds."""
    wide, tall = layer.size()
    for x, y in layer.scattered():
        high, lean = tall * layer.canvas.rng.uniform(0.6, 1.2), layer.canvas.rng.uniform(-0.3, 0.3)
        bend = [
            (x + high * (lean * part * part + 0.06 * math.sin(6 * part)), y - high * part)
            for part in (0, 0.25, 0.5, 0.75, 1)
        ]
        layer.canvas.line(bend, layer.canvas.rng.choice(layer.colours("fills")), wide)


def _veil(layer: Layer) -> None:
    upper, lower = map(float, layer.shape.attributes["data-fade"].split())
    layer.canvas.veil(layer.colour, layer.top, layer.top + layer.height, upper, lower)


_PAINTERS: dict[str, Callable[[Layer], object]] = {
    "sky": _sky,
    "peaks": _peaks,
    "ridge": lambda layer: layer.canvas.ridge(layer.top, layer.height, layer.colour),
    "trees": _trees,
    "towers": _towers,
    "scatter": _scatter,
    "stems": _stems,
    "veil": _veil,
    "reflect": lambda layer: layer.canvas.reflect(layer.top),
    "gradient": lambda layer: layer.canvas.gradient(
        layer.colours("colours"), layer.top, layer.top + layer.height
    ),
    "patches": lambda layer: layer.canvas.patches(layer.colours("colours"), 4),
}

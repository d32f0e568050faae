"""A canvas with the few gestures that the scenes are made of.

Scenes paint larger than the picture and :meth:`Canvas.developed` shrinks it, which is
what smooths the edges; every gesture runs in Pillow's C code. Points are in working
pixels, ``unit`` is the working length of the shorter edge.
"""

from __future__ import annotations

import array
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from sandbox.fal.artist.palette import Colour, mix

__all__ = ["Canvas", "Point", "ellipse_points", "field", "threshold"]

Point = tuple[float, float]

_LARGE_PIXELS = 1_700_000
_GRAIN_LEVELS = 5


class Canvas:
    """An RGB painting of ``width`` x ``height`` final pixels, painted at a larger scale."""

    def __init__(self, width: int, height: int, paint: random.Random) -> None:
        self.final_size = (width, height)
        scale = 2.0 if width * height <= _LARGE_PIXELS else 1.25
        self.width = round(width * scale)
        self.height = round(height * scale)
        self.unit = min(self.width, self.height)
        self.paint = paint
        self.image = Image.new("RGB", (self.width, self.height))
        self._draw = ImageDraw.Draw(self.image)

    def wash(self, colours: Sequence[Colour], top: float = 0.0, bottom: float = 1.0) -> None:
        """A vertical gradient over the whole width, between two parts of the height."""
        upper, lower = round(top * self.height), round(bottom * self.height)
        self.image.paste(_gradient(colours, self.width, lower - upper), (0, upper))

    def clouds_of_colour(self, colours: Sequence[Colour], cells: int) -> None:
        """Soft patches of colour all over, ``cells`` along the shorter edge."""
        across = max(2, round(cells * self.width / self.unit))
        down = max(2, round(cells * self.height / self.unit))
        small = Image.new("RGB", (across, down))
        small.putdata([self.paint.choice(colours) for _ in range(across * down)])
        self.image.paste(small.resize(self.image.size, Image.Resampling.BICUBIC))

    def shape(self, points: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        """A filled polygon."""
        if opacity >= 1.0:
            self._draw.polygon(points, fill=colour)
            return
        box = self._box(points)
        if box is not None:
            self.image.paste(colour, box, _mask(points, box, opacity))

    def graded_shape(self, points: Sequence[Point], colours: Sequence[Colour]) -> None:
        """A polygon filled with a vertical gradient over its own height."""
        box = self._box(points)
        if box is not None:
            fill = _gradient(colours, box[2] - box[0], box[3] - box[1])
            self.image.paste(fill, box, _mask(points, box, 1.0))

    def disc(self, x: float, y: float, radius: float, colour: Colour, opacity: float = 1.0) -> None:
        """A filled circle."""
        if opacity >= 1.0:
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
        else:
            self.shape(ellipse_points(x, y, radius, radius), colour, opacity)

    def block(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        self._draw.rectangle((left, top, max(left, right), max(top, bottom)), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """An open line with round joints; ``width`` in working pixels."""
        self._draw.line(points, fill=colour, width=max(1, round(width)), joint="curve")

    def slice(self, x: float, y: float, radius: float, start: float, end: float, colour: Colour) -> None:
        """A pie slice from ``start`` to ``end`` degrees, clockwise from three o'clock."""
        self._draw.pieslice((x - radius, y - radius, x + radius, y + radius), start, end, fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Light that fades from a centre to nothing at ``radius``."""
        curve = [round(255 * strength * max(0.0, 1 - value / 181) ** 2) for value in range(256)]
        size = max(2, round(2 * radius))
        light = Image.radial_gradient("L").point(curve).resize((size, size), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round(x - radius), round(y - radius)), light)

    def veil(self, colour: Colour, top: float, bottom: float, *, upper: float, lower: float) -> None:
        """Mist between two parts of the height; opacity runs from ``upper`` to ``lower``."""
        start, end = round(top * self.height), round(bottom * self.height)
        column = Image.new("L", (1, 2))
        column.putdata([round(255 * upper), round(255 * lower)])
        mask = column.resize((1, end - start), Image.Resampling.BILINEAR).resize((self.width, end - start))
        self.image.paste(colour, (0, start), mask)

    def developed(self, *, grain: bool) -> Image.Image:
        """The painting at its final size, with a little film grain if asked for."""
        image = self.image.resize(self.final_size, Image.Resampling.BOX)
        if not grain:
            return image
        width, height = self.final_size
        noise = Image.frombytes("L", self.final_size, self.paint.randbytes(width * height))
        soft = noise.point([128 + value * _GRAIN_LEVELS // 256 - _GRAIN_LEVELS // 2 for value in range(256)])
        return ImageChops.add(image, Image.merge("RGB", (soft, soft, soft)), 1, -128)

    def _box(self, points: Sequence[Point]) -> tuple[int, int, int, int] | None:
        """The part of the canvas that the points span, or ``None`` when it is empty."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right = min(self.width, math.ceil(max(xs)) + 1)
        bottom = min(self.height, math.ceil(max(ys)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None


def _gradient(colours: Sequence[Colour], width: int, height: int) -> Image.Image:
    steps = 256
    column = Image.new("RGB", (1, steps))
    last = len(colours) - 1
    for step in range(steps):
        place = step / (steps - 1) * last
        left = min(int(place), max(0, last - 1))
        column.putpixel((0, step), mix(colours[left], colours[min(left + 1, last)], place - left))
    tall = column.resize((1, max(1, height)), Image.Resampling.BILINEAR)
    return tall.resize((width, max(1, height)), Image.Resampling.NEAREST)


def _mask(points: Sequence[Point], box: tuple[int, int, int, int], opacity: float) -> Image.Image:
    left, top, right, bottom = box
    mask = Image.new("L", (right - left, bottom - top))
    moved = [(x - left, y - top) for x, y in points]
    ImageDraw.Draw(mask).polygon(moved, fill=round(255 * opacity))
    return mask


def ellipse_points(x: float, y: float, wide: float, tall: float, turn: float = 0.0) -> list[Point]:
    """An ellipse as a polygon; ``wide`` and ``tall`` are half axes, ``turn`` is in radians."""
    cosine, sine = math.cos(turn), math.sin(turn)
    points = []
    for step in range(72):
        angle = math.tau * step / 72
        across, down = wide * math.cos(angle), tall * math.sin(angle)
        points.append((x + across * cosine - down * sine, y + across * sine + down * cosine))
    return points


def field(paint: random.Random, size: tuple[int, int], cells: int) -> Image.Image:
    """Smooth random heights (mode ``F``, about 0 to 1), ``cells`` hills along the shorter edge."""
    shorter = min(size)
    across = max(3, round(cells * size[0] / shorter) + 1)
    down = max(3, round(cells * size[1] / shorter) + 1)
    heights = array.array("f", (paint.random() for _ in range(across * down)))
    small = Image.frombytes("F", (across, down), heights.tobytes())
    return small.resize(size, Image.Resampling.BICUBIC)


def threshold(heights: Image.Image, level: float, softness: float) -> Image.Image:
    """A mask (mode ``L``) of the part above ``level``, with edges ``softness`` heights wide."""
    slope = 255 / softness
    return heights.point(lambda value: value * slope + (127.5 - level * slope)).convert("L")

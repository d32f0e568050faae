"""Canvas: the drawing operations used for scenes and figures.

Coordinates are in units of the shorter edge: the canvas is ``w`` x ``h``, one of which is 1. Drawings are
larger than the final picture and scaled down at the end, which smooths edges; all pixel work runs in
Pillow's C code.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw

from sandbox.fal.artist.lettering import fitted_font

__all__ = ["Box", "Canvas", "Colour", "Point", "ellipse_points", "mix", "ramp", "rgb"]

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SHADE: Colour = (18, 14, 38)
_BILINEAR = Image.Resampling.BILINEAR


class Canvas:
    """An RGB drawing of ``size`` pixels; ``rng`` determines its random details."""

    def __init__(self, size: tuple[int, int], rng: random.Random) -> None:
        self.rng = rng
        self.unit = min(size)
        self.w, self.h = size[0] / self.unit, size[1] / self.unit
        self.image = Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self.image)

    def reduced(self, size: tuple[int, int]) -> Image.Image:
        """Return the drawing scaled down to its final size."""
        return self.image.resize(size, Image.Resampling.HAMMING) if size != self.image.size else self.image

    def inset(self, box: Box, paint: Callable[[Canvas], None]) -> None:
        """Let ``paint`` draw on a separate canvas, then paste that into ``box``."""
        left, top, right, bottom = self._pixels(box)
        inner = Canvas((right - left, bottom - top), self.rng)
        paint(inner)
        self.image.paste(inner.image, (left, top))

    def gradient(self, colours: Sequence[Colour], top: float = 0.0, bottom: float | None = None) -> None:
        """Fill the whole width with a vertical gradient from ``top`` to ``bottom``."""
        _, upper, _, lower = self._pixels((0, top, 0, self.h if bottom is None else bottom))
        column = Image.new("RGB", (1, 64))
        column.putdata([ramp(colours, step / 63) for step in range(64)])
        tall = column.resize((1, max(1, lower - upper)), _BILINEAR)
        self.image.paste(tall.resize((self.image.width, tall.height), Image.Resampling.NEAREST), (0, upper))

    def patches(self, colours: Sequence[Colour], cells: int) -> None:
        """Cover the canvas with soft patches of color, ``cells`` of them along the shorter edge."""
        size = (max(2, round(cells * self.w)), max(2, round(cells * self.h)))
        small = Image.new("RGB", size)
        small.putdata([self.rng.choice(colours) for _ in range(size[0] * size[1])])
        self.image.paste(small.resize(self.image.size, Image.Resampling.BICUBIC))

    def polygon(self, points: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        """Draw a filled polygon."""
        if opacity >= 1.0:
            self._draw.polygon(self._placed(points), fill=colour)
        elif cut := self._mask([points], round(255 * opacity)):
            self.image.paste(colour, *cut)

    def tone(self, polygons: Sequence[Sequence[Point]], ambient: Colour, strength: float) -> None:
        """Shade the right side of a figure's polygons and tint them with the ``ambient`` light."""
        if cut := self._mask(polygons, 255):
            box, mask = cut
            sideways = Image.linear_gradient("L").point([max(0, round((v - 96) * 0.54)) for v in range(256)])
            shade = sideways.transpose(Image.Transpose.ROTATE_90).resize(mask.size, _BILINEAR)
            self.image.paste(_SHADE, box, ImageChops.multiply(mask, shade))
            self.image.paste(ambient, box, mask.point([round(v * strength) for v in range(256)]))

    def ellipse(self, at: Point, wide: float, tall: float, colour: Colour, opacity: float = 1.0) -> None:
        """Draw a filled ellipse with semi-axes ``wide`` and ``tall``."""
        self.polygon(ellipse_points(at, wide, tall), colour, opacity)

    def rect(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """Draw a filled rectangle with corners of radius ``radius``."""
        left, top, right, bottom = self._pixels(box)
        self._draw.rounded_rectangle(
            (left, top, max(left, right), max(top, bottom)), radius * self.unit, fill=colour
        )

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw an open line with round joins and ends."""
        placed, thick = self._placed(points), max(1, round(width * self.unit))
        self._draw.line(placed, fill=colour, width=thick, joint="curve")
        if thick > 3:
            for x, y in (placed[0], placed[-1]):
                reach = thick / 2
                self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def ridge(self, base: float, height: float, colour: Colour, *, jagged: bool = False) -> list[Point]:
        """Draw hills (peaks if ``jagged``) across the canvas, filled to the bottom; return their outline."""
        waves = [(self.rng.uniform(0, 6.3), 1.7 * 2.1**octave) for octave in range(5 if jagged else 3)]
        steps = round(60 * self.w)
        outline = []
        for x in (self.w * step / steps for step in range(steps + 1)):
            total = 0.0
            for octave, (phase, frequency) in enumerate(waves):
                value = math.sin(phase + frequency * x)
                total += ((1 - 2 * abs(value)) if jagged else value) / 2.1**octave
            outline.append((x, base - height * (0.5 + total / 3.2)))
        self.polygon([*outline, (self.w, self.h), (0, self.h)], colour)
        return outline

    def glow(self, at: Point, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Draw light that fades from its center to nothing at ``radius``."""
        curve = [round(255 * strength * max(0.0, 1 - value / 181) ** 2) for value in range(256)]
        size = max(2, round(2 * radius * self.unit))
        light = Image.radial_gradient("L").point(curve).resize((size, size), _BILINEAR)
        corner = round(at[0] * self.unit - size / 2), round(at[1] * self.unit - size / 2)
        self.image.paste(colour, corner, light)

    def veil(self, colour: Colour, top: float, bottom: float, upper: float, lower: float) -> None:
        """Draw mist between two heights, with an opacity that runs from ``upper`` to ``lower``."""
        _, start, right, end = self._pixels((0, top, self.w, bottom))
        column = Image.new("L", (1, 2))
        column.putdata([round(255 * upper), round(255 * lower)])
        mask = column.resize((1, end - start), _BILINEAR).resize((right, end - start))
        self.image.paste(colour, (0, start), mask)

    def reflect(self, edge: float) -> None:
        """Reflect the part above ``edge`` into the part below it, blurred as in water."""
        row = round(edge * self.unit)
        width, depth = self.image.width, self.image.height - row
        above = self.image.crop((0, max(0, row - depth), width, row)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        small = above.resize((max(1, width // 5), max(1, depth // 24)), Image.Resampling.BOX)
        self.image.paste(small.resize((width, depth), Image.Resampling.BICUBIC), (0, row))

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        colour: Colour,
        *,
        anchor: str,
        room: float = 9.0,
        heavy: bool = False,
    ) -> None:
        """Draw one line of text, scaled down if it would be wider than ``room``."""
        font = fitted_font(words or " ", size * self.unit, room * self.unit)
        stroke = max(1, round(font.size * 0.03)) if heavy else 0
        place = at[0] * self.unit, at[1] * self.unit
        self._draw.text(place, words, colour, font, anchor, stroke_width=stroke, stroke_fill=colour)

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(edge * self.unit) for edge in box)
        return left, top, right, bottom

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def _mask(
        self, polygons: Sequence[Sequence[Point]], level: int
    ) -> tuple[tuple[int, int, int, int], Image.Image] | None:
        """Return the polygons' bounding box and mask; ``None`` if they are outside the canvas."""
        placed = [self._placed(points) for points in polygons]
        xs, ys = [x for points in placed for x, _ in points], [y for points in placed for _, y in points]
        if not xs:
            return None
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right = min(self.image.width, math.ceil(max(xs)) + 1)
        bottom = min(self.image.height, math.ceil(max(ys)) + 1)
        if left >= right or top >= bottom:
            return None
        mask = Image.new("L", (right - left, bottom - top))
        draw = ImageDraw.Draw(mask)
        for points in placed:
            draw.polygon([(x - left, y - top) for x, y in points], fill=level)
        return (left, top, right, bottom), mask


def rgb(value: str) -> Colour:
    """Parse a color from six hexadecimal digits."""
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:6], 16)


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """Blend ``first`` with ``part`` (0 to 1) of ``second``."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def ramp(colours: Sequence[Colour], part: float) -> Colour:
    """Return the color at ``part`` (0 to 1) of the gradient through ``colours``."""
    if len(colours) == 1:
        return colours[0]
    place = min(max(part, 0.0), 1.0) * (len(colours) - 1)
    left = min(int(place), len(colours) - 2)
    return mix(colours[left], colours[left + 1], place - left)


def ellipse_points(at: Point, wide: float, tall: float) -> list[Point]:
    """Return an ellipse as a polygon; ``wide`` and ``tall`` are its semi-axes."""
    turns = [math.tau * step / 56 for step in range(57)]
    return [(at[0] + wide * math.cos(turn), at[1] + tall * math.sin(turn)) for turn in turns]

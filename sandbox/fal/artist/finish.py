"""Finishes: the look of the medium named in a prompt, applied to the scaled-down picture."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

__all__ = ["apply_finish"]

_PAPER = (250, 246, 236)


def apply_finish(image: Image.Image, medium: str | None, detail: int, rng: random.Random) -> Image.Image:
    """Return the picture as a watercolor, sketch, etc.; without a medium, add grain if ``detail`` >= 1."""
    if medium in _FINISHES:
        return _FINISHES[medium](image, rng)
    return _grained(image, 4 * detail, rng) if detail else image


def _grained(image: Image.Image, levels: int, rng: random.Random) -> Image.Image:
    noise = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    soft = noise.point([128 + value * levels // 256 - levels // 2 for value in range(256)])
    return ImageChops.add(image, Image.merge("RGB", (soft, soft, soft)), 1, -128)


def _lines(image: Image.Image) -> Image.Image:
    """Return the outlines as black lines on white."""
    edges = image.convert("L").filter(ImageFilter.GaussianBlur(0.8)).filter(ImageFilter.FIND_EDGES)
    return edges.point([255 - min(255, value * 5) for value in range(256)]).filter(ImageFilter.MinFilter(3))


def _watercolour(image: Image.Image, rng: random.Random) -> Image.Image:
    size = (9 * image.width // min(image.size), 9 * image.height // min(image.size))
    blots = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).resize(
        image.size, Image.Resampling.BICUBIC
    )
    washed = Image.blend(
        image.filter(ImageFilter.GaussianBlur(1.2)), Image.new("RGB", image.size, _PAPER), 0.16
    )
    washed.paste(_PAPER, (0, 0), blots.point([max(0, value - 110) // 2 for value in range(256)]))
    washed = ImageChops.multiply(
        washed, Image.merge("RGB", [_lines(image).point([150 + v * 105 // 255 for v in range(256)])] * 3)
    )
    frame = Image.new("L", image.size)
    edge = min(image.size) // 28
    frame.paste(255, (edge, edge, image.width - edge, image.height - edge))
    soft = ImageChops.add(frame.filter(ImageFilter.BoxBlur(edge // 2)), blots, 2)
    mask = soft.point(
        [0 if value < 96 else 255 if value > 120 else (value - 96) * 10 for value in range(256)]
    )
    return _grained(Image.composite(washed, Image.new("RGB", image.size, _PAPER), mask), 8, rng)


def _sketch(image: Image.Image, rng: random.Random) -> Image.Image:
    tone = ImageOps.autocontrast(image.convert("L")).point([205 + value * 50 // 255 for value in range(256)])
    return _grained(
        ImageOps.colorize(ImageChops.multiply(_lines(image), tone), (44, 38, 44), _PAPER), 14, rng
    )


def _oil(image: Image.Image, rng: random.Random) -> Image.Image:
    """Repaint the picture with brush strokes, from coarse to fine; fine details stay visible below them."""
    unit, direction = min(image.size), _stroke_directions(image, rng)
    painted, relief = image.filter(ImageFilter.GaussianBlur(unit / 60)), Image.new("L", image.size, 128)
    brush, ridge, colours = ImageDraw.Draw(painted), ImageDraw.Draw(relief), image.tobytes()
    for long, wide, count in ((0.05, 0.018, 900), (0.028, 0.009, 2600), (0.014, 0.005, 5200)):
        width = max(1, round(wide * unit))
        for _ in range(count):
            x, y, tone = rng.randrange(image.width), rng.randrange(image.height), rng.randrange(-10, 11)
            turn, at = direction(x, y), 3 * (y * image.width + x)
            across, down = math.cos(turn) * long * unit / 2, math.sin(turn) * long * unit / 2
            line = (x - across, y - down, x + across, y + down)
            red, green, blue = (min(255, max(0, level + tone)) for level in colours[at : at + 3])
            brush.line(line, (red, green, blue), width)
            ridge.line(line, 128 + 5 * tone, width)
    details = _lines(image).point([(255 - value) * 2 // 3 for value in range(256)])
    painted.paste(image, (0, 0), details.filter(ImageFilter.GaussianBlur(unit / 400)))
    raised = relief.filter(ImageFilter.GaussianBlur(0.8)).filter(ImageFilter.EMBOSS)
    lit = raised.point([128 + (value - 128) // 4 for value in range(256)])
    return ImageEnhance.Color(ImageChops.add(painted, Image.merge("RGB", [lit] * 3), 1, -128)).enhance(1.2)


def _stroke_directions(image: Image.Image, rng: random.Random) -> Callable[[int, int], float]:
    """Return the angle of a stroke by its place: along the outlines, elsewhere as a slowly turning noise."""
    size = wide, tall = image.width // 4 + 2, image.height // 4 + 2
    shades = image.convert("L").resize(size).filter(ImageFilter.GaussianBlur(3)).tobytes()
    noise = Image.frombytes("L", (6, 6), rng.randbytes(36)).resize(size, Image.Resampling.BICUBIC).tobytes()

    def direction(x: int, y: int) -> float:
        at = min(max(y // 4, 1), tall - 2) * wide + min(max(x // 4, 1), wide - 2)
        across, down = shades[at + 1] - shades[at - 1], shades[at + wide] - shades[at - wide]
        turned = abs(across) + abs(down) > 4
        return math.atan2(down, across) + math.pi / 2 if turned else noise[at] / 255 * math.pi

    return direction


def _pixel(image: Image.Image, _: random.Random) -> Image.Image:
    size = (112 * image.width // min(image.size), 112 * image.height // min(image.size))
    small = image.resize(size, Image.Resampling.BOX).quantize(28).convert("RGB")
    return small.resize(image.size, Image.Resampling.NEAREST)


def _print(image: Image.Image, rng: random.Random) -> Image.Image:
    red, green, blue = ImageOps.posterize(image, 4).split()
    return _grained(
        Image.merge("RGB", (ImageChops.offset(red, 3, -2), green, ImageChops.offset(blue, -2, 2))), 26, rng
    )


def _mono(image: Image.Image, rng: random.Random) -> Image.Image:
    return _grained(ImageOps.autocontrast(image.convert("L")).convert("RGB"), 14, rng)


def _photo(image: Image.Image, rng: random.Random) -> Image.Image:
    vignette = (
        Image.radial_gradient("L").resize(image.size).point([max(0, value - 120) for value in range(256)])
    )
    image.paste((10, 8, 16), (0, 0), vignette)
    return _grained(image, 10, rng)


_FINISHES: dict[str | None, Callable[[Image.Image, random.Random], Image.Image]] = {
    "watercolour": _watercolour,
    "sketch": _sketch,
    "oil": _oil,
    "pixel": _pixel,
    "print": _print,
    "mono": _mono,
    "photo": _photo,
}

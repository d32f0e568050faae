"""Finishes: the look of the medium named in a prompt, applied to the scaled-down picture."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

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


def _oil(image: Image.Image, _: random.Random) -> Image.Image:
    small = image.resize((image.width // 4, image.height // 4), Image.Resampling.BOX).filter(
        ImageFilter.ModeFilter(5)
    )
    strokes = small.resize(image.size, Image.Resampling.BICUBIC)
    relief = Image.merge("RGB", [strokes.convert("L").filter(ImageFilter.EMBOSS)] * 3)
    return ImageEnhance.Color(ImageChops.add(strokes, relief, 1, -128)).enhance(1.25)


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

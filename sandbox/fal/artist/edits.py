"""Edits, upscales and cut-outs of pictures without a model: visibly derived from what was sent."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from sandbox.fal.artist.lettering import draw_label

__all__ = ["cut_out", "draw_edit", "enlarge"]

# Dark and light color of each look, by which the variations of an edit differ.
_LOOKS = (
    ("#241c4a", "#ffd9a0"),
    ("#0f3d3e", "#ffe8d6"),
    ("#4a1230", "#ffc9de"),
    ("#1b2a49", "#c9f2e4"),
    ("#3a2410", "#fff0b8"),
    ("#17301c", "#e4f7c5"),
)
_INSET_SHARE, _MARGIN_SHARE = 0.24, 0.03
_DISTANCE = 40  # levels by which the subject differs from the background


def draw_edit(
    references: Sequence[bytes], prompt: str, size: tuple[int, int], quality: str, index: int
) -> Image.Image:
    """Return the first picture in two colors that follow the prompt, with the other pictures as insets."""
    first = ImageOps.fit(_opened(references[0]).convert("RGB"), size, Image.Resampling.LANCZOS)
    digest = hashlib.sha256(prompt.encode("utf-8", "surrogatepass")).digest()
    dark, light = _LOOKS[(digest[0] + index) % len(_LOOKS)]
    toned = ImageOps.colorize(ImageOps.autocontrast(first.convert("L")), dark, light)
    image = Image.blend(ImageOps.posterize(first, 4), toned, 0.6)
    margin, edge = round(min(size) * _MARGIN_SHARE), round(min(size) * _INSET_SHARE)
    draw = ImageDraw.Draw(image)
    for number, reference in enumerate(references[1:5]):
        inset = ImageOps.fit(_opened(reference).convert("RGB"), (edge, edge), Image.Resampling.LANCZOS)
        left, top = margin + number * (edge + margin), margin
        draw.rectangle((left - 4, top - 4, left + edge + 3, top + edge + 3), fill="white")
        image.paste(inset, (left, top))
    draw_label(image, f"{size[0]}x{size[1]}  ·  {quality}  ·  edit of {len(references)}")
    return image


def enlarge(reference: bytes, size: tuple[int, int]) -> Image.Image:
    """Return the picture at another size, sharpened."""
    image = _opened(reference)
    image = image if image.mode in {"L", "RGB", "RGBA"} else image.convert("RGB")
    return image.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.UnsharpMask(2, 60, 2))


def cut_out(reference: bytes, size: tuple[int, int]) -> Image.Image:
    """Return the picture with what resembles its border made transparent.

    The corners are always transparent and the middle never is, so that there is something of both.
    """
    image = _opened(reference).convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small = image.resize((64, 64))
    border = [small.getpixel((column, row)) for column in range(64) for row in (0, 63)]
    mean = tuple(sum(pixel[channel] for pixel in border) // len(border) for channel in range(3))  # type: ignore[index, misc]
    distance = ImageChops.difference(image, Image.new("RGB", size, mean)).convert("L")
    subject = distance.point(lambda level: 255 if level > _DISTANCE else 0).filter(
        ImageFilter.MedianFilter(5)
    )
    middle, outside = Image.new("L", size), Image.new("L", size)
    width, height = size
    ImageDraw.Draw(middle).ellipse((width * 0.3, height * 0.3, width * 0.7, height * 0.7), fill=255)
    ImageDraw.Draw(outside).ellipse((-width * 0.1, -height * 0.1, width * 1.1, height * 1.1), fill=255)
    alpha = ImageChops.multiply(ImageChops.lighter(subject, middle), outside)
    image.putalpha(alpha.filter(ImageFilter.GaussianBlur(1)))
    return image


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image

"""Reference pictures for tests: a preparation that checks its own result, and pictures with metadata."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from PIL import Image, ImageChops, ImageCms

from bot.images.references import PreparedReference

__all__ = ["SRGB", "WIDE", "Prepare", "exif_with_position", "on_gray", "opened", "same"]

Prepare = Callable[..., tuple[PreparedReference, Image.Image, bytes]]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def same(left: Image.Image, right: Image.Image, tolerance: int = 0) -> bool:
    if left.size != right.size or left.mode != right.mode:
        return False
    extrema = ImageChops.difference(left, right).getextrema()
    pairs = extrema if isinstance(extrema[0], tuple) else (extrema,)
    return all(high <= tolerance for _, high in pairs)


def on_gray(image: Image.Image) -> Image.Image:
    gray = Image.new("RGBA", image.size, "gray")
    return Image.alpha_composite(gray, image.convert("RGBA"))


def exif_with_position(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "GPS-SECRET"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return exif


def icc(primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """A display profile (ICC version 2) with linear tone curves and these D50 primaries."""

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ \x00\x00\x00\x00" + struct.pack(">3i", *(round(value * 65536) for value in values))

    curve = b"curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33\x00\x00"  # gamma 2.2
    name = b"desc\x00\x00\x00\x00\x00\x00\x00\x0bWide gamut\x00".ljust(112, b"\x00")
    tags = {
        b"desc": name,
        b"cprt": b"text\x00\x00\x00\x00none\x00\x00\x00\x00",
        b"wtpt": xyz((0.9642, 1.0, 0.8249)),
        **{tag: xyz(values) for tag, values in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    header = struct.pack(
        ">I4sI4s4s4s12x4s24x12s",
        offset + len(body),
        b"lcms",
        0x0240_0000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        b"acsp",
        struct.pack(">3i", 63190, 65536, 54061),
    )
    return header.ljust(128, b"\x00") + table + body


WIDE = icc(((0.5151, 0.2412, -0.0011), (0.2919, 0.6922, 0.0419), (0.1572, 0.0666, 0.7841)))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

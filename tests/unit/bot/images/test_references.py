"""Reference pictures: pixels are kept, metadata is not, and hostile files are refused with a reason."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps

from .reference_samples import SRGB, WIDE, Prepare, exif_with_position, on_gray, opened, same
from .samples import JPEG, PNG, encoded, noise, png_chunk

_SECRETS = (b"Exif", b"GPS-SECRET", b"xmp", b"COMMENT-SECRET", b"PK\x03\x04", b"<script", b"ICC_PROFILE")
_LOSSLESS: dict[str, Any] = {"lossless": True, "exact": True}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pixels_equal_those_of_the_upright_original(prepare: Prepare, form: str, orientation: int) -> None:
    options: dict[str, Any] = _LOSSLESS if form == "WEBP" else {}
    data = encoded(form, exif=exif_with_position(orientation), **options)
    expected = ImageOps.exif_transpose(opened(data))

    found, image, result = prepare(data)

    assert same(image, expected)
    assert not any(secret in result for secret in _SECRETS)
    assert found.media_type == (JPEG if form == "JPEG" and orientation == 1 else PNG)


def test_a_jpeg_loses_all_metadata_and_all_bytes_after_its_end(prepare: Prepare) -> None:
    original = encoded("JPEG", quality=90, progressive=True)
    hidden = {
        0xE1: b"Exif\x00\x00" + exif_with_position().tobytes()[6:],
        0xE2: b"ICC_PROFILE\x00\x01\x01" + SRGB,
        0xE5: b"<script>alert(1)</script>",
        0xED: b"Photoshop 3.0\x00GPS-SECRET",
        0xFE: b"COMMENT-SECRET",
    }
    segments = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in hidden.items()
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>"
    segments += b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp
    data = original[:2] + segments + original[2:] + b"PK\x03\x04 an archive" + encoded("JPEG")

    found, image, result = prepare(data)

    assert found.media_type == JPEG
    assert same(image, opened(original))
    assert not any(secret in result for secret in _SECRETS)
    assert len(result) < len(original)  # without the JFIF header
    assert result.endswith(b"\xff\xd9")


def test_a_png_loses_all_metadata_and_all_bytes_after_its_end(prepare: Prepare) -> None:
    original = encoded("PNG", mode="RGBA")
    hidden = (
        png_chunk(b"tEXt", b"Comment\x00COMMENT-SECRET")
        + png_chunk(b"zTXt", b"xmp\x00\x00" + zlib.compress(b"\x00" * 100_000_000))
        + png_chunk(b"eXIf", exif_with_position().tobytes()[6:])
        + png_chunk(b"iCCP", b"ICC_PROFILE\x00\x00" + zlib.compress(SRGB))
        + png_chunk(b"gAMA", struct.pack(">I", 45455))
    )
    data = original[:33] + hidden + original[33:] + b"PK\x03\x04 an archive"

    _, image, result = prepare(data)

    assert same(image, opened(original))
    assert not any(secret in result for secret in _SECRETS)
    assert result == original


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA")]
)
def test_colors_of_another_space_become_srgb(prepare: Prepare, form: str, mode: str) -> None:
    options: dict[str, Any] = _LOSSLESS if form == "WEBP" else {}
    picture = noise((64, 48), mode)
    buffer = io.BytesIO()
    picture.save(buffer, form, icc_profile=WIDE, **options)
    source = opened(buffer.getvalue())
    wide, srgb = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (WIDE, SRGB))
    expected = ImageCms.profileToProfile(source, wide, srgb, outputMode=mode)

    _, image, result = prepare(buffer.getvalue())

    assert expected is not None
    assert same(image, expected, tolerance=1)
    assert not same(image, source.convert(mode), tolerance=8)
    assert not any(secret in result for secret in _SECRETS)


def test_an_unusable_color_profile_is_ignored(prepare: Prepare) -> None:
    for profile in (b"nonsense", WIDE[:200], WIDE.replace(b"RGB ", b"CMYK")):
        data = encoded("PNG", icc_profile=profile)
        assert same(prepare(data)[1], opened(data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (encoded("JPEG", mode="CMYK"), lambda image: image.convert("RGB")),
        (encoded("GIF", mode="P"), lambda image: image.convert("RGB")),
        (encoded("PNG", mode="P"), lambda image: image.convert("RGB")),
        (encoded("PNG", mode="P", transparency=3), lambda image: image.convert("RGBA")),
        (encoded("PNG", mode="1"), lambda image: image.convert("L")),
        (encoded("PNG", mode="LA"), lambda image: image),
        (encoded("JPEG", mode="L"), lambda image: image),
        (encoded("PNG", mode="RGB", transparency=(0, 0, 0)), lambda image: image.convert("RGBA")),
    ],
    ids=[
        "cmyk",
        "gif",
        "palette",
        "palette with transparency",
        "bilevel",
        "gray with alpha",
        "gray",
        "key color",
    ],
)
def test_unusual_modes_become_gray_or_rgb(
    prepare: Prepare, data: bytes, expected: Callable[[Image.Image], Image.Image]
) -> None:
    assert same(prepare(data)[1], expected(opened(data)))


def test_16_bit_channels_become_8_bit_ones(prepare: Prepare) -> None:
    levels = bytes(range(256)) * 16
    gray = Image.frombytes("L", (64, 64), levels)
    deep = Image.frombytes(
        "I;16", (64, 64), b"".join(bytes((random.Random(7).randrange(256), level)) for level in levels)
    )
    buffer = io.BytesIO()
    deep.save(buffer, "PNG")
    header = struct.pack(">IIBBBBB", 64, 64, 16, 2, 0, 0, 0)
    rows = b"".join(
        b"\x00" + b"".join(bytes((level, 99)) * 3 for level in levels[row * 64 : row * 64 + 64])
        for row in range(64)
    )
    color = (
        buffer.getvalue()[:8]
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )

    assert same(prepare(buffer.getvalue())[1], gray)
    assert same(prepare(color)[1], gray.convert("RGB"))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_becomes_its_first_frame(prepare: Prepare, form: str) -> None:
    frames = [Image.new("RGB", (40, 30), color) for color in ("#c00", "#0c0", "#00c")]
    buffer = io.BytesIO()
    options: dict[str, Any] = _LOSSLESS if form == "WEBP" else {}
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:], duration=100, **options)

    _, image, result = prepare(buffer.getvalue())

    assert same(image, frames[0])
    assert getattr(opened(result), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_too_many_pixels_are_scaled_down(prepare: Prepare, mode: str) -> None:
    picture = noise((300, 500), mode)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")

    found, image, _ = prepare(buffer.getvalue(), max_pixels=40_000)

    assert (found.width, found.height) == (154, 258)
    # The color of a nearly transparent pixel is not exact, and invisible.
    expected = picture.resize((154, 258), Image.Resampling.LANCZOS)
    assert same(on_gray(image), on_gray(expected), tolerance=2)


def test_too_many_bytes_become_a_jpeg_or_a_smaller_png(prepare: Prepare) -> None:
    opaque, clear = io.BytesIO(), io.BytesIO()
    noise((200, 200)).save(opaque, "PNG")
    noise((200, 200), "RGBA").save(clear, "PNG")

    as_jpeg = prepare(opaque.getvalue(), max_bytes=100_000)[0]
    as_png = prepare(clear.getvalue(), max_bytes=100_000)[0]

    assert (as_jpeg.media_type, as_jpeg.width) == (JPEG, 200)
    assert (as_png.media_type, as_png.width) == (PNG, 150)

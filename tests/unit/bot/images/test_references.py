"""Reference pictures: pixels are kept, metadata is not, and hostile files are refused with a reason."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from bot.discord.i18n import load_texts
from bot.errors import RefusedError
from bot.images.references import MAX_SOURCE_BYTES, PreparedReference, prepare_reference

from .reference_memory import memory_of
from .samples import JPEG, PNG, encoded, hollow_png, noise, png_chunk

_SECRETS = (b"Exif", b"GPS-SECRET", b"xmp", b"COMMENT-SECRET", b"PK\x03\x04", b"<script", b"ICC_PROFILE")
_LOSSLESS: dict[str, Any] = {"lossless": True, "exact": True}


@pytest.fixture
def prepare(tmp_path: Path) -> Callable[..., tuple[PreparedReference, Image.Image, bytes]]:
    """Prepare the bytes of a file; return what is said about it, its pixels and its bytes."""

    def run(data: bytes, **limits: int) -> tuple[PreparedReference, Image.Image, bytes]:
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(data)
        found = prepare_reference(
            source, target, **({"max_bytes": 10_000_000, "max_pixels": 4_000_000} | limits)
        )
        result = target.read_bytes()
        with Image.open(io.BytesIO(result)) as image:
            image.load()
        assert (found.width, found.height, found.size_bytes) == (*image.size, len(result))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]
        return found, image, result

    return run


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


_FTYP = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
HOSTILE = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "type"),
    "page": (b"<!doctype html><script>1</script>", "type"),
    "archive": (b"PK\x03\x04" + bytes(100), "type"),
    "heic": (_FTYP + bytes(100), "type"),
    "empty": (b"", "type"),
    "25 MB": (encoded("PNG") + bytes(25 * 1024 * 1024), "bytes"),
    "bomb": (hollow_png(30_000, 30_000), "pixels"),
    "bomb of the largest size": (hollow_png(2**31 - 1, 2**31 - 1), "pixels"),
    "gif bomb": (b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(100), "pixels"),
    "webp bomb": (
        b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0e\x00\x00\x00\x2f\xff\xff\xff\x0f" + bytes(9),
        "pixels",
    ),
    "empty pixels": (hollow_png(1_000, 1_000), "damaged"),
    "line": (encoded("PNG", (10_000, 1)), "shape"),
    "dot": (encoded("PNG", (8, 8)), "shape"),
    "strip": (encoded("PNG", (2_000, 100)), "shape"),
    "cut png": (encoded("PNG")[:-20], "damaged"),
    "cut jpeg": (encoded("JPEG")[:-20], "damaged"),
    "cut webp": (encoded("WEBP")[:-20], "damaged"),
    "cut gif": (encoded("GIF")[:200], "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason_in_every_language(prepare: Prepare, name: str) -> None:
    data, reason = HOSTILE[name]

    with pytest.raises(RefusedError) as refused:
        prepare(data, number=2)

    assert refused.value.key == f"refused-reference-{reason}"
    texts = load_texts()
    said = {locale: texts(refused.value.key, locale, **refused.value.values) for locale in texts.locales}
    assert len(set(said.values())) == len(said) == 7
    assert all("2" in text for text in said.values())


def test_a_refusal_of_an_only_picture_has_no_number(prepare: Prepare) -> None:
    with pytest.raises(RefusedError) as refused:
        prepare(b"nothing")

    assert load_texts()(refused.value.key, **refused.value.values).startswith("Your picture is in a format")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_damaged_file_is_refused_or_becomes_a_sound_picture(prepare: Prepare, form: str) -> None:
    data, chance = encoded(form, (64, 48), exif=exif_with_position(6).tobytes()), random.Random(11)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(data[: chance.choice((len(data), chance.randrange(len(data))))])
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            prepare(bytes(damaged))
            outcomes.add("")
        except RefusedError as error:
            outcomes.add(error.key)

    assert "refused-reference-damaged" in outcomes
    assert outcomes <= {
        "",
        *(f"refused-reference-{reason}" for reason in ("type", "damaged", "shape", "pixels")),
    }


def test_a_file_at_the_size_limit_is_accepted(prepare: Prepare) -> None:
    data = encoded("PNG")

    assert prepare(data.ljust(MAX_SOURCE_BYTES, b"\x00"))[2] == data


def test_preparing_a_picture_takes_less_than_100_mb(tmp_path: Path) -> None:
    """Photos of the usual 12 megapixels, and the largest or most expensive pictures of each type."""
    upright, turned = exif_with_position(), exif_with_position(6)
    photo = Image.linear_gradient("L").resize((4032, 3024)).convert("RGB")
    large = Image.linear_gradient("L").resize((3500, 3200)).convert("RGBA")
    large.putpixel((0, 0), (0, 0, 0, 0))
    pictures: dict[str, tuple[Image.Image, str, dict[str, object]]] = {
        "photo.jpg": (photo, "JPEG", {"exif": turned}),
        "progressive.jpg": (photo, "JPEG", {"exif": turned, "progressive": True, "subsampling": 0}),
        "printed.jpg": (photo.convert("CMYK"), "JPEG", {"exif": turned, "icc_profile": WIDE}),
        "wide.png": (photo, "PNG", {"exif": turned, "icc_profile": WIDE, "compress_level": 1}),
        "transparent.png": (large, "PNG", {"exif": turned, "compress_level": 1}),
        "screen.png": (photo.resize((5120, 2880)), "PNG", {"exif": upright, "compress_level": 1}),
        "lossy.webp": (photo.resize((2700, 2100)), "WEBP", {"method": 0}),
        "animated.gif": (photo, "GIF", {}),
    }
    for name, (picture, form, options) in pictures.items():
        picture.save(tmp_path / name, form, **options)
    for name in ("bomb", "25 MB", "webp bomb"):
        (tmp_path / name).write_bytes(HOSTILE[name][0])

    measured = memory_of(tmp_path)

    assert sorted(measured) == sorted([*pictures, "bomb", "25 MB", "webp bomb"])
    assert {name: mib for name, mib in measured.items() if mib >= 100} == {}

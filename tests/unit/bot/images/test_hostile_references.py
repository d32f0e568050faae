"""Hostile reference pictures: refused with a reason, within limits of memory."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from PIL import Image

from bot.discord.i18n import load_texts
from bot.errors import RefusedError
from bot.images.models import MAX_SOURCE_BYTES

from .reference_memory import memory_of
from .reference_samples import WIDE, Prepare, exif_with_position
from .samples import encoded, hollow_png

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


def test_preparing_a_picture_takes_about_100_mb_at_most(tmp_path: Path) -> None:
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
    refused = ("bomb", "25 MB", "webp bomb")
    for name in refused:
        (tmp_path / name).write_bytes(HOSTILE[name][0])

    measured = memory_of(tmp_path)

    assert sorted(measured) == sorted([*pictures, *refused])
    assert all(measured[name] < 20 for name in refused), measured
    # Two copies of a photo of 12 megapixels are 93 MiB; how much the decoders add depends on the machine.
    assert all(mib < 110 for mib in measured.values()), measured

"""Probe: files that count as pictures."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.images import FailureReason, ProbedImage, RefusedPictureError, probe

from .samples import JPEG, PNG, WEBP, encoded, hollow_png, png_chunk

SAMPLES = {
    "png": encoded("PNG"),
    "palette png": encoded("PNG", mode="P"),
    "jpeg": encoded("JPEG"),
    "progressive jpeg": encoded("JPEG", progressive=True),
    "lossy webp": encoded("WEBP"),
    "lossless webp": encoded("WEBP", lossless=True),
    "webp with alpha": encoded("WEBP", mode="LA"),
    "extended webp": encoded("WEBP", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"),
}
TYPES = {"png": PNG, "jpeg": JPEG, "webp": WEBP}
FILE_PER_EXAMPLE = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(tmp_path: Path, data: bytes, *claims: str | None, max_pixels: int = 1_000_000) -> ProbedImage:
    path = tmp_path / "file"
    path.write_bytes(data)
    return probe(path, claims=claims, max_pixels=max_pixels)


def refusal(tmp_path: Path, data: bytes, *claims: str | None) -> FailureReason:
    with pytest.raises(RefusedPictureError) as caught:
        check(tmp_path, data, *claims)
    return caught.value.reason


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_real_picture_is_accepted_with_its_type_and_size(tmp_path: Path, sample: str) -> None:
    found = check(tmp_path, SAMPLES[sample])

    expected = next(media_type for word, media_type in TYPES.items() if word in sample)
    assert (found.media_type, found.width, found.height) == (expected, 48, 32)
    assert found.size_bytes == len(SAMPLES[sample])
    assert not found.mislabelled


@FILE_PER_EXAMPLE
@given(sample=st.sampled_from(sorted(SAMPLES)), cut=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_no_truncated_picture_is_accepted(tmp_path: Path, sample: str, cut: float) -> None:
    whole = SAMPLES[sample]

    assert refusal(tmp_path, whole[: int(len(whole) * cut)]) is FailureReason.TRUNCATED


@FILE_PER_EXAMPLE
@given(
    sample=st.sampled_from(sorted(SAMPLES)),
    changes=st.dictionaries(st.integers(0, 200), st.integers(0, 255), min_size=1, max_size=8),
)
def test_damage_is_refused_or_harmless_and_never_a_crash(
    tmp_path: Path, sample: str, changes: dict[int, int]
) -> None:
    damaged = bytearray(SAMPLES[sample])
    for place, value in changes.items():
        damaged[place % len(damaged)] = value

    try:
        found = check(tmp_path, bytes(damaged))
    except RefusedPictureError:
        return
    assert found.width * found.height <= 1_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><title>Sign in</title>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        encoded("GIF"),
        encoded("BMP"),
        b"%PDF-1.7 and so on",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
    ],
)
def test_other_files_are_not_pictures(tmp_path: Path, data: bytes) -> None:
    assert refusal(tmp_path, data) is FailureReason.NOT_A_PICTURE


def flipped(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(flipped(encoded("PNG"), 20), id="checksum of the header"),
        pytest.param(flipped(encoded("PNG"), 60), id="checksum of the data"),
        pytest.param(encoded("PNG")[:33] + png_chunk(b"IEND", b""), id="a PNG without data"),
        pytest.param(hollow_png(0, 5), id="no width"),
        pytest.param(b"\xff\xd8\xff\xd9" + bytes(12), id="a JPEG without a frame"),
        pytest.param(
            b"RIFF" + struct.pack("<I", 22) + b"WEBPEXIF" + struct.pack("<I", 10) + bytes(10), id="bare"
        ),
    ],
)
def test_inconsistent_structures_are_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal(tmp_path, data) is FailureReason.NOT_A_PICTURE


@pytest.mark.parametrize("tail", [b"PK\x03\x04", b"\0", bytes(100_000), b"\xff\xd8\xff\xe0 second image"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_bytes_after_the_end_do_not_affect_the_picture(tmp_path: Path, sample: str, tail: bytes) -> None:
    whole = SAMPLES[sample]

    found = check(tmp_path, whole + tail)

    assert (found.width, found.height) == (48, 32)
    assert found.size_bytes == len(whole) + len(tail)
    # A second image belongs to a JPEG; in other formats, trailing bytes are never read.
    assert found.length == (found.size_bytes if "jpeg" in sample else len(whole))


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    assert refusal(tmp_path, hollow_png(100_000, 100_000)) is FailureReason.TOO_MANY_PIXELS


def test_the_pixel_limit_itself_is_allowed(tmp_path: Path) -> None:
    assert check(tmp_path, encoded("PNG"), max_pixels=48 * 32).width == 48

    with pytest.raises(RefusedPictureError):
        check(tmp_path, encoded("PNG"), max_pixels=48 * 32 - 1)


@pytest.mark.parametrize("claim", ["image/webp", "image/svg+xml", "IMAGE/PNG; charset=binary", "image/jpg"])
def test_another_picture_type_is_accepted_and_flagged(tmp_path: Path, claim: str) -> None:
    found = check(tmp_path, encoded("JPEG"), claim)

    assert found.media_type == JPEG
    assert found.mislabelled is (claim != "image/jpg")


@pytest.mark.parametrize(
    "claim",
    [
        *(None, "", "application/octet-stream", "binary/octet-stream; x=y", "text/plain; charset=UTF-8"),
        *(
            "image",
            "png",
            "x-png",
            "application/x-png",
            "image/x-png",
            "*/*",
            "unknown/unknown",
            "IMAGE/X-PNG",
        ),
    ],
)
def test_a_neutral_declared_type_is_accepted(tmp_path: Path, claim: str | None) -> None:
    assert not check(tmp_path, encoded("PNG"), claim).mislabelled


@pytest.mark.parametrize(
    "claim",
    ["text/html", "application/xhtml+xml", "application/json", "text/javascript", "video/mp4"],
)
def test_a_file_with_a_wrong_declared_type_is_refused(tmp_path: Path, claim: str) -> None:
    assert refusal(tmp_path, encoded("PNG"), PNG, claim) is FailureReason.NOT_A_PICTURE

"""Image data: a structurally valid file must contain the pixels that it declares."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.images import FailureReason, HostPolicy, RefusedPictureError, probe
from bot.images.image_data import check_image_data

from .conftest import FetcherFactory
from .file_host import FileHost
from .samples import IMAGE, encoded, hollow_png, png_chunk, refs

GOOD = {
    **{f"png {mode}": encoded("PNG", mode=mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")},
    "png of one pixel": encoded("PNG", (1, 1)),
    "png without compression": encoded("PNG", compress_level=0),
    "jpeg": encoded("JPEG"),
    "grey jpeg": encoded("JPEG", mode="L"),
    "cmyk jpeg": encoded("JPEG", mode="CMYK"),
    "progressive jpeg": encoded("JPEG", progressive=True),
    "plain jpeg": encoded("JPEG", (1000, 1000), quality=1),
    "jpeg of one pixel": encoded("JPEG", (1, 1)),
    "lossy webp": encoded("WEBP"),
    "lossless webp": encoded("WEBP", lossless=True),
    "webp with alpha": encoded("WEBP", mode="RGBA"),
}


def uniform_jpeg() -> bytes:
    """The smallest file for its number of pixels."""
    buffer = io.BytesIO()
    Image.new("L", (4096, 4096)).save(buffer, "JPEG", optimize=True, progressive=True, quality=1)
    return buffer.getvalue()


def interlaced_png(width: int, height: int, *, missing: int = 0) -> bytes:
    """An interlaced 8-bit gray PNG, which Pillow reads but does not write."""
    starts = (
        (0, 8, 0, 8),
        (4, 8, 0, 8),
        (0, 4, 4, 8),
        (2, 4, 0, 4),
        (0, 2, 2, 4),
        (1, 2, 0, 2),
        (0, 1, 1, 2),
    )
    rows = b""
    for left, across, top, down in starts:
        columns = len(range(left, width, across))
        if columns:
            rows += (b"\0" + bytes(columns)) * len(range(top, height, down))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    return png(header, zlib.compress(rows[: len(rows) - missing]))


def png(header: bytes, *data: bytes) -> bytes:
    chunks = [png_chunk(b"IHDR", header), *(png_chunk(b"IDAT", one) for one in data), png_chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def rgb_png(*data: bytes, edge: int = 20) -> bytes:
    return png(struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0), *data)


ROW = b"\0" + bytes(60)
NOISE = zlib.compress(b"".join(b"\0" + random.Random(n).randbytes(60) for n in range(20)))
BAD = {
    "an empty chunk": rgb_png(b""),
    "an empty stream": rgb_png(zlib.compress(b"")),
    "a claim of any size": hollow_png(6300, 6300),
    "all rows but one": rgb_png(zlib.compress(ROW * 19)),
    "all bytes but one": rgb_png(zlib.compress((ROW * 20)[:-1])),
    "half a stream": rgb_png(NOISE[: len(NOISE) // 2]),
    "a damaged stream": rgb_png(NOISE[:100] + bytes(50) + NOISE[150:]),
    "no stream at all": rgb_png(b"not zlib, but with a correct checksum"),
    "an unknown filter": rgb_png(zlib.compress(ROW * 10 + b"\x09" + bytes(60) + ROW * 9)),
    "an unknown color type": png(struct.pack(">IIBBBBB", 20, 20, 8, 5, 0, 0, 0), zlib.compress(ROW * 20)),
    "an odd depth": png(struct.pack(">IIBBBBB", 20, 20, 4, 2, 0, 0, 0), zlib.compress(ROW * 20)),
    "no palette": png(struct.pack(">IIBBBBB", 20, 20, 8, 3, 0, 0, 0), zlib.compress(ROW * 20)),
    "an interlaced picture without its end": interlaced_png(33, 17, missing=1),
    "a JPEG without data": encoded("JPEG", (2000, 2000))[:700] + b"\xff\xd9",
}


def check(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    check_image_data(path, probe(path, max_pixels=50_000_000))


@pytest.mark.parametrize("name", GOOD)
def test_a_real_picture_passes(tmp_path: Path, name: str) -> None:
    check(tmp_path, GOOD[name])


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (8, 8), (33, 17), (100, 1), (1, 100)])
def test_an_interlaced_picture_passes(tmp_path: Path, size: tuple[int, int]) -> None:
    data = interlaced_png(*size)
    with Image.open(io.BytesIO(data)) as image:
        image.load()  # the sample is one that decoders accept

    check(tmp_path, data)


def test_the_smallest_possible_jpeg_passes(tmp_path: Path) -> None:
    check(tmp_path, uniform_jpeg())


def test_surplus_data_in_many_chunks_passes(tmp_path: Path) -> None:
    check(tmp_path, rgb_png(*(NOISE[at : at + 7] for at in range(0, len(NOISE), 7))))
    check(tmp_path, rgb_png(zlib.compress(ROW * 30)))


@pytest.mark.parametrize("name", BAD)
def test_a_file_without_its_pixels_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedPictureError) as caught:
        check(tmp_path, BAD[name])

    assert caught.value.reason is FailureReason.NOT_A_PICTURE
    assert not caught.value.transient


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(GOOD)),
    changes=st.dictionaries(st.integers(0, 400), st.integers(0, 255), max_size=8),
)
def test_damage_is_refused_or_harmless_and_never_a_crash(
    tmp_path: Path, name: str, changes: dict[int, int]
) -> None:
    damaged = bytearray(GOOD[name])
    for place, value in changes.items():
        damaged[place % len(damaged)] = value

    try:
        check(tmp_path, bytes(damaged))
    except RefusedPictureError:
        return


def test_a_png_is_checked_without_loading_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(
        png(struct.pack(">IIBBBBB", 4000, 4000, 8, 6, 0, 0, 0), zlib.compress(bytes(64_004_000)))
    )
    found = probe(path)
    tracemalloc.start()
    try:
        check_image_data(path, found)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 2 * 1024 * 1024


async def test_one_bad_file_does_not_affect_the_others(host: FileHost, open_fetcher: FetcherFactory) -> None:
    fetcher = await open_fetcher(hosts=HostPolicy(origin=host.url("")))
    urls = [host.put_file("a", IMAGE), host.put_file("b", rgb_png(b"")), host.put_file("c", IMAGE)]

    fetched = await fetcher.fetch_all("job1", refs(*urls))

    assert [picture.index for picture in fetched.pictures] == [0, 2]
    assert [(one.index, one.reason) for one in fetched.failures] == [(1, FailureReason.NOT_A_PICTURE)]
    assert host.hits["b"] == 1


async def test_bytes_after_a_picture_are_removed(host: FileHost, open_fetcher: FetcherFactory) -> None:
    fetcher = await open_fetcher(hosts=HostPolicy(origin=host.url("")))

    fetched = await fetcher.fetch_all("job1", refs(host.put_file("a", IMAGE + b"PK\x03\x04 and more")))

    (picture,) = fetched.pictures
    assert picture.path.read_bytes() == IMAGE
    assert picture.size_bytes == len(IMAGE)


async def test_the_limit_of_pixels_follows_the_request(host: FileHost, open_fetcher: FetcherFactory) -> None:
    fetcher = await open_fetcher(hosts=HostPolicy(origin=host.url("")))
    url = host.put_file("a", IMAGE)

    allowed = await fetcher.fetch_all("job1", refs(url), max_pixels=64 * 64)
    refused = await fetcher.fetch_all("job2", refs(url), max_pixels=64 * 64 - 1)

    assert len(allowed.pictures) == 1
    assert [one.reason for one in refused.failures] == [FailureReason.TOO_MANY_PIXELS]

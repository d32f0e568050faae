"""Resizing: real files within a message's limits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

import bot.images.resize as resize
from bot.images import (
    CannotFitError,
    FailureReason,
    FittedPicture,
    ImageWorkers,
    Picture,
    fit_to_limit,
    probe,
)

from .samples import JPEG, WEBP, as_picture, encoded, hollow_png, names, noise, spooled

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one PNG of about 12 MiB and four of about 9 MiB, none of which compresses."""
    folder = tmp_path_factory.mktemp("noisy")
    noise((2048, 2048)).save(folder / "12.png", compress_level=0)
    for number in range(4):
        noise((1774, 1774)).save(folder / f"{number}.png", compress_level=0)
    return folder


def save(folder: Path, image: Image.Image, form: str = "PNG", **options: object) -> Picture:
    path = folder / "0.bin"
    image.save(path, form, **options)
    return as_picture(path)


async def fit_one(picture: Picture, limit: int, workers: ImageWorkers) -> FittedPicture:
    (fitted,) = await fit_to_limit([picture], file_limit=limit, total_limit=10 * limit, workers=workers)
    return fitted


def check_files(fitted: Sequence[FittedPicture]) -> None:
    """Every file is what its value says."""
    for picture in fitted:
        found = probe(picture.path)
        assert (found.media_type, found.width, found.height, found.size_bytes) == (
            picture.media_type,
            picture.width,
            picture.height,
            picture.size_bytes,
        )
        with Image.open(picture.path) as image:
            image.load()


async def test_a_file_within_the_limit_is_unchanged(tmp_path: Path, workers: ImageWorkers) -> None:
    data = encoded("PNG")
    picture = spooled(tmp_path, data)

    fitted = await fit_one(picture, len(data), workers)

    assert (fitted.path, fitted.changed, fitted.extension) == (picture.path, False, "png")
    assert fitted.path.read_bytes() == data
    assert fitted.original.size_bytes == fitted.size_bytes == len(data)


async def test_a_twelve_mebibyte_picture_fits_ten_at_full_size(noisy: Path, workers: ImageWorkers) -> None:
    picture = as_picture(noisy / "12.png")
    assert picture.size_bytes > 12 * MIB

    fitted = await fit_one(picture, 10 * MIB, workers)

    check_files([fitted])
    assert fitted.size_bytes <= 10 * MIB
    assert (fitted.width, fitted.height) == (2048, 2048)
    assert (fitted.media_type, fitted.extension, fitted.changed) == (JPEG, "jpg", True)
    assert (fitted.original.size_bytes, fitted.original.width) == (picture.size_bytes, 2048)
    assert picture.path.exists()


async def test_four_large_pictures_fit_one_message_in_their_order(noisy: Path, workers: ImageWorkers) -> None:
    pictures = [as_picture(noisy / f"{number}.png", number) for number in range(4)]
    assert all(picture.size_bytes > 9 * MIB - MIB // 4 for picture in pictures)

    fitted = await fit_to_limit(pictures, file_limit=10 * MIB, total_limit=24 * MIB, workers=workers)

    check_files(fitted)
    assert sum(picture.size_bytes for picture in fitted) <= 24 * MIB
    assert [picture.index for picture in fitted] == [0, 1, 2, 3]


async def test_only_the_large_picture_of_a_message_is_changed(tmp_path: Path, workers: ImageWorkers) -> None:
    small = spooled(tmp_path, encoded("PNG"), 0)
    large = spooled(tmp_path, encoded("PNG", (400, 400), compress_level=0), 1)

    fitted = await fit_to_limit([small, large], file_limit=MIB, total_limit=100_000, workers=workers)

    assert [picture.changed for picture in fitted] == [False, True]
    assert sum(picture.size_bytes for picture in fitted) <= 100_000


async def test_transparency_is_kept(tmp_path: Path, workers: ImageWorkers) -> None:
    image = noise((300, 300), "RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 150, 150))
    picture = save(tmp_path, image)

    fitted = await fit_one(picture, picture.size_bytes // 2, workers)

    check_files([fitted])
    assert fitted.media_type == WEBP
    with Image.open(fitted.path) as result:
        assert result.mode == "RGBA"
        assert result.getchannel("A").getpixel((10, 10)) == 0


async def test_a_transparent_picture_is_encoded_with_a_limited_number_of_pixels(
    tmp_path: Path, workers: ImageWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resize, "_MAX_WEBP_PIXELS", 100 * 100)
    picture = save(tmp_path, noise((300, 200), "RGBA"))

    fitted = await fit_one(picture, picture.size_bytes - 1, workers)

    assert (fitted.media_type, fitted.width, fitted.height) == (WEBP, 122, 81)


async def test_an_alpha_channel_that_hides_nothing_is_dropped(tmp_path: Path, workers: ImageWorkers) -> None:
    image = noise((200, 200)).convert("RGBA")
    picture = save(tmp_path, image)

    fitted = await fit_one(picture, picture.size_bytes // 2, workers)

    assert fitted.media_type == JPEG


async def test_the_size_is_reduced_if_lower_quality_is_not_enough(
    tmp_path: Path, workers: ImageWorkers
) -> None:
    picture = save(tmp_path, noise((500, 300)))

    fitted = await fit_one(picture, 10_000, workers)

    check_files([fitted])
    assert fitted.size_bytes <= 10_000
    assert fitted.width < 500
    assert fitted.width / fitted.height == pytest.approx(5 / 3, rel=0.05)
    assert (fitted.original.width, fitted.original.height) == (500, 300)


@pytest.mark.parametrize("limit", [0, 1, 200])
async def test_an_impossible_limit_raises_and_leaves_no_file(
    tmp_path: Path, workers: ImageWorkers, limit: int
) -> None:
    picture = save(tmp_path, noise((300, 300)))

    with pytest.raises(CannotFitError) as caught:
        await fit_one(picture, limit, workers)

    assert (caught.value.index, caught.value.reason) == (0, FailureReason.TOO_LARGE)
    assert names(tmp_path) == [picture.path.name]


async def test_damage_found_only_by_decoding_is_named(tmp_path: Path, workers: ImageWorkers) -> None:
    picture = spooled(tmp_path, hollow_png(300, 300))

    with pytest.raises(CannotFitError) as caught:
        await fit_one(picture, picture.size_bytes - 1, workers)

    assert caught.value.reason is FailureReason.NOT_A_PICTURE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
async def test_every_kind_of_png_can_be_shrunk(tmp_path: Path, workers: ImageWorkers, mode: str) -> None:
    levels = noise((256, 256), "L")
    image = (
        Image.frombytes("I;16", (256, 256), levels.tobytes() * 2) if mode == "I;16" else levels.convert(mode)
    )
    picture = save(tmp_path, image, compress_level=0)

    fitted = await fit_one(picture, picture.size_bytes - 1, workers)

    check_files([fitted])


async def test_sixteen_bit_gray_keeps_its_tone(tmp_path: Path, workers: ImageWorkers) -> None:
    picture = save(tmp_path, Image.new("I;16", (64, 64), 0x8000), compress_level=0)

    fitted = await fit_one(picture, picture.size_bytes - 1, workers)

    with Image.open(fitted.path) as image:
        assert image.convert("L").getpixel((5, 5)) == pytest.approx(128, abs=2)


async def test_a_picture_stored_sideways_is_turned_upright(tmp_path: Path, workers: ImageWorkers) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it as meant
    picture = save(tmp_path, noise((200, 100)), "JPEG", quality=100, exif=exif)

    fitted = await fit_one(picture, picture.size_bytes - 1, workers)

    assert (fitted.width, fitted.height) == (100, 200)
    with Image.open(fitted.path) as image:
        assert not image.getexif()


async def test_the_color_profile_is_kept_and_comments_are_removed(
    tmp_path: Path, workers: ImageWorkers
) -> None:
    picture = save(
        tmp_path, noise((200, 100)), "JPEG", quality=100, icc_profile=b"profile", comment=b"who made this"
    )

    fitted = await fit_one(picture, picture.size_bytes - 1, workers)

    with Image.open(fitted.path) as image:
        assert image.info["icc_profile"] == b"profile"
    assert b"who made this" not in fitted.path.read_bytes()


async def test_no_pictures_fit_as_no_files(workers: ImageWorkers) -> None:
    assert await fit_to_limit([], file_limit=1, total_limit=1, workers=workers) == ()


async def test_a_canceled_fit_returns_only_after_its_worker_has_stopped(tmp_path: Path) -> None:
    picture = save(tmp_path, noise((100, 100)))
    gate = threading.Event()
    with ImageWorkers(threads=1) as one_worker:
        blocking = asyncio.create_task(one_worker.run(1, gate.wait))
        await asyncio.sleep(0)
        fitting = asyncio.create_task(fit_one(picture, picture.size_bytes - 1, one_worker))
        await asyncio.sleep(0)
        fitting.cancel()
        for _ in range(5):
            await asyncio.sleep(0)
        still_waiting = not fitting.done()
        gate.set()
        with pytest.raises(asyncio.CancelledError):
            await fitting
        await blocking

    assert still_waiting
    assert names(tmp_path) == [picture.path.name]


async def test_the_first_picture_that_cannot_fit_is_named_and_no_file_is_left(
    tmp_path: Path, workers: ImageWorkers
) -> None:
    pictures = [
        spooled(tmp_path, hollow_png(300, 300), 0),
        spooled(tmp_path, encoded("PNG", (300, 300), compress_level=0), 1),
    ]

    with pytest.raises(CannotFitError) as caught:
        await fit_to_limit(pictures, file_limit=50, total_limit=MIB, workers=workers)

    assert (caught.value.index, caught.value.reason) == (0, FailureReason.NOT_A_PICTURE)
    assert names(tmp_path) == ["0.bin", "1.bin"]

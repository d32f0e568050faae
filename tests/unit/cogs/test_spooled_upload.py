"""Spooled upload: each attempt sends the whole file, and only its owner closes it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import discord
import pytest
from aiohttp import web

from bot.tuning import spooled_upload
from bot.tuning.spooled_upload import SpooledUpload

_PICTURE = os.urandom(1_000_003)


@pytest.fixture
async def taken() -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server's address, and the files that it was sent."""
    files: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        async for part in await request.multipart():
            assert isinstance(part, aiohttp.BodyPartReader)
            files.append(bytes(await part.read()))
        return web.Response(text=str(request.content_length))

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/", files
    await runner.cleanup()


@pytest.mark.parametrize("cached", [True, False], ids=["from memory", "through a thread"])
async def test_a_picture_is_complete_in_every_attempt(
    taken: tuple[str, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cached: bool
) -> None:
    if not cached:
        monkeypatch.setattr(spooled_upload, "_NOWAIT", None)
    url, arrived = taken
    path = tmp_path / "0.png"
    path.write_bytes(_PICTURE)
    with SpooledUpload(path) as upload:
        async with aiohttp.ClientSession() as session:
            for _ in range(2):
                upload.seek(0)  # as discord.py does before it repeats a request
                form = aiohttp.FormData()
                form.add_field("files[0]", upload, filename="a.png")
                async with session.post(url, data=form) as response:
                    assert int(await response.text()) > len(_PICTURE)  # the length was known before

    assert arrived == [_PICTURE, _PICTURE]


async def test_uncached_data_is_read_in_a_thread(
    taken: tuple[str, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_cached(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "preadv", not_cached)
    monkeypatch.setattr(spooled_upload, "_NOWAIT", 8)
    url, arrived = taken
    path = tmp_path / "0.png"
    path.write_bytes(_PICTURE)
    with SpooledUpload(path) as upload:
        form = aiohttp.FormData()
        form.add_field("files[0]", upload, filename="a.png")
        async with aiohttp.ClientSession() as session, session.post(url, data=form) as response:
            assert response.status == 200

    assert arrived == [_PICTURE]


def test_a_discord_py_file_accepts_it_and_does_not_close_it(tmp_path: Path) -> None:
    path = tmp_path / "0.png"
    path.write_bytes(_PICTURE)
    upload = SpooledUpload(path)
    file = discord.File(upload, filename="a.png")
    file.close()

    assert not upload.closed
    upload.close()

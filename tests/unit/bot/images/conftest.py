"""Fixtures: a file host, a spool, a clock without real waits, and a fetcher."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.images import HostPolicy, ImageWorkers, PictureFetcher, Spool
from bot.images.references import PreparedReference, prepare_reference

from .file_host import FileHost
from .reference_samples import Prepare

TIMEOUT = 60.0


class PatientClock:
    """Back-offs pass at once and are noted; a file's deadline passes only when it is told to."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.deadline = asyncio.Event()
        self.deadlines_begun = 0

    def now(self) -> float:
        return sum(self.slept)

    async def sleep(self, seconds: float) -> None:
        if seconds >= TIMEOUT:
            self.deadlines_begun += 1
            await self.deadline.wait()
        else:
            self.slept.append(seconds)


@pytest.fixture
async def host() -> AsyncIterator[FileHost]:
    host = FileHost()
    await host.start()
    yield host
    await host.stop()


@pytest.fixture
def clock() -> PatientClock:
    return PatientClock()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


FetcherFactory = Callable[..., Any]


@pytest.fixture
async def open_fetcher(
    spool: Spool, clock: PatientClock, host: FileHost, workers: ImageWorkers
) -> AsyncIterator[FetcherFactory]:
    """Open a fetcher with any of its settings changed; it is closed after the test."""
    async with AsyncExitStack() as stack:

        async def open_one(**changes: Any) -> PictureFetcher:
            settings: dict[str, Any] = {
                "spool": spool,
                "hosts": HostPolicy(origin=host.url("")),
                "clock": clock,
                "workers": workers,
                "max_bytes": 1_000_000,
                "timeout": TIMEOUT,
            }
            return await stack.enter_async_context(PictureFetcher(**(settings | changes)))

        yield open_one


@pytest.fixture
async def fetcher(open_fetcher: FetcherFactory) -> PictureFetcher:
    fetcher: PictureFetcher = await open_fetcher()
    return fetcher


@pytest.fixture
def workers() -> Iterator[ImageWorkers]:
    with ImageWorkers() as workers:
        yield workers


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
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

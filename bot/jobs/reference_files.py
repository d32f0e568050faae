"""Reference files: pictures from Discord, downloaded and prepared for fal, on the local disk until their job ends."""

from __future__ import annotations

import asyncio
import errno
import math
import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp
import structlog
from yarl import URL

from bot.clock import Clock
from bot.errors import RefusedError
from bot.images import HostPolicy, ImageWorkers
from bot.images.errors import PictureError
from bot.images.models import MAX_SOURCE_BYTES
from bot.images.resolver import CheckedResolver, Resolver, resolve
from bot.images.url_policy import parse_url
from bot.jobs.references import ReferenceDownload, ReferencePicture
from bot.private_files import make_folder, open_private
from bot.retry import Backoff, clock_timeout
from config.model import ReferenceLimits

if TYPE_CHECKING:
    from bot.images.references import PreparedReference

__all__ = ["LocalReferenceFiles"]

log = structlog.stdlib.get_logger(__name__)

# Time limit for all pictures of a request; its user waits for the answer.
_SECONDS = 60.0
_CONNECT_SECONDS = 5.0
_SILENCE_SECONDS = 20.0
_WAITS = (0.5, 2.0)
_CONNECTIONS = 8
# Age after which files in a shared folder do not belong to a job that another process is about to store.
_SHARED_SECONDS = 3600.0
# Decoding one of them can take all the memory that the workers may use.
_DECODED_PIXELS = 1 << 30


class _DownloadFailedError(Exception):
    """The download failed; ``transient`` if another attempt may succeed."""

    def __init__(self, detail: str, *, transient: bool) -> None:
        super().__init__(detail)
        self.transient = transient


class LocalReferenceFiles:
    """:class:`~bot.jobs.reference_ports.ReferenceFiles` in a folder; an async context manager.

    Each job has a folder, whose files are named by the SHA-256 of their content. ``hosts`` are those of Discord's
    files. Neither the bot's token nor cookies are sent.
    """

    def __init__(
        self,
        folder: Path,
        *,
        hosts: HostPolicy,
        clock: Clock,
        workers: ImageWorkers,
        resolver: Resolver = resolve,
    ) -> None:
        self._folder = folder
        self._hosts = hosts
        self._clock = clock
        self._workers = workers
        self._resolver = resolver
        self._client: aiohttp.ClientSession | None = None
        # Jobs whose files this process prepared; they may not be stored yet.
        self._own: set[str] = set()

    async def __aenter__(self) -> Self:
        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=CheckedResolver(policy=self._hosts, resolver=self._resolver),
                use_dns_cache=False,
                limit=_CONNECTIONS,
            ),
            headers={"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "Easel"},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=_CONNECT_SECONDS, sock_read=_SILENCE_SECONDS
            ),
            trust_env=False,
            auto_decompress=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def prepare(
        self, job_id: str, downloads: Sequence[ReferenceDownload], limits: ReferenceLimits
    ) -> tuple[ReferencePicture, ...]:
        """Download, check and convert the pictures, one after the other in memory."""
        self._own.add(job_id)
        try:
            with _disk_errors():
                await asyncio.to_thread(make_folder, self._folder / job_id)
            async with asyncio.TaskGroup() as tasks:
                found = [
                    tasks.create_task(self._prepare_one(job_id, download, limits, index, len(downloads)))
                    for index, download in enumerate(downloads)
                ]
        except BaseException as error:
            await self.remove(job_id)
            if isinstance(error, BaseExceptionGroup):
                raise error.exceptions[0] from error
            raise
        return tuple(task.result() for task in found)

    def path(self, job_id: str, reference: ReferencePicture) -> Path:
        """Return the path of a prepared file."""
        return self._folder / job_id / reference.sha256

    async def remove(self, job_id: str) -> None:
        """Remove the folder of a job."""
        self._own.discard(job_id)
        await asyncio.to_thread(shutil.rmtree, self._folder / job_id, ignore_errors=True)

    async def sweep(self, open_job_ids: Collection[str], *, is_shared: bool = False) -> None:
        """Remove the folders that an earlier process left for jobs that have ended.

        If other processes may share the folder, those that are less than an hour old are kept.
        """
        kept = {*open_job_ids, *self._own}
        before = time.time() - _SHARED_SECONDS if is_shared else math.inf
        for name in await asyncio.to_thread(_names_in, self._folder, before):
            if name not in kept:
                log.info("reference pictures of an ended job removed", job=name)
                await asyncio.to_thread(shutil.rmtree, self._folder / name, ignore_errors=True)

    async def _prepare_one(
        self, job_id: str, download: ReferenceDownload, limits: ReferenceLimits, index: int, count: int
    ) -> ReferencePicture:
        number = index + 1 if count > 1 else 0
        source = self._folder / job_id / f"{index}.source"
        target = source.with_suffix(".ready")
        with _disk_errors():
            await self._download(download, source, number)
            prepared = await self._workers.run(_DECODED_PIXELS, _prepare, source, target, limits, number)
            source.unlink()
            target.replace(source.with_name(prepared.sha256))
        return ReferencePicture(
            sha256=prepared.sha256,
            media_type=prepared.media_type,
            width=prepared.width,
            height=prepared.height,
            size_bytes=prepared.size_bytes,
            source=download.source,
        )

    async def _download(self, download: ReferenceDownload, target: Path, number: int) -> None:
        if (download.size_bytes or 0) > MAX_SOURCE_BYTES:
            raise _too_large(number)
        backoff = Backoff(self._clock, waits=_WAITS)
        try:
            async with clock_timeout(self._clock, _SECONDS):
                while True:
                    try:
                        await self._attempt(download.url, target, number)
                        return
                    except _DownloadFailedError as error:
                        log.warning("reference not downloaded", detail=str(error))
                        if not error.transient or backoff.attempts >= len(_WAITS):
                            raise RefusedError(
                                "refused-reference-download", detail=str(error), number=number
                            ) from error
                        await backoff.wait()
        except TimeoutError as error:
            raise RefusedError("refused-reference-download", detail="timeout", number=number) from error

    async def _attempt(self, url: str, target: Path, number: int) -> None:
        assert self._client is not None  # noqa: S101 - the files are open
        size = 0
        with _client_errors():
            async with self._client.get(_checked(url, self._hosts), allow_redirects=False) as response:
                if response.status != 200:
                    transient = response.status >= 500 or response.status == 429
                    raise _DownloadFailedError(f"HTTP {response.status}", transient=transient)
                with open_private(target) as file:
                    async for chunk, _ in response.content.iter_chunks():
                        size += len(chunk)
                        if size > MAX_SOURCE_BYTES:
                            raise _too_large(number)
                        file.write(chunk)


def _prepare(source: Path, target: Path, limits: ReferenceLimits, number: int) -> PreparedReference:
    # Imported late and in a thread: many processes never edit a picture, and Pillow takes 6 MB.
    from bot.images.references import prepare_reference

    return prepare_reference(
        source, target, max_bytes=limits.max_bytes, max_pixels=limits.max_pixels, number=number
    )


def _too_large(number: int) -> RefusedError:
    return RefusedError("refused-reference-bytes", number=number, limit=MAX_SOURCE_BYTES // 1024**2)


def _checked(url: str, hosts: HostPolicy) -> URL:
    try:
        parsed = parse_url(url)
        hosts.check(parsed)
    except ValueError as error:
        raise _DownloadFailedError("not a URL", transient=False) from error
    return parsed


def _names_in(folder: Path, before: float) -> list[str]:
    """Return the names in the folder that were last changed before a time (epoch seconds)."""
    if not folder.is_dir():
        return []
    names = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another process has just removed it
            if path.stat().st_mtime < before:
                names.append(path.name)
    return names


@contextmanager
def _client_errors() -> Iterator[None]:
    # Only the class names, because messages may contain the address.
    try:
        yield
    except TimeoutError as error:
        raise _DownloadFailedError(type(error).__name__, transient=True) from error
    except aiohttp.ClientError as error:
        raise _DownloadFailedError(type(error).__name__, transient=True) from error
    except PictureError as error:  # an address that is not public
        raise _DownloadFailedError(str(error), transient=False) from error


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        log.error(
            "reference pictures cannot be written", error=errno.errorcode.get(error.errno or 0), full=full
        )
        raise RefusedError("refused-reference-space", detail=type(error).__name__) from error

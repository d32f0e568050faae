"""Fetcher: downloads all files of a result into the spool concurrently, with retries and checks."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

import aiohttp

from bot.clock import Clock
from bot.images.downloader import HEADERS, DataUri, Downloader
from bot.images.errors import DownloadError, PictureError, RefusedPictureError, SpoolError
from bot.images.image_data import check_image_data
from bot.images.models import (
    FailureReason,
    FetchedPictures,
    Picture,
    PictureFailure,
    PictureRef,
)
from bot.images.probe import MAX_PIXELS, check_claim, probe
from bot.images.resolver import CheckedResolver, Resolver, resolve
from bot.images.spool import Spool, SpoolFile, spool_errors
from bot.images.url_policy import HostPolicy
from bot.images.workers import ImageWorkers
from bot.retry import Backoff, clock_timeout

__all__ = ["OnDownload", "PictureFetcher"]

OnDownload = Callable[[str, float, int], None]
"""Receives a download: "received", "interrupted" or the reason of its failure; seconds; bytes received."""

_log = logging.getLogger(__name__)

_CONNECT_TIMEOUT = 5.0  # seconds for one connection
_SILENCE_TIMEOUT = 20.0  # seconds without data before a new attempt
# Connections are reused for the next job's images, because a new one costs two to three round trips.
_KEEPALIVE_SECONDS = 60.0


class PictureFetcher:
    """Fetches and checks the files of results; an async context manager that owns its connections.

    ``workers`` decode the files. ``max_bytes`` and ``max_pixels`` limit each file, ``timeout`` (seconds, on
    ``clock``) and ``attempts`` limit all attempts at a file, and ``concurrency`` limits the files in progress
    across all jobs. ``on_download`` measures each attempt. The fal key and cookies are never sent.
    """

    def __init__(
        self,
        *,
        spool: Spool,
        hosts: HostPolicy,
        clock: Clock,
        workers: ImageWorkers,
        max_bytes: int,
        max_pixels: int = MAX_PIXELS,
        timeout: float = 60.0,
        attempts: int = 3,
        concurrency: int = 8,
        resolver: Resolver = resolve,
        on_download: OnDownload | None = None,
    ) -> None:
        if attempts < 1 or concurrency < 1:
            raise ValueError("attempts and concurrency must be at least 1")
        self._spool = spool
        self._hosts = hosts
        self._clock = clock
        self._workers = workers
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._timeout = timeout
        self._attempts = attempts
        self._concurrency = concurrency
        self._resolver = resolver
        self._on_download = on_download
        self._slots = asyncio.Semaphore(concurrency)
        self._client: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._client = self._open_client()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def max_total_bytes(self, refs: Sequence[PictureRef]) -> int:
        """Return an upper bound for the spool space used by the files of a result."""
        return len(refs) * self._max_bytes

    async def fetch_all(
        self, job_id: str, refs: Sequence[PictureRef], *, max_pixels: int | None = None
    ) -> FetchedPictures:
        """Fetch every file of a result into the job's folder of the spool, and decode it once.

        ``max_pixels`` is the limit for the files of this result, if it is lower than the general one.
        Returns images and failures, each in the order of ``refs``; a file's failure is never raised.
        Raises ``RuntimeError`` outside the context and ``ValueError`` for an invalid ``job_id``. The
        caller must remove the job from the spool.
        """
        if self._client is None:
            raise RuntimeError("the fetcher is not open")
        self._spool.folder(job_id)  # reject an invalid id once, not once per file
        downloader = Downloader(client=self._client, hosts=self._hosts, max_bytes=self._max_bytes)
        limit = min(self._max_pixels, max_pixels or self._max_pixels)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._outcome(downloader, job_id, index, ref, limit))
                for index, ref in enumerate(refs)
            ]
        self._spool.trim(job_id)
        outcomes = [task.result() for task in tasks]
        return FetchedPictures(
            pictures=tuple(outcome for outcome in outcomes if isinstance(outcome, Picture)),
            failures=tuple(outcome for outcome in outcomes if isinstance(outcome, PictureFailure)),
        )

    async def _outcome(
        self, downloader: Downloader, job_id: str, index: int, ref: PictureRef, max_pixels: int
    ) -> Picture | PictureFailure:
        async with self._slots:
            try:
                async with clock_timeout(self._clock, self._timeout):
                    return await self._fetch(downloader, job_id, index, ref, max_pixels)
            except TimeoutError:
                detail = f"no picture within {self._timeout:g} seconds"
                error: PictureError = DownloadError(FailureReason.TIMED_OUT, detail, transient=True)
            except PictureError as failure:
                error = failure
            _report(job_id, index, error)
            # A file that was received completely will not change.
            pending = error.pending and not isinstance(error, RefusedPictureError)
            return PictureFailure(index=index, reason=error.reason, detail=error.detail, pending=pending)

    async def _fetch(
        self, downloader: Downloader, job_id: str, index: int, ref: PictureRef, max_pixels: int
    ) -> Picture:
        # Retrying a data URI would have the same outcome.
        backoff = Backoff(self._clock, attempts=1 if DataUri.matches(ref.url) else self._attempts)
        while True:
            try:
                return await self._attempt(downloader, job_id, index, ref, max_pixels)
            except PictureError as error:
                _log.debug("job %s picture %d, attempt %d: %s", job_id, index, backoff.attempts + 1, error)
                # A local problem does not clear within seconds.
                is_local = isinstance(error, SpoolError)
                if is_local or not error.transient or not await backoff.wait(error.retry_after):
                    raise

    async def _attempt(
        self, downloader: Downloader, job_id: str, index: int, ref: PictureRef, max_pixels: int
    ) -> Picture:
        check_claim(ref.content_type)
        self._spool.check_disk()
        with self._spool.create(job_id, str(index)) as file:
            content_type = await self._download(downloader, ref, file)
            file.finish()
            claims = (ref.content_type, content_type)
            with spool_errors():
                found = await asyncio.to_thread(probe, file.path, claims=claims, max_pixels=max_pixels)
                if found.length < found.size_bytes:
                    await asyncio.to_thread(os.truncate, file.path, found.length)
                await self._workers.run(found.pixels, check_image_data, file.path, found)
            return found.picture(index, file.keep(f"{index}.{found.extension}"))

    async def _download(self, downloader: Downloader, ref: PictureRef, file: SpoolFile) -> str | None:
        started, outcome = time.perf_counter(), "interrupted"
        try:
            content_type = await downloader.download(ref.url, file)
            outcome = "received"
        except PictureError as error:
            outcome = error.reason.value
            raise
        finally:
            if self._on_download is not None:
                self._on_download(outcome, time.perf_counter() - started, file.size_bytes)
        return content_type

    def _open_client(self) -> aiohttp.ClientSession:
        silence = min(_SILENCE_TIMEOUT, self._timeout)
        connector = aiohttp.TCPConnector(
            resolver=CheckedResolver(policy=self._hosts, resolver=self._resolver),
            use_dns_cache=False,  # addresses are resolved and checked for each new connection
            limit=self._concurrency,
            keepalive_timeout=_KEEPALIVE_SECONDS,
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers=HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=min(_CONNECT_TIMEOUT, silence), sock_read=silence
            ),
            trust_env=False,
            auto_decompress=False,
        )


def _report(job_id: str, index: int, error: PictureError) -> None:
    if isinstance(error, SpoolError):
        # A problem with the installation, which the operator must fix.
        _log.error("job %s picture %d could not be spooled: %s", job_id, index, error)
    else:
        _log.debug("job %s picture %d failed: %s", job_id, index, error)

"""All files of a result, side by side, into the spool: retried, bounded and checked.

Each file has one slot of ``concurrency`` (shared by all jobs) and one span of ``timeout`` seconds
for all its attempts. A file that fails leaves the others alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import aiohttp

from bot.clock import Clock
from bot.images.data_uri import DataUri
from bot.images.downloader import HEADERS, Downloader
from bot.images.errors import DownloadError, PictureError
from bot.images.models import (
    FailureReason,
    FetchedPictures,
    Picture,
    PictureFailure,
    PictureRef,
)
from bot.images.probe import MAX_PIXELS, check_claim, probe
from bot.images.resolver import CheckedResolver, Resolver, resolve
from bot.images.spool import Spool, spool_errors
from bot.images.url_policy import HostPolicy

__all__ = ["PictureFetcher"]

_log = logging.getLogger(__name__)

_BACKOFF = 1.0  # seconds before the second attempt, doubled for each one after; a job has four files
# at most, so there is no crowd that jitter would have to spread
_CONNECT_TIMEOUT = 5.0  # seconds for one connection
_SILENCE_TIMEOUT = 20.0  # seconds without a byte; then a new attempt is the better hope
# A connection is kept for the next job's pictures, since a new one costs two to three round trips; file
# hosts and the routers between keep theirs for minutes. One that was closed meanwhile is replaced.
_KEPT_SECONDS = 60.0


class PictureFetcher:
    """Fetches and checks the files of results; an async context manager that owns its connections.

    ``max_bytes`` bounds one file, ``max_pixels`` what it may decode to, ``timeout`` (seconds, on
    ``clock``) all attempts for one file together, ``attempts`` their number, ``concurrency`` how
    many files are under way at once over all jobs. Neither key nor cookie is ever sent.
    """

    def __init__(
        self,
        *,
        spool: Spool,
        hosts: HostPolicy,
        clock: Clock,
        max_bytes: int,
        max_pixels: int = MAX_PIXELS,
        timeout: float = 60.0,
        attempts: int = 3,
        concurrency: int = 8,
        resolver: Resolver = resolve,
    ) -> None:
        if attempts < 1 or concurrency < 1:
            raise ValueError("attempts and concurrency are at least 1")
        self._spool = spool
        self._hosts = hosts
        self._clock = clock
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._timeout = timeout
        self._attempts = attempts
        self._concurrency = concurrency
        self._resolver = resolver
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
        """The most that the files of a result may take in the spool."""
        return len(refs) * self._max_bytes

    async def fetch_all(self, job_id: str, refs: Sequence[PictureRef]) -> FetchedPictures:
        """Fetch every file of a result into the job's folder of the spool.

        Returns pictures and failures, each in the order of ``refs``; a file's failure is never
        raised. Raises ``RuntimeError`` outside the context, ``ValueError`` for a bad ``job_id``.
        The caller removes the job from the spool when the pictures are posted or given up.
        """
        if self._client is None:
            raise RuntimeError("the fetcher is not open")
        self._spool.folder(job_id)  # a bad id fails here, not once for each file
        downloader = Downloader(client=self._client, hosts=self._hosts, max_bytes=self._max_bytes)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._outcome(downloader, job_id, index, ref))
                for index, ref in enumerate(refs)
            ]
        self._spool.trim(job_id)
        outcomes = [task.result() for task in tasks]
        return FetchedPictures(
            pictures=tuple(outcome for outcome in outcomes if isinstance(outcome, Picture)),
            failures=tuple(outcome for outcome in outcomes if isinstance(outcome, PictureFailure)),
        )

    async def _outcome(
        self, downloader: Downloader, job_id: str, index: int, ref: PictureRef
    ) -> Picture | PictureFailure:
        async with self._slots:
            try:
                async with self._deadline():
                    return await self._persist(downloader, job_id, index, ref)
            except PictureError as error:
                _report(job_id, index, error)
                return PictureFailure(index=index, reason=error.reason, detail=error.detail)

    async def _persist(self, downloader: Downloader, job_id: str, index: int, ref: PictureRef) -> Picture:
        attempts = 1 if DataUri.matches(ref.url) else self._attempts  # a URI reads the same every time
        for failed in range(attempts - 1):
            try:
                return await self._attempt(downloader, job_id, index, ref)
            except PictureError as error:
                if not error.transient:
                    raise
                _log.debug("job %s picture %d, attempt %d: %s", job_id, index, failed + 1, error)
                await self._clock.sleep(max(_BACKOFF * 2**failed, error.retry_after))
        return await self._attempt(downloader, job_id, index, ref)

    async def _attempt(self, downloader: Downloader, job_id: str, index: int, ref: PictureRef) -> Picture:
        check_claim(ref.content_type)
        with self._spool.create(job_id, str(index)) as file:
            content_type = await downloader.download(ref.url, file)
            file.finish()
            claims = (ref.content_type, content_type)
            with spool_errors():
                found = await asyncio.to_thread(probe, file.path, claims=claims, max_pixels=self._max_pixels)
            return Picture(
                index=index,
                path=file.keep(f"{index}.{found.extension}"),
                media_type=found.media_type,
                width=found.width,
                height=found.height,
                size_bytes=found.size_bytes,
                mislabelled=found.mislabelled,
            )

    @asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        """Cancel the body when ``timeout`` has passed on the clock that was handed in."""
        limit = asyncio.timeout(None)

        async def ring() -> None:
            await self._clock.sleep(self._timeout)
            limit.reschedule(asyncio.get_running_loop().time())

        try:
            async with limit:
                alarm = asyncio.create_task(ring())
                try:
                    yield
                finally:
                    alarm.cancel()
        except TimeoutError as error:
            detail = f"no picture within {self._timeout:g} seconds"
            raise DownloadError(FailureReason.TIMED_OUT, detail) from error

    def _open_client(self) -> aiohttp.ClientSession:
        silence = min(_SILENCE_TIMEOUT, self._timeout)
        connector = aiohttp.TCPConnector(
            resolver=CheckedResolver(policy=self._hosts, resolver=self._resolver),
            use_dns_cache=False,  # a name is asked for, and its addresses checked, at each new connection
            limit=self._concurrency,
            keepalive_timeout=_KEPT_SECONDS,
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
    if error.reason in {FailureReason.SPOOL_FULL, FailureReason.SPOOL_FAILED}:
        # Not the file's fault: the operator has to act.
        _log.error("job %s picture %d could not be spooled: %s", job_id, index, error, exc_info=error)
    else:
        _log.debug("job %s picture %d failed: %s", job_id, index, error)

"""One try to bring one file into the spool, and the only place that knows httpx's errors.

Redirects are followed here, by hand, so that every hop passes the host policy. Bodies are taken
as they are on the wire: with a content coding a few kilobytes could unpack to gigabytes, and a
picture gains nothing from one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bot.generation.pictures.data_uri import DataUri
from bot.generation.pictures.errors import DownloadError
from bot.generation.pictures.hosts import HostPolicy
from bot.generation.pictures.spool import SpoolFile
from bot.generation.pictures.values import FailureReason
from bot.generation.pictures.verify import check_claim

__all__ = ["HEADERS", "Downloader"]

HEADERS = {
    "Accept": "image/png, image/webp, image/jpeg",
    "Accept-Encoding": "identity",
    "User-Agent": "Easel",
}

_MAX_REDIRECTS = 3
_CHUNK = 64 * 1024  # bytes; as much as one read from the socket brings
_MAX_RETRY_AFTER = 10.0  # seconds; a longer wish would use up the time for the file


class Downloader:
    """Writes what a URL holds into a spooled file, at most ``max_bytes`` of it."""

    def __init__(self, *, client: httpx.AsyncClient, hosts: HostPolicy, max_bytes: int) -> None:
        self._client = client
        self._hosts = hosts
        self._max_bytes = max_bytes

    async def download(self, url: str, file: SpoolFile) -> str | None:
        """Write the file behind ``url`` into ``file`` and return the content type it came with.

        Raises :class:`PictureError`'s subclasses, ``transient`` where another try may help.
        """
        if DataUri.matches(url):
            return await self._decode(url, file)
        with _httpx_errors():
            return await self._follow(httpx.URL(url), file)

    async def _decode(self, url: str, file: SpoolFile) -> str | None:
        uri = DataUri.parse(url, max_bytes=self._max_bytes)
        check_claim(uri.content_type)
        for piece in uri.pieces():
            file.write(piece)
            await asyncio.sleep(0)  # nothing else in this loop lets others run
        return uri.content_type

    async def _follow(self, url: httpx.URL, file: SpoolFile) -> str | None:
        for _ in range(1 + _MAX_REDIRECTS):
            self._hosts.check(url)
            async with self._client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return await self._receive(response, file)
                url = url.join(response.headers["Location"])
        raise DownloadError(FailureReason.UNREACHABLE, f"more than {_MAX_REDIRECTS} redirects")

    async def _receive(self, response: httpx.Response, file: SpoolFile) -> str | None:
        _check_status(response)
        content_type: str | None = response.headers.get("Content-Type")
        check_claim(content_type)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise DownloadError(FailureReason.NOT_A_PICTURE, "the body has a content coding")
        self._check_size(_stated_length(response))
        try:
            async for chunk in response.aiter_raw(_CHUNK):
                self._check_size(file.size_bytes + len(chunk))
                file.write(chunk)
        except (httpx.NetworkError, httpx.ProtocolError) as error:
            detail = f"cut off after {file.size_bytes} bytes"
            raise DownloadError(FailureReason.TRUNCATED, detail, transient=True) from error
        return content_type

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            raise DownloadError(FailureReason.TOO_LARGE, f"more than {self._max_bytes} bytes")


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == httpx.codes.OK:
        return
    if status in {408, 429} or status >= 500:
        wait = _retry_after(response)
        raise DownloadError(FailureReason.UNREACHABLE, f"HTTP {status}", transient=True, retry_after=wait)
    raise DownloadError(FailureReason.GONE, f"HTTP {status}")


def _retry_after(response: httpx.Response) -> float:
    stated: str = response.headers.get("Retry-After", "")
    # RFC 9110 section 10.2.3 also allows a date, which file hosts do not send.
    return min(float(stated), _MAX_RETRY_AFTER) if stated.isascii() and stated.isdigit() else 0.0


def _stated_length(response: httpx.Response) -> int:
    stated: str = response.headers.get("Content-Length", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0


@contextmanager
def _httpx_errors() -> Iterator[None]:
    # Only the class is named: httpx's messages may quote the URL.
    try:
        yield
    except httpx.InvalidURL as error:
        raise DownloadError(FailureReason.BAD_REFERENCE, "not a URL") from error
    except httpx.TimeoutException as error:
        raise DownloadError(FailureReason.TIMED_OUT, type(error).__name__, transient=True) from error
    except httpx.TransportError as error:
        raise DownloadError(FailureReason.UNREACHABLE, type(error).__name__, transient=True) from error

"""Downloader: makes one attempt to fetch one file into the spool, and translates aiohttp's errors.

Redirects are followed manually so that every hop is checked against the host policy. Content codings are
refused: a few kilobytes could decompress to gigabytes, and images do not benefit from compression.

fal embeds images in ``data:`` URIs (RFC 2397) when a model runs in sync mode. They are decoded in pieces, so
that the text and the decoded bytes are not both in memory in full.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.images.errors import DownloadError
from bot.images.models import FailureReason
from bot.images.probe import check_claim
from bot.images.spool import SpoolFile
from bot.images.url_policy import HostPolicy, parse_url

__all__ = ["HEADERS", "DataUri", "Downloader"]

HEADERS = {
    "Accept": "image/png, image/webp, image/jpeg",
    "Accept-Encoding": "identity",
    "User-Agent": "Easel",
}

_MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_RETRY_AFTER = 10.0  # seconds; a longer wait would use up the time limit of the file
_PIECE = 64 * 1024 // 3 * 4  # characters; a multiple of four, decodes to 64 KiB
_MAX_HEADER = 256
_START_BYTES = 64  # first bytes searched for the beginning of a web page or JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUri:
    """A parsed ``data:`` URI: its declared content type and base64 text."""

    content_type: str
    text: str = field(repr=False)

    @staticmethod
    def matches(url: str) -> bool:
        """Return whether ``url`` is a ``data:`` URI."""
        return url[:5].lower() == "data:"

    @classmethod
    def parse(cls, url: str, *, max_bytes: int) -> DataUri:
        """Parse ``url`` without decoding it.

        Raises :class:`DownloadError`: ``BAD_REFERENCE`` if it is not well-formed base64, ``TOO_LARGE`` if
        it would decode to more than ``max_bytes``.
        """
        comma = url.find(",", 0, _MAX_HEADER)
        header = url[5:comma].lower()
        if comma < 0 or not header.endswith(";base64"):
            raise DownloadError(FailureReason.BAD_REFERENCE, "not a base64 data URI")
        count = len(url) - comma - 1
        if count % 4:
            raise DownloadError(FailureReason.BAD_REFERENCE, "data URI of invalid length")
        padding = len(url[-2:]) - len(url[-2:].rstrip("="))
        if count // 4 * 3 - padding > max_bytes:
            raise DownloadError(FailureReason.TOO_LARGE, f"data URI of {count} characters")
        return cls(content_type=header.removesuffix(";base64"), text=url[comma + 1 :])

    def pieces(self) -> Iterator[bytes]:
        """Yield the decoded bytes, 64 KiB at a time. Raises :class:`DownloadError`."""
        for start in range(0, len(self.text), _PIECE):
            piece = self.text[start : start + _PIECE]
            is_last = start + _PIECE >= len(self.text)
            try:
                if "=" in piece and not is_last:
                    raise binascii.Error("padding before the end")
                yield base64.b64decode(piece, validate=True)
            except ValueError as error:  # binascii.Error, or a character outside ASCII
                raise DownloadError(FailureReason.BAD_REFERENCE, "data URI with invalid base64") from error


class Downloader:
    """Downloads URLs into spooled files of at most ``max_bytes``."""

    def __init__(self, *, client: aiohttp.ClientSession, hosts: HostPolicy, max_bytes: int) -> None:
        self._client = client
        self._hosts = hosts
        self._max_bytes = max_bytes

    async def download(self, url: str, file: SpoolFile) -> str | None:
        """Write the file at ``url`` into ``file``; return its declared content type.

        Raises subclasses of :class:`PictureError`, with ``transient`` set if a retry may help.
        """
        if DataUri.matches(url):
            return await self._decode(url, file)
        with _client_errors():
            return await self._follow(_parsed(url), file)

    async def _decode(self, url: str, file: SpoolFile) -> str | None:
        uri = DataUri.parse(url, max_bytes=self._max_bytes)
        check_claim(uri.content_type)
        for piece in uri.pieces():
            file.write(piece)
            await asyncio.sleep(0)  # let other tasks run
        return uri.content_type

    async def _follow(self, url: URL, file: SpoolFile) -> str | None:
        for _ in range(1 + _MAX_REDIRECTS):
            self._hosts.check(url)
            async with self._client.get(url, allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or target is None:
                    return await self._receive(response, file)
                url = url.join(_parsed(target))
        raise DownloadError(FailureReason.UNREACHABLE, f"more than {_MAX_REDIRECTS} redirects")

    async def _receive(self, response: aiohttp.ClientResponse, file: SpoolFile) -> str | None:
        content_type = response.headers.get("Content-Type")
        if (
            _is_foreign(content_type)
            and response.status < 500
            and (response.status != 200 or await _starts_like_text(response))
        ):
            # Temporary: it comes from a proxy or firewall, because fal serves files.
            detail = f"a web page or JSON with HTTP {response.status}"
            raise DownloadError(FailureReason.NOT_A_PICTURE, detail, pending=True)
        _check_status(response)
        check_claim(content_type)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise DownloadError(FailureReason.NOT_A_PICTURE, "the response has a content coding")
        self._check_size(response.content_length or 0)
        try:
            # Chunks as the socket delivers them, at most 256 KiB each.
            async for chunk, _ in response.content.iter_chunks():
                self._check_size(file.size_bytes + len(chunk))
                file.write(chunk)
        except TimeoutError:
            raise
        except aiohttp.ClientError as error:
            detail = f"connection closed after {file.size_bytes} bytes"
            raise DownloadError(FailureReason.TRUNCATED, detail, transient=True) from error
        return content_type

    def _check_size(self, size: int) -> None:
        if size > self._max_bytes:
            raise DownloadError(FailureReason.TOO_LARGE, f"more than {self._max_bytes} bytes")


def _parsed(text: str) -> URL:
    try:
        return parse_url(text)
    except ValueError as error:
        raise DownloadError(FailureReason.BAD_REFERENCE, "not a URL") from error


def _check_status(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status in {408, 429} or status >= 500:
        wait = _retry_after(response)
        raise DownloadError(FailureReason.UNREACHABLE, f"HTTP {status}", transient=True, retry_after=wait)
    raise DownloadError(FailureReason.GONE, f"HTTP {status}")


def _is_foreign(content_type: str | None) -> bool:
    plain = (content_type or "").partition(";")[0].lower()
    return "html" in plain or "json" in plain


async def _starts_like_text(response: aiohttp.ClientResponse) -> bool:
    """Return whether the body begins like a web page or JSON, regardless of its label."""
    start = await response.content.read(_START_BYTES)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"["))


def _retry_after(response: aiohttp.ClientResponse) -> float:
    stated = response.headers.get("Retry-After", "")
    # RFC 9110 section 10.2.3 also allows a date, which file hosts do not send.
    return min(float(stated), _MAX_RETRY_AFTER) if stated.isascii() and stated.isdigit() else 0.0


@contextmanager
def _client_errors() -> Iterator[None]:
    # Details contain only the class name, because aiohttp's messages may contain the URL.
    try:
        yield
    except aiohttp.InvalidURL as error:
        raise DownloadError(FailureReason.BAD_REFERENCE, "not a URL") from error
    except TimeoutError as error:  # includes aiohttp's subclasses
        raise DownloadError(FailureReason.TIMED_OUT, type(error).__name__, transient=True) from error
    except aiohttp.ClientError as error:
        raise DownloadError(FailureReason.UNREACHABLE, type(error).__name__, transient=True) from error

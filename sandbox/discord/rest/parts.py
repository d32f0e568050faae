"""Cuts a multipart body into its parts while it comes in, copying its bytes once.

aiohttp's own reader copies every piece several times and looks through it for line ends: with
pictures of some megabytes that was most of what an upload cost here, and of what a benchmark then
took for the bot's time. The form: RFC 2046 section 5.1.1, RFC 7578.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import parse_content_disposition

__all__ = ["BrokenFormError", "Part", "parts_of"]

_HEAD_BYTES = 16 * 1024


class BrokenFormError(Exception):
    """The body is not the form that its header promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of a form."""

    name: str
    filename: str | None
    content: memoryview


async def parts_of(body: AsyncIterator[bytes], boundary: str) -> AsyncIterator[Part]:
    """Yield each part as soon as it is whole; what follows the last one is read and dropped.

    Raises :class:`BrokenFormError`.
    """
    delimiter = b"\r\n--" + boundary.encode("latin-1", "replace")
    section = bytearray(b"\r\n")  # the first delimiter has no line end before it
    searched, opened, closed = 0, False, False
    async for piece in body:
        if closed:
            continue
        section += piece
        while not (closed := opened and section.startswith(b"--")):
            at = section.find(delimiter, searched)
            if at < 0:
                searched = max(0, len(section) - len(delimiter) + 1)
                break
            rest, searched = section[at + len(delimiter) :], 0
            del section[at:]
            if opened:
                yield _part(section)
            section, opened = rest, True
    if not closed:
        raise BrokenFormError("the last boundary is missing")


def _part(section: bytearray) -> Part:
    """Content and names of what stands between two delimiters."""
    # The line end of the delimiter stands first; a part without headers has the empty line at once.
    end = section.find(b"\r\n\r\n", 0, _HEAD_BYTES)
    if end < 0:
        raise BrokenFormError("a part has no headers")
    named: dict[str, str] = {}
    for line in bytes(section[:end]).decode("utf-8", "surrogateescape").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            named = parse_content_disposition(value.strip())[1]
    return Part(
        name=named.get("name", ""),
        filename=named.get("filename*", named.get("filename")),
        content=memoryview(section)[end + 4 :],
    )

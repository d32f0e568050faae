"""Base64 ``data:`` URIs (RFC 2397), in which fal embeds images when a model runs in sync mode.

They are decoded in pieces, so that the text and the decoded bytes are not both in memory in full.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.images.errors import DownloadError
from bot.images.models import FailureReason

__all__ = ["DataUri"]

_PIECE = 64 * 1024 // 3 * 4  # characters; a multiple of four, decodes to 64 KiB
_MAX_HEADER = 256


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

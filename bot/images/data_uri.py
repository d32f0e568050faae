"""Pictures that arrive inside the result itself, as base64 ``data:`` URIs (RFC 2397).

fal sends them when a model runs in sync mode. The text is already in memory by then; decoding
it in pieces keeps at least the bytes from being there a second time.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.images.errors import DownloadError
from bot.images.models import FailureReason

__all__ = ["DataUri"]

_PIECE = 64 * 1024 // 3 * 4  # characters; a multiple of four, 64 KiB once decoded
_MAX_HEADER = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUri:
    """A ``data:`` URI taken apart: the type it claims and its base64 text."""

    content_type: str
    text: str = field(repr=False)

    @staticmethod
    def matches(url: str) -> bool:
        """Whether ``url`` is a ``data:`` URI at all."""
        return url[:5].lower() == "data:"

    @classmethod
    def parse(cls, url: str, *, max_bytes: int) -> DataUri:
        """Take ``url`` apart without decoding it.

        Raises :class:`DownloadError`: ``BAD_REFERENCE`` when it is not base64 of whole groups,
        ``TOO_LARGE`` when it would decode to more than ``max_bytes``.
        """
        comma = url.find(",", 0, _MAX_HEADER)
        header = url[5:comma].lower()
        if comma < 0 or not header.endswith(";base64"):
            raise DownloadError(FailureReason.BAD_REFERENCE, "not a base64 data URI")
        count = len(url) - comma - 1
        if count % 4:
            raise DownloadError(FailureReason.BAD_REFERENCE, "a data URI of broken length")
        padding = len(url[-2:]) - len(url[-2:].rstrip("="))
        if count // 4 * 3 - padding > max_bytes:
            raise DownloadError(FailureReason.TOO_LARGE, f"a data URI of {count} characters")
        return cls(content_type=header.removesuffix(";base64"), text=url[comma + 1 :])

    def pieces(self) -> Iterator[bytes]:
        """Yield the decoded bytes, 64 KiB at a time; raises :class:`DownloadError`."""
        for start in range(0, len(self.text), _PIECE):
            piece = self.text[start : start + _PIECE]
            is_last = start + _PIECE >= len(self.text)
            try:
                if "=" in piece and not is_last:
                    raise binascii.Error("padding before the end")
                yield base64.b64decode(piece, validate=True)
            except ValueError as error:  # binascii.Error, or a character outside ASCII
                raise DownloadError(FailureReason.BAD_REFERENCE, "a data URI of broken base64") from error

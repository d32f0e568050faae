"""Is this file the picture it claims to be? Pure on files: no network, no decoding.

What the reference and the host say about the type is compared with the bytes, and the bytes win:
fal and its file host may disagree about PNG and WebP, and a member sees no difference. What
anybody declares to be no picture at all is refused, for then nobody meant to send one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.images.errors import RefusedPictureError
from bot.images.formats import EXTENSIONS, reader_for
from bot.images.models import FailureReason

__all__ = ["MAX_PIXELS", "ProbedImage", "check_claim", "probe"]

MAX_PIXELS = 40_000_000
"""About 160 MB once decoded; the largest picture gpt-image-2 makes has 8,294,400 pixels."""

_SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedImage:
    """What the bytes say: one of ``image/png``, ``image/jpeg``, ``image/webp``, and pixels."""

    media_type: str
    width: int
    height: int
    size_bytes: int
    mislabelled: bool

    @property
    def extension(self) -> str:
        """The file extension of the media type, without a dot."""
        return EXTENSIONS[self.media_type]


def probe(path: Path, *, claims: Iterable[str | None] = (), max_pixels: int = MAX_PIXELS) -> ProbedImage:
    """Check the file at ``path`` and return what it is; blocks on the file, not for long.

    ``claims`` are content types that somebody stated for it. Raises
    :class:`RefusedPictureError` with ``NOT_A_PICTURE``, ``TRUNCATED`` or ``TOO_MANY_PIXELS``,
    and ``OSError`` when the file cannot be read.
    """
    claimed = [claim for claim in map(check_claim, claims) if claim is not None]
    with path.open("rb") as file:
        media_type, read_size = reader_for(file)
        width, height = read_size(file)
    if width < 1 or height < 1:
        raise RefusedPictureError(FailureReason.NOT_A_PICTURE, f"{width}x{height} pixels")
    if width * height > max_pixels:
        raise RefusedPictureError(FailureReason.TOO_MANY_PIXELS, f"{width}x{height} pixels")
    return ProbedImage(
        media_type=media_type,
        width=width,
        height=height,
        size_bytes=path.stat().st_size,
        mislabelled=any(claim != media_type for claim in claimed),
    )


def check_claim(content_type: str | None) -> str | None:
    """Return the picture type that a ``Content-Type`` claims, or ``None`` when it says nothing.

    Raises :class:`RefusedPictureError` (``NOT_A_PICTURE``) when it claims something else.
    """
    plain = (content_type or "").partition(";")[0].strip().lower()
    if plain in _SAYS_NOTHING:
        return None
    if not plain.startswith("image/"):
        raise RefusedPictureError(FailureReason.NOT_A_PICTURE, f"labelled {plain[:64]!r}")
    return _ALIASES.get(plain, plain)

"""Probe for image files: determines media type, size and completeness without decoding.

The file's contents take precedence over its declared content type, because fal and its file host may disagree about
PNG and WebP. A file declared as a page, a script or another medium is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.images.errors import RefusedPictureError
from bot.images.formats import reader_for
from bot.images.models import EXTENSIONS, FailureReason, Picture

__all__ = ["MAX_PIXELS", "ProbedImage", "check_claim", "probe"]

MAX_PIXELS = 40_000_000
"""About 160 MB when decoded; the largest image of gpt-image-2 has 8,294,400 pixels."""

# Pages, scripts and other media, which no browser would show as a picture.
_REFUSED = re.compile(r"html|xml\b|script|json|css|^(video|audio|font|multipart|message)/")
_IMAGE = re.compile(r"(?:(?:image|application)/)?(?:x-)?(png|jpe?g|pjpeg|webp)")
_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedImage:
    """Media type (``image/png``, ``image/jpeg`` or ``image/webp``) and size in pixels and bytes.

    ``length`` is the number of bytes of the image; ``size_bytes`` also counts bytes after its end.
    """

    media_type: str
    width: int
    height: int
    size_bytes: int
    length: int
    mislabelled: bool

    @property
    def pixels(self) -> int:
        """Number of pixels."""
        return self.width * self.height

    @property
    def extension(self) -> str:
        """File extension of the media type, without a dot."""
        return EXTENSIONS[self.media_type]

    def picture(self, index: int, path: Path) -> Picture:
        """Return the image at ``index`` of a result for the probed file, whose new path is ``path``.

        Bytes after the end of the image must have been removed.
        """
        return Picture(
            index=index,
            path=path,
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            size_bytes=self.length,
            mislabelled=self.mislabelled,
        )


def probe(path: Path, *, claims: Iterable[str | None] = (), max_pixels: int = MAX_PIXELS) -> ProbedImage:
    """Check the file at ``path``; blocks briefly while reading it.

    ``claims`` are its declared content types. Raises :class:`RefusedPictureError` with
    ``NOT_A_PICTURE``, ``TRUNCATED`` or ``TOO_MANY_PIXELS``, and ``OSError`` if the file cannot be read.
    """
    claimed = [claim for claim in map(check_claim, claims) if claim is not None]
    with path.open("rb") as file:
        media_type, read_size = reader_for(file)
        width, height, length = read_size(file)
    if width < 1 or height < 1:
        raise RefusedPictureError(FailureReason.NOT_A_PICTURE, f"{width}x{height} pixels")
    if width * height > max_pixels:
        raise RefusedPictureError(FailureReason.TOO_MANY_PIXELS, f"{width}x{height} pixels")
    return ProbedImage(
        media_type=media_type,
        width=width,
        height=height,
        size_bytes=path.stat().st_size,
        length=length,
        mislabelled=any(claim != media_type for claim in claimed),
    )


def check_claim(content_type: str | None) -> str | None:
    """Return the image type in a ``Content-Type``, or ``None`` if it names none and the bytes decide.

    Raises :class:`RefusedPictureError` (``NOT_A_PICTURE``) for pages, scripts and other media.
    """
    plain = (content_type or "").partition(";")[0].strip().lower()
    if (named := _IMAGE.fullmatch(plain)) is not None:
        claim = f"image/{named.group(1)}"
        return _ALIASES.get(claim, claim)
    if plain.startswith("image/"):
        return plain
    if _REFUSED.search(plain):
        raise RefusedPictureError(FailureReason.NOT_A_PICTURE, f"labelled {plain[:64]!r}")
    return None

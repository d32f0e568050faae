"""Errors of the image pipeline.

``detail`` is for the log. It may contain a status, host or count, but never a URL, which would grant
access to the file, or user input.
"""

from __future__ import annotations

from bot.images.models import FailureReason

__all__ = [
    "CannotFitError",
    "DownloadError",
    "HostRefusedError",
    "PictureError",
    "RefusedPictureError",
    "SpoolError",
]


class PictureError(Exception):
    """Base of this package's errors.

    ``transient``: another attempt may succeed; ``retry_after``: the wait in seconds requested by the
    server. ``pending``: an attempt minutes or hours later may succeed; by default, if it is transient.
    """

    def __init__(
        self,
        reason: FailureReason,
        detail: str,
        *,
        transient: bool = False,
        retry_after: float = 0.0,
        pending: bool | None = None,
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.transient = transient
        self.pending = transient if pending is None else pending
        self.retry_after = retry_after


class DownloadError(PictureError):
    """The file could not be downloaded."""


class HostRefusedError(PictureError):
    """The host policy does not allow a URL, or an address of its host."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureReason.HOST_REFUSED, detail)


class RefusedPictureError(PictureError):
    """The downloaded bytes are not an acceptable image."""


class SpoolError(PictureError):
    """The spool is full (``SPOOL_FULL``) or cannot be written (``SPOOL_FAILED``); it may be later."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(reason, detail, transient=True)


class CannotFitError(PictureError):
    """The image at ``index`` cannot be made small enough.

    ``TOO_LARGE``: even its smallest version exceeds the budget. ``NOT_A_PICTURE``: the image data is
    damaged, which is detected only by decoding.
    """

    def __init__(self, index: int, reason: FailureReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.index = index

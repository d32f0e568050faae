"""What can go wrong with a picture: one root, so that each becomes a failure in one place.

``detail`` is for the log. It states a status, a host or a count, never a URL (which gives access
to the file) and never anything a member typed; users are told by ``reason`` alone.
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
    """Root of this package's errors.

    ``transient`` says that the same try may succeed later, ``retry_after`` (seconds) that the
    other side asked to be left alone for so long.
    """

    def __init__(
        self, reason: FailureReason, detail: str, *, transient: bool = False, retry_after: float = 0.0
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.transient = transient
        self.retry_after = retry_after


class DownloadError(PictureError):
    """The bytes did not arrive."""


class HostRefusedError(PictureError):
    """A URL, or the address behind its name, is outside the policy."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureReason.HOST_REFUSED, detail)


class RefusedPictureError(PictureError):
    """The bytes arrived and are no picture that may be shown."""


class SpoolError(PictureError):
    """The spool is full (``SPOOL_FULL``) or cannot be written (``SPOOL_FAILED``)."""


class CannotFitError(PictureError):
    """The picture at ``index`` cannot be made small enough.

    ``TOO_LARGE``: even its smallest version is over the budget. ``NOT_A_PICTURE``: it is
    damaged in a way that only decoding shows.
    """

    def __init__(self, index: int, reason: FailureReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.index = index

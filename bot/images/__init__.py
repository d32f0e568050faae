"""Image files: from the URLs of a fal result to files within Discord's upload limits.

:class:`PictureFetcher` downloads the files of a result into the :class:`Spool` concurrently and checks
that they are images and can be decoded. :func:`fit_to_limit` re-encodes those that are too large for the message.
A failed file is returned as a value (:class:`PictureFailure`), so that three good images out of four can still be
posted and the fourth refunded.

The package does not depend on Discord, the database or prices.
"""

from bot.images.errors import (
    CannotFitError,
    DownloadError,
    HostRefusedError,
    PictureError,
    RefusedPictureError,
    SpoolError,
)
from bot.images.fetcher import PictureFetcher
from bot.images.models import (
    FailureReason,
    FetchedPictures,
    Picture,
    PictureFailure,
    PictureRef,
)
from bot.images.probe import ProbedImage, probe
from bot.images.resize import FittedPicture, fit_to_limit, plan_budgets
from bot.images.spool import Spool
from bot.images.url_policy import HostPolicy
from bot.images.workers import ImageWorkers

__all__ = [
    "CannotFitError",
    "DownloadError",
    "FailureReason",
    "FetchedPictures",
    "FittedPicture",
    "HostPolicy",
    "HostRefusedError",
    "ImageWorkers",
    "Picture",
    "PictureError",
    "PictureFailure",
    "PictureFetcher",
    "PictureRef",
    "ProbedImage",
    "RefusedPictureError",
    "Spool",
    "SpoolError",
    "fit_to_limit",
    "plan_budgets",
    "probe",
]

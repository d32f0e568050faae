"""Pictures: from fal's result to files that Discord will take.

Three steps, each usable alone: :class:`PictureFetcher` brings the files of a result
into the :class:`Spool` side by side and checks that they are pictures; :func:`fit_to_limit`
re-encodes those that are too large for the message; the caller posts the files and
removes the job's folder. A file that fails is a value (:class:`PictureFailure`), so
that three good pictures out of four can still be posted and the fourth refunded.

Nothing here knows Discord, the database, or what a picture costs.
"""

from bot.images.byte_budget import plan_budgets
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
from bot.images.resize import FittedPicture, fit_to_limit
from bot.images.spool import Spool
from bot.images.url_policy import HostPolicy

__all__ = [
    "CannotFitError",
    "DownloadError",
    "FailureReason",
    "FetchedPictures",
    "FittedPicture",
    "HostPolicy",
    "HostRefusedError",
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

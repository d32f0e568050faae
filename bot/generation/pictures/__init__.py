"""Pictures: from fal's result to files that Discord will take.

Three steps, each usable alone: :class:`PictureFetcher` brings the files of a result
into the :class:`Spool` side by side and checks that they are pictures; :func:`fit`
re-encodes those that are too large for the message; the caller posts the files and
removes the job's folder. A file that fails is a value (:class:`PictureFailure`), so
that three good pictures out of four can still be posted and the fourth refunded.

Nothing here knows Discord, the database, or what a picture costs.
"""

from bot.generation.pictures.errors import (
    CannotFitError,
    DownloadError,
    HostRefusedError,
    PictureError,
    RefusedPictureError,
    SpoolError,
)
from bot.generation.pictures.fetch import PictureFetcher
from bot.generation.pictures.fit import FittedPicture, fit
from bot.generation.pictures.hosts import HostPolicy
from bot.generation.pictures.plan import plan_budgets
from bot.generation.pictures.spool import Spool
from bot.generation.pictures.values import (
    FailureReason,
    FetchedPictures,
    Picture,
    PictureFailure,
    PictureRef,
)
from bot.generation.pictures.verify import Verified, verify

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
    "RefusedPictureError",
    "Spool",
    "SpoolError",
    "Verified",
    "fit",
    "plan_budgets",
    "verify",
]

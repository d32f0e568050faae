"""Ports for reference pictures: the local files of open jobs, and the storage that fal reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from bot.errors import EaselError
from bot.fal.errors import FalFailure
from bot.jobs.references import ReferenceDownload, ReferencePicture, ReferenceSource, UploadedReference
from config.model import ReferenceLimits

__all__ = [
    "InputCheck",
    "InputUncheckedError",
    "ReferenceFiles",
    "ReferenceSources",
    "ReferenceStorage",
    "StorageBusyError",
    "StorageRefusedError",
]


class StorageBusyError(EaselError):
    """The storage cannot be reached or is busy; retry in ``retry_after`` seconds (``None``: unspecified)."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class StorageRefusedError(EaselError):
    """The storage refused the file, or the account, permanently."""

    def __init__(self, failure: FalFailure) -> None:
        super().__init__(detail=f"upload refused: {failure.status} {failure.error_type or failure.kind}")
        self.failure = failure


class ReferenceStorage(Protocol):
    """Storage from which the inference queue reads reference pictures."""

    async def upload(self, path: Path, *, media_type: str, lifetime_seconds: float) -> UploadedReference:
        """Upload one file, which the storage deletes after ``lifetime_seconds``.

        A failed upload may have stored the file, which does no harm: only the returned address leads to it.
        Raises :class:`StorageBusyError`, :class:`StorageRefusedError`, or
        :class:`~bot.jobs.ports.LocalFilesError` if the file cannot be read.
        """
        ...


class InputUncheckedError(EaselError):
    """The check of reference pictures gave no verdict."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)


class InputCheck(Protocol):
    """A model that judges whether pictures may be edited."""

    async def find_unsafe(self, urls: Sequence[str]) -> tuple[bool, ...]:
        """Return for each picture whether it is unsafe, in order.

        ``urls`` are addresses in fal's storage. Raises :class:`InputUncheckedError`.
        """
        ...


class ReferenceSources(Protocol):
    """Pictures that Discord still has."""

    async def locate(self, guild_id: int, source: ReferenceSource) -> ReferenceDownload | None:
        """Return where a reference can be downloaded again; ``None`` if it cannot."""
        ...


class ReferenceFiles(Protocol):
    """Prepared reference pictures of open jobs, on the local disk; they outlive a restart.

    They are prepared under the ID of the job that is created for them afterward, so that a crash in between only
    leaves files that :meth:`sweep` removes.
    """

    async def prepare(
        self, job_id: str, downloads: Sequence[ReferenceDownload], limits: ReferenceLimits
    ) -> tuple[ReferencePicture, ...]:
        """Download, check and convert the pictures, in order; after an error, no file is left.

        Raises :class:`~bot.errors.RefusedError` with the reason, also if a download fails or takes too long.
        """
        ...

    def path(self, job_id: str, reference: ReferencePicture) -> Path:
        """Return the path of a job's reference, which is named by its content; the file may be missing."""
        ...

    async def remove(self, job_id: str) -> None:
        """Remove the files of a job that ended or was not created. Idempotent; never raises."""
        ...

    async def sweep(self, open_job_ids: Collection[str], *, is_shared: bool = False) -> None:
        """Remove the files that an earlier process left for other jobs; never raises.

        If other processes may share the folder (``is_shared``), new files are kept.
        """
        ...

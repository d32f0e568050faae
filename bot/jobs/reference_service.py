"""Reference service: prepares the reference pictures of a request before its job is created."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, RefusedError
from bot.jobs.reference_check import ReferenceCheck
from bot.jobs.reference_ports import ReferenceFiles, ReferenceSources
from bot.jobs.references import ReferenceDownload, ReferencePicture
from bot.jobs.request import GenerationRequest
from config import Model

__all__ = ["ReferenceService"]


class ReferenceService:
    """Prepares new references, and those of an earlier job that is repeated.

    A reference that fal can read for another ``needed`` seconds is used again. With ``check``, all references are
    checked before the job is created.
    """

    def __init__(
        self,
        *,
        files: ReferenceFiles,
        sources: ReferenceSources,
        clock: Clock,
        needed: float,
        check: ReferenceCheck | None = None,
    ) -> None:
        self._files = files
        self._sources = sources
        self._clock = clock
        self._needed = needed
        self._check = check

    @property
    def are_checked(self) -> bool:
        """Whether :meth:`checked` asks a model, which costs the operator money."""
        return self._check is not None

    async def prepare(
        self,
        job_id: str,
        guild_id: int,
        model: Model,
        request: GenerationRequest,
        downloads: Sequence[ReferenceDownload],
    ) -> GenerationRequest:
        """Return the request with its references prepared under the ID of its future job.

        ``downloads`` are new references; without any, those of the request are used again or downloaded again.
        Raises :class:`~bot.errors.RefusedError`; no files are left then.
        """
        if model.references is None:
            if downloads or request.references:
                raise RefusedError("refused-option", option="image", detail="the model takes no references")
            return request
        if not downloads and not request.references:
            raise RefusedError("refused-option", option="image", detail="the model requires references")
        if (most := model.references.most) < (len(downloads) or len(request.references)):
            raise RefusedError("refused-reference-count", limit=most)
        if downloads:
            references = await self._files.prepare(job_id, downloads, model.references)
            return replace(request, references=references)
        return replace(request, references=await self._renewed(job_id, guild_id, model, request.references))

    async def checked(self, job_id: str, request: GenerationRequest) -> GenerationRequest:
        """Return the prepared request, with checked references if there is a check.

        Raises :class:`~bot.errors.RefusedError`; the files are kept until :meth:`discard`.
        """
        if self._check is None or not request.references:
            return request
        return replace(request, references=await self._check.apply(job_id, request.references))

    async def discard(self, job_id: str, error: BaseException) -> None:
        """Remove the files of a job that was not created because of ``error``."""
        if isinstance(error, DatabaseUnavailableError) and error.outcome_unknown:
            return  # the job may exist
        await self._files.remove(job_id)

    async def _renewed(
        self, job_id: str, guild_id: int, model: Model, references: tuple[ReferencePicture, ...]
    ) -> tuple[ReferencePicture, ...]:
        until = self._clock.now() + self._needed
        stale = [reference for reference in references if not reference.is_uploaded(until=until)]
        downloads = []
        for reference in stale:
            download = await self._sources.locate(guild_id, reference.source)
            if download is None:
                raise RefusedError("refused-reference-gone", detail=f"source: {reference.source.kind}")
            downloads.append(download)
        if not downloads or model.references is None:
            return references
        prepared = iter(await self._files.prepare(job_id, downloads, model.references))
        return tuple(next(prepared) if reference in stale else reference for reference in references)

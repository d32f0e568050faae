"""Reference uploads: hands the reference pictures of a queued job to fal's storage, each once."""

from __future__ import annotations

from bot.clock import Clock
from bot.jobs.models import Job
from bot.jobs.ports import JobStore
from bot.jobs.reference_ports import ReferenceFiles, ReferenceStorage

__all__ = ["ReferenceUploader"]


class ReferenceUploader:
    """Uploads references for ``lifetime`` seconds; fal must be able to read them for ``needed`` seconds.

    ``needed`` is the time limit of a job, after which its request is canceled.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        storage: ReferenceStorage,
        files: ReferenceFiles,
        clock: Clock,
        lifetime: float,
        needed: float,
    ) -> None:
        self._store = store
        self._storage = storage
        self._files = files
        self._clock = clock
        self._lifetime = lifetime
        self._needed = needed

    def is_pending(self, job: Job) -> bool:
        """Whether a reference of the job has yet to be uploaded."""
        until = self._clock.now() + self._needed
        return not all(reference.is_uploaded(until=until) for reference in job.references)

    async def upload(self, job: Job) -> Job:
        """Upload the references of a queued job that fal cannot read for long enough.

        Each address is recorded at once, so that neither a retry nor a restart uploads the picture again. Raises
        the errors of :meth:`~bot.jobs.reference_ports.ReferenceStorage.upload`.
        """
        until = self._clock.now() + self._needed
        for index, reference in enumerate(job.references):
            if reference.is_uploaded(until=until):
                continue
            uploaded = await self._storage.upload(
                self._files.path(job.id, reference),
                media_type=reference.media_type,
                lifetime_seconds=self._lifetime,
            )
            references = list(job.references)
            references[index] = reference.uploaded(uploaded)
            job = await self._store.record_references(job.id, tuple(references))
        return job

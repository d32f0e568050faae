"""Reference uploads: hands reference pictures to fal's storage, each once."""

from __future__ import annotations

from bot.clock import Clock
from bot.jobs.models import Job
from bot.jobs.ports import JobStore
from bot.jobs.reference_ports import ReferenceFiles, ReferenceStorage
from bot.jobs.references import ReferencePicture

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
        return not all(map(self._is_readable, job.references))

    async def upload(self, job: Job) -> Job:
        """Upload the references of a queued job that fal cannot read for long enough.

        Each address is recorded at once, so that neither a retry nor a restart uploads the picture again. Raises
        the errors of :meth:`~bot.jobs.reference_ports.ReferenceStorage.upload`.
        """
        for index, reference in enumerate(job.references):
            if not self._is_readable(reference):
                references = list(job.references)
                references[index] = await self.upload_one(job.id, reference)
                job = await self._store.record_references(job.id, tuple(references))
        return job

    async def upload_one(self, job_id: str, reference: ReferencePicture) -> ReferencePicture:
        """Return a reference that fal can read for long enough, uploaded if necessary; raises like :meth:`upload`."""
        if self._is_readable(reference):
            return reference
        uploaded = await self._storage.upload(
            self._files.path(job_id, reference),
            media_type=reference.media_type,
            lifetime_seconds=self._lifetime,
        )
        return reference.uploaded(uploaded)

    def _is_readable(self, reference: ReferencePicture) -> bool:
        return reference.is_uploaded(until=self._clock.now() + self._needed)

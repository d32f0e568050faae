"""Reference check: has a model at fal check the reference pictures of a request before anything is charged."""

from __future__ import annotations

from collections import OrderedDict

import structlog

from bot.errors import RefusedError
from bot.jobs.ports import LocalFilesError
from bot.jobs.reference_ports import InputCheck, InputUncheckedError, StorageBusyError, StorageRefusedError
from bot.jobs.reference_uploads import ReferenceUploader
from bot.jobs.references import ReferencePicture

__all__ = ["ReferenceCheck"]

log = structlog.stdlib.get_logger(__name__)

# Number of verdicts kept, so that the operator does not pay again for the check of the same picture.
_MOST_VERDICTS = 1000


class ReferenceCheck:
    """Refuses requests with a picture that ``check`` finds unsafe.

    If the check itself fails, the request is refused too. The pictures are uploaded first, for the check and the job.
    """

    def __init__(self, check: InputCheck, uploader: ReferenceUploader) -> None:
        self._check = check
        self._uploader = uploader
        self._verdicts: OrderedDict[str, bool] = OrderedDict()  # by SHA-256, the oldest first

    async def apply(
        self, job_id: str, references: tuple[ReferencePicture, ...]
    ) -> tuple[ReferencePicture, ...]:
        """Return the references with their addresses in fal's storage, if all of them are acceptable.

        Raises :class:`~bot.errors.RefusedError`.
        """
        try:
            uploaded = tuple([await self._uploader.upload_one(job_id, one) for one in references])
            await self._judge(uploaded)
        except (StorageBusyError, StorageRefusedError, LocalFilesError, InputUncheckedError) as error:
            log.warning("reference pictures not checked", detail=error.detail)
            raise RefusedError("refused-reference-unchecked", detail=error.detail) from error
        for index, reference in enumerate(uploaded):
            if self._verdicts[reference.sha256]:
                number = index + 1 if len(uploaded) > 1 else 0
                raise RefusedError(
                    "refused-reference-unsafe", detail="found by the input check", number=number
                )
        return uploaded

    async def _judge(self, references: tuple[ReferencePicture, ...]) -> None:
        """Obtain the missing verdicts."""
        new = {one.sha256: one.url for one in references if one.sha256 not in self._verdicts and one.url}
        if new:
            self._verdicts.update(zip(new, await self._check.find_unsafe(tuple(new.values())), strict=True))
        for reference in references:
            self._verdicts.move_to_end(reference.sha256)
        while len(self._verdicts) > max(_MOST_VERDICTS, len(references)):
            self._verdicts.popitem(last=False)

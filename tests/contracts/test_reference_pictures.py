"""Reference pictures in the job store: stored with the job, and their addresses recorded while it is queued."""

from __future__ import annotations

import pytest

from bot.errors import StaleJobError
from bot.jobs.ports import JobStore
from bot.jobs.references import UploadedReference
from tests.unit.bot.factories import Place, references


async def test_a_queued_job_records_the_addresses_of_its_references(place: Place, store: JobStore) -> None:
    first, second = references(2)
    job = await place(references=(first, second))
    assert job.references == job.request.references == (first, second)
    upload = UploadedReference(url="https://v3b.fal.media/files/b/1.png", expires_at=job.created_at + 60)

    recorded = await store.record_references(job.id, (first.uploaded(upload), second))
    await store.claim(job.id, wire_form="playground")
    stored = await store.get(job.id)

    assert stored is not None
    assert stored.references == recorded.references == (first.uploaded(upload), second)
    assert stored.references[0].is_uploaded(until=upload.expires_at)
    assert not stored.references[1].is_uploaded(until=0)
    with pytest.raises(StaleJobError):
        await store.record_references(job.id, ())

"""Edits: SIGKILL between every two steps, a storage that refuses, and references that are gone."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.bot_process import running_process
from sandbox.discord import Interaction
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.e2e.test_edit_pictures import folders
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.kill_tools import (
    COURIER,
    DELIVERED,
    FAL,
    JOBS,
    REFUNDED,
    REFUSED,
    SANDBOX,
    Kill,
    arm,
    kill_at,
)
from tests.faults.waiting import wait_for, wait_settled
from tests.pictures import png

_FILES = "bot.jobs.reference_files:LocalReferenceFiles."
_STORAGE = "bot.fal.storage:FalStorage."


async def _delete_upload(harness: Harness, _interaction: Interaction) -> None:
    """Delete the reference at fal once it is uploaded; the first submit was refused as too many."""
    await wait_for(lambda: harness.fal.submits)
    for path in list(harness.fal.storage.files):
        harness.fal.storage.delete(path)


async def _lose_file(harness: Harness, _interaction: Interaction) -> None:
    """Delete the local files while the storage is away."""
    folder = harness.app.bot.services.settings.spool_dir / "references"
    prepared = f"*/{'?' * 64}"  # named by a hash
    await wait_for(lambda: any(folder.glob(prepared)) and "fal.upload.500" in harness.faults.armed())
    for path in folder.glob(prepared):
        path.unlink()
    harness.faults.clear()


KILLS: tuple[Kill, ...] = (
    kill_at(
        "before-download",
        Step.RECEIVED,
        _FILES + "prepare",
        "before",
        REFUSED,
        "before the pictures of an edit are downloaded",
    ),
    kill_at(
        "after-download",
        Step.RECEIVED,
        _FILES + "prepare",
        "after",
        REFUSED,
        "after the pictures of an edit are prepared",
    ),
    kill_at("edit-placed", Step.RESERVED, JOBS + "create", "after", DELIVERED, "after an edit is stored"),
    kill_at(
        "upload-unrecorded",
        Step.SUBMITTING,
        _STORAGE + "upload",
        "after",
        DELIVERED,
        "after a picture is uploaded, before its address is written",
        note="The picture is uploaded again.",
    ),
    kill_at(
        "upload-recorded",
        Step.SUBMITTING,
        JOBS + "record_references",
        "after",
        DELIVERED,
        "after the address of an uploaded picture is written",
    ),
    kill_at("edit-submitted", Step.SUBMITTING, FAL + "submit", "after", REFUNDED, "after fal took an edit"),
    kill_at(
        "edit-rendered",
        Step.RESULT,
        JOBS + "record_rendered",
        "after",
        DELIVERED,
        "after the result of an edit is written",
    ),
    kill_at(
        "edit-posted",
        Step.POSTED,
        COURIER + "deliver",
        "after",
        DELIVERED,
        "after the result of an edit is posted",
    ),
)
#: Uploads after which each killed edit ends; one more only if its address could not be written.
_UPLOADS = {"kill-upload-unrecorded": 2, "kill-before-download": 0, "kill-after-download": 0}

FAULTS: tuple[FaultCase, ...] = (
    FaultCase(
        name="storage-refuses",
        step=Step.SUBMITTING,
        fault="fal's storage finds a picture too large",
        outcome=REFUNDED,
        arrange=arm("fal.upload.413"),
        submits=0,
    ),
    FaultCase(
        name="storage-locked",
        step=Step.SUBMITTING,
        fault="fal's storage refuses an upload because the account is locked",
        outcome=REFUNDED,
        arrange=arm("fal.upload.403"),
        submits=0,
    ),
    FaultCase(
        name="storage-partial",
        step=Step.SUBMITTING,
        fault="fal's storage keeps half of a picture without an error",
        outcome=REFUNDED,
        arrange=arm("fal.upload.partial"),
        says="couldn't use one of the pictures",
    ),
    FaultCase(
        name="storage-hangs",
        step=Step.SUBMITTING,
        fault="fal's storage does not answer an upload within two minutes",
        outcome=DELIVERED,
        arrange=lambda harness: harness.faults.arm("fal.upload.slow", seconds=300.0),
    ),
    FaultCase(
        name="storage-busy",
        step=Step.SUBMITTING,
        fault="fal's storage fails twice",
        outcome=DELIVERED,
        arrange=lambda harness: harness.faults.arm("fal.upload.500", times=2),
    ),
    FaultCase(
        name="reference-deleted",
        step=Step.SUBMITTING,
        fault="an uploaded picture is deleted before fal takes the request",
        outcome=REFUNDED,
        arrange=arm("fal.submit.429"),
        during=_delete_upload,
        says="couldn't use one of the pictures",
    ),
    FaultCase(
        name="reference-gone",
        step=Step.RESULT,
        fault="fal cannot read a picture of a request that it took (422)",
        outcome=REFUNDED,
        arrange=arm("fal.job.reference-gone"),
        says="couldn't use one of the pictures",
    ),
    FaultCase(
        name="reference-lost",
        step=Step.SUBMITTING,
        fault="a downloaded picture is lost before it is uploaded",
        outcome=REFUNDED,
        arrange=lambda harness: harness.faults.arm("fal.upload.500", times=1000),
        during=_lose_file,
        submits=0,
        says="was lost before it reached",
    ),
)
CASES = (*(kill.case for kill in KILLS), *FAULTS)


async def _edit(harness: Harness, case: FaultCase) -> Interaction:
    image = harness.alice.upload("cat.png", png())
    return await harness.alice.slash("edit", prompt="make it night", image=image, count=case.count)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.case.name)
async def test_a_killed_edit_has_the_promised_outcome_after_the_next_start(tmp_path: Any, kill: Kill) -> None:
    case = kill.case
    async with open_sandbox(**SANDBOX) as box:
        harness = Harness(box, tmp_path)
        async with running_process(box, tmp_path, crash_at=kill.crash_at, **CALM) as bot:
            interaction = await _edit(harness, case)
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(kill.away)
        async with running_bot(harness, **CALM):
            await wait_settled(harness)
            await check_outcome(harness, case)
            await harness.until(lambda: folders(harness) == [])

        assert len(harness.fal.storage.stored) == _UPLOADS.get(case.name, 1)
        if case.outcome is Outcome.DELIVERED:
            assert harness.results() == [interaction.response]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
async def test_an_edit_in_trouble_has_the_promised_outcome(tmp_path: Any, case: FaultCase) -> None:
    async with open_harness(tmp_path, sandbox=SANDBOX, **CALM) as harness:
        case.arrange(harness)
        interaction = await _edit(harness, case)
        await interaction.acked()
        async with fast_clock(harness.sandbox, case.clock_step):
            if case.during is not None:
                await case.during(harness, interaction)
            await wait_for(lambda: interaction.response and interaction.response.content)
            await wait_settled(harness)
            await check_outcome(harness, case)
        texts = [message.content for message in interaction.messages]
        assert not case.says or any(case.says in text for text in texts), texts
        assert folders(harness) == []

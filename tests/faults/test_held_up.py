"""Problems in one channel, or with the local disk, delay neither other servers nor the pictures."""

from __future__ import annotations

from pathlib import Path

from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import idle_clock, run_library_on, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_for, wait_settled

SMALL = {"picture_bytes": 20_000}
# More than the results that are delivered at a time.
_HELD = 9
_SETTINGS = {
    **CALM,
    "JOBS_RUNNING": "20",
    "JOBS_RUNNING_PER_MEMBER": "20",
    "JOBS_WAITING_PER_MEMBER": "20",
    "QUOTA_DAILY_CREDITS": "1000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
}
FILES_LOST = FaultCase(
    name="fetched-files-lost",
    step=Step.POSTING,
    fault="the fetched files disappear before they are posted: they are fetched again",
    outcome=Outcome.DELIVERED,
)
CASES = (FILES_LOST,)


async def test_ten_minutes_of_429_in_one_channel_do_not_delay_another_server(tmp_path, monkeypatch):
    async with open_sandbox(**SMALL, concurrency=20) as box:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **_SETTINGS):
            slow = [await harness.alice.slash("imagine", prompt=f"kite {number}") for number in range(_HELD)]
            for interaction in slow:
                path = f"/webhooks/{box.discord.world.application_id}/{interaction.token}/messages/@original"
                harness.faults.arm("discord.rest.429", route=f"PATCH {path} multipart", retry_after=600)
            await wait_for(lambda: harness.faults.taken.count("discord.rest.429") == _HELD)

            # The clock moves only by itself: nothing is waited for.
            elsewhere = harness.client(box.people.alice, box.people.other_general)
            post = await harness.result_of(await elsewhere.slash("imagine", prompt="another server"))
            assert post.channel is box.people.other_general
            assert len(harness.results()) == 0

            async with idle_clock(box):
                await wait_settled(harness)
            rows = await harness.rows()
            await wake_sleepers(box)

    assert [row["state"] for row in rows] == ["delivered"] * (_HELD + 1)
    assert len(harness.results()) == _HELD


async def test_fetched_files_that_disappear_are_fetched_again(tmp_path, monkeypatch):
    async with open_sandbox(**SMALL) as box:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM):
            harness.faults.arm("discord.rest.503", route="PATCH @original multipart", times=5)
            await harness.alice.slash("imagine", prompt="a red kite", count=2)
            async with idle_clock(box):
                await wait_for(lambda: "discord.rest.503" in harness.faults.taken)
                for file in _spooled(tmp_path):
                    file.unlink()
                await wait_settled(harness)
                await check_outcome(harness, FILES_LOST)
            await wake_sleepers(box)

    assert len([exchange for exchange in box.fal.exchanges if exchange.host == "files"]) == 4


def _spooled(folder: Path) -> list[Path]:
    return [
        path
        for path in (folder / "spool").rglob("*")
        if path.is_file() and path.suffix in {".png", ".jpg", ".webp"}
    ]

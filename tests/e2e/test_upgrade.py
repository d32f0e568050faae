"""Upgrade of a bot of commit cb6fe78: open jobs are resumed, and posted components keep working."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.db.engine import open_database
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, running_bot
from tests.faults.fast_clock import fast_clock
from tests.faults.waiting import wait_settled
from tests.fixtures import load_cb6fe78

# One custom id of every kind that cb6fe78 posted.
_CUSTOM_IDS = (
    *(f"easel:{verb}:job0000001" for verb in ("again", "edit", "finer", "more", "start", "code", "details")),
    *(f"easel:{verb}:job0000001" for verb in ("delete", "delete-go", "share", "bringback", "cancel")),
    *(f"easel:{verb}:job0000001" for verb in ("modremove", "modblockday", "modblock", "moddismiss")),
    *("easel:spoiler:job0000001:on", "easel:spoiler:job0000001:off", "easel:finer-go:job0000001:12p"),
    *("easel:audit:b12", "easel:undo:12", "easel:keep:12", "easel:erase:1003:1796040840"),
    *(
        "easel:settings:go",
        "easel:settings:set:sizes",
        "easel:settings:words",
        "easel:settings:clear:choices",
    ),
    *("easel:ideas:", "easel:defaults:size"),
    "easel:pages:o.mx2k9q3c.job0000001.kite",
)


@pytest.fixture
async def harness(tmp_path: Path):
    """A sandbox, and beside it the files of a bot of cb6fe78 that was stopped with open jobs."""
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        people = harness.people
        ids = {"1001": people.guild.id, "1002": people.studio.id, "1003": people.alice.id}
        async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}") as database:
            await load_cb6fe78(database, ids)
        yield harness


async def test_open_jobs_are_resumed_or_refunded(harness: Harness) -> None:
    spool = harness.folder / "spool"
    (spool / "job-job0000008").mkdir(parents=True)
    (spool / "job-job0000008" / "0.png").write_bytes(b"\x89PNG")

    async with running_bot(harness):
        await harness.until(harness.app.bot.is_ready)
        # The files of the rendered job have been deleted, and their host does not respond for hours.
        async with fast_clock(harness.sandbox, 60.0):
            await wait_settled(harness)
        rows = {row["id"]: row for row in await harness.rows()}

    assert rows["job0000005"]["state"] == "delivered"
    assert {rows[f"job000000{n}"]["state"] for n in (6, 7, 8)} == {"failed"}
    assert {row["told"] for row in rows.values()} == {1}
    assert list(spool.glob("job-*")) == []


async def test_every_posted_custom_id_is_recognized(harness: Harness) -> None:
    async with running_bot(harness):
        await harness.until(harness.app.bot.is_ready)
        unknown = [one for one in _CUSTOM_IDS if not harness.app.bot.components.accepts(one)]

    assert len(_CUSTOM_IDS) == len(set(_CUSTOM_IDS))
    assert unknown == []

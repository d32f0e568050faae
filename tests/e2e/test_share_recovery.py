"""Share recovery: an interrupted share is completed once, a deleted picture is not shared."""

from __future__ import annotations

import pytest

from sandbox.bot_process import CrashPoint, running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.e2e.menu_helpers import labels, open_menu, pressed
from tests.faults.fast_clock import fast_clock
from tests.faults.kill_tools import AWAY, LONG_AWAY
from tests.faults.waiting import wait_for

pytestmark = pytest.mark.usefixtures("either_wire_form")


def _public(harness):
    return [m for m in harness.bob.visible_messages() if m.attachments]


async def test_a_result_deleted_while_it_is_shared_does_not_become_public(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await harness.draw(private=True)
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        share = await harness.alice.click(private, "Share")
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)
        await open_menu(harness, harness.alice, private)
        for label in ("Delete", "Delete permanently"):
            await harness.until(lambda wanted=label: wanted in labels(private))
            await pressed(harness, harness.alice, private, label)
        await harness.until(lambda: private.deleted)
        harness.clock.advance(21)
        answer = await harness.content_of(share)

        assert answer == "That picture was deleted."
        assert _public(harness) == []


@pytest.mark.parametrize("away", [AWAY, LONG_AWAY])
async def test_an_interrupted_share_in_a_busy_channel_is_found(tmp_path, away):
    crash_at = CrashPoint(at="bot.db.shares:SqlShareStore.complete", when="before")
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            private = await harness.draw(private=True)
        for number in range(60):
            await harness.bob.send(f"chatter {number}")
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.click(private, "Share")
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(away)

        async with running_bot(harness, **CALM), fast_clock(box):
            await harness.content_of(await harness.alice.click(private, "Share"))
            assert len(_public(harness)) == 1

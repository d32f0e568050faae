"""Repost recovery: a bot killed while it reposts a result leaves one post."""

from __future__ import annotations

import pytest

from sandbox.bot_process import CrashPoint, running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import fast_clock
from tests.faults.kill_tools import LONG_AWAY

pytestmark = pytest.mark.usefixtures("either_wire_form")


def _public(harness):
    return [m for m in harness.bob.visible_messages() if m.attachments]


async def _gone_page(harness, post):
    """The history page that offers to bring a deleted picture back."""
    harness.world.delete_message(post)
    page = await harness.alice.slash("history")
    await page.done()
    return page.response


@pytest.mark.parametrize(
    "crash_at",
    [
        CrashPoint(at="bot.jobs.history:History.record_repost", when="before"),
        CrashPoint(at="bot.jobs.history:History.record_repost", when="after"),
        CrashPoint(at="bot.discord.reposting:_post", when="before"),
        CrashPoint(at="bot.discord.reposting:_post", when="after"),
    ],
    ids=["before-note", "after-note", "before-post", "after-post"],
)
async def test_a_bot_killed_during_a_restore_leaves_one_post(tmp_path, crash_at):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            page = await _gone_page(harness, await harness.draw())
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.click(page, "Restore")
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(LONG_AWAY)

        async with running_bot(harness, **CALM), fast_clock(box):
            click = await harness.alice.click(page, "Restore")
            await harness.until(lambda: click.followups or (click.response and click.response.attachments))
            assert len(_public(harness)) == 1

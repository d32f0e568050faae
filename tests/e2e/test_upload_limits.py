"""Upload limits: files refused as too large are made smaller, for every kind of post."""

from __future__ import annotations

import pytest

from tests.e2e.harness import CALM, Harness, open_harness

BOX = {"picture_bytes": 300_000}
EACH_TIME = 99


async def _shared(harness: Harness, times: int) -> tuple[list[int], str, int]:
    """Share a private result; return the sizes of the posted files, the answer and the first message."""
    private = await harness.draw(private=True, count=2)
    harness.faults.arm("discord.rest.413", times=times, route="POST /messages")
    answer = await harness.content_of(await harness.alice.click(private, "Share"))
    posts = [m for m in harness.bob.visible_messages() if m.attachments]
    return [len(file.data) for post in posts for file in post.attachments], answer, private.id


async def _restored(harness: Harness, times: int) -> tuple[list[int], str, int]:
    """Restore a result whose message is gone; return the sizes of the posted files, the answer and the first message."""
    post = await harness.draw(count=2)
    harness.world.delete_message(post)
    history = await harness.alice.slash("history")
    await history.done()
    harness.faults.arm("discord.rest.413", times=times, route="PATCH @original multipart")
    restore = await harness.alice.click(history.response, "Restore")
    await harness.until(lambda: restore.followups or any(m.attachments for m in restore.messages))
    answer = restore.followups[0].content if restore.followups else ""
    return [len(file.data) for message in restore.messages for file in message.attachments], answer, post.id


@pytest.mark.parametrize("post", [_shared, _restored])
async def test_refused_files_are_posted_smaller(tmp_path, post):
    async with open_harness(tmp_path, sandbox=BOX, **CALM) as harness:
        sizes, _, _ = await post(harness, 2)

        assert len(sizes) == 2
        assert all(0 < size <= BOX["picture_bytes"] // 4 + 2000 for size in sizes)


@pytest.mark.parametrize("post", [_shared, _restored])
async def test_files_that_are_refused_at_any_size_are_reported_and_leave_no_trace(tmp_path, post):
    async with open_harness(tmp_path, sandbox=BOX, **CALM) as harness:
        sizes, answer, message_id = await post(harness, EACH_TIME)
        (row,) = await harness.rows()

        assert sizes == []
        assert "too large for this channel, even compressed" in answer
        assert row["shared_ms"] is None
        assert row["message_id"] == message_id

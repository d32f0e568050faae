"""Duplicate events: an interaction that Discord delivers twice counts once."""

from __future__ import annotations

from sandbox.discord.gateway import Event
from tests.e2e.harness import open_harness


def _comes_again(harness, interaction):
    """Discord delivers the same event once more."""
    guild = interaction.guild
    event = Event(name="INTERACTION_CREATE", data=interaction.payload, guild_id=guild and guild.id)
    harness.discord.gateway.publish([event])


async def _gone_page(harness, post):
    """The history page that offers to bring a deleted picture back."""
    harness.world.delete_message(post)
    page = await harness.alice.slash("history")
    await page.done()
    return page.response


async def test_a_grant_delivered_twice_is_applied_once(tmp_path):
    async with open_harness(tmp_path) as harness:
        grant = await harness.mod.slash("quota-admin grant", member=harness.people.alice, credits=10)
        await harness.content_of(grant)
        _comes_again(harness, grant)
        other = await harness.mod.slash("quota-admin show", member=harness.people.alice)
        await harness.content_of(other)
        await harness.wait_idle()

        assert [e["kind"] for e in await harness.entries()] == ["grant"]
        assert "10" in grant.response.content


async def test_a_restore_delivered_twice_posts_once(tmp_path):
    async with open_harness(tmp_path) as harness:
        page = await _gone_page(harness, await harness.draw())
        click = await harness.alice.click(page, "Restore")
        again = await harness.result_of(click)
        for _ in range(2):
            _comes_again(harness, click)
            await harness.content_of(await harness.alice.slash("quota"))
            await harness.app.bot.services.clock.sleep(0)

        refused = await harness.alice.click(page, "Restore")
        await harness.until(lambda: refused.followups)
        assert not again.deleted
        assert again.attachments
        assert "The post is still there" in refused.followups[0].content


async def test_a_redelivered_request_during_shutdown_keeps_its_reply(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.429", times=1000, retry_after=3600)
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: asked.response is not None and asked.response.content)
        harness.app.bot.services.jobs.close()
        _comes_again(harness, asked)
        refused = await harness.bob.slash("imagine", prompt="too late")
        await harness.until(lambda: refused.followups)

        assert not asked.response.deleted
        assert asked.followups == []

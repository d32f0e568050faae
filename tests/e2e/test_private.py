"""Private replies: only the requester sees them."""

import sqlite3

import pytest

from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.faults.waiting import wait_for

# Of the sandbox's seconds in a real one: what a busy machine takes longer is no delay of the bot.
_SPEED = 0.1
QUICK = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1"}


def _direct(harness, user):
    world = harness.world
    return world.messages(world.open_dm(user))


async def _drawing(harness, interaction):
    await harness.until(lambda: interaction.response and "Drawing…" in interaction.response.content)


async def test_progress_and_result_of_a_private_request_are_visible_to_its_requester_only(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        interaction = await harness.alice.slash("imagine", prompt="a secret garden", private=True)
        await _drawing(harness, interaction)
        assert harness.bob.visible_messages() == []
        harness.clock.advance(31)
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert harness.alice.visible_messages() == [post]
        assert harness.bob.visible_messages() == harness.mod.visible_messages() == []
        assert "Press **Share** to post this" in post.content
        assert not post.reactions
        assert not [e for e in harness.discord.traffic.requests if "/reactions/" in e.route_template]
        assert (await harness.rows())[0]["private"] == 1


async def test_a_private_default_applies_unless_overridden(tmp_path):
    async with open_harness(tmp_path) as harness:
        with sqlite3.connect(tmp_path / "easel.db") as connection:
            row = (harness.people.alice.id,)
            connection.execute("INSERT INTO member_defaults (user_id, private) VALUES (?, 1)", row)
        usual = await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        public = await harness.result_of(await harness.alice.slash("imagine", prompt="two", private=False))

        assert usual.ephemeral_to is harness.people.alice
        assert public.ephemeral_to is None
        assert harness.bob.visible_messages() == [public]


async def test_a_refused_private_request_gets_its_refusal_in_its_reply(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1") as harness:
        interaction = await harness.alice.slash("imagine", prompt="too dear", private=True)
        answer = await harness.answer_text(interaction)

        assert "you have 1 left" in answer
        assert interaction.response.ephemeral_to is harness.people.alice
        assert interaction.followups == []


async def test_a_private_failure_is_explained_privately(tmp_path):
    async with open_harness(tmp_path) as harness:
        interaction = await harness.alice.slash("imagine", prompt="forbidden-422 scene", private=True)
        answer = await harness.answer_text(interaction)
        await harness.wait_idle()

        assert "content policy blocked this prompt" in answer
        assert harness.bob.visible_messages() == []


async def test_the_repeat_of_a_private_result_stays_private(tmp_path):
    async with open_harness(tmp_path, REROLL_BY="anyone") as harness:
        first = await harness.draw("hush", private=True)
        second = await harness.result_of(await harness.alice.click(first, "Again"))
        await harness.wait_idle()

        assert second.ephemeral_to is harness.people.alice
        assert "another take on an earlier picture" in second.content
        assert harness.bob.visible_messages() == []
        assert [row["private"] for row in await harness.rows()] == [1, 1]


async def test_a_private_result_with_an_expired_token_is_a_direct_message(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("discord.interaction.expired-token")
        await harness.alice.slash("imagine", prompt="late and secret", private=True, count=2)
        await harness.until(lambda: any(m.attachments for m in _direct(harness, harness.people.alice)))
        await harness.wait_idle()

        (post,) = [m for m in _direct(harness, harness.people.alice) if m.attachments]
        assert len(post.attachments) == 2
        assert harness.bob.visible_messages() == []
        assert (await harness.rows())[0]["state"] == "delivered"


async def test_with_direct_messages_closed_too_it_is_refunded_and_nothing_goes_public(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.people.alice.dms_open = False
        harness.faults.arm("discord.interaction.expired-token")
        await harness.alice.slash("imagine", prompt="nowhere to go", private=True)
        await harness.fal.until(lambda: harness.fal.submits)
        await harness.wait_idle()

        (row,) = await harness.rows()
        assert (row["state"], row["reason"], row["charged"], row["told"]) == (
            "failed",
            "undeliverable",
            0,
            1,
        )
        assert harness.bob.visible_messages() == []
        assert sum(entry["spend_delta"] for entry in await harness.entries()) == 0


@pytest.mark.parametrize("away", [40, 3600])
async def test_a_private_result_stays_private_after_a_downtime(tmp_path, away):
    async with open_sandbox(render_seconds=30) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **QUICK):
            interaction = await harness.alice.slash("imagine", prompt="patience", private=True)
            await _drawing(harness, interaction)
        box.clock.advance(away)
        async with running_bot(harness, **QUICK):
            alice = box.people.alice
            await harness.until(
                lambda: (
                    interaction.response.attachments or any(m.attachments for m in _direct(harness, alice))
                )
            )
            await harness.wait_idle()

            (row,) = await harness.rows()
            assert row["state"] == "delivered"
            by_token = bool(interaction.response.attachments)
            assert by_token is (away < 900)
            direct = [m for m in _direct(harness, alice) if m.attachments]
            assert len(direct) == (0 if by_token else 1)
            assert harness.bob.visible_messages() == []


async def test_an_unreadable_preference_makes_the_reply_private(tmp_path):
    async with open_harness(tmp_path) as harness:
        with sqlite3.connect(tmp_path / "easel.db") as connection:
            connection.execute("ALTER TABLE member_defaults RENAME TO lost")
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="to be safe"))

        assert post.ephemeral_to is harness.people.alice


@pytest.mark.parametrize("prefers", [True, False])
async def test_acknowledgements_use_the_stored_preference_while_the_database_is_locked(tmp_path, prefers):
    async with open_harness(tmp_path) as harness:
        with sqlite3.connect(tmp_path / "easel.db") as connection:
            row = (harness.people.alice.id, prefers)
            connection.execute("INSERT INTO member_defaults (user_id, private) VALUES (?, ?)", row)
        with block_database(harness.app, fast_reads=True):
            harness.clock.run_at(_SPEED)
            interaction = await harness.alice.slash("imagine", prompt="at once")
            await interaction.acked()
            assert interaction.response.ephemeral_to is (harness.people.alice if prefers else None)
        harness.clock.run_at(1)
        await harness.result_of(interaction)


async def test_a_slow_preference_lookup_makes_the_reply_private(tmp_path):
    async with open_harness(tmp_path) as harness:
        with block_database(harness.app) as held:
            harness.clock.run_at(_SPEED)
            interaction = await harness.alice.slash("imagine", prompt="to be safe")
            await wait_for(lambda: held.waiting)
            harness.clock.advance(2.0)
            await interaction.acked()
            assert interaction.response.ephemeral_to is harness.people.alice
        harness.clock.run_at(1)
        await harness.result_of(interaction)

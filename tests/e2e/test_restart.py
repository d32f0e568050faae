"""Restart: after a kill nothing is lost and nothing is doubled."""

import sqlite3

import pytest

from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK

pytestmark = pytest.mark.usefixtures("either_wire_form")


def _one(folder, query):
    with sqlite3.connect(folder / "easel.db") as connection:
        return connection.execute(query).fetchone()


def _actor(box):
    return box.discord.client(box.people.alice, box.people.studio)


def _looks_at(box, message):
    path = f"/channels/{message.channel.id}/messages/{message.id}"
    return sum(1 for r in box.discord.traffic.requests if r.method == "GET" and r.path.endswith(path))


def _posts(box):
    return [m for m in box.discord.world.messages(box.people.studio) if m.attachments]


async def test_a_kill_while_fal_renders_leads_to_one_post_one_charge_and_one_submit(tmp_path):
    async with open_sandbox(render_seconds=2.0) as box:
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="a patient whale", count=2)
            await box.fal.until(lambda: any(r.status_reads or True for r in box.fal.requests.values()))
            await box.discord.until(
                lambda: "Drawing" in (interaction.response.content if interaction.response else "")
            )
            bot.kill()
            await bot.wait()
        box.clock.advance(5)

        async with running_process(box, tmp_path, **QUICK) as bot:
            await box.discord.until(lambda: interaction.response.attachments, timeout=60)
            await box.discord.until(lambda: interaction.response.reactions, timeout=60)
            await bot.stop()

        assert len(_posts(box)) == 1
        assert len(interaction.response.attachments) == 2
        assert len(box.fal.submits) == 1
        assert _one(tmp_path, "SELECT state, charged, token FROM generations") == ("delivered", 12, None)
        assert _one(tmp_path, "SELECT sum(spend_delta) FROM ledger") == (12,)


async def test_a_queued_request_stays_queued_after_a_kill(tmp_path):
    async with open_sandbox(render_seconds=1.0) as box:
        one_at_a_time = {"JOBS_RUNNING": "1", "JOBS_RUNNING_PER_MEMBER": "1"}
        async with running_process(box, tmp_path, **{**QUICK, **one_at_a_time}) as bot:
            first = await _actor(box).slash("imagine", prompt="first")
            await box.discord.until(
                lambda: first.response is not None and "Drawing" in first.response.content
            )
            second = await _actor(box).slash("imagine", prompt="second")
            await box.discord.until(
                lambda: second.response is not None and "queue" in second.response.content
            )
            bot.kill()
            await bot.wait()

        async with running_process(box, tmp_path, **{**QUICK, **one_at_a_time}) as bot:
            await box.discord.until(
                lambda: first.response.attachments and second.response.attachments, timeout=20
            )
            await bot.stop()

        assert len(box.fal.submits) == 2
        assert _one(tmp_path, "SELECT count(*), sum(charged) FROM generations") == (2, 12)


async def test_a_kill_before_the_submits_response_refunds_the_request_without_another_submit(tmp_path):
    async with open_sandbox() as box:
        box.faults.arm("fal.submit.slow", seconds=30)
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="an empty street")
            await box.discord.until(
                lambda: (
                    interaction.response is not None
                    and "Sending your request" in interaction.response.content
                )
            )
            await box.fal.until(lambda: "fal.submit.slow" in box.faults.taken)
            bot.kill()
            await bot.wait()
        box.faults.clear()

        async with running_process(box, tmp_path, **QUICK) as bot:
            await box.discord.until(
                lambda: "avoid sending it twice" in interaction.response.content, timeout=20
            )
            await bot.stop()

        assert len(box.fal.submits) <= 1
        assert "You weren't charged." in interaction.response.content
        assert _one(tmp_path, "SELECT state, charged, told FROM generations") == ("failed", 0, 1)


async def test_a_result_with_an_expired_token_is_a_message_that_pings_its_owner(tmp_path):
    async with open_sandbox(render_seconds=2.0) as box:
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="late")
            await box.discord.until(
                lambda: interaction.response is not None and "Drawing" in interaction.response.content
            )
            bot.kill()
            await bot.wait()
        # The bot's process has the machine's clock, so the token is made to expire in its row.
        with sqlite3.connect(tmp_path / "easel.db") as connection:
            connection.execute("UPDATE generations SET token_expires_ms = created_ms")
        box.clock.advance(16 * 60)

        async with running_process(box, tmp_path, **QUICK) as bot:
            await box.discord.until(lambda: _posts(box), timeout=60)
            await bot.stop()

        (post,) = _posts(box)
        assert post is not interaction.response
        assert interaction.response.deleted, "the old “Drawing…” stays behind"
        assert post.pinged == [box.people.alice.id]
        assert "The original reply has expired" in post.content


@pytest.mark.parametrize("stop", ["stop", "kill"])
async def test_a_repeat_works_on_a_result_from_before_the_restart(tmp_path, stop):
    async with open_sandbox() as box:
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="old friend")
            await box.discord.until(
                lambda: interaction.response and interaction.response.reactions, timeout=20
            )
            await bot.stop() if stop == "stop" else bot.kill()
            await bot.wait()

        async with running_process(box, tmp_path, **QUICK) as bot:
            await _actor(box).react(interaction.response, "🔁")
            await box.discord.until(lambda: len(_posts(box)) == 2, timeout=60)
            await (await _actor(box).click(interaction.response, "Again")).acked()
            await box.discord.until(lambda: len(_posts(box)) == 3, timeout=60)
            await bot.stop()


async def test_sigterm_exits_cleanly_while_a_job_runs(tmp_path):
    async with open_sandbox(render_seconds=60) as box:
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="long")
            await box.discord.until(
                lambda: interaction.response is not None and "Drawing" in interaction.response.content
            )
            status = await bot.stop()

        assert status == 0
        assert "Traceback" not in bot.log.read_text()
        assert _one(tmp_path, "SELECT state FROM generations") == ("submitted",)


async def test_a_reaction_during_downtime_is_processed_once(tmp_path):
    async with open_sandbox() as box:
        async with running_process(box, tmp_path, **QUICK) as bot:
            interaction = await _actor(box).slash("imagine", prompt="gone fishing")
            await box.discord.until(
                lambda: interaction.response and interaction.response.reactions, timeout=20
            )
            await bot.stop()
        await _actor(box).react(interaction.response, "🔁")
        await box.discord.client(box.people.bob, box.people.studio).react(interaction.response, "🔁")

        for looked in (1, 2):
            async with running_process(box, tmp_path, **QUICK) as bot:
                await box.discord.until(
                    lambda n=looked: _looks_at(box, interaction.response) == n, timeout=20
                )
                await box.discord.until(lambda: len(_posts(box)) == 2, timeout=60)
                await box.discord.until(lambda: _posts(box)[-1].reactions, timeout=60)
                await bot.stop()

        assert len(_posts(box)) == 2
        assert _one(tmp_path, "SELECT count(*) FROM reactions") == (2,)
        assert len(box.fal.submits) == 2


async def test_unchanged_commands_are_not_written_again(tmp_path):
    async with open_sandbox() as box:
        for _ in range(2):
            async with running_process(box, tmp_path, **QUICK) as bot:
                await bot.stop()

        written = [
            r for r in box.discord.traffic.requests if r.method == "PUT" and r.path.endswith("/commands")
        ]
        assert len(written) == 1

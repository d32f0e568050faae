"""✏️ Edit: the prefilled form and the job it submits."""

import asyncio

import pytest

from bot.db.retention import delete_expired
from bot.discord import job_requests
from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import Harness, open_harness, running_bot

pytestmark = pytest.mark.usefixtures("either_wire_form")

HOSTILE = "@everyone **bold** ```\n# big\n``` ||x|| \u202egnitset <@1> https://evil.example " * 80


async def _open(harness, who, post):
    opened = await who.click(post, "Edit")
    await opened.acked()
    return opened


def _fields(modal):
    return {part["component"]["custom_id"]: part["component"] for part in modal["components"]}


def _chosen(field):
    return [option["value"] for option in field["options"] if option.get("default")]


async def test_the_form_is_prefilled_and_its_result_links_to_the_parent(tmp_path):
    async with open_harness(tmp_path) as harness:
        command = harness.alice.slash(
            "imagine", prompt="a red kite", size="1536x1024", quality="low", count=2
        )
        first = await harness.result_of(await command)
        opened = await _open(harness, harness.alice, first)
        fields = _fields(opened.modal)
        sent = await harness.alice.submit_modal(
            opened,
            {"prompt": "a blue kite", "size": ["1024x1536"], "drawing": ["medium:1"]},
        )
        post = await harness.result_of(sent)
        await harness.wait_idle()

        assert fields["prompt"]["value"] == "a red kite"
        assert [_chosen(fields[name]) for name in ("start", "size", "drawing")] == [
            ["prompt"],
            ["1536x1024"],
            ["low:2"],
        ]
        parent, child = await harness.rows()
        assert (child["parent_id"], child["source"], child["prompt"]) == (parent["id"], "edit", "a blue kite")
        assert (child["size"], child["quality"], child["count"]) == ("1024x1536", "medium", 1)
        assert f"based on [this picture](https://discord.com/channels/{first.channel.guild.id}/" in (
            post.content
        )
        assert str(first.id) in post.content


async def test_a_form_that_is_open_while_the_bot_restarts_can_still_be_sent(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
            opened = await _open(harness, harness.alice, first)
            await harness.wait_idle()
        async with running_bot(harness):
            post = await harness.result_of(
                await harness.alice.submit_modal(opened, {"prompt": "a blue kite"})
            )
            await harness.wait_idle()

            assert "a blue kite" in post.content
            assert (await harness.rows())[1]["parent_id"] == (await harness.rows())[0]["id"]


async def test_many_forms_leave_nothing_in_memory(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        for _ in range(3):
            await _open(harness, harness.alice, first)

        store = harness.app.bot._connection._view_store
        assert (store._modals, store._views) == ({}, {})


@pytest.mark.parametrize("held", ["slow", "quick"])
async def test_a_slow_database_causes_a_timely_request_to_retry(tmp_path, monkeypatch, held):
    monkeypatch.setattr(job_requests, "_READ_SECONDS", 0.05)
    async with open_harness(tmp_path) as harness:
        first = await harness.draw("a red kite")
        if held == "slow":
            with block_database(harness.app):
                opened = await _open(harness, harness.alice, first)
            assert opened.response.ephemeral_to is harness.people.alice
            assert opened.response.content.startswith("Looking that up took too long")
        opened = await _open(harness, harness.alice, first)

        assert opened.modal is not None


async def test_a_slow_database_delays_the_request_not_the_acknowledgement_of_the_form(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        opened = await _open(harness, harness.alice, first)
        await harness.wait_idle()
        with block_database(harness.app):
            sent = await harness.alice.submit_modal(opened, {"prompt": "a blue kite"})
            await sent.acked()
            assert sent.response.loading
        await harness.result_of(sent)


async def test_others_can_neither_open_nor_send_the_form(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="mine"))
        mine = await _open(harness, harness.alice, first)
        for who in (harness.bob, harness.mod):
            opened = await _open(harness, who, first)
            stolen = await who.submit_modal(mine, {"prompt": "theirs"})
            await harness.until(lambda stolen=stolen: stolen.followups)

            assert opened.modal is None
            assert opened.response.content.startswith("Only the person who requested this picture")
            assert opened.response.ephemeral_to is who.user
            assert stolen.followups[0].content.startswith("Only the person who requested this picture")
        assert len(await harness.rows()) == 1


async def test_a_member_allowed_to_repeat_edits_at_their_own_cost(tmp_path):
    async with open_harness(tmp_path, REROLL_BY="anyone") as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="ours"))
        opened = await _open(harness, harness.bob, first)
        post = await harness.result_of(await harness.bob.submit_modal(opened, {"prompt": "ours, bluer"}))

        assert "6 credits" in post.content
        assert post.content.startswith(f"**“ours, bluer”** by <@{harness.people.bob.id}>")


async def test_a_refused_form_returns_the_typed_text(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="10") as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        opened = await _open(harness, harness.alice, first)
        sent = await harness.alice.submit_modal(opened, {"prompt": "a kite @everyone " + "x" * 3900})
        await harness.until(lambda: sent.followups)
        (refusal,) = sent.followups

        assert refusal.content.startswith("This costs 6 credits and you have 4 left")
        (embed,) = refusal.embeds
        assert embed["description"] == "a kite @everyone " + "x" * 3900
        assert (refusal.pinged, refusal.ephemeral_to) == ([], harness.people.alice)


async def test_the_same_edit_sent_twice_is_drawn_once_and_a_different_one_separately(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: harness.fal.submits)
        harness.clock.advance(31)
        opened = await _open(harness, harness.alice, await harness.result_of(asked))
        twice = await asyncio.gather(
            *(harness.alice.submit_modal(opened, {"prompt": "a blue kite"}) for _ in range(2))
        )
        other = await harness.alice.submit_modal(opened, {"prompt": "a green kite"})
        await harness.until(lambda: any(sent.followups for sent in twice))
        await harness.until(lambda: len(harness.fal.submits) == 3)
        harness.clock.advance(31)
        await harness.result_of(other)
        await harness.wait_idle()

        assert sorted(r["prompt"] for r in await harness.rows()) == [
            "a blue kite",
            "a green kite",
            "a red kite",
        ]


async def test_a_hostile_prompt_is_returned_unchanged_and_harmless(tmp_path):
    async with open_harness(tmp_path) as harness:
        tricks = HOSTILE[:4000].strip()
        first = await harness.result_of(await harness.alice.slash("imagine", prompt=tricks))
        opened = await _open(harness, harness.alice, first)
        post = await harness.result_of(await harness.alice.submit_modal(opened, {}))

        assert _fields(opened.modal)["prompt"]["value"] == tricks
        assert (post.pinged, post.mention_everyone) == ([], False)
        assert "\u202e" not in post.content
        assert (await harness.rows())[1]["prompt"] == tricks


@pytest.mark.parametrize(
    ("forged", "answer"),
    [
        ({"size": ["640x480"]}, "GPT Image 2 doesn't have that size. Closest sizes: Landscape 1536"),
        (
            {"drawing": ["ultra:1"]},
            "GPT Image 2 doesn't have that quality. Available qualities: Low, Medium, High.",
        ),
        (
            {"drawing": ["low:3"]},
            "GPT Image 2 can't make that many pictures at once. Available counts: 1, 2, 4.",
        ),
        ({"drawing": ["low:many"]}, "That isn't one of the choices for count"),
        ({"prompt": "\u200b \u2800"}, "Your prompt is empty"),
        ({"prompt": HOSTILE[:6000]}, "Your prompt has"),
    ],
)
async def test_a_forged_form_is_refused_privately(tmp_path, forged, answer):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        opened = await _open(harness, harness.alice, first)
        sent = await harness.alice.submit_modal(opened, forged, force=True)
        refusal = await harness.answer_of(sent)

        assert refusal.content.startswith(answer)
        assert refusal.ephemeral_to is harness.people.alice
        assert len(await harness.rows()) == 1


async def test_a_result_that_the_bot_no_longer_knows_is_too_old(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        before = await _open(harness, harness.alice, first)
        await harness.wait_idle()
        await delete_expired(harness.app.database, now=harness.clock.now() + 10 * 24 * 3600, days=9)
        after = await _open(harness, harness.alice, first)
        sent = await harness.alice.submit_modal(before, {"prompt": "a blue kite"})
        await harness.until(lambda: sent.followups)

        assert "too old" in after.response.content
        assert "too old" in sent.followups[0].content
        assert sent.response.deleted


async def test_a_request_derived_from_a_private_result_is_private(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="hush", private=True))
        opened = await _open(harness, harness.alice, first)
        post = await harness.result_of(await harness.alice.submit_modal(opened, {"prompt": "hush, hush"}))

        assert post.ephemeral_to is harness.people.alice
        assert harness.results() == [first, post]

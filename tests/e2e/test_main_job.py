"""Main job: from /imagine to the pictures."""

import asyncio

import pytest

from tests.e2e.harness import open_harness

pytestmark = pytest.mark.usefixtures("wire_form")


@pytest.mark.usefixtures("each_engine")
async def test_four_pictures_arrive_in_one_message_with_alt_text(tmp_path):
    async with open_harness(tmp_path) as harness:
        interaction = await harness.alice.slash("imagine", prompt="a lighthouse at dusk", count=4)
        post = await harness.result_of(interaction)

        assert [a.filename[-6:] for a in post.attachments] == ["-1.png", "-2.png", "-3.png", "-4.png"]
        assert all("a lighthouse at dusk" in (a.description or "") for a in post.attachments)
        assert [(a.width, a.height) for a in post.attachments] == [(1024, 1024)] * 4
        assert post is interaction.response
        assert "24 credits" in post.content


async def test_the_default_call_sends_exactly_the_inputs_of_its_form_and_the_key_once(tmp_path, wire_form):
    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

        sizes = {
            "playground": {"size": "1024x1024", "safety_tolerance": 2},
            "published": {"image_size": {"width": 1024, "height": 1024}},
        }
        (submit,) = harness.fal.submits
        assert submit.arguments == {
            "prompt": "a red kite",
            "quality": "medium",
            "num_images": 1,
            **sizes[wire_form],
        }
        headers = {name.lower(): value for name, value in submit.headers.items()}
        assert headers["authorization"] == f"Key {harness.fal.key}"
        assert submit.path == "/fal-ai/gpt-image-2"


async def test_the_second_catalogue_entry_sends_width_and_height(tmp_path):
    async with open_harness(tmp_path, FAL_MODEL="openai/gpt-image-2") as harness:
        command = harness.alice.slash("imagine", prompt="a tall tower", size="1024x1536", quality="low")
        post = await harness.result_of(await command)

        (submit,) = harness.fal.submits
        assert submit.arguments["image_size"] == {"width": 1024, "height": 1536}
        assert "safety_tolerance" not in submit.arguments
        assert (post.attachments[0].width, post.attachments[0].height) == (1024, 1536)


async def test_an_operator_may_override_the_safety_tolerance_where_the_form_has_one(tmp_path, wire_form):
    async with open_harness(tmp_path, SAFETY_TOLERANCE="4") as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

        sent = harness.fal.submits[0].arguments.get("safety_tolerance")
        assert sent == {"playground": 4, "published": None}[wire_form]


def _shows(interaction, text):
    return lambda: interaction.response is not None and text in interaction.response.content


async def test_progress_is_shown_before_the_result_and_never_after_it(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        interaction = await harness.alice.slash("imagine", prompt="slow clouds")
        await harness.until(_shows(interaction, "Drawing…"))
        harness.clock.advance(31)
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert post.content.split("\n")[0].endswith(f"** by <@{harness.people.alice.id}>")


async def test_a_full_fal_queue_is_shown_with_the_position_in_it(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30, "concurrency": 1}) as harness:
        first = await harness.alice.slash("imagine", prompt="first")
        await harness.until(_shows(first, "Drawing…"))
        second = await harness.bob.slash("imagine", prompt="second")
        await harness.until(_shows(second, "Waiting for the image service: you're next."))
        harness.clock.advance(31)
        await harness.result_of(first)
        await harness.until(_shows(second, "Drawing…"))
        harness.clock.advance(31)
        await harness.result_of(second)


async def test_a_queued_member_sees_the_number_of_requests_ahead(tmp_path):
    async with open_harness(
        tmp_path, sandbox={"render_seconds": 30}, JOBS_RUNNING="1", JOBS_RUNNING_PER_MEMBER="1"
    ) as harness:
        first = await harness.alice.slash("imagine", prompt="first")
        await harness.until(_shows(first, "Drawing…"))
        second = await harness.bob.slash("imagine", prompt="second")
        await harness.until(_shows(second, "You're next in the queue."))
        third = await harness.mod.slash("imagine", prompt="third")
        await harness.until(_shows(third, "In the queue: 1 request ahead of yours."))
        for interaction in (first, second, third):
            await harness.until(_shows(interaction, "Drawing…"))
            harness.clock.advance(31)
            await harness.result_of(interaction)


@pytest.mark.usefixtures("each_engine")
async def test_twenty_requests_with_a_quota_for_five_pictures_yield_exactly_five(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="30") as harness:
        asked = [await harness.alice.slash("imagine", prompt=f"number {n}") for n in range(20)]
        await harness.until(
            lambda: sum(1 for i in asked if i.followups or (i.response and i.response.attachments)) == 20
        )
        await harness.wait_idle()

        refused = [i for i in asked if i.followups]
        assert len(harness.results()) == 5
        assert len(refused) == 15
        assert all("costs 6 credits and you have 0 left" in i.followups[0].content for i in refused)
        assert all(i.followups[0].ephemeral_to is harness.people.alice for i in refused)
        assert len(harness.fal.submits) == 5
        entries = await harness.entries()
        assert sum(e["allowance_delta"] for e in entries) == 30


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("prompt", ["forbidden-422 scene", "forbidden-400 scene"])
async def test_a_policy_refusal_is_explained_once_and_refunded_in_full(tmp_path, prompt):
    async with open_harness(tmp_path) as harness:
        interaction = await harness.alice.slash("imagine", prompt=prompt, count=2)
        answer = await harness.answer_text(interaction)
        await harness.wait_idle()

        assert answer.startswith(f"**“{prompt}”** by {harness.people.alice.mention}")
        assert "content policy blocked this prompt" in answer
        assert "You weren't charged. (60 credits left)" in answer
        assert harness.bob.visible_messages() == []
        assert len(harness.fal.submits) == 1
        assert [e["kind"] for e in await harness.entries()] == ["reserve", "refund"]
        assert (await harness.rows())[0]["token"] is None


async def test_fewer_pictures_than_asked_refund_the_difference(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.job.fewer-pictures", count=3)
        post = await harness.draw("four moons", count=4)

        assert len(post.attachments) == 3
        assert "One picture is missing" in post.content
        assert "18 credits" in post.content
        assert (await harness.rows())[0]["charged"] == 18


async def test_a_picture_above_the_upload_limit_is_re_encoded_with_a_note(tmp_path):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 12 * 1024 * 1024}) as harness:
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="noise", count=2))

        assert all(a.size <= 10 * 1024 * 1024 for a in post.attachments)
        assert "Compressed to fit Discord's upload limit: picture 1" in post.content


@pytest.mark.usefixtures("each_engine")
async def test_the_repeat_reaction_draws_again_and_links_to_the_original(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        await harness.until(lambda: first.reactions)
        await harness.alice.react(first, "🔁")
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.wait_idle()

        second = harness.results()[1]
        assert "another take on [this picture](" in second.content
        assert str(first.id) in second.content
        assert [r["source"] for r in await harness.rows()] == ["command", "reaction"]
        assert (await harness.rows())[1]["parent_id"] == (await harness.rows())[0]["id"]


async def test_the_again_button_works_where_reactions_are_not_allowed(tmp_path):
    async with open_harness(tmp_path) as harness:
        quiet = harness.client(harness.people.alice, harness.people.quiet)
        first = await harness.result_of(await quiet.slash("imagine", prompt="hush"))
        again = await quiet.click(first, "Again")
        await harness.result_of(again)
        await harness.wait_idle()

        assert not first.reactions
        assert len(harness.results(harness.people.quiet)) == 2


async def test_a_repeat_by_another_member_is_refused_by_direct_message(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="mine"))
        await harness.until(lambda: post.reactions)
        await harness.bob.react(post, "🔁")
        world = harness.world
        direct = world.open_dm(harness.people.bob)
        await harness.until(lambda: world.messages(direct))
        await harness.wait_idle()

        assert "Only the person who requested this picture" in world.messages(direct)[0].content
        assert len(world.messages(harness.people.studio)) == 1


@pytest.mark.usefixtures("each_engine")
async def test_every_one_of_many_concurrent_requests_gets_a_reply(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as harness:
        asked = await asyncio.gather(
            *(harness.alice.slash("imagine", prompt=f"a {n}") for n in range(6)),
            *(harness.bob.slash("imagine", prompt=f"b {n}") for n in range(6)),
        )
        for interaction in asked:
            await harness.result_of(interaction)
        await harness.wait_idle()

        assert len(harness.results()) == 12
        assert len(harness.fal.submits) == 12

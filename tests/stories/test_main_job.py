"""A member draws: from the command to the pictures, over real sockets."""

import asyncio

import pytest

from tests.stories.house import open_house


async def test_four_pictures_arrive_in_one_message_with_alt_text(tmp_path):
    async with open_house(tmp_path) as house:
        interaction = await house.alice.slash("imagine", prompt="a lighthouse at dusk", count=4)
        post = await house.pictures_of(interaction)

        assert [a.filename[-6:] for a in post.attachments] == ["-1.png", "-2.png", "-3.png", "-4.png"]
        assert all("a lighthouse at dusk" in (a.description or "") for a in post.attachments)
        assert [(a.width, a.height) for a in post.attachments] == [(1024, 1024)] * 4
        assert post is interaction.response
        assert "24 credits, 36 left" in post.content


async def test_the_default_call_sends_exactly_the_five_inputs_and_the_key_once(tmp_path):
    async with open_house(tmp_path) as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))

        (submit,) = house.box.fal.submits
        assert submit.arguments == {
            "prompt": "a red kite",
            "size": "1024x1024",
            "quality": "medium",
            "num_images": 1,
            "safety_tolerance": 2,
        }
        headers = {name.lower(): value for name, value in submit.headers.items()}
        assert headers["authorization"] == "Key sandbox-id:sandbox-secret"
        assert submit.path == "/fal-ai/gpt-image-2"


async def test_the_second_catalogue_entry_sends_width_and_height(tmp_path):
    async with open_house(tmp_path, FAL_MODEL="openai/gpt-image-2") as house:
        command = house.alice.slash("imagine", prompt="a tall tower", size="1024x1536", quality="low")
        post = await house.pictures_of(await command)

        (submit,) = house.box.fal.submits
        assert submit.arguments["image_size"] == {"width": 1024, "height": 1536}
        assert "safety_tolerance" not in submit.arguments
        assert (post.attachments[0].width, post.attachments[0].height) == (1024, 1536)


async def test_an_operator_may_override_the_safety_tolerance(tmp_path):
    async with open_house(tmp_path, SAFETY_TOLERANCE="4") as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))

        assert house.box.fal.submits[0].arguments["safety_tolerance"] == 4


def _shows(interaction, text):
    return lambda: interaction.response is not None and text in interaction.response.content


async def test_progress_is_shown_before_the_result_and_never_after_it(tmp_path):
    async with open_house(tmp_path, sandbox={"render_seconds": 30}) as house:
        interaction = await house.alice.slash("imagine", prompt="slow clouds")
        await house.until(_shows(interaction, "Drawing…"))
        house.box.clock.advance(31)
        post = await house.pictures_of(interaction)
        await house.settled()

        assert post.content.startswith(f"<@{house.box.people.alice.id}> asked for:")


async def test_a_full_fal_queue_is_shown_with_the_position_in_it(tmp_path):
    async with open_house(tmp_path, sandbox={"render_seconds": 30, "concurrency": 1}) as house:
        first = await house.alice.slash("imagine", prompt="first")
        await house.until(_shows(first, "Drawing…"))
        second = await house.bob.slash("imagine", prompt="second")
        await house.until(_shows(second, "At fal: yours is next."))
        house.box.clock.advance(31)
        await house.pictures_of(first)
        await house.until(_shows(second, "Drawing…"))
        house.box.clock.advance(31)
        await house.pictures_of(second)


async def test_who_waits_in_our_own_line_sees_how_many_are_ahead(tmp_path):
    async with open_house(
        tmp_path, sandbox={"render_seconds": 30}, JOBS_RUNNING="1", JOBS_RUNNING_PER_MEMBER="1"
    ) as house:
        first = await house.alice.slash("imagine", prompt="first")
        await house.until(_shows(first, "Drawing…"))
        second = await house.bob.slash("imagine", prompt="second")
        await house.until(_shows(second, "Your request is next in line."))
        third = await house.mod.slash("imagine", prompt="third")
        await house.until(_shows(third, "In line: 1 request is ahead of yours."))
        for interaction in (first, second, third):
            await house.until(_shows(interaction, "Drawing…"))
            house.box.clock.advance(31)
            await house.pictures_of(interaction)


async def test_twenty_requests_on_a_quota_for_five_pictures_yield_exactly_five(tmp_path):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="30") as house:
        asked = [await house.alice.slash("imagine", prompt=f"number {n}") for n in range(20)]
        await house.until(
            lambda: sum(1 for i in asked if i.followups or (i.response and i.response.attachments)) == 20
        )
        await house.settled()

        refused = [i for i in asked if i.followups]
        assert len(house.posts()) == 5
        assert len(refused) == 15
        assert all("costs 6 credits and you have 0 left" in i.followups[0].content for i in refused)
        assert all(i.followups[0].ephemeral_to is house.box.people.alice for i in refused)
        assert len(house.box.fal.submits) == 5
        entries = await house.entries()
        assert sum(e["allowance_delta"] for e in entries) == 30


@pytest.mark.parametrize("prompt", ["forbidden-422 scene", "forbidden-400 scene"])
async def test_a_policy_refusal_is_explained_once_and_refunded_in_full(tmp_path, prompt):
    async with open_house(tmp_path) as house:
        interaction = await house.alice.slash("imagine", prompt=prompt, count=2)
        answer = await house.answer_of(interaction)
        await house.settled()

        assert "content policy refused this prompt" in answer
        assert "12 credits are back with you (60 left)" in answer
        assert len(house.box.fal.submits) == 1
        assert [e["kind"] for e in await house.entries()] == ["reserve", "refund"]
        assert (await house.rows())[0]["token"] is None


async def test_fewer_pictures_than_asked_refund_the_difference(tmp_path):
    async with open_house(tmp_path) as house:
        house.box.faults.arm("fal.job.fewer-pictures", count=3)
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="four moons", count=4))
        await house.settled()

        assert len(post.attachments) == 3
        assert "One picture is missing" in post.content
        assert "18 credits, 42 left" in post.content
        assert (await house.rows())[0]["charged"] == 18


async def test_a_picture_over_the_upload_limit_is_re_encoded_and_the_reply_says_so(tmp_path):
    async with open_house(tmp_path, sandbox={"picture_bytes": 12 * 1024 * 1024}) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="noise", count=2))

        assert all(a.size <= 10 * 1024 * 1024 for a in post.attachments)
        assert "Re-encoded to fit Discord's upload limit: picture 1" in post.content


async def test_the_repeat_reaction_draws_again_and_says_what_it_repeats(tmp_path):
    async with open_house(tmp_path) as house:
        first = await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))
        await house.until(lambda: first.reactions)
        await house.alice.react(first, "🔁")
        await house.until(lambda: len(house.posts()) == 2)
        await house.settled()

        second = house.posts()[1]
        assert "asked again for [this picture](" in second.content
        assert str(first.id) in second.content
        assert [r["source"] for r in await house.rows()] == ["command", "reaction"]
        assert (await house.rows())[1]["parent_id"] == (await house.rows())[0]["id"]


async def test_the_again_button_works_where_reactions_are_not_allowed(tmp_path):
    async with open_house(tmp_path) as house:
        quiet = house.actor(house.box.people.alice, house.box.people.quiet)
        first = await house.pictures_of(await quiet.slash("imagine", prompt="hush"))
        again = await quiet.click(first, "Again")
        await house.pictures_of(again)
        await house.settled()

        assert not first.reactions
        assert len(house.posts(house.box.people.quiet)) == 2


async def test_somebody_elses_repeat_is_refused_by_direct_message(tmp_path):
    async with open_house(tmp_path) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="mine"))
        await house.until(lambda: post.reactions)
        await house.bob.react(post, "🔁")
        world = house.box.discord.world
        direct = world.open_dm(house.box.people.bob)
        await house.until(lambda: world.messages(direct))
        await house.settled()

        assert "Only the person who asked" in world.messages(direct)[0].content
        assert len(world.messages(house.box.people.studio)) == 1


async def test_every_open_request_gets_its_answer_when_many_ask_at_once(tmp_path):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="1000") as house:
        asked = await asyncio.gather(
            *(house.alice.slash("imagine", prompt=f"a {n}") for n in range(6)),
            *(house.bob.slash("imagine", prompt=f"b {n}") for n in range(6)),
        )
        for interaction in asked:
            await house.pictures_of(interaction)
        await house.settled()

        assert len(house.posts()) == 12
        assert len(house.box.fal.submits) == 12

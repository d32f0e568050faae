"""/settings: each decision is made in the panel and seen in what happens to requests."""

import pytest
from sqlalchemy import select

from bot.db.schema import audit
from sandbox.discord.client_checks import ClientRefusedError
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.server import open_sandbox
from tests.stories.house import House, open_house, running_bot
from tests.stories.slow_database import hold_database


async def _open(house, section=None):
    """The panel as a moderator has it, turned to a section."""
    interaction = await house.mod.slash("settings")
    await interaction.done()
    message = interaction.response
    assert message.ephemeral_to is house.box.people.mod
    if section is not None:
        await _choose(house, message, "go", section)
    return message


async def _choose(house, message, control, *values, by=None):
    edits = len(message.edits)
    interaction = await (by or house.mod).select(message, f"easel:settings:{control}", values)
    await house.until(lambda: len(message.edits) > edits or interaction.followups)
    return interaction


async def _press(house, message, custom_id):
    edits = len(message.edits)
    await house.mod.click(message, custom_id)
    await house.until(lambda: len(message.edits) > edits)


def _text(message):
    return "\n".join(
        c["content"] for c in walk(message.components) if c["type"] == ComponentType.TEXT_DISPLAY
    )


def _control(message, key):
    return next(c for c in walk(message.components) if c.get("custom_id") == f"easel:settings:set:{key}")


async def _refusal(house, interaction):
    await house.until(lambda: interaction.followups)
    return interaction.followups[0].content


async def _audit(house):
    async with house.app.database.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    return [(r["actor_id"], r["subject"], r["after_text"]) for r in rows]


async def test_the_overview_says_what_is_in_force_and_why(tmp_path):
    async with open_house(tmp_path, REROLL_BY="anyone", SAFETY_TOLERANCE="3") as house:
        text = _text(await _open(house))

        assert (
            "Channels where drawing is allowed (with their threads)**\nEverywhere · *not decided here*"
            in text
        )
        assert "Anyone, on their own quota · *the operator's setting*" in text
        assert "All that the model offers · *the model's own*" in text
        assert "3 (1 is the strictest, 6 the loosest) · *the operator's setting*" in text


async def test_a_channel_chosen_in_the_panel_is_the_only_one_that_draws(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        panel = await _open(house, "places")
        await _choose(house, panel, "set:channels", people.quiet)

        asked = await house.alice.slash("imagine", prompt="a kite")
        assert f"<#{people.quiet.id}>" in await _refusal(house, asked)
        assert f"<#{people.quiet.id}> · *decided here*" in _text(panel)
        assert _control(panel, "channels")["default_values"] == [
            {"id": str(people.quiet.id), "type": "channel"}
        ]
        await _choose(house, panel, "set:channels")
        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))
        assert await _audit(house) == [
            (people.mod.id, "channels", f"[{people.quiet.id}]"),
            (people.mod.id, "channels", None),
        ]


async def test_a_role_chosen_in_the_panel_is_needed_to_draw(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        panel = await _open(house, "places")
        await _choose(house, panel, "set:roles", people.patrons)

        asked = await house.alice.slash("imagine", prompt="a kite")

        assert f"<@&{people.patrons.id}>" in await _refusal(house, asked)
        assert _control(panel, "roles")["default_values"] == [{"id": str(people.patrons.id), "type": "role"}]


async def test_who_may_repeat_is_chosen_in_the_panel_and_holds_for_button_and_reaction(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="mine"))
        await house.until(lambda: post.reactions)
        panel = await _open(house, "repeats")
        await _choose(house, panel, "set:repeat_by", "roles")
        assert "but none is chosen" in _text(panel)
        await _choose(house, panel, "set:repeat_roles", people.patrons)

        refused = await _refusal(house, await house.bob.click(post, "Again"))
        people.guild.set_roles(people.bob, [people.patrons])
        await house.pictures_of(await house.bob.click(post, "Again"))
        await house.settled()
        await house.bob.react(post, "🔁")
        await house.until(lambda: len(house.posts()) == 3)
        await house.settled()

        assert f"<@&{people.patrons.id}>" in refused


async def test_choices_are_narrowed_and_given_back_in_the_panel(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "choices")
        await _choose(house, panel, "set:sizes", "1536x1024", "1024x1536")
        await _choose(house, panel, "set:qualities", "low")
        await _choose(house, panel, "set:largest_count", "2")

        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))
        four = await house.alice.slash("imagine", prompt="a kite", count=4)
        assert "at most 2 pictures" in await _refusal(house, four)
        first = house.box.fal.submits[0].arguments
        assert (first["size"], first["quality"]) == ("1536x1024", "low")

        await _press(house, panel, "easel:settings:clear:choices")
        await house.pictures_of(
            await house.alice.slash("imagine", prompt="a kite", quality="medium", count=4)
        )
        assert len(await _audit(house)) == 6


async def test_all_of_the_choices_are_no_decision(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "choices")
        await _choose(house, panel, "set:qualities", "low", "medium", "high")

        assert await _audit(house) == []


async def test_covering_and_language_chosen_in_the_panel_show_in_the_post(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "look")
        await _choose(house, panel, "set:spoiler_channels", house.box.people.studio)
        await _choose(house, panel, "set:language", "de")

        post = await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))
        assert post.attachments[0].filename.startswith("SPOILER_")
        assert (await house.rows())[0]["locale"] == "de"

        await _choose(house, panel, "set:spoiler_channels")
        await _choose(house, panel, "set:spoiler", "all")
        quiet = house.actor(house.box.people.alice, house.box.people.quiet)
        covered = await house.pictures_of(await quiet.slash("imagine", prompt="a kite"))
        assert covered.attachments[0].filename.startswith("SPOILER_")


async def test_the_safety_tolerance_offers_no_more_than_the_operator_allows(tmp_path):
    async with open_house(tmp_path, SAFETY_TOLERANCE="3") as house:
        panel = await _open(house, "safety")
        offered = [option["value"] for option in _control(panel, "safety_tolerance")["options"]]
        await _choose(house, panel, "set:safety_tolerance", "1")
        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))

        assert offered == ["-", "1", "2", "3"]
        assert house.box.fal.submits[0].arguments["safety_tolerance"] == 1
        with pytest.raises(ClientRefusedError):
            await house.mod.select(panel, "easel:settings:set:safety_tolerance", ["6"])


async def test_a_model_without_a_safety_tolerance_says_so_and_offers_none(tmp_path):
    async with open_house(tmp_path, FAL_MODEL="openai/gpt-image-2") as house:
        panel = await _open(house, "safety")

        assert "This model has no such setting" in _text(panel)
        assert not any("safety_tolerance" in c.get("custom_id", "") for c in walk(panel.components))


async def _write_words(house, panel, words):
    clicked = await house.mod.click(panel, "easel:settings:words")
    await house.until(lambda: clicked.modal)
    edits = len(panel.edits)
    sent = await house.mod.submit_modal(clicked, {"words": words})
    await house.until(lambda: len(panel.edits) > edits or sent.messages)
    return clicked, sent


async def test_refused_words_are_written_in_a_form_that_shows_those_there_are(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "safety")
        await _write_words(house, panel, "Kite, black bear\nkite")

        assert "2 words · *decided here*" in _text(panel)
        asked = await house.alice.slash("imagine", prompt="a KITE")
        assert "refuse a word" in await _refusal(house, asked)

        again, _ = await _write_words(house, panel, "")
        assert again.modal["components"][0]["component"]["value"] == "Kite\nblack bear"
        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))
        assert [subject for _, subject, _ in await _audit(house)] == ["refused_words"] * 2


async def test_a_list_of_words_that_is_too_long_is_refused_whole(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "safety")
        _, sent = await _write_words(house, panel, "\n".join(f"word{n}" for n in range(201)))

        assert "200 words of at most 60" in sent.messages[-1].content
        assert await _audit(house) == []


async def test_who_is_no_longer_an_administrator_changes_nothing_with_an_open_panel(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        panel = await _open(house, "safety")
        form = await house.mod.click(panel, "easel:settings:words")
        await house.until(lambda: form.modal)
        people.guild.set_roles(people.mod, [])

        answers = [
            await house.mod.click(panel, "easel:settings:words"),
            await house.mod.select(panel, "easel:settings:set:safety_tolerance", ["1"]),
            await house.mod.select(panel, "easel:settings:go", ["places"]),
            await house.mod.submit_modal(form, {"words": "kite"}),
            await house.mod.slash("settings", force=True),
        ]
        for answer in answers:
            await house.until(lambda answer=answer: answer.messages)

        assert all("needs the Manage Server permission" in a.messages[0].content for a in answers)
        assert all(a.messages[0].ephemeral_to is people.mod for a in answers)
        assert await _audit(house) == []


async def test_a_panel_works_after_a_restart_and_shows_what_another_has_decided_since(tmp_path):
    async with open_sandbox() as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house):
            panel = await _open(house, "repeats")
            form = await house.mod.click(await _open(house, "safety"), "easel:settings:words")
            await house.until(lambda: form.modal)
        async with running_bot(house):
            olivia = house.actor(box.people.olivia)
            other = (await (await olivia.slash("settings")).done()).response
            await _choose(house, other, "go", "repeats", by=olivia)
            await _choose(house, other, "set:repeat_by", "anyone", by=olivia)

            await _choose(house, panel, "set:repeat_roles", box.people.patrons)
            await house.mod.submit_modal(form, {"words": "kite"})
            await house.until(lambda: "1 word ·" in _text(form.source))

            assert "Anyone, on their own quota · *decided here*" in _text(panel)
            assert [subject for _, subject, _ in await _audit(house)] == [
                "repeat_by",
                "repeat_roles",
                "refused_words",
            ]


async def test_channels_and_roles_that_are_gone_are_shown_as_such(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        spare = people.guild.create_channel("spare")
        panel = await _open(house, "places")
        await _choose(house, panel, "set:channels", spare, people.studio)
        people.guild.delete_channel(spare)
        await _choose(house, panel, "go", "places")

        assert f"a deleted channel, <#{people.studio.id}> · *decided here*" in _text(panel)
        assert [v["id"] for v in _control(panel, "channels")["default_values"]] == [str(people.studio.id)]


async def test_the_panel_works_in_a_server_that_is_not_cached(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        panel = await _open(house, "places")
        state = house.app.bot._connection
        state._remove_guild(house.app.bot.get_guild(people.guild.id))
        await _choose(house, panel, "set:roles", people.patrons)
        await _choose(house, panel, "set:channels", people.quiet, people.studio)

        assert f"<@&{people.patrons.id}> · *decided here*" in _text(panel)
        assert f"<#{people.quiet.id}>, <#{people.studio.id}>" in _text(panel)


async def test_a_slow_database_delays_the_panel_but_no_acknowledgement(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "repeats")
        with hold_database(house.app):
            command = await (await house.mod.slash("settings")).acked()
            clicked = await house.mod.select(panel, "easel:settings:set:repeat_by", ["anyone"])
            await clicked.acked()
        await command.done()
        await house.until(lambda: "Anyone, on their own quota · *decided here*" in _text(panel))


async def test_a_form_that_cannot_be_filled_in_in_time_is_refused_in_time(tmp_path):
    async with open_house(tmp_path) as house:
        panel = await _open(house, "safety")
        with hold_database(house.app):
            clicked = await house.mod.click(panel, "easel:settings:words")
            await house.until(lambda: clicked.messages)

        assert clicked.modal is None
        assert clicked.messages[0].ephemeral_to is house.box.people.mod


async def test_nothing_of_a_panel_stays_in_memory(tmp_path):
    async with open_house(tmp_path) as house:
        store = house.app.bot._connection._view_store
        for section in ("places", "repeats", "choices", "look", "safety", "notices", "overview"):
            await _open(house, section)

        assert not store._views
        assert not store._synced_message_views
        assert not store._modals

"""/settings: each choice in the panel takes effect on requests."""

import pytest
from sqlalchemy import select

from bot.db.schema import audit
from sandbox.discord.client_checks import ClientRefusedError
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import Harness, open_harness, running_bot


async def _open(harness, section=None):
    """The panel as a moderator has it, turned to a section."""
    interaction = await harness.mod.slash("settings")
    await interaction.done()
    message = interaction.response
    assert message.ephemeral_to is harness.people.mod
    if section is not None:
        await _choose(harness, message, "go", section)
    return message


async def _choose(harness, message, control, *values, by=None):
    edits = len(message.edits)
    interaction = await (by or harness.mod).select(message, f"easel:settings:{control}", values)
    await harness.until(lambda: len(message.edits) > edits or interaction.followups)
    return interaction


async def _press(harness, message, custom_id):
    edits = len(message.edits)
    await harness.mod.click(message, custom_id)
    await harness.until(lambda: len(message.edits) > edits)


def _text(message):
    return "\n".join(
        c["content"] for c in walk(message.components) if c["type"] == ComponentType.TEXT_DISPLAY
    )


def _control(message, key):
    return next(c for c in walk(message.components) if c.get("custom_id") == f"easel:settings:set:{key}")


async def _refusal(harness, interaction):
    await harness.until(lambda: interaction.followups)
    return interaction.followups[0].content


async def _audit(harness):
    async with harness.app.database.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    return [(r["actor_id"], r["subject"], r["after_text"]) for r in rows]


async def test_the_overview_shows_only_changed_settings_and_their_source(tmp_path):
    async with open_harness(tmp_path, REROLL_BY="anyone", SAFETY_TOLERANCE="3") as harness:
        panel = await _open(harness)
        text = _text(panel)

        assert "Anyone, with their own credits · *set by the operator*" in text
        assert "3 (1 is the strictest, 6 the most permissive) · *set by the operator*" in text
        assert text.endswith("Everything else has its default.")
        assert "Channels where Easel can be used" not in text
        await _choose(harness, panel, "go", "choices")
        assert "Everything the model offers · *the model's default*" in _text(panel)
        await _choose(harness, panel, "set:largest_count", "2")
        await _choose(harness, panel, "go", "overview")
        assert "Up to 2 pictures · *set here*" in _text(panel)


async def test_a_server_without_settings_sees_only_defaults(tmp_path):
    async with open_harness(tmp_path) as harness:
        text = _text(await _open(harness))

        assert text.endswith("Everything has its default. Choose a section above to change something.")
        assert "·" not in text


async def test_a_channel_chosen_in_the_panel_is_the_only_one_that_draws(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        panel = await _open(harness, "places")
        await _choose(harness, panel, "set:channels", people.quiet)

        asked = await harness.alice.slash("imagine", prompt="a kite")
        assert f"<#{people.quiet.id}>" in await _refusal(harness, asked)
        assert f"<#{people.quiet.id}> · *set here*" in _text(panel)
        assert _control(panel, "channels")["default_values"] == [
            {"id": str(people.quiet.id), "type": "channel"}
        ]
        await _choose(harness, panel, "set:channels")
        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))
        assert await _audit(harness) == [
            (people.mod.id, "channels", f"[{people.quiet.id}]"),
            (people.mod.id, "channels", None),
        ]


async def test_a_role_chosen_in_the_panel_is_needed_to_draw(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        panel = await _open(harness, "places")
        await _choose(harness, panel, "set:roles", people.patrons)

        asked = await harness.alice.slash("imagine", prompt="a kite")

        assert f"<@&{people.patrons.id}>" in await _refusal(harness, asked)
        assert _control(panel, "roles")["default_values"] == [{"id": str(people.patrons.id), "type": "role"}]


async def test_repeat_permission_set_in_the_panel_applies_to_button_and_reaction(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="mine"))
        await harness.until(lambda: post.reactions)
        panel = await _open(harness, "repeats")
        await _choose(harness, panel, "set:repeat_by", "roles")
        assert "no roles selected below" in _text(panel)
        await _choose(harness, panel, "set:repeat_roles", people.patrons)

        refused = await _refusal(harness, await harness.bob.click(post, "Again"))
        people.guild.set_roles(people.bob, [people.patrons])
        await harness.result_of(await harness.bob.click(post, "Again"))
        await harness.wait_idle()
        await harness.bob.react(post, "🔁")
        await harness.until(lambda: len(harness.results()) == 3)
        await harness.wait_idle()

        assert f"<@&{people.patrons.id}>" in refused


async def test_choices_can_be_restricted_and_restored_in_the_panel(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "choices")
        await _choose(harness, panel, "set:sizes", "1536x1024", "1024x1536")
        await _choose(harness, panel, "set:qualities", "low")
        await _choose(harness, panel, "set:largest_count", "2")

        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))
        four = await harness.alice.slash("imagine", prompt="a kite", count=4)
        assert "at most 2 pictures" in await _refusal(harness, four)
        first = harness.fal.submits[0].arguments
        assert (first["size"], first["quality"]) == ("1536x1024", "low")

        await _press(harness, panel, "easel:settings:clear:choices")
        await harness.result_of(
            await harness.alice.slash("imagine", prompt="a kite", quality="medium", count=4)
        )
        assert len(await _audit(harness)) == 6


async def test_selecting_all_choices_removes_the_setting(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "choices")
        await _choose(harness, panel, "set:qualities", "low", "medium", "high")

        assert await _audit(harness) == []


async def test_spoiler_and_language_settings_apply_to_the_post(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "look")
        await _choose(harness, panel, "set:spoiler_channels", harness.people.studio)
        await _choose(harness, panel, "set:language", "de")

        post = await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))
        assert post.attachments[0].filename.startswith("SPOILER_")
        assert (await harness.rows())[0]["locale"] == "de"

        await _choose(harness, panel, "set:spoiler_channels")
        await _choose(harness, panel, "set:spoiler", "all")
        quiet = harness.client(harness.people.alice, harness.people.quiet)
        covered = await harness.result_of(await quiet.slash("imagine", prompt="a kite"))
        assert covered.attachments[0].filename.startswith("SPOILER_")


async def test_the_safety_tolerance_is_limited_by_the_operator(tmp_path):
    async with open_harness(tmp_path, SAFETY_TOLERANCE="3") as harness:
        panel = await _open(harness, "safety")
        offered = [option["value"] for option in _control(panel, "safety_tolerance")["options"]]
        await _choose(harness, panel, "set:safety_tolerance", "1")
        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))

        assert offered == ["-", "1", "2", "3"]
        assert harness.fal.submits[0].arguments["safety_tolerance"] == 1
        with pytest.raises(ClientRefusedError):
            await harness.mod.select(panel, "easel:settings:set:safety_tolerance", ["6"])


async def test_a_model_without_a_safety_tolerance_says_so_and_offers_none(tmp_path):
    async with open_harness(tmp_path, FAL_MODEL="openai/gpt-image-2") as harness:
        panel = await _open(harness, "safety")

        assert "Not supported by this model" in _text(panel)
        assert not any("safety_tolerance" in c.get("custom_id", "") for c in walk(panel.components))


async def _write_words(harness, panel, words):
    clicked = await harness.mod.click(panel, "easel:settings:words")
    await harness.until(lambda: clicked.modal)
    edits = len(panel.edits)
    sent = await harness.mod.submit_modal(clicked, {"words": words})
    await harness.until(lambda: len(panel.edits) > edits or sent.messages)
    return clicked, sent


async def test_the_form_for_blocked_words_shows_the_current_ones(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "safety")
        await _write_words(harness, panel, "Kite, black bear\nkite")

        assert "2 words · *set here*" in _text(panel)
        asked = await harness.alice.slash("imagine", prompt="a KITE")
        assert "contains a word that's blocked" in await _refusal(harness, asked)

        again, _ = await _write_words(harness, panel, "")
        assert again.modal["components"][0]["component"]["value"] == "Kite\nblack bear"
        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))
        assert [subject for _, subject, _ in await _audit(harness)] == ["refused_words"] * 2


async def test_a_too_long_word_list_is_refused_completely(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "safety")
        _, sent = await _write_words(harness, panel, "\n".join(f"word{n}" for n in range(201)))

        assert "200 words of 60 characters" in sent.messages[-1].content
        assert await _audit(harness) == []


async def test_a_former_administrator_cannot_use_an_open_panel(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        panel = await _open(harness, "safety")
        form = await harness.mod.click(panel, "easel:settings:words")
        await harness.until(lambda: form.modal)
        people.guild.set_roles(people.mod, [])

        answers = [
            await harness.mod.click(panel, "easel:settings:words"),
            await harness.mod.select(panel, "easel:settings:set:safety_tolerance", ["1"]),
            await harness.mod.select(panel, "easel:settings:go", ["places"]),
            await harness.mod.submit_modal(form, {"words": "kite"}),
            await harness.mod.slash("settings", force=True),
        ]
        for answer in answers:
            await harness.until(lambda answer=answer: answer.messages)

        assert all("need the Manage Server permission" in a.messages[0].content for a in answers)
        assert all(a.messages[0].ephemeral_to is people.mod for a in answers)
        assert await _audit(harness) == []


async def test_a_panel_works_after_a_restart_and_shows_current_settings(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            panel = await _open(harness, "repeats")
            form = await harness.mod.click(await _open(harness, "safety"), "easel:settings:words")
            await harness.until(lambda: form.modal)
        async with running_bot(harness):
            olivia = harness.client(box.people.olivia)
            other = (await (await olivia.slash("settings")).done()).response
            await _choose(harness, other, "go", "repeats", by=olivia)
            await _choose(harness, other, "set:repeat_by", "anyone", by=olivia)

            await _choose(harness, panel, "set:repeat_roles", box.people.patrons)
            await harness.mod.submit_modal(form, {"words": "kite"})
            await harness.until(lambda: "1 word ·" in _text(form.source))

            assert "Anyone, with their own credits · *set here*" in _text(panel)
            assert [subject for _, subject, _ in await _audit(harness)] == [
                "repeat_by",
                "repeat_roles",
                "refused_words",
            ]


async def test_deleted_channels_and_roles_are_marked(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        spare = people.guild.create_channel("spare")
        panel = await _open(harness, "places")
        await _choose(harness, panel, "set:channels", spare, people.studio)
        people.guild.delete_channel(spare)
        await _choose(harness, panel, "go", "places")

        assert f"a deleted channel, <#{people.studio.id}> · *set here*" in _text(panel)
        assert [v["id"] for v in _control(panel, "channels")["default_values"]] == [str(people.studio.id)]


async def test_the_panel_works_in_a_server_that_is_not_cached(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        panel = await _open(harness, "places")
        state = harness.app.bot._connection
        state._remove_guild(harness.app.bot.get_guild(people.guild.id))
        await _choose(harness, panel, "set:roles", people.patrons)
        await _choose(harness, panel, "set:channels", people.quiet, people.studio)

        assert f"<@&{people.patrons.id}> · *set here*" in _text(panel)
        assert f"<#{people.quiet.id}>, <#{people.studio.id}>" in _text(panel)


async def test_a_slow_database_delays_the_panel_but_no_acknowledgement(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "repeats")
        with block_database(harness.app):
            command = await (await harness.mod.slash("settings")).acked()
            clicked = await harness.mod.select(panel, "easel:settings:set:repeat_by", ["anyone"])
            await clicked.acked()
        await command.done()
        await harness.until(lambda: "Anyone, with their own credits · *set here*" in _text(panel))


async def test_a_form_that_cannot_be_prefilled_in_time_is_refused_in_time(tmp_path):
    async with open_harness(tmp_path) as harness:
        panel = await _open(harness, "safety")
        with block_database(harness.app):
            clicked = await harness.mod.click(panel, "easel:settings:words")
            await harness.until(lambda: clicked.messages)

        assert clicked.modal is None
        assert clicked.messages[0].ephemeral_to is harness.people.mod


async def test_a_panel_leaves_nothing_in_memory(tmp_path):
    async with open_harness(tmp_path) as harness:
        store = harness.app.bot._connection._view_store
        for section in ("places", "repeats", "choices", "look", "safety", "notices", "overview"):
            await _open(harness, section)

        assert not store._views
        assert not store._synced_message_views
        assert not store._modals

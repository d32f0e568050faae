"""Audit log and undo: pages of records, undone changes, and permissions."""

from __future__ import annotations

from tests.e2e.harness import Harness, open_harness


async def _admin(harness: Harness, command: str, **options) -> object:
    asked = await harness.mod.slash(f"quota-admin {command}", **options)
    await harness.answer_text(asked)
    return asked


def _buttons(interaction) -> list[str]:
    rows = interaction.response.components
    return [button["label"] for row in rows for button in row["components"]]


async def test_a_roles_limit_applies_immediately_states_the_affected_members_and_can_be_undone(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        people.guild.set_roles(people.alice, [people.patrons])
        people.guild.set_roles(people.bob, [people.patrons])

        asked = await harness.mod.slash("quota-admin set", target=people.patrons, limit=5)
        await harness.until(lambda: asked.response and "members have this role" in asked.response.content)
        said = asked.response.content
        quota = await harness.answer_text(await harness.alice.slash("quota"))
        click = await harness.mod.click(asked.response, "Undo")
        await harness.until(lambda: asked.response.content.startswith("**Undone**"))
        after = await harness.answer_text(await harness.alice.slash("quota"))

        assert said.startswith(f"<@&{people.patrons.id}> can now use 5 credits a day (was: not set).")
        assert "2 members have this role" in said
        assert "Daily limit: 5 credits" in quota
        assert "Daily limit: 60 credits" in after
        assert click.response.ephemeral_to is people.mod
        assert _buttons(asked) == []


async def test_a_preview_changes_nothing(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        for who in (harness.alice, harness.alice, harness.bob):
            await harness.result_of(await who.slash("imagine", prompt="a red kite"))
        role = await _admin(harness, "set", target=people.patrons, limit=5, preview=True)
        default = await _admin(harness, "default", limit=7, preview=True)
        audit = await _admin(harness, "audit")

        assert "not set → 5 credits a day" in role.response.content
        assert "0 members have this role" in role.response.content
        assert "not set → 7 credits a day" in default.response.content
        assert f"about {len(people.guild.members)} members" in default.response.content
        assert "\n-# 2 members have requested pictures here since <t:" in default.response.content
        assert "have requested pictures" not in role.response.content
        assert audit.response.content == "Nothing has been changed on this server yet."


async def test_undo_previews_the_change_and_a_second_undo_is_answered(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _admin(harness, "grant", member=people.alice, credits=100)
        ours = await _admin(harness, "undo")
        theirs = await harness.client(people.olivia).slash("quota-admin undo")
        await harness.answer_text(theirs)
        before = await harness.answer_text(await harness.alice.slash("quota"))

        await harness.mod.click(ours.response, "Yes, undo")
        await harness.until(lambda: ours.response.content.startswith("**Undone**"))
        second = await harness.client(people.olivia).click(theirs.response, "Yes, undo")
        await harness.until(lambda: any("already undid this" in m.content for m in second.messages))
        after = await harness.answer_text(await harness.alice.slash("quota"))

        assert _buttons(ours) == []
        assert "100" in before
        assert "lost 100 bonus credits" in ours.response.content
        told = [m for m in second.messages if f"<@{people.mod.id}> already undid this" in m.content]
        assert [m.ephemeral_to for m in told] == [people.olivia]
        assert "100" not in after
        assert "nothing to undo" in (await _admin(harness, "undo")).response.content


async def test_declining_the_undo_changes_nothing(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _admin(harness, "default", limit=7)
        asked = await _admin(harness, "undo")

        await harness.mod.click(asked.response, "Keep it")
        await harness.until(lambda: asked.response.content == "Nothing was changed.")

        assert "Daily limit: 7 credits" in await harness.answer_text(await harness.alice.slash("quota"))


async def test_a_former_administrator_cannot_click(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _admin(harness, "default", limit=7)
        asked = await _admin(harness, "undo")
        people.guild.set_roles(people.mod, [])

        click = await harness.mod.click(asked.response, "Yes, undo")
        answer = await harness.answer_text(click)

        assert "Manage Server" in answer
        assert "Daily limit: 7 credits" in await harness.answer_text(await harness.alice.slash("quota"))


async def test_the_records_are_paged_in_both_directions(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        for limit in range(1, 13):
            await _admin(harness, "set", target=people.alice, limit=limit)
        asked = await _admin(harness, "audit")
        first = asked.response.content

        await harness.mod.click(asked.response, "Older")
        await harness.until(lambda: asked.response.content != first)
        second = asked.response.content
        await harness.mod.click(asked.response, "Newer")
        await harness.until(lambda: asked.response.content == first)

        assert [f"#{n}`" in first for n in (12, 5, 4)] == [True, True, False]
        assert [f"#{n}`" in second for n in (4, 1, 5)] == [True, True, False]
        assert f"<@{people.mod.id}> set the daily limit of <@{people.alice.id}> to 12 (was: 11)" in first

"""Languages: every reply is in the language of its reader's client."""

from __future__ import annotations

import re

import pytest

from sandbox.discord import Interaction
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, open_harness, running_bot


def _shows(interaction: Interaction, text: str):
    return lambda: any(text in message.content for message in interaction.messages)


async def _said(harness: Harness, interaction: Interaction) -> str:
    """The private answer to a command."""
    await harness.until(
        lambda: any(m.ephemeral_to and m.content not in ("", "…") for m in interaction.messages)
    )
    return [m.content for m in interaction.messages if m.ephemeral_to and not m.deleted][-1]


@pytest.fixture
async def german(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        harness.people.alice.locale = harness.people.mod.locale = "de"
        yield harness


@pytest.fixture
async def japanese(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        harness.people.alice.locale = harness.people.mod.locale = "ja"
        yield harness


async def test_a_german_member_sees_german_options_progress_and_results(german):
    harness = german
    options = {"größe": "Querformat 1536", "qualität": "Mittel", "anzahl": 2}
    interaction = await harness.alice.slash("imagine", prompt="ein Leuchtturm", **options)
    await harness.until(_shows(interaction, "Wird gezeichnet\N{NO-BREAK SPACE}…"))
    harness.clock.advance(31)
    post = await harness.result_of(interaction)

    alice = harness.people.alice.mention
    assert post.content.startswith(f"**“ein Leuchtturm”** von {alice}")
    assert re.search(r"1536 × 1024 · mittlere Qualität · \d+(,\d)? s · 10 Credits$", post.content)
    assert [a.description for a in post.attachments] == [
        f"Bild {n} von 2, 1536 × 1024, gezeichnet nach dem Prompt: ein Leuchtturm" for n in (1, 2)
    ]
    await harness.alice.click(post, "Noch einmal")


async def test_a_german_count_of_one_is_singular(german):
    harness = german
    await harness.mod.slash("quota-admin festlegen", ziel=harness.people.alice, limit=1)
    command = harness.alice.slash("imagine", prompt="ein Punkt", qualität="Niedrig")
    interaction = await command
    await harness.until(lambda: harness.fal.submits)
    harness.clock.advance(31)
    post = await harness.result_of(interaction)
    quota = await _said(harness, await harness.alice.slash("quota"))

    assert "1 Credit" in post.content
    assert "Tageslimit: 1 Credit, von der Serverleitung individuell festgelegt" in quota
    assert "Übrig: 0 Credits" in quota


async def test_a_german_refusal_uses_the_german_option_labels(german):
    harness = german
    blank = await _said(harness, await harness.alice.slash("imagine", prompt="  "))
    wrong = await _said(harness, await harness.alice.slash("imagine", force=True, prompt="x", size="7x7"))
    await harness.mod.slash("quota-admin festlegen", ziel=harness.people.alice, limit=1)
    dear = await _said(harness, await harness.alice.slash("imagine", prompt="x", anzahl=4))

    assert blank == "Dein Prompt ist leer. Schreib ein paar Worte dazu, was gezeichnet werden soll."
    assert wrong == (
        "GPT Image 2 hat diese Größe nicht. Am nächsten kommen: Quadrat 1024, Quadrat 2048, Querformat 1536."
    )
    assert dear.startswith("Das kostet 24 Credits, und du hast noch 1. Neue Credits gibt es <t:")


async def test_a_japanese_member_sees_japanese_options_progress_and_results(japanese):
    harness = japanese
    options = {"プロンプト": "灯台", "サイズ": "横長 1536", "品質": "中", "枚数": 2}
    interaction = await harness.alice.slash("imagine", **options)
    await harness.until(_shows(interaction, "描いています…"))
    harness.clock.advance(31)
    post = await harness.result_of(interaction)

    assert post.content.startswith(f"**“灯台”**（{harness.people.alice.mention} さん）")
    assert re.search(r"1536 × 1024 · 中品質 · \d+(\.\d)?秒 · 10クレジット$", post.content)
    assert post.attachments[1].description == "画像 2/2、1536 × 1024、プロンプトから描画：灯台"


async def test_a_failure_is_explained_in_the_requests_language(japanese):
    harness = japanese
    harness.faults.arm("fal.job.policy-422")
    interaction = await harness.alice.slash("imagine", prompt="灯台")
    await harness.until(lambda: harness.fal.submits)
    harness.clock.advance(31)
    await harness.until(_shows(interaction, "コンテンツポリシー"))

    (private,) = interaction.followups
    assert "クレジットは引かれていません。（残り60クレジット）" in private.content


async def test_two_members_of_one_server_read_two_languages(german):
    harness = german
    asked = [await who.slash("quota") for who in (harness.alice, harness.bob)]

    assert [(await _said(harness, one)).splitlines()[0] for one in asked] == [
        "**Deine Credits auf diesem Server**",
        "**Your credits on this server**",
    ]


async def test_an_unsupported_language_falls_back_to_english(german):
    harness = german
    harness.people.alice.locale = "pl"

    answer = await _said(harness, await harness.alice.slash("quota"))

    assert answer.startswith("**Your credits on this server**")


async def test_a_repeat_by_reaction_uses_the_requesters_or_the_servers_language(tmp_path):
    async with open_sandbox() as box:
        box.people.guild.locale = "ja"
        box.people.alice.locale = "de"
        harness = Harness(box, tmp_path)
        async with running_bot(harness, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1", REROLL_BY="anyone"):
            first = await harness.result_of(await harness.alice.slash("imagine", prompt="ein Baum"))
            await harness.alice.react(first, "🔁")
            await harness.until(lambda: len(harness.results()) == 2)
            await harness.bob.react(first, "🔁")
            await harness.until(lambda: len(harness.results()) == 3)
            await harness.wait_idle()

            own, strangers = harness.results()[1:]
            assert f"von {box.people.alice.mention} · neue Fassung von [diesem Bild](" in own.content
            assert f"（{box.people.bob.mention} さん）· [この画像](" in strangers.content


async def test_a_refused_reaction_is_answered_in_the_guild_language(tmp_path):
    async with open_sandbox() as box:
        box.people.guild.locale = "fr"
        harness = Harness(box, tmp_path)
        async with running_bot(harness, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1"):
            first = await harness.result_of(await harness.alice.slash("imagine", prompt="un arbre"))
            await harness.bob.react(first, "🔁")
            dm = box.discord.world.open_dm(box.people.bob)
            await harness.until(lambda: box.discord.world.messages(dm))

            (told,) = box.discord.world.messages(dm)
            assert told.content.startswith("Seule la personne qui a demandé cette image")

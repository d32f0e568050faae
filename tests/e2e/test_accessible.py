"""Accessibility: no reply relies on a picture, an emoji, a colour or a time zone alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.discord.rules.components import ComponentType, walk
from tests.e2e.harness import Harness, open_harness

_BUTTON, _MENU, _INPUT = ComponentType.BUTTON, ComponentType.STRING_SELECT, ComponentType.TEXT_INPUT
# A time of day, or a date in figures: right only for who lives in the same zone.
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b(?!\))|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_LINK_BUTTON = 5


def _words(text: str) -> str:
    """What is left of a text without symbols: letters and digits of any script."""
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def _bodies(harness: Harness) -> Iterator[dict[str, Any]]:
    """Every message and form that the bot sent, as it went over the wire."""
    for request in harness.discord.traffic.requests:
        body = request.json
        if not isinstance(body, dict) or request.method not in {"POST", "PATCH"}:
            continue
        if "callback" in request.path:
            body = body.get("data") or {}
        if body.keys() & {"content", "embeds", "components", "attachments"}:
            yield body


def _texts(body: dict[str, Any]) -> Iterator[str]:
    yield body.get("content") or ""
    for embed in body.get("embeds") or []:
        yield from (embed.get(key) or "" for key in ("title", "description"))
        for field in embed.get("fields") or []:
            yield from (field["name"], field["value"])


def _unlabelled(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Controls that only an emoji, a place or nothing at all explains."""
    found = []
    for component in walk(body.get("components") or []):
        kind = component.get("type")
        if kind == _BUTTON and not _words(component.get("label") or ""):
            found.append(component)
        if kind == _MENU:
            options = component.get("options") or []
            found += [option for option in options if not _words(option["label"])]
    return found


async def _tour(harness: Harness) -> None:
    """A little of everything that answers."""
    alice, mod = harness.alice, harness.mod
    post = await harness.result_of(await alice.slash("imagine", prompt="a red kite", count=2))
    await harness.result_of(await alice.click(post, "easel:again:" + _id(post)))
    for verb in ("edit", "finer"):
        await (await alice.click(post, f"easel:{verb}:{_id(post)}")).acked()
    await (await alice.slash("imagine", prompt=" ")).acked()
    await (await alice.slash("quota")).done()
    for path, options in (
        ("quota-admin set", {"target": harness.people.bob, "limit": 5}),
        ("quota-admin show", {"member": harness.people.bob}),
        ("quota-admin audit", {}),
    ):
        await (await mod.slash(path, **options)).done()
    for command in harness.discord.commands.all(None):
        simple = not any(option.get("required") or option["type"] <= 2 for option in command["options"])
        if command["type"] == 1 and simple and command["default_member_permissions"] is None:
            await (await alice.slash(command["name"])).done()
    harness.faults.arm("fal.job.policy-422")
    refused = await alice.slash("imagine", prompt="a blue kite")
    await harness.answer_text(refused)
    await alice.react(post, "🔁")
    await harness.until(lambda: len(harness.results()) >= 3)
    await harness.wait_idle()


def _id(post: Any) -> str:
    return str(post.attachments[0].filename.split("-")[1])


@pytest.mark.parametrize("locale", ["en-US", "de", "ja"])
async def test_every_message_is_accessible_to_a_screen_reader(tmp_path, locale):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as harness:
        for person in (harness.people.alice, harness.people.mod):
            person.locale = locale
        await _tour(harness)
        bodies = list(_bodies(harness))
        posts = harness.results()

    assert len(bodies) > 15
    assert [one for body in bodies for one in _unlabelled(body)] == []
    assert [text for body in bodies for text in _texts(body) if _CLOCK.search(text)] == []
    spoken = [body["content"] for body in bodies if body.get("content") not in (None, "", "…")]
    assert [text for text in spoken if not _words(text)] == []
    assert len(posts) >= 3
    assert [
        post.id for post in posts for file in post.attachments if not _words(file.description or "")
    ] == []

"""Nothing that the bot says is only a picture, an emoji, a colour or a clock of somewhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.discord.rules.components import ComponentType, walk
from tests.stories.house import House, open_house

_BUTTON, _MENU, _INPUT = ComponentType.BUTTON, ComponentType.STRING_SELECT, ComponentType.TEXT_INPUT
# A time of day, or a date in figures: right only for who lives in the same zone.
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b(?!\))|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_LINK_BUTTON = 5


def _words(text: str) -> str:
    """What is left of a text without symbols: letters and digits of any script."""
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def _bodies(house: House) -> Iterator[dict[str, Any]]:
    """Every message and form that the bot sent, as it went over the wire."""
    for request in house.box.discord.traffic.requests:
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


async def _tour(house: House) -> None:
    """A little of everything that answers."""
    alice, mod = house.alice, house.mod
    post = await house.pictures_of(await alice.slash("imagine", prompt="a red kite", count=2))
    await house.pictures_of(await alice.click(post, "easel:again:" + _id(post)))
    for verb in ("edit", "finer"):
        await (await alice.click(post, f"easel:{verb}:{_id(post)}")).acked()
    await (await alice.slash("imagine", prompt=" ")).acked()
    await (await alice.slash("quota")).done()
    for path, options in (
        ("quota-admin set", {"target": house.box.people.bob, "limit": 5}),
        ("quota-admin show", {"member": house.box.people.bob}),
        ("quota-admin audit", {}),
    ):
        await (await mod.slash(path, **options)).done()
    for command in house.box.discord.commands.all(None):
        simple = not any(option.get("required") or option["type"] <= 2 for option in command["options"])
        if command["type"] == 1 and simple and command["default_member_permissions"] is None:
            await (await alice.slash(command["name"])).done()
    house.box.faults.arm("fal.job.policy-422")
    refused = await alice.slash("imagine", prompt="a blue kite")
    await house.answer_of(refused)
    await alice.react(post, "🔁")
    await house.until(lambda: len(house.posts()) >= 3)
    await house.settled()


def _id(post: Any) -> str:
    return str(post.attachments[0].filename.split("-")[1])


@pytest.mark.parametrize("locale", ["en-US", "de", "ja"])
async def test_whatever_is_said_can_be_read_aloud(tmp_path, locale):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="1000") as house:
        for person in (house.box.people.alice, house.box.people.mod):
            person.locale = locale
        await _tour(house)
        bodies = list(_bodies(house))
        posts = house.posts()

    assert len(bodies) > 15
    assert [one for body in bodies for one in _unlabelled(body)] == []
    assert [text for body in bodies for text in _texts(body) if _CLOCK.search(text)] == []
    spoken = [body["content"] for body in bodies if body.get("content") not in (None, "", "…")]
    assert [text for text in spoken if not _words(text)] == []
    assert len(posts) >= 3
    assert [
        post.id for post in posts for file in post.attachments if not _words(file.description or "")
    ] == []

"""/imagine, from the client's options to the result in the channel."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.simcord.simcord_harness import Workshop, answer, forge

_TOO_DEAR = pytest.mark.parametrize("shop", [{"QUOTA_DAILY_CREDITS": "10"}], indirect=True)
_SLOW = pytest.mark.parametrize(
    "shop", [{"render_seconds": 9000.0, "JOB_DEADLINE_SECONDS": "9000"}], indirect=True
)

_RIGHT_TO_LEFT = "\u202egnp.exe\u202c \u2066x\u2069"
_HOSTILE = [
    pytest.param("@everyone @here <@&{role}> <@{bob}> <@!{bob}>", id="mentions"),
    pytest.param("**bold** __x__ ~~y~~ ||z|| # title\n> quote\n- list", id="markdown"),
    pytest.param("```py\nprint(1)\n``` and `code` and \\`", id="code fences"),
    pytest.param("[free](https://evil.test) <https://evil.test> </imagine:1>", id="links"),
    pytest.param(_RIGHT_TO_LEFT, id="marks of direction"),
    pytest.param("a\u0301\u0302\u0303\u0304\u0305\u0306" * 50, id="stacked accents"),
    pytest.param("*" * 4000, id="the longest prompt, all of it escaped"),
    pytest.param("@here " * 600, id="many mentions"),
    pytest.param("🎨👩‍🎨" * 900, id="emoji"),
]


def _option(command: dict[str, Any], name: str) -> dict[str, Any]:
    return next(option for option in command["options"] if option["name"] == name)


# --- what the client offers -------------------------------------------------------------------


async def test_the_choices_equal_the_catalogues(shop: Workshop) -> None:
    model = shop.services.model

    command = (await shop.registered())["imagine"]

    offered = {
        name: [(choice["name"], choice["value"]) for choice in _option(command, name)["choices"]]
        for name in ("size", "quality", "count")
    }
    assert offered == {
        "size": [(size.label, size.value) for size in model.sizes],
        "quality": [(quality.label, quality.value) for quality in model.qualities],
        "count": [(str(count), count) for count in model.counts],
    }


async def test_only_the_prompt_must_be_filled_in(shop: Workshop) -> None:
    command = (await shop.registered())["imagine"]

    assert [o["name"] for o in command["options"] if o.get("required")] == ["prompt"]


async def test_members_see_their_commands_and_managers_all_commands(shop: Workshop) -> None:
    members = set(shop.alice.available_commands(shop.channel))
    managers = set(shop.admin.available_commands(shop.channel))

    assert {"imagine", "quota"} <= members
    assert not any(name.startswith("quota-admin") for name in members)
    assert members < managers


async def test_only_serverless_commands_are_available_in_direct_messages(shop: Workshop) -> None:
    assert set(shop.alice.user.available_commands()) == {
        "about",
        "privacy export",
        "privacy delete",
        "privacy editing",
    }


async def test_suggestions_match_the_typed_text(shop: Workshop) -> None:
    point = shop.services.prompt_templates[1]

    choices = await shop.alice.autocomplete(shop.channel, "imagine", "prompt", f"  {point.title.upper()} ")

    assert [choice["value"] for choice in choices] == [point.key]


async def test_other_options_have_no_suggestions(shop: Workshop) -> None:
    assert await shop.alice.autocomplete(shop.channel, "imagine", "prompt", "zzzzqqq" * 40) == []


# --- the main job -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_the_command_defers_publicly_and_posts_the_pictures_in_one_message(
    shop: Workshop, count: int
) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=count)

    await shop.finished()
    assert [call.json for call in shop.calls("POST", "/callback")] == [{"type": 5}]
    assert [message.id for message in shop.channel.history()] == [answer(result).id]
    assert [a.description for a in answer(result).attachments] == [
        f"Picture {number} of {count}, 1024 × 1024, drawn from the prompt: a red kite"
        for number in range(1, count + 1)
    ]


async def test_the_pictures_are_in_fals_order(shop: Workshop) -> None:
    message = await shop.draw(count=4)

    request = next(iter(shop.fal.requests))
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"Authorization": f"Key {shop.fal.key}"}
        address = f"{shop.fal.queue_url}/fal-ai/gpt-image-2/requests/{request}"
        images = (await http.get(address, headers=headers)).json()["images"]
        drawn = [(await http.get(image["url"])).content for image in images]
    assert [await attachment.read() for attachment in message.attachments] == drawn


@_SLOW
async def test_the_deferred_reply_shows_progress_until_the_pictures_arrive(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    await shop.until(lambda: answer(result).content)

    assert not answer(result).attachments
    assert answer(result).content.splitlines()[1:] == ["Sending your request…"]
    shop.fal_clock.advance(9000)
    await shop.finished()
    assert len(answer(result).attachments) == 1


@_SLOW
async def test_after_fifteen_minutes_the_result_is_a_message_that_pings_its_owner(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    await shop.pass_time(15 * 60)
    shop.fal_clock.advance(9000)
    await shop.finished()

    (late,) = shop.results
    assert "this is a new message" in late.content
    assert result.response is None, "the old “Drawing…” stays behind"
    assert shop.pinged() == {shop.alice.id}


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", ["   ", "\u200b\u2800\u3164", "\u202e\u202c", "\n\t "])
async def test_an_invisible_prompt_is_refused_privately(shop: Workshop, prompt: str) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt=prompt)

    assert answer(result).ephemeral
    assert "prompt is empty" in answer(result).content
    assert shop.channel.history() == []
    assert await shop.untouched()


@pytest.mark.parametrize(("option", "kind", "value"), [("count", 3, "4"), ("prompt", 4, 12)])
async def test_an_invalid_value_is_refused_privately(
    shop: Workshop, option: str, kind: int, value: str | int
) -> None:
    values = {"prompt": (3, "a kite"), option: (kind, value)}
    options = [{"name": name, "type": kind, "value": value} for name, (kind, value) in values.items()]

    result = await forge(shop.alice, shop.channel, "imagine", options)

    assert answer(result).ephemeral
    assert await shop.untouched()


@_TOO_DEAR
async def test_a_request_beyond_the_quota_leaves_no_public_message(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=2)

    (answer,) = result.followups
    assert answer.ephemeral
    assert "This costs 12 credits and you have 10 left" in answer.content
    assert "<t:1767312000:R>" in answer.content
    assert shop.channel.history() == []
    assert await shop.untouched()


@_TOO_DEAR
async def test_a_refusal_replaces_a_reply_that_cannot_be_deleted(shop: Workshop) -> None:
    shop.env.inject_error("DELETE", "/webhooks/*", status=500)

    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=2)

    assert "This costs 12 credits" in answer(result).content
    assert result.followups == []


async def test_an_expired_interaction_costs_nothing(shop: Workshop) -> None:
    shop.env.inject_error("POST", "/interactions/*", status=404, code=10062)

    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")

    assert shop.channel.history() == []
    assert await shop.untouched()


# --- what a prompt must not do ----------------------------------------------------------------


@pytest.mark.parametrize("prompt", _HOSTILE)
async def test_a_hostile_prompt_mentions_no_user_and_fits_in_the_message(shop: Workshop, prompt: str) -> None:
    shop.guild.create_role("Pingable", mentionable=True)
    role = shop.guild.roles["Pingable"]
    prompt = prompt.replace("{bob}", str(shop.bob.id)).replace("{role}", str(role.id))

    message = await shop.draw(prompt=prompt)

    assert len(message.attachments) == 1
    assert len(message.content) <= 2000
    assert all(len(a.description or "") <= 1024 for a in message.attachments)
    assert message.content.count("\n") == 1
    assert shop.pinged() == set()
    bodies = [c.json.get("data", c.json) for c in shop.env.http_requests if isinstance(c.json, dict)]
    allowed = [body["allowed_mentions"] for body in bodies if "content" in body]
    assert allowed
    assert not any(who for policy in allowed for who in policy.values())

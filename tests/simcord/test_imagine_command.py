"""/imagine, from what the client offers to what stands in the channel afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest
import structlog

from bot.db.schema import generations, ledger
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


def _arguments(shop: Workshop) -> Mapping[str, Any]:
    """What the first submit asked fal for."""
    arguments = shop.fal.submits[0].arguments
    assert arguments is not None
    return arguments


# --- what the client offers -------------------------------------------------------------------


async def test_the_choices_are_exactly_the_catalogues(shop: Workshop) -> None:
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


async def test_members_see_their_commands_and_managers_every_one(shop: Workshop) -> None:
    members = set(shop.alice.available_commands(shop.channel))
    managers = set(shop.admin.available_commands(shop.channel))

    assert {"imagine", "quota"} <= members
    assert not any(name.startswith("quota-admin") for name in members)
    assert members < managers


async def test_only_what_needs_no_server_is_offered_in_direct_messages(shop: Workshop) -> None:
    assert set(shop.alice.user.available_commands()) == {"about", "privacy export", "privacy delete"}


async def test_a_restart_does_not_write_commands_that_are_registered_already(shop: Workshop) -> None:
    await shop.restart()

    assert len(shop.calls("PUT", "/commands")) == 1


async def test_prompt_templates_are_suggested_within_discords_limits(shop: Workshop) -> None:
    choices = await shop.alice.autocomplete(shop.channel, "imagine", "prompt", "")

    assert 0 < len(choices) <= 25
    assert all(len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in choices)


async def test_no_more_than_twenty_five_suggestions_are_sent(shop: Workshop) -> None:
    bot = shop.app.bot
    many = tuple(shop.services.prompt_templates[0].model_copy(update={"key": f"k{n}"}) for n in range(60))
    bot.services = replace(bot.services, prompt_templates=many)

    choices = await shop.alice.autocomplete(shop.channel, "imagine", "prompt", "")

    assert [choice["value"] for choice in choices] == [f"k{number}" for number in range(25)]


async def test_suggestions_narrow_with_what_is_typed(shop: Workshop) -> None:
    point = shop.services.prompt_templates[1]

    choices = await shop.alice.autocomplete(shop.channel, "imagine", "prompt", f"  {point.title.upper()} ")

    assert [choice["value"] for choice in choices] == [point.key]


async def test_suggestions_for_something_else_are_none(shop: Workshop) -> None:
    assert await shop.alice.autocomplete(shop.channel, "imagine", "prompt", "zzzzqqq" * 40) == []


async def test_a_picked_prompt_template_draws_its_whole_prompt(shop: Workshop) -> None:
    point = shop.services.prompt_templates[0]

    await shop.draw(prompt=point.key)

    assert _arguments(shop)["prompt"] == point.prompt


# --- the main job -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_it_defers_publicly_then_posts_the_pictures_in_one_message(shop: Workshop, count: int) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=count)

    await shop.finished()
    assert [call.json for call in shop.calls("POST", "/callback")] == [{"type": 5}]
    assert [message.id for message in shop.channel.history()] == [answer(result).id]
    assert [a.description for a in answer(result).attachments] == [
        f"Picture {number} of {count}, 1024 × 1024, drawn from the prompt: a red kite"
        for number in range(1, count + 1)
    ]


async def test_the_pictures_stand_in_the_order_that_fal_gave_them(shop: Workshop) -> None:
    message = await shop.draw(count=4)

    request = next(iter(shop.fal.requests))
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"Authorization": f"Key {shop.fal.key}"}
        address = f"{shop.fal.queue_url}/fal-ai/gpt-image-2/requests/{request}"
        images = (await http.get(address, headers=headers)).json()["images"]
        drawn = [(await http.get(image["url"])).content for image in images]
    assert [await attachment.read() for attachment in message.attachments] == drawn


async def test_the_reply_names_the_requester_the_choices_the_cost_and_the_rest(shop: Workshop) -> None:
    message = await shop.draw(prompt="a red kite", size="1536x1024", quality="low", count=2)

    assert message.content == (
        f"<@{shop.alice.id}> asked for: “a red kite”\n-# 1536 × 1024 · low quality · 0 s · 2 credits, 58 left"
    )


@_SLOW
async def test_the_deferred_reply_shows_progress_until_the_pictures_come(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    await shop.until(lambda: answer(result).content)

    assert not answer(result).attachments
    assert answer(result).content == "Handing your request to fal…"
    shop.fal_clock.advance(9000)
    await shop.finished()
    assert len(answer(result).attachments) == 1


@_SLOW
async def test_after_fifteen_minutes_the_result_is_a_message_that_calls_its_owner(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    await shop.pass_time(15 * 60)
    shop.fal_clock.advance(9000)
    await shop.finished()

    (late,) = shop.results
    assert "a message of its own" in late.content
    assert result.response is None, "the old “Drawing…” stays behind"
    assert shop.pinged() == {shop.alice.id}


async def test_a_refusal_by_fal_is_explained_where_the_pictures_were_due(shop: Workshop) -> None:
    shop.faults.arm("fal.job.policy-422")

    message = await shop.draw()

    assert message.content.startswith(f"<@{shop.alice.id}> The model's content policy refused this prompt")
    assert message.content.endswith("Nothing was charged: 6 credits are back with you (60 left).")
    assert await shop.left(shop.alice) == 60


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", ["   ", "\u200b\u2800\u3164", "\u202e\u202c", "\n\t "])
async def test_a_prompt_with_nothing_to_see_is_refused_in_private(shop: Workshop, prompt: str) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt=prompt)

    assert answer(result).ephemeral
    assert "nothing to draw yet" in answer(result).content
    assert shop.channel.history() == []
    assert await shop.untouched()


async def test_a_prompt_that_is_too_long_is_refused_with_both_lengths(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a" * 6000)

    assert answer(result).ephemeral
    assert "6,000 characters; 4,000 is the most" in answer(result).content
    assert shop.channel.history() == []
    assert await shop.untouched()


@pytest.mark.parametrize(
    ("option", "kind", "value"),
    [
        ("size", 3, "9999x9999"),
        ("size", 3, ""),
        ("quality", 3, "ultra"),
        ("count", 4, 3),
        ("count", 4, 0),
        ("count", 4, -1),
        ("count", 4, 2**53),
    ],
)
async def test_a_choice_that_is_not_on_the_list_is_refused(
    shop: Workshop, option: str, kind: int, value: str | int
) -> None:
    result = await forge(
        shop.alice,
        shop.channel,
        "imagine",
        [{"name": "prompt", "type": 3, "value": "a kite"}, {"name": option, "type": kind, "value": value}],
    )

    assert answer(result).ephemeral
    assert answer(result).content == f"That is not one of the choices for {option}. Pick one from the list."
    assert shop.fal.submits == []
    assert await shop.untouched()


@pytest.mark.parametrize(("option", "kind", "value"), [("count", 3, "4"), ("prompt", 4, 12)])
async def test_a_value_of_another_kind_is_answered_in_private(
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
async def test_a_refusal_stands_in_place_of_a_reply_that_cannot_be_removed(shop: Workshop) -> None:
    shop.env.inject_error("DELETE", "/webhooks/*", status=500)

    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite", count=2)

    assert "This costs 12 credits" in answer(result).content
    assert result.followups == []


@pytest.mark.parametrize("shop", [{"ALLOWED_GUILD_IDS": "1"}], indirect=True)
async def test_a_server_that_is_not_on_the_operators_list_draws_nothing(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")

    assert result.followups[0].ephemeral
    assert "not on the operator's list" in result.followups[0].content
    assert await shop.untouched()


async def test_an_interaction_that_discord_has_given_up_costs_nothing(shop: Workshop) -> None:
    shop.env.inject_error("POST", "/interactions/*", status=404, code=10062)

    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")

    assert shop.channel.history() == []
    assert await shop.untouched()


@pytest.mark.parametrize(
    ("command", "options"), [("imagine", {"prompt": "a red kite"}), ("quota-admin default", {"limit": 90})]
)
async def test_a_slow_database_does_not_delay_the_acknowledgement(
    shop: Workshop, command: str, options: dict[str, Any]
) -> None:
    async with shop.app.database.write():
        running = asyncio.create_task(shop.admin.slash(shop.channel, command, **options))
        await shop.until(lambda: shop.calls("POST", "/interactions/"))
        before = list(shop.env.http_requests)
    await running
    await shop.finished()

    assert isinstance(before[-1].json, dict)
    assert before[-1].json["type"] == 5
    assert len(shop.env.http_requests) > len(before)
    assert not await shop.untouched()


# --- what a prompt must not do ----------------------------------------------------------------


@pytest.mark.parametrize("prompt", _HOSTILE)
async def test_a_hostile_prompt_pings_nobody_and_fits_into_the_message(shop: Workshop, prompt: str) -> None:
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


async def test_fal_gets_the_prompt_as_it_was_typed(shop: Workshop) -> None:
    prompt = '**a** @everyone `sign` that says "<b>" \u202eend\u202c'

    await shop.draw(prompt=f"  {prompt}\r\nsecond line ")

    assert _arguments(shop)["prompt"] == f"{prompt}\nsecond line"


async def test_no_event_of_the_log_holds_the_prompt(shop: Workshop) -> None:
    with structlog.testing.capture_logs() as events:
        await shop.draw(prompt="xyzzy plugh")
        await shop.alice.slash(shop.channel, "imagine", prompt="xyzzy " * 1000)

    assert events
    assert "xyzzy" not in str([event for event in events if event["log_level"] != "debug"])


async def test_the_same_interaction_twice_is_one_request(shop: Workshop) -> None:
    await shop.draw()
    (created,) = shop.events("INTERACTION_CREATE")

    shop.env.backend.emit("INTERACTION_CREATE", created)
    await shop.finished()

    assert len(await shop.rows(generations)) == 1
    assert [entry["kind"] for entry in await shop.rows(ledger)] == ["reserve", "settle"]

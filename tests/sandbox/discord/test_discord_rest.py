"""REST API: authorization, unknown routes, commands, limits, faults."""

from __future__ import annotations

from typing import Any

import discord
import httpx
import pytest

from sandbox.discord import ClientRefusedError, Interaction
from sandbox.faults import UnknownFaultError
from tests.sandbox.discord.discord_studio import DRAW, Bot, RunBot, Studio


async def deferred(studio: Studio) -> Interaction:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, {"type": 5})
    return interaction


async def test_json_responses_have_the_bare_media_type(studio: Studio) -> None:
    answer = await studio.rest.get("/users/@me")

    assert answer.headers["Content-Type"] == "application/json"


async def test_a_wrong_token_is_unauthorized(studio: Studio) -> None:
    answer = await studio.rest.get("/users/@me", headers={"Authorization": "Bot wrong"})

    assert (answer.status_code, answer.json()["code"]) == (401, 0)


async def test_a_missing_user_agent_is_refused(studio: Studio) -> None:
    answer = await studio.rest.get("/users/@me", headers={"User-Agent": ""})

    assert (answer.status_code, answer.json()["code"]) == (403, 40333)


async def test_an_unknown_route_is_a_404_and_recorded(studio: Studio) -> None:
    studio.broken_on_purpose = True
    answer = await studio.rest.get("/no/such/route")

    assert (answer.status_code, answer.json()["code"]) == (404, 0)
    assert studio.sim.traffic.requests[-1].route_template == "(unknown)"


async def test_the_record_hides_the_token(studio: Studio) -> None:
    await studio.rest.get("/users/@me")

    headers = studio.sim.traffic.requests[-1].headers
    assert studio.sim.token not in " ".join(headers.values())


async def test_a_body_that_is_not_json_is_refused(studio: Studio) -> None:
    answer = await studio.rest.post(
        f"/channels/{studio.place.studio.id}/messages",
        content=b"{",
        headers={"Content-Type": "application/json"},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, 50109)


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (DRAW | {"name": "Draw"}, ["0", "name"]),
        (DRAW | {"name": "two words"}, ["0", "name"]),
        (DRAW | {"name": "x" * 33}, ["0", "name"]),
        (DRAW | {"description": ""}, ["0", "description"]),
        (
            {"name": "draw", "description": "d", "options": [{"type": 3, "name": "a"}]},
            ["0", "options", "0", "description"],
        ),
        (
            {
                "name": "draw",
                "description": "d",
                "options": [
                    {"type": 3, "name": "a", "description": "a"},
                    {"type": 3, "name": "b", "description": "b", "required": True},
                ],
            },
            ["0", "options", "1"],
        ),
        (
            {
                "name": "draw",
                "description": "d",
                "options": [
                    {
                        "type": 3,
                        "name": "a",
                        "description": "a",
                        "choices": [{"name": "c" * 100, "value": f"{n}" + "v" * 98} for n in range(10)],
                    }
                    | {"name": f"a{k}"}
                    for k in range(5)
                ],
            },
            ["0"],
        ),
    ],
)
async def test_an_invalid_command_is_refused_with_its_location(
    studio: Studio, command: dict[str, Any], place: list[str]
) -> None:
    answer = await studio.rest.put(f"/applications/{studio.app}/commands", json=[command])
    node = answer.json()["errors"]
    for key in place:
        node = node[key]

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
    assert node["_errors"]


@pytest.mark.parametrize("name", ["quota-admin", "zeichne", "描く", "สวัสดี", "it's_2"])
async def test_names_in_any_script_are_accepted(studio: Studio, name: str) -> None:
    answer = await studio.rest.put(f"/applications/{studio.app}/commands", json=[DRAW | {"name": name}])

    assert answer.json()[0]["name"] == name


async def test_an_overwrite_keeps_the_ids_of_unchanged_names(studio: Studio) -> None:
    path = f"/applications/{studio.app}/commands"
    first = await studio.rest.put(path, json=[DRAW, {"name": "Menu", "type": 3}])
    second = await studio.rest.put(path, json=[{"name": "Menu", "type": 3}])
    again = await studio.rest.post(path, json={"name": "Menu", "type": 3})

    assert [command["id"] for command in second.json()] == [first.json()[1]["id"]]
    assert (again.status_code, again.json()["id"]) == (200, first.json()[1]["id"])


async def test_at_most_two_hundred_commands_a_day_are_created(studio: Studio) -> None:
    path = f"/applications/{studio.app}/commands"
    for start in (0, 100):
        await studio.rest.put(path, json=[DRAW | {"name": f"c{n}"} for n in range(start, start + 100)])
    refused = await studio.rest.put(path, json=[DRAW])
    studio.clock.advance(24 * 3600 + 1)
    allowed = await studio.rest.put(path, json=[DRAW])

    assert (refused.status_code, refused.json()["code"]) == (400, 30034)
    assert allowed.status_code == 200


async def test_a_guild_command_hides_the_global_one_of_its_name(studio: Studio) -> None:
    await studio.register()
    path = f"/applications/{studio.app}/guilds/{studio.place.guild.id}/commands"
    made = await studio.rest.put(path, json=[DRAW])
    interaction = await studio.alice.slash("draw", prompt="x")

    data = interaction.payload["data"]
    assert (data["id"], data["guild_id"]) == (made.json()[0]["id"], str(studio.place.guild.id))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "requires 'prompt'"),
        ({"prompt": "x" * 21}, "1 to 20"),
        ({"prompt": "x", "count": 2}, "offers no 2"),
        ({"prompt": "x", "colour": "red"}, "no option 'colour'"),
    ],
)
async def test_a_client_refuses_invalid_options(studio: Studio, options: dict[str, Any], reason: str) -> None:
    await studio.register()

    with pytest.raises(ClientRefusedError, match=reason):
        await studio.alice.slash("draw", **options)


async def test_a_forged_payload_can_be_sent(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", force=True, count=99)

    assert interaction.payload["data"]["options"] == [{"name": "count", "type": 4, "value": 99}]


async def test_a_command_for_managers_is_hidden_from_members(studio: Studio) -> None:
    await studio.register({"name": "admin", "description": "d", "default_member_permissions": "32"})
    moderator = studio.sim.client(studio.place.mod, studio.place.studio)

    assert await moderator.slash("admin")
    with pytest.raises(ClientRefusedError, match="may not use"):
        await studio.alice.slash("admin")


async def test_at_most_five_webhook_calls_in_two_seconds_are_accepted(studio: Studio) -> None:
    interaction = await deferred(studio)
    path = studio.webhook(interaction, "@original")
    answers = [await studio.rest.patch(path, json={"content": str(n)}) for n in range(6)]
    studio.clock.advance(2)
    later = await studio.rest.patch(path, json={"content": "later"})

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[4].headers["X-RateLimit-Remaining"] == "0"
    assert answers[5].headers["X-RateLimit-Scope"] == "user"
    assert answers[5].headers["Via"]
    assert 0 < answers[5].json()["retry_after"] <= 2
    assert later.status_code == 200


async def test_rate_limits_can_be_switched_off(studio: Studio) -> None:
    studio.sim.limits.enabled = False
    interaction = await deferred(studio)
    path = studio.webhook(interaction, "@original")
    answers = [await studio.rest.patch(path, json={"content": str(n)}) for n in range(10)]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("discord.rest.500", 500, 0),
        ("discord.rest.503", 503, 0),
        ("discord.rest.413", 413, 40005),
        ("discord.rest.403", 403, 50013),
    ],
)
async def test_a_fault_affects_only_its_route(studio: Studio, fault: str, status: int, code: int) -> None:
    interaction = await deferred(studio)
    studio.faults.arm(fault, route="PATCH @original")
    elsewhere = await studio.rest.get(studio.webhook(interaction, "@original"))
    struck = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})
    after = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})

    assert (struck.status_code, struck.json()["code"]) == (status, code)
    assert [elsewhere.status_code, after.status_code] == [200, 200]
    assert [entry.fault for entry in studio.sim.traffic.matching("PATCH @original")] == [fault, None]


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_429_states_its_scope_and_a_firewall_response_has_no_via(studio: Studio, scope: str) -> None:
    studio.faults.arm("discord.rest.429", scope=scope, retry_after=0.5)
    studio.faults.arm("discord.rest.429-cloudflare")
    ordinary = await studio.rest.get("/users/@me")
    firewall = await studio.rest.get("/users/@me")

    assert ordinary.headers["X-RateLimit-Scope"] == scope
    assert ordinary.json()["global"] is (scope == "global")
    assert ordinary.json()["retry_after"] == 0.5
    assert firewall.status_code == 429
    assert "Via" not in firewall.headers


async def test_a_lost_response_has_an_effect_and_a_reset_request_has_none(studio: Studio) -> None:
    path = f"/channels/{studio.place.studio.id}/messages"
    studio.faults.arm("discord.rest.reset", route="POST messages")
    with pytest.raises(httpx.TransportError):
        await studio.rest.post(path, json={"content": "reset"})
    studio.faults.arm("discord.rest.lost-answer", route="POST messages")
    with pytest.raises(httpx.TransportError):
        await studio.rest.post(path, json={"content": "lost"})

    assert [message.content for message in studio.sim.world.messages(studio.place.studio)] == ["lost"]
    assert [entry.answered for entry in studio.sim.traffic.matching("POST messages")] == [False, False]


async def test_a_slow_response_exceeds_the_three_seconds(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    studio.faults.arm("discord.rest.slow", route="callback", seconds=0.01)
    studio.clock.advance(2.995)
    answer = await studio.callback(interaction, {"type": 5})

    assert (answer.status_code, answer.json()["code"]) == (404, 10062)


async def test_a_misspelled_fault_cannot_be_armed(studio: Studio) -> None:
    with pytest.raises(UnknownFaultError):
        studio.faults.arm("discord.rest.5000")


async def test_the_real_client_waits_and_retries_after_a_429(studio: Studio, run_bot: RunBot) -> None:
    def prepare(bot: Bot) -> None:
        @bot.tree.command()
        async def say(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content="done")

    await run_bot(prepare)
    studio.faults.arm("discord.rest.429", route="PATCH @original", retry_after=0.01)
    interaction = await (await studio.alice.slash("say")).done()

    assert interaction.response is not None
    assert interaction.response.content == "done"
    assert [entry.status for entry in studio.sim.traffic.matching("PATCH @original")] == [429, 200]


async def test_a_bot_that_is_kicked_loses_its_access(studio: Studio) -> None:
    studio.place.guild.remove_bot()
    guild = await studio.rest.get(f"/guilds/{studio.place.guild.id}")
    channel = await studio.rest.get(f"/channels/{studio.place.studio.id}")
    with pytest.raises(ClientRefusedError, match="not in this server"):
        await studio.register()
        await studio.alice.slash("draw", prompt="x")

    assert [guild.json()["code"], channel.json()["code"]] == [50001, 50001]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/channels/1", 10003),
        ("/guilds/1", 10004),
        ("/users/1", 10013),
        ("/channels/{studio}/messages/1", 10008),
        ("/guilds/{guild}/members/1", 10007),
        ("/applications/{app}/commands/1", 10063),
        ("/applications/{app}/guilds/{guild}/commands/1/permissions", 10066),
    ],
)
async def test_a_missing_object_has_its_own_error_code(studio: Studio, path: str, code: int) -> None:
    where = path.format(studio=studio.place.studio.id, guild=studio.place.guild.id, app=studio.app)
    answer = await studio.rest.get(where)

    assert (answer.status_code, answer.json()["code"]) == (404, code)

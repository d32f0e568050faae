"""Interaction deadlines: three seconds to respond, once; fifteen minutes to edit."""

from __future__ import annotations

import pytest

from sandbox.discord import InteractionFailedError, InteractionState, MessageFlag
from sandbox.discord.snowflake import snowflake_time
from tests.sandbox.discord.discord_studio import Studio

DEFER = {"type": 5}


async def test_a_response_within_three_seconds_is_accepted(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    studio.clock.advance(2)
    answer = await studio.callback(interaction, DEFER)

    assert answer.status_code == 200
    assert answer.json()["interaction"]["response_message_loading"] is True
    assert interaction.state is InteractionState.ACKED
    assert interaction.acked_at is not None
    assert 2 <= interaction.acked_at < 3


async def test_a_response_after_three_seconds_is_an_unknown_interaction(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    studio.clock.advance(3.1)
    answer = await studio.callback(interaction, DEFER)

    assert (answer.status_code, answer.json()["code"]) == (404, 10062)
    assert interaction.state is InteractionState.DEAD
    with pytest.raises(InteractionFailedError):
        await interaction.acked()


async def test_an_interaction_without_a_response_fails_after_three_seconds(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    studio.clock.advance(4)

    with pytest.raises(InteractionFailedError, match="draw"):
        await interaction.done()


async def test_a_second_initial_response_is_refused(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, DEFER)
    answer = await studio.callback(interaction, DEFER)

    assert (answer.status_code, answer.json()["code"]) == (400, 40060)


async def test_a_wrong_token_is_an_unknown_interaction(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    answer = await studio.rest.post(f"/interactions/{interaction.id}/wrong/callback", json=DEFER)

    assert (answer.status_code, answer.json()["code"]) == (404, 10062)


async def test_the_webhook_requires_an_initial_response(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    answer = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})

    assert (answer.status_code, answer.json()["code"]) == (404, 10015)


async def test_after_fifteen_minutes_the_token_is_invalid(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, DEFER)
    studio.clock.advance(15 * 60 + 1)
    answer = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})

    assert (answer.status_code, answer.json()["code"]) == (401, 50027)
    assert interaction.state is InteractionState.EXPIRED


async def test_a_fault_can_end_a_token_early(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, DEFER)
    studio.faults.arm("discord.interaction.expired-token")
    first = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})
    second = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})

    assert [first.json()["code"], second.json()["code"]] == [50027, 50027]


async def test_ids_contain_the_sandboxs_time(studio: Studio) -> None:
    await studio.register()
    studio.clock.advance(86_400)
    interaction = await studio.alice.slash("draw", prompt="x")

    assert snowflake_time(interaction.id) == pytest.approx(studio.clock.now(), abs=1)


async def test_a_followup_while_loading_replaces_the_initial_response_and_keeps_its_visibility(
    studio: Studio,
) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, DEFER)
    answer = await studio.rest.post(
        studio.webhook(interaction), json={"content": "done", "flags": int(MessageFlag.EPHEMERAL)}
    )

    message = interaction.response
    assert message is not None
    assert answer.json()["id"] == str(message.id)
    assert (message.content, message.loading, message.ephemeral_to) == ("done", False, None)
    assert interaction.followups == []


async def test_a_later_followup_has_its_own_visibility(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, {"type": 4, "data": {"content": "public"}})
    await studio.rest.post(studio.webhook(interaction), json={"content": "private", "flags": 64})

    bob = studio.sim.client(studio.place.bob, studio.place.studio)
    assert [message.content for message in studio.alice.visible_messages()] == ["public", "private"]
    assert [message.content for message in bob.visible_messages()] == ["public"]


async def test_an_ephemeral_message_does_not_exist_for_channel_routes(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, {"type": 4, "data": {"content": "private", "flags": 64}})
    assert interaction.response is not None
    route = f"/channels/{studio.place.studio.id}/messages/{interaction.response.id}"
    by_channel = await studio.rest.get(route)
    by_token = await studio.rest.get(studio.webhook(interaction, "@original"))

    assert (by_channel.status_code, by_channel.json()["code"]) == (404, 10008)
    assert by_token.json()["flags"] == MessageFlag.EPHEMERAL


async def test_the_thinking_message_can_be_deleted_by_its_user(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, DEFER)
    assert interaction.response is not None
    await studio.alice.delete_message(interaction.response)
    edit = await studio.rest.patch(studio.webhook(interaction, "@original"), json={"content": "x"})
    followup = await studio.rest.post(studio.webhook(interaction), json={"content": "here"})

    assert (edit.status_code, edit.json()["code"]) == (404, 10008)
    assert (followup.status_code, followup.json()["code"]) == (404, 10008)
    assert interaction.followups == []


@pytest.mark.parametrize("kind", [6, 7, 8, 1, 99])
async def test_a_command_cannot_be_answered_with_another_response_type(studio: Studio, kind: int) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    answer = await studio.callback(interaction, {"type": kind, "data": {}})

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
    assert "type" in answer.json()["errors"]
    assert interaction.state is InteractionState.NEW


async def test_without_with_response_the_response_is_empty(studio: Studio) -> None:
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    answer = await studio.rest.post(
        f"/interactions/{interaction.id}/{interaction.token}/callback", json=DEFER
    )

    assert (answer.status_code, answer.content) == (204, b"")


async def test_a_user_installed_app_gets_five_followups(studio: Studio) -> None:
    studio.sim.limits.enabled = False
    guild = studio.place.other_guild
    await studio.register({"name": "draw", "description": "d", "integration_types": [0, 1], "contexts": [0]})
    guild.remove_bot()
    interaction = await studio.sim.client(studio.place.alice, studio.place.other_general).slash("draw")
    await studio.callback(interaction, {"type": 4, "data": {"content": "first"}})
    answers = [
        await studio.rest.post(studio.webhook(interaction), json={"content": str(n)}) for n in range(6)
    ]

    assert interaction.payload["authorizing_integration_owners"] == {"1": str(studio.place.alice.id)}
    assert [answer.status_code for answer in answers] == [200] * 5 + [400]
    assert answers[-1].json()["code"] == 40094

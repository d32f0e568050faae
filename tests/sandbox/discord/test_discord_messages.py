"""Messages: permissions, nonces, replies, files, mentions, limits."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from sandbox.discord import Channel, MessageFlag, Overwrite, Permission
from tests.sandbox.discord.discord_studio import Studio


async def send(studio: Studio, channel: Channel, body: dict[str, Any]) -> httpx.Response:
    return await studio.rest.post(f"/channels/{channel.id}/messages", json=body)


async def upload(
    studio: Studio, method: str, path: str, body: dict[str, Any], files: dict[str, bytes]
) -> httpx.Response:
    parts = {f"files[{n}]": (name, data) for n, (name, data) in enumerate(files.items())}
    return await studio.rest.request(method, path, data={"payload_json": json.dumps(body)}, files=parts)


async def test_a_hidden_channel_refuses_access(studio: Studio) -> None:
    answer = await send(studio, studio.place.gallery, {"content": "x"})

    assert (answer.status_code, answer.json()["code"]) == (403, 50001)


async def test_an_interaction_in_a_hidden_channel_gets_a_response(studio: Studio) -> None:
    await studio.register()
    alice = studio.sim.client(studio.place.alice, studio.place.gallery)
    interaction = await alice.slash("draw", prompt="x")
    answer = await studio.callback(interaction, {"type": 4, "data": {"content": "here"}})
    assert interaction.response is not None
    reaction = await studio.rest.put(
        f"/channels/{studio.place.gallery.id}/messages/{interaction.response.id}/reactions/🔁/@me"
    )

    assert answer.status_code == 200
    assert (reaction.status_code, reaction.json()["code"]) == (403, 50001)


async def test_files_need_attach_files_in_a_channel_send(studio: Studio, png: bytes) -> None:
    path = f"/channels/{studio.place.quiet.id}/messages"
    answer = await upload(studio, "POST", path, {"content": "x"}, {"a.png": png})

    assert (answer.status_code, answer.json()["code"]) == (403, 50013)


async def test_only_the_first_reaction_with_an_emoji_needs_permission(studio: Studio) -> None:
    quiet = studio.place.quiet
    message = await studio.sim.client(studio.place.alice, quiet).send("hello")
    route = f"/channels/{quiet.id}/messages/{message.id}/reactions/🔁/@me"
    refused = await studio.rest.put(route)
    await studio.sim.client(studio.place.bob, quiet).react(message, "🔁")
    studio.clock.advance(1)
    allowed = await studio.rest.put(route)

    assert (refused.status_code, refused.json()["code"]) == (403, 50013)
    assert allowed.status_code == 204
    assert [len(users) for users in message.reactions.values()] == [2]


async def test_a_variation_selector_does_not_create_another_emoji(studio: Studio) -> None:
    message = await studio.alice.send("hello")
    await studio.alice.react(message, "❤\ufe0f")
    await studio.sim.client(studio.place.bob, studio.place.studio).react(message, "❤")

    assert len(message.reactions) == 1


async def test_an_unknown_emoji_is_refused(studio: Studio) -> None:
    message = await studio.alice.send("hello")
    answer = await studio.rest.put(
        f"/channels/{studio.place.studio.id}/messages/{message.id}/reactions/nonsense/@me"
    )

    assert (answer.status_code, answer.json()["code"]) == (400, 10014)


async def test_an_enforced_nonce_returns_the_first_message_for_a_few_minutes(studio: Studio) -> None:
    body = {"content": "once", "nonce": "job-1", "enforce_nonce": True}
    first = await send(studio, studio.place.studio, body)
    again = await send(studio, studio.place.studio, body)
    studio.clock.advance(600)
    later = await send(studio, studio.place.studio, body)

    assert first.json()["id"] == again.json()["id"] != later.json()["id"]


async def test_without_enforcement_a_nonce_is_only_echoed(studio: Studio) -> None:
    body = {"content": "twice", "nonce": "job-1"}
    answers = [await send(studio, studio.place.studio, body) for _ in range(2)]

    assert answers[0].json()["id"] != answers[1].json()["id"]
    assert answers[0].json()["nonce"] == "job-1"


async def test_a_reply_to_a_deleted_message_may_become_a_plain_one(studio: Studio) -> None:
    message = await studio.alice.send("hello")
    await studio.alice.delete_message(message)
    reference = {"message_id": str(message.id)}
    strict = await send(studio, studio.place.studio, {"content": "x", "message_reference": reference})
    lenient = await send(
        studio,
        studio.place.studio,
        {"content": "x", "message_reference": reference | {"fail_if_not_exists": False}},
    )

    assert (strict.status_code, strict.json()["code"]) == (400, 50035)
    assert (lenient.status_code, lenient.json()["type"]) == (200, 0)


async def test_a_reply_needs_permission_to_read_the_history(studio: Studio) -> None:
    message = await studio.alice.send("hello")
    bot = studio.sim.world.bot
    hidden = Overwrite(deny=int(Permission.READ_MESSAGE_HISTORY), is_member=True)
    studio.place.guild.set_overwrite(studio.place.studio, bot, hidden)
    body = {"content": "x", "message_reference": {"message_id": str(message.id)}}
    answer = await send(studio, studio.place.studio, body)

    assert (answer.status_code, answer.json()["code"]) == (403, 160002)


async def test_an_edit_keeps_listed_attachments_and_adds_new_ones(studio: Studio, png: bytes) -> None:
    path = f"/channels/{studio.place.studio.id}/messages"
    sent = await upload(studio, "POST", path, {"content": "two"}, {"a.png": png, "b.png": png})
    kept = sent.json()["attachments"][1]["id"]
    one = f"{path}/{sent.json()['id']}"
    entries = [{"id": kept}, {"id": 0, "filename": "c.png", "description": "a teal field"}]
    edited = await upload(studio, "PATCH", one, {"attachments": entries}, {"c.png": png})
    untouched = await studio.rest.patch(one, json={"content": "still two"})

    assert [file["filename"] for file in edited.json()["attachments"]] == ["b.png", "c.png"]
    assert edited.json()["attachments"][1]["description"] == "a teal field"
    assert len(untouched.json()["attachments"]) == 2


async def test_a_file_shown_in_an_embed_is_not_an_attachment(studio: Studio, png: bytes) -> None:
    body = {"embeds": [{"image": {"url": "attachment://a.png"}}]}
    answer = await upload(
        studio, "POST", f"/channels/{studio.place.studio.id}/messages", body, {"a.png": png}
    )

    image = answer.json()["embeds"][0]["image"]
    assert answer.json()["attachments"] == []
    assert image["url"].startswith(studio.sim.base_url)
    assert (image["width"], image["height"]) == (48, 32)
    assert [file.inline for file in studio.sim.world.messages(studio.place.studio)[0].attachments] == [True]


async def test_a_gallery_shows_its_files_with_ids(studio: Studio, png: bytes) -> None:
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": "alt"}]}
    body = {
        "flags": int(MessageFlag.IS_COMPONENTS_V2),
        "components": [{"type": 10, "content": "hi"}, gallery],
    }
    answer = await upload(
        studio, "POST", f"/channels/{studio.place.studio.id}/messages", body, {"a.png": png}
    )

    shown = answer.json()["components"][1]
    assert shown["id"] == 2
    assert shown["items"][0]["media"]["content_type"] == "image/png"
    assert answer.json()["attachments"] == []


async def test_a_file_above_the_upload_limit_is_too_large(studio: Studio) -> None:
    big = bytes(10 * 1024 * 1024 + 1)
    answer = await upload(studio, "POST", f"/channels/{studio.place.studio.id}/messages", {}, {"a.png": big})

    assert (answer.status_code, answer.json()["code"]) == (413, 40005)


async def test_a_boosted_server_accepts_larger_files_in_requests_up_to_25_mebibytes(studio: Studio) -> None:
    studio.place.guild.premium_tier = 2
    path = f"/channels/{studio.place.studio.id}/messages"
    larger = await upload(studio, "POST", path, {}, {"a.bin": bytes(11 * 1024 * 1024)})
    too_large = await upload(studio, "POST", path, {}, {"a.bin": bytes(26 * 1024 * 1024)})

    assert larger.status_code == 200
    assert (too_large.status_code, too_large.json()["code"]) == (413, 40005)


async def test_an_eleventh_file_is_refused(studio: Studio, png: bytes) -> None:
    files = {f"{n}.png": png for n in range(11)}
    answer = await upload(studio, "POST", f"/channels/{studio.place.studio.id}/messages", {}, files)

    assert (answer.status_code, answer.json()["code"]) == (400, 30015)


async def test_an_interaction_states_the_upload_limit_of_its_responses(studio: Studio, png: bytes) -> None:
    studio.place.alice.upload_limit = 50 * 1024 * 1024
    await studio.register()
    interaction = await studio.alice.slash("draw", prompt="x")
    await studio.callback(interaction, {"type": 5})
    big = png + bytes(11 * 1024 * 1024)
    path = studio.webhook(interaction, "@original")
    answer = await upload(studio, "PATCH", path, {}, {"a.png": big})

    assert interaction.payload["attachment_size_limit"] == 50 * 1024 * 1024
    assert answer.json()["attachments"][0]["size"] == len(big)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"content": "x" * 2001}, ["content"]),
        ({"embeds": [{"title": "x" * 257}]}, ["embeds", "0", "title"]),
        ({"embeds": [{"description": "x" * 3100}, {"description": "x" * 3100}]}, ["embeds"]),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            ["allowed_mentions", "parse"],
        ),
        ({"content": "x", "nonce": "n" * 26}, ["nonce"]),
        ({"content": "x", "flags": 1 << 15}, ["content"]),
        ({"content": "x", "attachments": [{"id": 0, "description": "d"}]}, ["attachments", "0"]),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x" * 101}]}]},
            ["components", "0", "components", "0", "custom_id"],
        ),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "a"}] * 2}]},
            ["components"],
        ),
    ],
)
async def test_a_violation_is_reported_with_its_location(
    studio: Studio, body: dict[str, Any], place: list[str]
) -> None:
    answer = await send(studio, studio.place.studio, body)
    node = answer.json()["errors"]
    for key in place:
        node = node[key]

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
    assert node["_errors"][0]["code"].isupper()


async def test_an_empty_message_is_refused(studio: Studio) -> None:
    answer = await send(studio, studio.place.studio, {"content": "  "})

    assert (answer.status_code, answer.json()["code"]) == (400, 50006)


async def test_a_channel_message_mentions_everyone_only_with_permission(
    studio: Studio,
) -> None:
    place = studio.place
    text = f"{place.bob.mention} <@&{place.patrons.id}> @everyone"
    place.guild.set_roles(place.alice, [place.patrons])
    await send(studio, place.studio, {"content": text})
    place.patrons.mentionable = True
    await send(studio, place.studio, {"content": text})
    await send(studio, place.studio, {"content": text, "allowed_mentions": {"parse": []}})

    pinged = [message.pinged for message in studio.sim.world.messages(place.studio)]
    assert pinged == [[place.bob.id], sorted([place.alice.id, place.bob.id]), []]


async def test_an_interaction_response_mentions_users_only_and_none_when_disallowed(studio: Studio) -> None:
    place = studio.place
    place.patrons.mentionable = True
    place.guild.set_roles(place.alice, [place.patrons])
    await studio.register()
    text = f"{place.bob.mention} <@&{place.patrons.id}>"
    for extra in ({}, {"allowed_mentions": {"parse": []}}):
        interaction = await studio.alice.slash("draw", prompt="x")
        await studio.callback(interaction, {"type": 4, "data": {"content": text} | extra})

    messages = studio.sim.world.messages(place.studio)
    assert [message.pinged for message in messages] == [[place.bob.id], []]
    assert [message.mention_roles for message in messages] == [[], []]


async def test_messages_are_listed_newest_first(studio: Studio) -> None:
    sent = [await studio.alice.send(str(n)) for n in range(4)]
    path = f"/channels/{studio.place.studio.id}/messages"
    newest = await studio.rest.get(path, params={"limit": 2})
    older = await studio.rest.get(path, params={"before": str(sent[2].id), "limit": 1})
    after = await studio.rest.get(path, params={"after": str(sent[0].id), "limit": 2})
    wrong = await studio.rest.get(path, params={"limit": 101})

    assert [entry["content"] for entry in newest.json()] == ["3", "2"]
    assert [entry["content"] for entry in older.json()] == ["1"]
    assert [entry["content"] for entry in after.json()] == ["2", "1"]
    assert wrong.status_code == 400


async def test_only_its_own_messages_can_be_edited(studio: Studio) -> None:
    message = await studio.alice.send("hello")
    path = f"/channels/{studio.place.studio.id}/messages/{message.id}"
    edit = await studio.rest.patch(path, json={"content": "changed"})
    delete = await studio.rest.delete(path)

    assert (edit.status_code, edit.json()["code"]) == (403, 50005)
    assert (delete.status_code, delete.json()["code"]) == (403, 50013)

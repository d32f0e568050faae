"""Checks of replies to an interaction, which a person starts by pressing a button in the channel."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.discord.click_listener import Click, ClickListener
from bot.discord.raw_api import Answer
from bot.ops.live_checks.discord_checks import largest_message, picture_of, silent, total_size
from bot.ops.live_checks.model import LiveCheck, NotSettledError, Observation, broken, holds, settled
from bot.ops.live_checks.session import MARKER, LiveSession, reset_after

__all__ = ["REPLY_CHECKS"]

_DEFERRED_MESSAGE = 5
_EPHEMERAL, _LOADING, _V2 = 1 << 6, 1 << 7, 1 << 15
_ACTION_ROW, _BUTTON, _TEXT_DISPLAY, _PRIMARY = 1, 2, 10, 1
_SMALL = 1024
# Webhook calls per channel and window that progress edits rely on.
_CALLS, _WINDOW_SECONDS = 30, 60.0
_LIMIT_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset-After")


@dataclass(slots=True, kw_only=True)
class Reply:
    """The reply to the operator's click; it is acknowledged, and public."""

    click: Click
    acknowledged: Answer
    route: str


async def _reply(session: LiveSession) -> Reply:
    """Post a button, wait for a click, and answer it with a public "thinking" message."""
    listener: ClickListener = await session.listener()
    custom_id = f"{MARKER}:{secrets.token_hex(4)}"
    clicked = listener.expect(custom_id)
    button = {"type": _BUTTON, "style": _PRIMARY, "label": "Continue the check", "custom_id": custom_id}
    row = {"type": _ACTION_ROW, "components": [button]}
    posted = await session.discord(
        "POST",
        session.messages_path,
        body=silent("press the button to check replies") | {"components": [row]},
    )
    if not posted.ok:
        raise NotSettledError(f"the button could not be posted: {posted.observed}")
    session.say(
        f"Press the button in #{session.channel.channel_name} within {session.click_seconds:g} s "
        "to check replies to interactions."
    )
    try:
        async with asyncio.timeout(session.click_seconds):
            click = await clicked
    except TimeoutError:
        raise NotSettledError(f"the button was not pressed within {session.click_seconds:g} s") from None
    route = f"/webhooks/{session.channel.application_id}/{click.token}"
    session.token_messages.append(f"{route}/messages/@original")
    acknowledged = await session.discord(
        "POST",
        f"/interactions/{click.interaction_id}/{click.token}/callback",
        body={"type": _DEFERRED_MESSAGE},
        params={"with_response": "1"},
        token_route=True,
    )
    if not acknowledged.ok:
        raise NotSettledError(f"the click could not be acknowledged: {acknowledged.observed}")
    return Reply(click=click, acknowledged=acknowledged, route=route)


async def _edit(
    session: LiveSession, reply: Reply, body: Any, files: Any = (), *, wait: bool = True
) -> Answer:
    return await session.discord(
        "PATCH",
        f"{reply.route}/messages/@original",
        body=body,
        files=files,
        token_route=True,
        wait=wait,
    )


def _content(text: str) -> dict[str, Any]:
    return {"content": f"{MARKER}: {text}", "allowed_mentions": {"parse": []}}


async def _resolved_reply(session: LiveSession) -> tuple[Reply, Answer]:
    """Return the reply and the answer to its first edit, which replaces "thinking"."""
    reply: Reply = await session.once("reply", _reply)

    async def resolve(session: LiveSession) -> Answer:
        return await _edit(session, reply, _content("first edit"), [picture_of(_SMALL)])

    return reply, await session.once("resolve", resolve)


async def _deleted_reply(session: LiveSession) -> tuple[Reply, Answer]:
    """Return the reply and the answer to its deletion, after it has been edited."""
    reply, _ = await _resolved_reply(session)

    async def delete(session: LiveSession) -> Answer:
        return await session.discord("DELETE", f"{reply.route}/messages/@original", token_route=True)

    return reply, await session.once("delete", delete)


async def _guild_event(session: LiveSession) -> Observation:
    listener: ClickListener = await session.listener()
    guild = listener.guilds_seen.get(session.channel.guild_id)
    if guild is None:
        return broken("no GUILD_CREATE for the server")
    members = guild.get("members") or []
    own = any(one.get("user", {}).get("id") == session.channel.bot_id for one in members)
    parts = [part for part in ("roles", "channels") if guild.get(part)]
    observed = f"{len(members)} members, {'with' if own else 'without'} the bot itself; {' and '.join(parts)}"
    return settled(own and len(parts) == 2, observed)


async def _edit_after_thinking(session: LiveSession) -> Observation:
    _, answer = await _resolved_reply(session)
    if not answer.ok:
        return broken(answer.observed)
    loading = bool(answer.body.get("flags", 0) & _LOADING)
    files = len(answer.body.get("attachments") or [])
    return settled(
        files == 1 and not loading, f"{answer.observed}, {files} files{', still thinking' if loading else ''}"
    )


async def _reply_upload(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    size = min(reply.click.upload_limit, session.settings.message_max_bytes)
    answer = await _edit(session, reply, _content("largest file"), [picture_of(size)])
    return settled(answer.ok, f"{size} of {reply.click.upload_limit} bytes: {answer.observed}")


async def _reply_size(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    files = largest_message(session, reply.click.upload_limit)
    answer = await _edit(session, reply, _content("largest message"), files)
    return settled(answer.ok, f"{len(files)} files, {total_size(files)} bytes: {answer.observed}")


async def _limit_headers(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    answer = await _edit(session, reply, _content("limits"))
    found = {name: answer.headers.get(name) for name in _LIMIT_HEADERS}
    missing = [name for name, value in found.items() if value is None]
    if missing:
        return broken(f"absent: {', '.join(missing)}")
    return holds(", ".join(f"{name.removeprefix('X-RateLimit-')} {value}" for name, value in found.items()))


async def _webhook_pace(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    while (number := session.recent_webhook_calls(reply.route, _WINDOW_SECONDS) + 1) <= _CALLS:
        answer = await _edit(session, reply, _content(f"call {number} of {_CALLS}"), wait=False)
        if answer.status == 429:
            scope = answer.headers.get("X-RateLimit-Scope", "not stated")
            return broken(f"429 at call {number}, scope {scope}")
        if not answer.ok:
            raise NotSettledError(f"call {number}: {answer.observed}")
        if answer.headers.get("X-RateLimit-Remaining") == "0":
            await session.clock.sleep(reset_after(answer))
    return holds(f"{_CALLS} calls without a 429")


async def _components_v2(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    text = {"type": _TEXT_DISPLAY, "content": f"{MARKER}: components"}
    body = {"content": None, "attachments": [], "components": [text], "flags": _V2}
    answer = await _edit(session, reply, body)
    accepted = answer.ok and answer.body.get("flags", 0) & _V2
    return settled(accepted, answer.observed)


async def _followup_v2(session: LiveSession) -> Observation:
    reply, _ = await _resolved_reply(session)
    text = {"type": _TEXT_DISPLAY, "content": f"{MARKER}: followup with components"}
    answer = await session.discord(
        "POST",
        reply.route,
        body={"components": [text], "flags": _V2},
        params={"wait": "true", "with_components": "true"},
        token_route=True,
    )
    return settled(answer.ok and answer.body.get("flags", 0) & _V2, answer.observed)


async def _deleted_code(session: LiveSession) -> Observation:
    reply, deleted = await _deleted_reply(session)
    if not deleted.ok:
        raise NotSettledError(f"the reply could not be deleted: {deleted.observed}")
    answer = await _edit(session, reply, _content("after the deletion"))
    return settled((answer.status, answer.code) == (404, 10008), answer.observed)


async def _ephemeral_followup(session: LiveSession) -> Observation:
    reply, deleted = await _deleted_reply(session)
    if not deleted.ok:
        raise NotSettledError(f"the reply could not be deleted: {deleted.observed}")
    answer = await session.discord(
        "POST",
        reply.route,
        body=_content("only you see this; the check is over") | {"flags": _EPHEMERAL},
        params={"wait": "true"},
        token_route=True,
    )
    if not answer.ok:
        return broken(answer.observed)
    ephemeral = bool(answer.body.get("flags", 0) & _EPHEMERAL)
    return settled(ephemeral, f"{answer.observed}, {'ephemeral' if ephemeral else 'public'}")


async def _dead_token(session: LiveSession) -> Observation:
    route = f"/webhooks/{session.channel.application_id}/{secrets.token_urlsafe(128)}/messages/@original"
    answer = await session.discord("PATCH", route, body=_content("dead token"), token_route=True)
    known = {(401, 50027), (404, 10015)}
    return settled((answer.status, answer.code) in known, answer.observed)


REPLY_CHECKS: Sequence[LiveCheck] = (
    LiveCheck(
        id="discord-guild-event",
        assumption="GUILD_CREATE brings the server's roles and channels, and the bot as a member.",
        if_broken="Easel misjudges its own permissions, for example whether it may add reactions.",
        run=_guild_event,
    ),
    LiveCheck(
        id="reply-dead-token",
        assumption="A call with an expired token is answered with 401 / 50027 or 404 / 10015.",
        if_broken="Easel mistakes an expired reply for a temporary failure and retries for too long.",
        run=_dead_token,
    ),
    LiveCheck(
        id="reply-edit-after-thinking",
        assumption='A public "thinking" reply becomes a result with files by an edit.',
        if_broken="Results cannot be posted in replies.",
        run=_edit_after_thinking,
    ),
    LiveCheck(
        id="reply-upload-limit",
        assumption="An edit accepts a file of exactly the interaction's attachment_size_limit.",
        if_broken="Large pictures are refused at first and posted later as smaller files.",
        run=_reply_upload,
    ),
    LiveCheck(
        id="reply-message-size",
        assumption="An edit accepts files of MESSAGE_MAX_MIB in total.",
        if_broken="Results with several large pictures are refused. Lower MESSAGE_MAX_MIB.",
        run=_reply_size,
    ),
    LiveCheck(
        id="reply-limit-headers",
        assumption="Edits of a reply carry the rate limit headers that discord.py follows.",
        if_broken="Progress edits run into 429s. Raise PROGRESS_SECONDS.",
        run=_limit_headers,
    ),
    LiveCheck(
        id="reply-webhook-pace",
        assumption=f"{_CALLS} calls for replies in one channel within a minute pass without a 429.",
        if_broken="Progress and results of busy channels are delayed. Raise PROGRESS_SECONDS.",
        run=_webhook_pace,
    ),
    LiveCheck(
        id="reply-components-v2",
        assumption="A reply that was deferred without flags can be edited to Components V2.",
        if_broken="Panels such as /history and /settings cannot be shown in deferred replies.",
        run=_components_v2,
    ),
    LiveCheck(
        id="reply-followup-v2",
        assumption="A followup to a deferred reply can have Components V2.",
        if_broken="Panels such as /history and /settings cannot be shown in followups.",
        run=_followup_v2,
    ),
    LiveCheck(
        id="reply-deleted-code",
        assumption="An edit of a deleted reply is answered with 404 / 10008.",
        if_broken="Easel does not recognize that a member deleted the reply, and tries again.",
        run=_deleted_code,
    ),
    LiveCheck(
        id="reply-ephemeral-followup",
        assumption="After a public reply was edited and deleted, a followup is shown to one person only.",
        if_broken="Refusals that only the member should see are public, or not shown at all.",
        run=_ephemeral_followup,
    ),
)

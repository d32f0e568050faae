"""Routes of channel messages, subject to the bot token and the channel's permissions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.discord.entities import Channel, ChannelType
from sandbox.discord.errors import (
    ApiError,
    missing_permissions,
    thread_archived,
    thread_locked,
    unknown_message,
)
from sandbox.discord.message_builder import MessageHeader, create_message, edit_message
from sandbox.discord.messages import Message, MessageFlag, MessageType
from sandbox.discord.payloads import message_payload
from sandbox.discord.permissions import Permission
from sandbox.discord.rest.call import (
    Api,
    Call,
    Response,
    RouteTable,
    bot_channel,
    bot_message,
    integer_of,
)
from sandbox.discord.rules import MessageContext, check_message
from sandbox.discord.rules.form_errors import FormErrors
from sandbox.discord.snowflake import snowflake_time

__all__ = ["ROUTES", "edited_body"]

Json = dict[str, Any]
ROUTES = RouteTable()
_ALL = "/channels/{channel_id}/messages"
_ONE = _ALL + "/{message_id}"
_DM_UPLOAD_LIMIT = 10 * 1024 * 1024
# Discord says "within the past few minutes".
_NONCE_SECONDS = 180.0
_BULK_AGE = 14 * 24 * 3600


@ROUTES.route("POST", _ALL)
async def post_message(api: Api, call: Call) -> Response:
    """Send a message; with ``enforce_nonce``, repeating a nonce returns the first message."""
    channel = bot_channel(api, call, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    _check_dm(api, channel)
    _check_body(api, call, channel)
    if (same := _same_nonce(api, channel, call.body)) is not None:
        return _response(api, same)
    _open_thread(api, channel)
    header = _header(api, channel, call.body)
    message = create_message(api.world, header, call.body, call.files)
    if message.attachments and api.faults.take("discord.message.lost-alt-text") is not None:
        for attachment in message.attachments:
            attachment.description = None
    return _response(api, message)


@ROUTES.route("GET", _ONE)
async def get_message(api: Api, call: Call) -> Response:
    """Return a message from a channel whose history the bot may read."""
    return _response(api, bot_message(api, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY))


@ROUTES.route("PATCH", _ONE)
async def patch_message(api: Api, call: Call) -> Response:
    """Edit one of the bot's own messages."""
    message = bot_message(api, call)
    _check_thread(message.channel)
    if message.author is not api.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    v2 = bool(message.flags & MessageFlag.IS_COMPONENTS_V2)
    _check_body(api, call, message.channel, kept=True, v2=v2)
    # Discord documents only the webhook edit as the end of "thinking"; in practice a channel edit of a
    # public deferred message ends it, too.
    message.flags &= ~MessageFlag.LOADING
    edit_message(api.world, message, edited_body(api, call), call.files)
    return _response(api, message)


@ROUTES.route("DELETE", _ONE)
async def delete_message(api: Api, call: Call) -> Response:
    """Delete one of the bot's own messages, or any message with Manage Messages."""
    message = bot_message(api, call)
    _check_thread(message.channel)
    if message.author is not api.world.bot:
        bot_message(api, call, Permission.MANAGE_MESSAGES)
    api.world.delete_message(message)
    return Response(status=204)


def edited_body(api: Api, call: Call) -> Json:
    """Return the body of an edit, without spoilers while a fault makes Discord ignore them."""
    files = call.body.get("attachments") or []
    if (
        any("is_spoiler" in file for file in files)
        and api.faults.take("discord.message.ignored-spoiler") is not None
    ):
        kept = [{key: value for key, value in file.items() if key != "is_spoiler"} for file in files]
        return {**call.body, "attachments": kept}
    return call.body


@ROUTES.route("GET", _ALL)
async def list_messages(api: Api, call: Call) -> Response:
    """Return up to ``limit`` messages, newest first; ``before``, ``after`` and ``around`` are IDs."""
    channel = bot_channel(api, call)
    limit = integer_of(call, "limit", 50, 1, 100)
    if not channel.permissions_for(api.world.bot.id) & Permission.READ_MESSAGE_HISTORY:
        return Response([])
    found = [message for message in api.world.messages(channel) if message.ephemeral_to is None]
    if "after" in call.query:
        found = [message for message in found if message.id > integer_of(call, "after", 0)][:limit]
    elif "around" in call.query:
        centre = integer_of(call, "around", 0)
        nearest = sorted(found, key=lambda message: abs(message.id - centre))[:limit]
        found = sorted(nearest, key=lambda message: message.id)
    elif "before" in call.query:
        found = [message for message in found if message.id < integer_of(call, "before", 0)]
    newest_first = found[::-1][:limit]
    return Response([message_payload(message, viewer=api.world.bot) for message in newest_first])


@ROUTES.route("POST", _ALL + "/bulk-delete")
async def bulk_delete(api: Api, call: Call) -> Response:
    """Delete 2 to 100 messages younger than two weeks."""
    channel = bot_channel(api, call, Permission.VIEW_CHANNEL | Permission.MANAGE_MESSAGES)
    form = FormErrors()
    ids = call.body.get("messages") or []
    form.at("messages").count(ids, 2, 100)
    form.raise_if_any()
    if any(snowflake_time(int(number)) < api.clock.now() - _BULK_AGE for number in ids):
        raise ApiError(400, 50034, "A message provided was too old to bulk delete")
    for number in ids:
        message = api.world.message(channel.id, int(number))
        if message is not None and message.ephemeral_to is None:
            api.world.delete_message(message)
    return Response(status=204)


def _check_body(api: Api, call: Call, channel: Channel, *, kept: bool = False, v2: bool = False) -> None:
    if call.files and not channel.permissions_for(api.world.bot.id) & Permission.ATTACH_FILES:
        raise missing_permissions()
    limit = channel.guild.upload_limit if channel.guild else _DM_UPLOAD_LIMIT
    context = MessageContext(upload_limit=limit, kept=kept, v2=v2)
    if api.faults.take("discord.message.utf16-lengths") is not None:
        surplus = sum(ord(character) > 0xFFFF for character in call.body.get("content") or "")
        context = replace(context, content_limit=context.content_limit - surplus)
    check_message(call.body, call.files, context, FormErrors())


def _check_thread(channel: Channel) -> None:
    if channel.archived:
        raise thread_archived()


def _open_thread(api: Api, channel: Channel) -> None:
    """Open an archived thread, as a new message does."""
    may_manage = channel.permissions_for(api.world.bot.id) & Permission.MANAGE_THREADS
    if channel.locked and not may_manage:
        raise thread_locked()
    if channel.archived and channel.guild is not None:
        channel.guild.archive_thread(channel, archived=False, locked=channel.locked)


def _check_dm(api: Api, channel: Channel) -> None:
    if channel.type is not ChannelType.DM:
        return
    for user in channel.recipients:
        if user is not api.world.bot and not user.dms_open:
            raise ApiError(403, 50007, "Cannot send messages to this user")
        if user is not api.world.bot and not api.world.shares_guild(user):
            raise ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _same_nonce(api: Api, channel: Channel, body: Json) -> Message | None:
    if body.get("nonce") is None or not body.get("enforce_nonce"):
        return None
    oldest = api.clock.now() - _NONCE_SECONDS
    for message in reversed(api.world.messages(channel)):
        is_recent = message.author is api.world.bot and message.created_at >= oldest
        if is_recent and str(message.nonce) == str(body["nonce"]):
            return None if api.faults.take("discord.message.ignored-nonce") is not None else message
    return None


def _header(api: Api, channel: Channel, body: Json) -> MessageHeader:
    reference = body.get("message_reference") or {}
    if not reference.get("message_id"):
        return MessageHeader(channel=channel, author=api.world.bot)
    if not channel.permissions_for(api.world.bot.id) & Permission.READ_MESSAGE_HISTORY:
        raise ApiError(403, 160002, "Cannot reply without permission to read message history")
    target = api.world.message(channel.id, int(reference["message_id"]))
    if target is not None and target.ephemeral_to is None:
        return MessageHeader(
            channel=channel,
            author=api.world.bot,
            type=MessageType.REPLY,
            reference=target,
            reference_id=target.id,
        )
    form = FormErrors()
    if reference.get("fail_if_not_exists", True):
        form.at("message_reference").error("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    form.raise_if_any()
    return MessageHeader(channel=channel, author=api.world.bot)


def _response(api: Api, message: Message) -> Response:
    if message.deleted:
        raise unknown_message()
    return Response(message_payload(message, viewer=api.world.bot))

"""Messages by channel, with the bot's token and the channel's permissions."""

from __future__ import annotations

from typing import Any

from sandbox.discord.entities import Channel, ChannelType, Message, MessageFlag, MessageType
from sandbox.discord.errors import ApiError, missing_permissions, unknown_message
from sandbox.discord.message_builder import MessageHeader, create_message, edit_message
from sandbox.discord.payloads import message_payload
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply, bot_channel, bot_message
from sandbox.discord.rules import MessageContext, check_message
from sandbox.discord.rules.form import FormErrors
from sandbox.discord.snowflake import snowflake_time

__all__ = ["ROUTES"]

Json = dict[str, Any]
_DM_UPLOAD_LIMIT = 10 * 1024 * 1024
# Discord says "within the past few minutes".
_NONCE_SECONDS = 180.0
_BULK_AGE = 14 * 24 * 3600


async def post_message(api: Api, call: Call) -> Reply:
    """Send a message; with ``enforce_nonce`` a repeated one returns the first."""
    channel = bot_channel(api, call, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    _check_dm(api, channel)
    if call.files and not permissions_in(channel, api.world.bot.id) & Permission.ATTACH_FILES:
        raise missing_permissions()
    check_message(call.body, call.files, _context(channel), FormErrors())
    if (same := _same_nonce(api, channel, call.body)) is not None:
        return _reply(api, same)
    envelope = _envelope(api, channel, call.body)
    return _reply(api, create_message(api.world, envelope, call.body, call.files))


async def get_message(api: Api, call: Call) -> Reply:
    """One message of a channel whose history the bot may read."""
    return _reply(api, bot_message(api, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY))


async def patch_message(api: Api, call: Call) -> Reply:
    """Edit the bot's own message."""
    message = bot_message(api, call)
    if message.author is not api.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if call.files and not permissions_in(message.channel, api.world.bot.id) & Permission.ATTACH_FILES:
        raise missing_permissions()
    v2 = bool(message.flags & MessageFlag.IS_COMPONENTS_V2)
    check_message(call.body, call.files, _context(message.channel, kept=True, v2=v2), FormErrors())
    # Discord's own page does not tell what ends the "thinking" besides the webhook; a channel
    # edit of a public deferred message does, in practice.
    message.flags &= ~MessageFlag.LOADING
    edit_message(api.world, message, call.body, call.files)
    return _reply(api, message)


async def delete_message(api: Api, call: Call) -> Reply:
    """Delete the bot's own message, or with Manage Messages anybody's."""
    message = bot_message(api, call)
    if message.author is not api.world.bot:
        bot_message(api, call, Permission.MANAGE_MESSAGES)
    api.world.delete_message(message)
    return Reply(status=204)


async def list_messages(api: Api, call: Call) -> Reply:
    """Up to ``limit`` messages, newest first; ``before``, ``after`` and ``around`` are ids."""
    channel = bot_channel(api, call)
    limit = _integer(call, "limit", 50, low=1, high=100)
    if not permissions_in(channel, api.world.bot.id) & Permission.READ_MESSAGE_HISTORY:
        return Reply(body=[])
    found = [message for message in api.world.messages(channel) if message.ephemeral_to is None]
    if "after" in call.query:
        found = [message for message in found if message.id > _integer(call, "after", 0)][:limit]
    elif "around" in call.query:
        centre = _integer(call, "around", 0)
        found = sorted(
            sorted(found, key=lambda message: abs(message.id - centre))[:limit], key=lambda m: m.id
        )
    elif "before" in call.query:
        found = [message for message in found if message.id < _integer(call, "before", 0)]
    newest_first = found[::-1][:limit]
    return Reply(body=[message_payload(message, viewer=api.world.bot) for message in newest_first])


async def bulk_delete(api: Api, call: Call) -> Reply:
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
    return Reply(status=204)


def _context(channel: Channel, *, kept: bool = False, v2: bool = False) -> MessageContext:
    limit = channel.guild.upload_limit if channel.guild else _DM_UPLOAD_LIMIT
    return MessageContext(upload_limit=limit, kept=kept, v2=v2)


def _check_dm(api: Api, channel: Channel) -> None:
    if channel.type is not ChannelType.DM:
        return
    for user in channel.recipients:
        if user is api.world.bot:
            continue
        if not user.dms_open:
            raise ApiError(403, 50007, "Cannot send messages to this user")
        if not api.world.shares_guild(user):
            raise ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _same_nonce(api: Api, channel: Channel, body: Json) -> Message | None:
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    oldest = api.clock.now() - _NONCE_SECONDS
    for message in reversed(api.world.messages(channel)):
        if (
            message.author is api.world.bot
            and str(message.nonce) == str(nonce)
            and message.created_at >= oldest
        ):
            return message
    return None


def _envelope(api: Api, channel: Channel, body: Json) -> MessageHeader:
    wanted = body.get("message_reference") or {}
    if not wanted.get("message_id"):
        return MessageHeader(channel=channel, author=api.world.bot)
    if not permissions_in(channel, api.world.bot.id) & Permission.READ_MESSAGE_HISTORY:
        raise ApiError(403, 160002, "Cannot reply without permission to read message history")
    target = api.world.message(channel.id, int(wanted["message_id"]))
    if target is not None and target.ephemeral_to is None:
        return MessageHeader(
            channel=channel,
            author=api.world.bot,
            type=MessageType.REPLY,
            reference=target,
            reference_id=target.id,
        )
    if wanted.get("fail_if_not_exists", True):
        form = FormErrors()
        form.at("message_reference").error("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        form.raise_if_any()
    return MessageHeader(channel=channel, author=api.world.bot)


def _integer(call: Call, name: str, default: int, *, low: int = 0, high: int = 1 << 63) -> int:
    text = call.query.get(name, str(default))
    form = FormErrors()
    if not text.isdigit() or not low <= int(text) <= high:
        form.at(name).error("NUMBER_TYPE_MAX", f"int value should be between {low} and {high}.")
    form.raise_if_any()
    return int(text)


def _reply(api: Api, message: Message) -> Reply:
    if message.deleted:
        raise unknown_message()
    return Reply(body=message_payload(message, viewer=api.world.bot))


_LIST = "/channels/{channel_id}/messages"
_ONE = _LIST + "/{message_id}"

ROUTES = (
    Endpoint(method="GET", template=_LIST, handler=list_messages),
    Endpoint(method="POST", template=_LIST, handler=post_message),
    Endpoint(method="POST", template=_LIST + "/bulk-delete", handler=bulk_delete),
    Endpoint(method="GET", template=_ONE, handler=get_message),
    Endpoint(method="PATCH", template=_ONE, handler=patch_message),
    Endpoint(method="DELETE", template=_ONE, handler=delete_message),
)

"""Routes of a message's reactions."""

from __future__ import annotations

from sandbox.discord.emojis import parse_emoji
from sandbox.discord.errors import ApiError, missing_permissions, thread_archived, unknown_user
from sandbox.discord.payloads import user_payload
from sandbox.discord.permissions import Permission
from sandbox.discord.rest.call import (
    Api,
    Call,
    Response,
    RouteTable,
    bot_message,
    integer_of,
    snowflake_of,
)

__all__ = ["ROUTES"]

ROUTES = RouteTable()
_ALL = "/channels/{channel_id}/messages/{message_id}/reactions"
_ONE = _ALL + "/{emoji}"
_READ = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
_MANAGE = _READ | Permission.MANAGE_MESSAGES
_MOST_EMOJIS = 20


@ROUTES.route("PUT", _ONE + "/@me")
async def put_own(api: Api, call: Call) -> Response:
    """React as the bot. Add Reactions is needed only for an emoji that is new to the message."""
    message = bot_message(api, call, _READ)
    if message.channel.archived:
        raise thread_archived()
    emoji = parse_emoji(api.world, call.params["emoji"])
    if emoji not in message.reactions:
        if not message.channel.permissions_for(api.world.bot.id) & Permission.ADD_REACTIONS:
            raise missing_permissions()
        if len(message.reactions) >= _MOST_EMOJIS:
            raise ApiError(400, 30010, "Maximum number of reactions reached (20)")
    api.world.add_reaction(message, emoji, api.world.bot)
    return Response(status=204)


@ROUTES.route("DELETE", _ONE + "/@me")
async def delete_own(api: Api, call: Call) -> Response:
    """Remove the bot's own reaction."""
    message = bot_message(api, call, _READ)
    api.world.remove_reaction(message, parse_emoji(api.world, call.params["emoji"]), api.world.bot)
    return Response(status=204)


@ROUTES.route("DELETE", _ONE + "/{user_id}")
async def delete_of_user(api: Api, call: Call) -> Response:
    """Remove a user's reaction."""
    message = bot_message(api, call, _MANAGE)
    user = api.world.users.get(snowflake_of(call, "user_id"))
    if user is None:
        raise unknown_user()
    api.world.remove_reaction(message, parse_emoji(api.world, call.params["emoji"]), user)
    return Response(status=204)


@ROUTES.route("DELETE", _ONE)
async def delete_emoji(api: Api, call: Call) -> Response:
    """Remove every reaction with one emoji."""
    message = bot_message(api, call, _MANAGE)
    api.world.clear_reactions(message, parse_emoji(api.world, call.params["emoji"]))
    return Response(status=204)


@ROUTES.route("DELETE", _ALL)
async def delete_all(api: Api, call: Call) -> Response:
    """Remove every reaction."""
    api.world.clear_reactions(bot_message(api, call, _MANAGE))
    return Response(status=204)


@ROUTES.route("GET", _ONE)
async def list_users(api: Api, call: Call) -> Response:
    """Return the users of a reaction by ID; ``limit`` is 1 to 100 (default 25), ``after`` an ID."""
    message = bot_message(api, call, _READ)
    emoji = parse_emoji(api.world, call.params["emoji"])
    limit, after = integer_of(call, "limit", 25, 1, 100), integer_of(call, "after", 0)
    users = sorted(message.reactions.get(emoji, []), key=lambda user: user.id)
    return Response([user_payload(user) for user in users if user.id > after][:limit])

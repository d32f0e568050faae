"""Reactions by channel and message."""

from __future__ import annotations

from sandbox.discord.emojis import parse_emoji
from sandbox.discord.entities import Message, User
from sandbox.discord.errors import ApiError, missing_permissions
from sandbox.discord.payloads import user_payload
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply, bot_message, snowflake
from sandbox.discord.rules.form import FormErrors

__all__ = ["ROUTES"]

_READ = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
_MANAGE = _READ | Permission.MANAGE_MESSAGES
_MOST_EMOJIS = 20


async def put_own(api: Api, call: Call) -> Reply:
    """React as the bot. Add Reactions is needed only for an emoji that nobody used yet."""
    message = bot_message(api, call, _READ)
    emoji = parse_emoji(api.world, call.params["emoji"])
    if emoji not in message.reactions:
        if not permissions_in(message.channel, api.world.bot.id) & Permission.ADD_REACTIONS:
            raise missing_permissions()
        if len(message.reactions) >= _MOST_EMOJIS:
            raise ApiError(400, 30010, "Maximum number of reactions reached (20)")
    api.world.add_reaction(message, emoji, api.world.bot)
    return Reply(status=204)


async def delete_own(api: Api, call: Call) -> Reply:
    """Take the bot's own reaction off."""
    message = bot_message(api, call, _READ)
    api.world.remove_reaction(message, parse_emoji(api.world, call.params["emoji"]), api.world.bot)
    return Reply(status=204)


async def delete_of_user(api: Api, call: Call) -> Reply:
    """Take somebody's reaction off."""
    message = bot_message(api, call, _MANAGE)
    user = _user(api, call)
    api.world.remove_reaction(message, parse_emoji(api.world, call.params["emoji"]), user)
    return Reply(status=204)


async def delete_emoji(api: Api, call: Call) -> Reply:
    """Take every reaction of one emoji off."""
    message = bot_message(api, call, _MANAGE)
    api.world.clear_reactions(message, parse_emoji(api.world, call.params["emoji"]))
    return Reply(status=204)


async def delete_all(api: Api, call: Call) -> Reply:
    """Take every reaction off."""
    api.world.clear_reactions(bot_message(api, call, _MANAGE))
    return Reply(status=204)


async def list_users(api: Api, call: Call) -> Reply:
    """Who reacted, by id; ``limit`` 1 to 100 (25), ``after`` an id."""
    message: Message = bot_message(api, call, _READ)
    emoji = parse_emoji(api.world, call.params["emoji"])
    limit, after = call.query.get("limit", "25"), call.query.get("after", "0")
    form = FormErrors()
    if not limit.isdigit() or not 1 <= int(limit) <= 100:
        form.at("limit").error("NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    if not after.isdigit():
        form.at("after").error("NUMBER_TYPE_COERCE", f'Value "{after}" is not snowflake.')
    form.raise_if_any()
    users = sorted(message.reactions.get(emoji, []), key=lambda user: user.id)
    chosen = [user for user in users if user.id > int(after)][: int(limit)]
    return Reply(body=[user_payload(user) for user in chosen])


def _user(api: Api, call: Call) -> User:
    user = api.world.users.get(snowflake(call, "user_id"))
    if user is None:
        raise ApiError(404, 10013, "Unknown User")
    return user


_ALL = "/channels/{channel_id}/messages/{message_id}/reactions"
_ONE = _ALL + "/{emoji}"

ROUTES = (
    Endpoint(method="PUT", template=_ONE + "/@me", handler=put_own),
    Endpoint(method="DELETE", template=_ONE + "/@me", handler=delete_own),
    Endpoint(method="DELETE", template=_ONE + "/{user_id}", handler=delete_of_user),
    Endpoint(method="GET", template=_ONE, handler=list_users),
    Endpoint(method="DELETE", template=_ONE, handler=delete_emoji),
    Endpoint(method="DELETE", template=_ALL, handler=delete_all),
)

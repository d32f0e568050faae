"""Routes of channels, guilds, members and users."""

from __future__ import annotations

from sandbox.discord.errors import ApiError, unknown_user
from sandbox.discord.payloads import (
    channel_payload,
    guild_payload,
    member_payload,
    role_payload,
    user_payload,
)
from sandbox.discord.permissions import Permission
from sandbox.discord.rest.call import (
    Api,
    Call,
    Response,
    RouteTable,
    bot_channel,
    bot_guild,
    flag_of,
    snowflake_of,
)

__all__ = ["ROUTES"]

ROUTES = RouteTable()


@ROUTES.route("GET", "/channels/{channel_id}")
async def get_channel(api: Api, call: Call) -> Response:
    """Return a channel that the bot sees."""
    return Response(channel_payload(bot_channel(api, call), api.world.bot))


@ROUTES.route("POST", "/channels/{channel_id}/typing")
async def post_typing(api: Api, call: Call) -> Response:
    """Trigger the bot's typing indicator."""
    channel = bot_channel(api, call, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    api.world.start_typing(channel, api.world.bot)
    return Response(status=204)


@ROUTES.route("GET", "/guilds/{guild_id}")
async def get_guild(api: Api, call: Call) -> Response:
    """Return a guild that the bot is in; ``with_counts`` adds two member counts."""
    guild = bot_guild(api, call)
    body = guild_payload(guild)
    if flag_of(call, "with_counts"):
        keys = ("approximate_member_count", "approximate_presence_count")
        body |= dict.fromkeys(keys, len(guild.members))
    return Response(body)


@ROUTES.route("GET", "/guilds/{guild_id}/channels")
async def get_guild_channels(api: Api, call: Call) -> Response:
    """Return every channel of a guild."""
    channels = bot_guild(api, call).channels.values()
    return Response([channel_payload(channel, api.world.bot) for channel in channels])


@ROUTES.route("GET", "/guilds/{guild_id}/roles")
async def get_roles(api: Api, call: Call) -> Response:
    """Return every role of a guild."""
    return Response([role_payload(role) for role in bot_guild(api, call).roles.values()])


@ROUTES.route("GET", "/guilds/{guild_id}/roles/member-counts")
async def get_role_member_counts(api: Api, call: Call) -> Response:
    """Return the number of members of each role except @everyone."""
    guild = bot_guild(api, call)
    roles = [role for role in guild.roles.values() if role is not guild.everyone]
    members = guild.members.values()
    return Response({str(role.id): sum(role in member.roles for member in members) for role in roles})


@ROUTES.route("GET", "/guilds/{guild_id}/members/{user_id}")
async def get_member(api: Api, call: Call) -> Response:
    """Return a member of a guild that the bot is in."""
    member = bot_guild(api, call).members.get(snowflake_of(call, "user_id"))
    if member is None:
        raise ApiError(404, 10007, "Unknown Member")
    return Response(member_payload(member))


@ROUTES.route("GET", "/users/{user_id}")
async def get_user(api: Api, call: Call) -> Response:
    """Return any user."""
    user = api.world.users.get(snowflake_of(call, "user_id"))
    if user is None:
        raise unknown_user()
    return Response(user_payload(user))


@ROUTES.route("POST", "/users/@me/channels")
async def post_dm(api: Api, call: Call) -> Response:
    """Open the direct-message channel with a user; sending there may still be refused."""
    recipient = str(call.body.get("recipient_id"))
    user = api.world.users.get(int(recipient)) if recipient.isdigit() else None
    if user is None or user is api.world.bot:
        problem = {"code": "INVALID_RECIPIENT", "message": "Invalid Recipient(s)"}
        raise ApiError(400, 50035, "Invalid Form Body", errors={"recipient_id": {"_errors": [problem]}})
    return Response(channel_payload(api.world.open_dm(user), api.world.bot))

"""Channels, guilds, members and other users, as far as a bot of commands asks for them."""

from __future__ import annotations

from sandbox.discord.errors import ApiError
from sandbox.discord.payloads import (
    channel_payload,
    guild_payload,
    member_payload,
    role_payload,
    user_payload,
)
from sandbox.discord.permissions import Permission
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply, bot_channel, bot_guild, snowflake
from sandbox.discord.rules.form import FormErrors

__all__ = ["ROUTES"]


async def get_channel(api: Api, call: Call) -> Reply:
    """A channel that the bot may see."""
    return Reply(body=channel_payload(bot_channel(api, call), api.world.bot))


async def post_typing(api: Api, call: Call) -> Reply:
    """Show the bot as typing."""
    channel = bot_channel(api, call, Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    api.world.start_typing(channel, api.world.bot)
    return Reply(status=204)


async def get_guild(api: Api, call: Call) -> Reply:
    """A guild that the bot is in; ``with_counts`` adds two numbers."""
    guild = bot_guild(api, call)
    body = guild_payload(guild)
    if call.query.get("with_counts", "").lower() in {"1", "true"}:
        body |= {
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
    return Reply(body=body)


async def get_guild_channels(api: Api, call: Call) -> Reply:
    """Every channel of a guild."""
    guild = bot_guild(api, call)
    return Reply(body=[channel_payload(channel, api.world.bot) for channel in guild.channels.values()])


async def get_roles(api: Api, call: Call) -> Reply:
    """Every role of a guild."""
    return Reply(body=[role_payload(role) for role in bot_guild(api, call).roles.values()])


async def get_role_member_counts(api: Api, call: Call) -> Reply:
    """How many members each role of a guild has; @everyone is not among them."""
    guild = bot_guild(api, call)
    counts = {
        str(role.id): sum(role in member.roles for member in guild.members.values())
        for role in guild.roles.values()
        if role is not guild.everyone
    }
    return Reply(body=counts)


async def get_member(api: Api, call: Call) -> Reply:
    """A member of a guild that the bot is in."""
    member = bot_guild(api, call).members.get(snowflake(call, "user_id"))
    if member is None:
        raise ApiError(404, 10007, "Unknown Member")
    return Reply(body=member_payload(member))


async def get_user(api: Api, call: Call) -> Reply:
    """Any user."""
    user = api.world.users.get(snowflake(call, "user_id"))
    if user is None:
        raise ApiError(404, 10013, "Unknown User")
    return Reply(body=user_payload(user))


async def post_dm(api: Api, call: Call) -> Reply:
    """The direct-message channel with a user; whether one may write there shows on sending."""
    recipient = str(call.body.get("recipient_id"))
    user = api.world.users.get(int(recipient)) if recipient.isdigit() else None
    if user is None or user is api.world.bot:
        form = FormErrors()
        form.at("recipient_id").error("INVALID_RECIPIENT", "Invalid Recipient(s)")
        form.raise_if_any()
        raise AssertionError("unreachable: the form holds an error")
    return Reply(body=channel_payload(api.world.open_dm(user), api.world.bot))


ROUTES = (
    Endpoint(method="GET", template="/channels/{channel_id}", handler=get_channel),
    Endpoint(method="POST", template="/channels/{channel_id}/typing", handler=post_typing),
    Endpoint(method="GET", template="/guilds/{guild_id}", handler=get_guild),
    Endpoint(method="GET", template="/guilds/{guild_id}/channels", handler=get_guild_channels),
    Endpoint(method="GET", template="/guilds/{guild_id}/roles", handler=get_roles),
    Endpoint(method="GET", template="/guilds/{guild_id}/roles/member-counts", handler=get_role_member_counts),
    Endpoint(method="GET", template="/guilds/{guild_id}/members/{user_id}", handler=get_member),
    Endpoint(method="GET", template="/users/{user_id}", handler=get_user),
    Endpoint(method="POST", template="/users/@me/channels", handler=post_dm),
)

"""Routes called by client libraries at startup: current user, application and gateway URL."""

from __future__ import annotations

from sandbox.discord.gateway.intents import application_flags
from sandbox.discord.payloads import user_payload
from sandbox.discord.rest.call import Api, Call, Response, RouteTable

__all__ = ["ROUTES"]

ROUTES = RouteTable()
_FALSE = "bot_require_code_grant is_monetized is_verified is_discoverable storefront_available"
_NULL = "icon type max_participants interactions_endpoint_url role_connections_verification_url team"
_EMPTY = "tags redirect_uris eligible_oauth2_scopes interactions_event_types"
_APPLICATION = {
    **dict.fromkeys(_FALSE.split(), False),
    **dict.fromkeys(_NULL.split()),
    **{key: list[str]() for key in _EMPTY.split()},
    "description": "",
    "summary": "",
    "bot_public": True,
    "verify_key": "0" * 64,
    "hook": True,
    "integration_types_config": {"0": dict[str, str]()},
    "interactions_version": 1,
    "approximate_user_install_count": 0,
    "approximate_user_authorization_count": 0,
    "explicit_content_filter": 0,
}


@ROUTES.route("GET", "/users/@me")
async def get_me(api: Api, _call: Call) -> Response:
    """Return the bot's own user."""
    own = {"verified": True, "email": None, "mfa_enabled": True, "locale": "en-US", "premium_type": 0}
    return Response(user_payload(api.world.bot) | own)


@ROUTES.route("GET", "/oauth2/applications/@me")
@ROUTES.route("GET", "/applications/@me")
async def get_application(api: Api, _call: Call) -> Response:
    """Return the application with the bot and its owner; the flags show the enabled privileged intents."""
    bot, flags = api.world.bot, application_flags(api.privileged_intents)
    own = {
        "id": str(bot.id),
        "name": bot.name,
        "bot": user_payload(bot),
        "flags": flags,
        "flags_new": str(flags),
        "owner": user_payload(api.world.operator),
        "approximate_guild_count": len(api.world.guilds),
    }
    if api.faults.take("discord.application.private") is not None:
        own["bot_public"] = False
    return Response(_APPLICATION | own)


@ROUTES.route("GET", "/gateway", auth=False)
async def get_gateway(api: Api, _call: Call) -> Response:
    """Return the gateway URL."""
    return Response({"url": api.gateway_url()})


@ROUTES.route("GET", "/gateway/bot")
async def get_gateway_bot(api: Api, _call: Call) -> Response:
    """Return the gateway URL, the recommended shard count and the session start limit."""
    limit = api.session_limit()
    return Response({"url": api.gateway_url(), "shards": api.shards, "session_start_limit": limit})


@ROUTES.route("GET", "/applications/{application_id}/emojis")
async def get_application_emojis(_api: Api, _call: Call) -> Response:
    """Return the application's own emojis: none."""
    return Response({"items": []})

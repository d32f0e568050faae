"""What a library asks for before and while it connects: who am I, where is the gateway."""

from __future__ import annotations

from sandbox.discord.gateway.intents import PRIVILEGED_FLAGS
from sandbox.discord.payloads import user_payload
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply

__all__ = ["ROUTES", "application_payload"]


async def get_me(api: Api, _call: Call) -> Reply:
    """The bot's own user."""
    own = user_payload(api.world.bot) | {
        "verified": True,
        "email": None,
        "mfa_enabled": True,
        "locale": "en-US",
        "premium_type": 0,
    }
    return Reply(body=own)


async def get_application(api: Api, _call: Call) -> Reply:
    """The application, with the bot and its owner."""
    return Reply(body=application_payload(api))


async def get_gateway(api: Api, _call: Call) -> Reply:
    """The gateway's address; needs no token."""
    return Reply(body={"url": api.gateway_url()})


async def get_gateway_bot(api: Api, _call: Call) -> Reply:
    """The gateway's address, how many shards to use, and how often one may identify."""
    return Reply(
        body={"url": api.gateway_url(), "shards": api.shards, "session_start_limit": api.session_limit()}
    )


async def get_application_emojis(_api: Api, _call: Call) -> Reply:
    """The application's own emojis: none."""
    return Reply(body={"items": []})


def application_payload(api: Api) -> dict[str, object]:
    """The application object; its flags tell which privileged intents are enabled."""
    bot = api.world.bot
    flags = 0
    for intent, flag in PRIVILEGED_FLAGS.items():
        flags |= flag if api.privileged_intents & intent else 0
    return {
        "id": str(bot.id),
        "name": bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": user_payload(bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "max_participants": None,
        "tags": [],
        "hook": True,
        "is_monetized": False,
        "is_verified": False,
        "is_discoverable": False,
        "storefront_available": False,
        "integration_types_config": {"0": {}},
        "redirect_uris": [],
        "eligible_oauth2_scopes": [],
        "interactions_endpoint_url": None,
        "interactions_version": 1,
        "interactions_event_types": [],
        "role_connections_verification_url": None,
        "owner": user_payload(api.world.operator),
        "approximate_guild_count": len(api.world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
    }


ROUTES = (
    Endpoint(method="GET", template="/users/@me", handler=get_me),
    Endpoint(method="GET", template="/oauth2/applications/@me", handler=get_application),
    Endpoint(method="GET", template="/applications/@me", handler=get_application),
    Endpoint(method="GET", template="/gateway", handler=get_gateway, auth=False),
    Endpoint(method="GET", template="/gateway/bot", handler=get_gateway_bot),
    Endpoint(method="GET", template="/applications/{application_id}/emojis", handler=get_application_emojis),
)

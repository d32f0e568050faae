"""Routes for registering application commands, globally or in a guild."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.localisation import without_dictionaries
from sandbox.discord.rest.call import Api, Call, Response, RouteTable, bot_guild, flag_of, snowflake_of
from sandbox.discord.rules.form_errors import FormErrors

__all__ = ["ROUTES"]

ROUTES = RouteTable()
_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


@ROUTES.route("GET", _GLOBAL)
@ROUTES.route("GET", _GUILD)
async def get_commands(api: Api, call: Call) -> Response:
    """Return every command of the scope; all translations are included only with ``with_localizations``."""
    found = api.commands.all(_scope(api, call))
    hidden = api.faults.take("discord.commands.no-translations") is not None
    if hidden or not flag_of(call, "with_localizations"):
        locale = call.headers.get("X-Discord-Locale", "en-US")
        found = [without_dictionaries(command, locale) for command in found]
    return Response(found)


@ROUTES.route("PUT", _GLOBAL)
@ROUTES.route("PUT", _GUILD)
async def put_commands(api: Api, call: Call) -> Response:
    """Replace every command of the scope, of all types."""
    scope = _scope(api, call)
    bodies: Any = [] if call.json is None else call.json
    form = FormErrors()
    if not isinstance(bodies, list):
        form.error("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    form.raise_if_any()
    return Response(api.commands.overwrite(scope, bodies))


@ROUTES.route("POST", _GLOBAL)
@ROUTES.route("POST", _GUILD)
async def post_command(api: Api, call: Call) -> Response:
    """Create a command (201), or overwrite the one of that name (200)."""
    command, created = api.commands.upsert(_scope(api, call), call.body)
    return Response(command, 201 if created else 200)


@ROUTES.route("GET", _GLOBAL + "/{command_id}")
@ROUTES.route("GET", _GUILD + "/{command_id}")
async def get_command(api: Api, call: Call) -> Response:
    """Return one command."""
    return Response(api.commands.get(_scope(api, call), snowflake_of(call, "command_id")))


@ROUTES.route("PATCH", _GLOBAL + "/{command_id}")
@ROUTES.route("PATCH", _GUILD + "/{command_id}")
async def patch_command(api: Api, call: Call) -> Response:
    """Update a command."""
    return Response(api.commands.edit(_scope(api, call), snowflake_of(call, "command_id"), call.body))


@ROUTES.route("DELETE", _GLOBAL + "/{command_id}")
@ROUTES.route("DELETE", _GUILD + "/{command_id}")
async def delete_command(api: Api, call: Call) -> Response:
    """Delete a command."""
    api.commands.delete(_scope(api, call), snowflake_of(call, "command_id"))
    return Response(status=204)


@ROUTES.route("GET", _GUILD + "/permissions")
async def get_all_permissions(api: Api, call: Call) -> Response:
    """Return the permission overwrites set by administrators: none here."""
    _scope(api, call)
    return Response([])


@ROUTES.route("GET", _GUILD + "/{command_id}/permissions")
async def get_permissions(api: Api, call: Call) -> Response:
    """Raise Discord's error for a command without permission overwrites."""
    _scope(api, call)
    raise ApiError(404, 10066, "Unknown application command permissions")


@ROUTES.route("PUT", _GUILD + "/{command_id}/permissions")
async def put_permissions(_api: Api, _call: Call) -> Response:
    """Refuse the request: only a user's Bearer token may write overwrites."""
    raise ApiError(403, 20001, "Bots cannot use this endpoint")


def _scope(api: Api, call: Call) -> int | None:
    if snowflake_of(call, "application_id") != api.world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return bot_guild(api, call).id if "guild_id" in call.params else None

"""Registering application commands, globally or in one guild."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.localisation import without_dictionaries
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply, bot_guild, snowflake

__all__ = ["ROUTES"]


async def get_commands(api: Api, call: Call) -> Reply:
    """Every command of the scope; with the dictionaries of all languages only for who asks for them."""
    found = api.commands.all(_scope(api, call))
    if not _flag(call, "with_localizations"):
        locale = call.headers.get("X-Discord-Locale", "en-US")
        found = [without_dictionaries(command, locale) for command in found]
    return Reply(body=found)


async def put_commands(api: Api, call: Call) -> Reply:
    """Replace every command of the scope, of all types."""
    scope = _scope(api, call)
    bodies: Any = [] if call.json is None else call.json
    if not isinstance(bodies, list):
        problem = {"code": "LIST_TYPE_CONVERT", "message": "Only iterables may be used in a ListType"}
        raise ApiError(400, 50035, "Invalid Form Body", errors={"_errors": [problem]})
    return Reply(body=api.commands.overwrite(scope, bodies))


async def post_command(api: Api, call: Call) -> Reply:
    """Create a command (201), or overwrite the one of that name (200)."""
    command, created = api.commands.upsert(_scope(api, call), call.body)
    return Reply(status=201 if created else 200, body=command)


async def get_command(api: Api, call: Call) -> Reply:
    """One command."""
    return Reply(body=api.commands.get(_scope(api, call), snowflake(call, "command_id")))


async def patch_command(api: Api, call: Call) -> Reply:
    """Change a command."""
    return Reply(body=api.commands.edit(_scope(api, call), snowflake(call, "command_id"), call.body))


async def delete_command(api: Api, call: Call) -> Reply:
    """Remove a command."""
    api.commands.delete(_scope(api, call), snowflake(call, "command_id"))
    return Reply(status=204)


async def get_all_permissions(api: Api, call: Call) -> Reply:
    """Overwrites that administrators made: none here."""
    _scope(api, call)
    return Reply(body=[])


async def get_permissions(api: Api, call: Call) -> Reply:
    """Overwrites of one command: none, which is an error of its own."""
    _scope(api, call)
    raise ApiError(404, 10066, "Unknown application command permissions")


async def put_permissions(_api: Api, _call: Call) -> Reply:
    """Refused: only a person's Bearer token may write these."""
    raise ApiError(403, 20001, "Bots cannot use this endpoint")


def _flag(call: Call, name: str) -> bool:
    """A yes or no in the query; 400 / 50035 for what is neither."""
    text = call.query.get(name, "false").lower()
    if text not in _FLAGS:
        problem = {"code": "BOOLEAN_TYPE_CONVERT", "message": "Must be either true or false."}
        raise ApiError(400, 50035, "Invalid Form Body", errors={name: {"_errors": [problem]}})
    return _FLAGS[text]


def _scope(api: Api, call: Call) -> int | None:
    if snowflake(call, "application_id") != api.world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return bot_guild(api, call).id if "guild_id" in call.params else None


_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = (
    *(
        Endpoint(method=method, template=base + rest, handler=handler)
        for base in (_GLOBAL, _GUILD)
        for method, rest, handler in (
            ("GET", "", get_commands),
            ("PUT", "", put_commands),
            ("POST", "", post_command),
            ("GET", "/{command_id}", get_command),
            ("PATCH", "/{command_id}", patch_command),
            ("DELETE", "/{command_id}", delete_command),
        )
    ),
    Endpoint(method="GET", template=_GUILD + "/permissions", handler=get_all_permissions),
    Endpoint(method="GET", template=_GUILD + "/{command_id}/permissions", handler=get_permissions),
    Endpoint(method="PUT", template=_GUILD + "/{command_id}/permissions", handler=put_permissions),
)

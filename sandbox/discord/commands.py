"""Command registry: the application's registered commands, global and per guild."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.localisation import shown
from sandbox.discord.rules.commands import CHAT_INPUT, ENTRY_POINT, check_command, check_command_list
from sandbox.discord.rules.form_errors import FormErrors
from sandbox.discord.world import World

__all__ = ["CommandRegistry"]

Json = dict[str, Any]
_CREATES_PER_DAY = 200
_DAY = 24 * 3600
_FIELDS = ("name_localizations", "description_localizations", "contexts", "dm_permission")


class CommandRegistry:
    """Commands by scope: ``None`` is global, a number is a guild's ID.

    Each scope allows 200 creates per day (error 30034); overwriting a command by name is not a create.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, dict[int, Json]] = {}
        self._creates: dict[int | None, list[float]] = {}

    def all(self, scope: int | None) -> list[Json]:
        """Return the commands of a scope."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: int | None, command_id: int) -> Json:
        """Return a command; raises 404 / 10063 if it does not exist."""
        try:
            return self._scopes[scope][command_id]
        except KeyError:
            raise ApiError(404, 10063, "Unknown application command") from None

    def find(self, name: str, kind: int, guild_id: int | None, locale: str = "en-US") -> Json | None:
        """Find the command that users in ``guild_id`` see under ``name``; guild commands hide global ones.

        ``name`` is either the default name or the name displayed in ``locale``.
        """
        scopes: list[int | None] = [guild_id, None] if guild_id is not None else [None]
        for scope in scopes:
            for command in self.all(scope):
                if command["type"] == kind and name in (shown(command, "name", locale), command["name"]):
                    return command
        return None

    def overwrite(self, scope: int | None, bodies: list[Json]) -> list[Json]:
        """Replace every command of a scope; those that keep their type and name keep their ID."""
        form = FormErrors()
        check_command_list(bodies, form)
        form.raise_if_any()
        known = {_key(command): command for command in self.all(scope)}
        if scope is None and _entry_points(known) - _entry_points(map(_key, bodies)):
            raise ApiError(
                400,
                50240,
                "You cannot remove this app's Entry Point command in a bulk update operation. "
                "Please include the Entry Point command in your update request or delete it separately.",
            )
        self._count_creates(scope, sum(_key(body) not in known for body in bodies))
        stored = [self._stored(scope, body, known.get(_key(body))) for body in bodies]
        self._scopes[scope] = {int(command["id"]): command for command in stored}
        return stored

    def upsert(self, scope: int | None, body: Json) -> tuple[Json, bool]:
        """Create a command or overwrite the one with its type and name; also return whether it is new."""
        form = FormErrors()
        check_command(body, form)
        form.raise_if_any()
        same = next((old for old in self.all(scope) if _key(old) == _key(body)), None)
        if same is None:
            check_command_list([*self.all(scope), body], FormErrors())
            self._count_creates(scope, 1)
        return self._store(scope, body, same), same is None

    def edit(self, scope: int | None, command_id: int, body: Json) -> Json:
        """Update the given fields of a command."""
        old = self.get(scope, command_id)
        form = FormErrors()
        check_command(old | body, form)
        form.raise_if_any()
        return self._store(scope, old | body, old)

    def delete(self, scope: int | None, command_id: int) -> None:
        """Delete a command."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]

    def _store(self, scope: int | None, body: Json, old: Json | None) -> Json:
        command = self._stored(scope, body, old)
        self._scopes.setdefault(scope, {})[int(command["id"])] = command
        return command

    def _stored(self, scope: int | None, body: Json, old: Json | None) -> Json:
        snowflakes, permissions = self._world.snowflakes, body.get("default_member_permissions")
        command: Json = {key: body.get(key) for key in _FIELDS} | {
            "id": old["id"] if old else str(snowflakes.generate()),
            "application_id": str(self._world.application_id),
            "version": str(snowflakes.generate()),
            "type": body.get("type") or CHAT_INPUT,
            "name": body["name"],
            "description": body.get("description") or "",
            "options": body.get("options") or [],
            "nsfw": bool(body.get("nsfw")),
            "integration_types": body.get("integration_types") or [0],
            "default_member_permissions": None if permissions is None else str(permissions),
        }
        if command["type"] == ENTRY_POINT:
            command["handler"] = body["handler"]
        if command["dm_permission"] is None:
            del command["dm_permission"]
        return command if scope is None else command | {"guild_id": str(scope)}

    def _count_creates(self, scope: int | None, number: int) -> None:
        now = self._world.clock.now()
        recent = [at for at in self._creates.get(scope, []) if at > now - _DAY]
        if len(recent) + number > _CREATES_PER_DAY:
            raise ApiError(
                400, 30034, "Max number of daily application command creates has been reached (200)"
            )
        self._creates[scope] = recent + [now] * number


def _entry_points(keys: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    return {key for key in keys if key[0] == ENTRY_POINT}


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or CHAT_INPUT, command["name"]

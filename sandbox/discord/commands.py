"""The commands that the application registered, globally and by guild."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.localisation import shown
from sandbox.discord.rules.commands import CHAT_INPUT, check_command, check_command_list
from sandbox.discord.rules.form import FormErrors
from sandbox.discord.world import World

__all__ = ["CommandRegistry"]

Json = dict[str, Any]
_CREATES_PER_DAY = 200
_DAY = 24 * 3600
_FIELDS = ("options", "default_member_permissions", "contexts", "integration_types", "nsfw", "dm_permission")


class CommandRegistry:
    """Commands by scope: ``None`` is global, a number is a guild's id.

    At most 200 creates a day and scope (error 30034); an overwrite that keeps a name
    is no create.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, dict[int, Json]] = {}
        self._creates: dict[int | None, list[float]] = {}

    def all(self, scope: int | None) -> list[Json]:
        """The commands of a scope."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: int | None, command_id: int) -> Json:
        """One command; 404 / 10063 if there is none."""
        try:
            return self._scopes[scope][command_id]
        except KeyError:
            raise ApiError(404, 10063, "Unknown application command") from None

    def find(self, name: str, kind: int, guild_id: int | None, locale: str = "en-US") -> Json | None:
        """What a person in ``guild_id`` gets by that name: the guild's command hides a global one.

        A command goes by the name that a client in ``locale`` shows, and by its default one.
        """
        scopes: list[int | None] = [guild_id, None] if guild_id is not None else [None]
        for scope in scopes:
            for command in self.all(scope):
                if command["type"] == kind and name in (shown(command, "name", locale), command["name"]):
                    return command
        return None

    def overwrite(self, scope: int | None, bodies: list[Json]) -> list[Json]:
        """Replace every command of a scope; those that keep type and name keep their id."""
        form = FormErrors()
        check_command_list(bodies, form)
        form.raise_if_any()
        known = {(command["type"], command["name"]): command for command in self.all(scope)}
        fresh = [body for body in bodies if (body.get("type") or CHAT_INPUT, body["name"]) not in known]
        self._count_creates(scope, len(fresh))
        made = [
            self._stored(scope, body, known.get((body.get("type") or CHAT_INPUT, body["name"])))
            for body in bodies
        ]
        self._scopes[scope] = {int(command["id"]): command for command in made}
        return made

    def upsert(self, scope: int | None, body: Json) -> tuple[Json, bool]:
        """Create a command, or overwrite the one of that type and name; whether it is new."""
        form = FormErrors()
        check_command(body, form)
        form.raise_if_any()
        kind = body.get("type") or CHAT_INPUT
        same = [old for old in self.all(scope) if (old["type"], old["name"]) == (kind, body["name"])]
        if not same:
            check_command_list([*self.all(scope), body], FormErrors())
            self._count_creates(scope, 1)
        command = self._stored(scope, body, same[0] if same else None)
        self._scopes.setdefault(scope, {})[int(command["id"])] = command
        return command, not same

    def edit(self, scope: int | None, command_id: int, body: Json) -> Json:
        """Change the given fields of a command."""
        old = self.get(scope, command_id)
        merged = old | body
        form = FormErrors()
        check_command(merged, form)
        form.raise_if_any()
        command = self._stored(scope, merged, old)
        self._scopes[scope][command_id] = command
        return command

    def delete(self, scope: int | None, command_id: int) -> None:
        """Remove a command."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]

    def _stored(self, scope: int | None, body: Json, old: Json | None) -> Json:
        number = old["id"] if old else str(self._world.snowflakes.mint())
        command: Json = {
            "id": number,
            "application_id": str(self._world.application_id),
            "version": str(self._world.snowflakes.mint()),
            "type": body.get("type") or CHAT_INPUT,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
        }
        command |= {key: body.get(key) for key in _FIELDS}
        if command["dm_permission"] is None:
            del command["dm_permission"]
        command["options"] = body.get("options") or []
        command["nsfw"] = bool(body.get("nsfw"))
        command["integration_types"] = body.get("integration_types") or [0]
        rights = body.get("default_member_permissions")
        command["default_member_permissions"] = None if rights is None else str(rights)
        if scope is not None:
            command["guild_id"] = str(scope)
        return command

    def _count_creates(self, scope: int | None, number: int) -> None:
        now = self._world.clock.now()
        recent = [at for at in self._creates.get(scope, []) if at > now - _DAY]
        if len(recent) + number > _CREATES_PER_DAY:
            raise ApiError(
                400, 30034, "Max number of daily application command creates has been reached (200)"
            )
        self._creates[scope] = recent + [now] * number

"""Router from custom IDs to handlers, for component clicks and submitted modals.

A custom ID contains everything that its handler needs, so components and open modals survive a
restart. Extensions register their verbs when they are loaded::

    bot.components.register("share", on_share, defer=Defer.PRIVATE)
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.discord.custom_ids import JOB_ID, parse_custom_id
from bot.discord.error_handler import answer_failure
from bot.discord.interactions import EaselInteraction, acknowledge, payload_of
from bot.discord.permissions import require_guild, require_manage_guild
from bot.errors import RefusedError

__all__ = ["Defer", "Handler", "InteractionRouter"]

#: Handler called with the interaction and the groups of the argument pattern.
Handler = Callable[..., Awaitable[None]]


class Defer(Enum):
    """Acknowledgement that the router sends before the handler runs."""

    NO = auto()
    """No acknowledgement: the handler sends the initial response itself."""
    PRIVATE = auto()
    """Acknowledge with an ephemeral "thinking…" reply."""
    UPDATE = auto()
    """Acknowledge without a reply: the handler edits the clicked message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    handler: Handler
    argument: re.Pattern[str]
    defer: Defer
    guild_only: bool
    admin: bool


class InteractionRouter:
    """Dispatches interactions to handlers by the verb of their custom ID."""

    def __init__(self) -> None:
        self._routes: dict[str, _Route] = {}

    @property
    def verbs(self) -> frozenset[str]:
        """Registered verbs."""
        return frozenset(self._routes)

    def register(
        self,
        verb: str,
        handler: Handler,
        *,
        argument: str = JOB_ID,
        defer: Defer = Defer.NO,
        guild_only: bool = True,
        admin: bool = False,
    ) -> None:
        """Call ``handler(interaction, *groups)`` for custom IDs whose argument matches ``argument``.

        ``admin`` requires Manage Server. Raises :class:`ValueError` if the verb is already registered.
        """
        if verb in self._routes:
            raise ValueError(f"a handler for {verb!r} is already registered")
        self._routes[verb] = _Route(
            handler=handler,
            argument=re.compile(argument, re.DOTALL),
            defer=defer,
            guild_only=guild_only,
            admin=admin,
        )

    def accepts(self, custom_id: str) -> bool:
        """Return whether a handler is registered for this custom ID."""
        try:
            self._find(custom_id)
        except RefusedError:
            return False
        return True

    async def dispatch(self, interaction: EaselInteraction) -> None:
        """Run the handler for a click or a submitted modal; errors are answered as for commands.

        Shutdown waits for the handler.
        """
        try:
            route, arguments = self._find(str(payload_of(interaction).get("custom_id", "")))
            if route.guild_only:
                require_guild(interaction)
            if route.admin:
                require_manage_guild(interaction)
            with interaction.client.services.critical_section():
                if await _defer(interaction, route.defer):
                    await route.handler(interaction, *arguments)
        except Exception as error:
            # discord.py only logs errors in event listeners, so the user would get no reply.
            await answer_failure(interaction, error)

    def _find(self, text: str) -> tuple[_Route, tuple[str | None, ...]]:
        verb, argument = parse_custom_id(text) or ("", "")
        route = self._routes.get(verb)
        match = route.argument.fullmatch(argument) if route is not None else None
        if route is None or match is None:
            raise RefusedError("refused-outdated", detail="no handler for this custom id")
        return route, match.groups()


async def _defer(interaction: EaselInteraction, how: Defer) -> bool:
    """Acknowledge as configured; return ``False`` if Discord no longer accepts a response."""
    match how:
        case Defer.NO:
            return True
        case Defer.PRIVATE:
            return await acknowledge(interaction, ephemeral=True) is not None
        case Defer.UPDATE:
            return await acknowledge(interaction, thinking=False) is not None

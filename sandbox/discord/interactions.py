"""Interactions: created by a user's action, to be acknowledged within 3 s and answered within 15 min.

The state is computed from the clock when it is read, so advancing the clock is enough to miss a deadline.
Source of the deadlines: Discord, "Receiving and Responding to Interactions".
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from bot.clock import Clock
from sandbox.clock import ChangeSignal
from sandbox.discord.entities import Channel, Guild, User
from sandbox.discord.errors import expired_token, unknown_interaction, unknown_webhook
from sandbox.discord.messages import InteractionMetadata, Message

__all__ = [
    "ACK_SECONDS",
    "TOKEN_SECONDS",
    "Interaction",
    "InteractionFailedError",
    "InteractionRegistry",
    "InteractionState",
    "InteractionType",
    "new_token",
]

ACK_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0


class InteractionType(IntEnum):
    """Discord's interaction types."""

    PING = 1
    APPLICATION_COMMAND = 2
    MESSAGE_COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class InteractionState(StrEnum):
    """The lifecycle of an interaction."""

    NEW = "new"
    ACKED = "acked"
    DEAD = "dead"
    EXPIRED = "expired"


class InteractionFailedError(AssertionError):
    """The bot missed the deadline: the user sees "The application did not respond"."""


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """A user's action addressed to the bot, and the bot's response.

    ``response`` is the message that ``@original`` refers to: the initial response or, after an update, the
    message that held the component. ``acked_at`` is in seconds since the dispatch. ``choices`` are the
    autocomplete results, ``modal`` is the modal that was opened.
    """

    id: int
    token: str = field(repr=False)
    type: InteractionType
    user: User
    channel: Channel
    guild: Guild | None
    payload: dict[str, Any] = field(repr=False)
    upload_limit: int
    created_at: float
    clock: Clock = field(repr=False)
    changes: ChangeSignal = field(default_factory=ChangeSignal, repr=False)
    name: str | None = None
    source: Message | None = None
    metadata: InteractionMetadata
    callback_type: int | None = None
    acked_at: float | None = None
    response: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    token_revoked: bool = False

    @property
    def state(self) -> InteractionState:
        """The current state according to the clock."""
        age = self.clock.now() - self.created_at
        if self.token_revoked or age > TOKEN_SECONDS:
            return InteractionState.EXPIRED
        if self.callback_type is not None:
            return InteractionState.ACKED
        return InteractionState.DEAD if age > ACK_SECONDS else InteractionState.NEW

    @property
    def messages(self) -> list[Message]:
        """The response (if any) and the followups, in order, including deleted ones."""
        own = [self.response] if self.response is not None and self.response is not self.source else []
        return [*own, *(message for message in self.followups if message not in own)]

    async def wait(self, condition: Callable[[Interaction], object], timeout: float = 30.0) -> Interaction:
        """Wait until ``condition(self)`` is true; :class:`TimeoutError` after ``timeout`` real seconds.

        The condition is checked after every call with this token and every change of this interaction's
        messages.
        """
        await self.changes.until(lambda: condition(self), timeout)
        return self

    async def acked(self, timeout: float = 30.0) -> Interaction:
        """Wait until the bot has acknowledged the interaction.

        Raises :class:`InteractionFailedError` if three seconds pass on the sandbox's clock without a
        response.
        """
        answered = asyncio.ensure_future(self.wait(lambda me: me.callback_type is not None, timeout))
        deadline = asyncio.ensure_future(self.clock.sleep(self.created_at + ACK_SECONDS - self.clock.now()))
        try:
            await asyncio.wait({answered, deadline}, return_when=asyncio.FIRST_COMPLETED)
            if self.callback_type is None:
                raise InteractionFailedError(f"no answer to {self.name or self.type.name} in 3 seconds")
            return self
        finally:
            for task in (answered, deadline):
                task.cancel()
            await asyncio.gather(answered, deadline, return_exceptions=True)

    async def done(self, timeout: float = 30.0) -> Interaction:
        """Wait until the response no longer says "thinking" or is deleted."""
        await self.acked(timeout)
        return await self.wait(
            lambda me: me.response is None or not me.response.loading or me.response.deleted, timeout
        )


class InteractionRegistry:
    """All interactions, by ID and token; failed lookups raise Discord's errors."""

    def __init__(self) -> None:
        self._by_token: dict[str, Interaction] = {}
        self._by_id: dict[int, Interaction] = {}

    def register(self, interaction: Interaction) -> None:
        """Register ``interaction`` so that the bot can answer it."""
        self._by_token[interaction.token] = interaction
        self._by_id[interaction.id] = interaction

    def all(self) -> list[Interaction]:
        """Return all interactions so far, in order."""
        return list(self._by_id.values())

    def for_callback(self, interaction_id: str, token: str) -> Interaction:
        """Return the interaction that a callback answers; raises 404 / 10062 if it is unknown or expired."""
        interaction = self._by_token.get(token)
        if interaction is None or str(interaction.id) != interaction_id:
            raise unknown_interaction()
        if interaction.callback_type is None and interaction.state is not InteractionState.NEW:
            raise unknown_interaction()
        return interaction

    def for_webhook(self, token: str) -> Interaction:
        """Return the interaction of a webhook token; it must be acknowledged and younger than 15 minutes."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.callback_type is None:
            raise unknown_webhook()
        if interaction.state is InteractionState.EXPIRED:
            raise expired_token()
        return interaction

    def find(self, token: str) -> Interaction | None:
        """Return the interaction with this token, in any state."""
        return self._by_token.get(token)

    def notify(self, *, token: str | None = None, interaction_id: int | None = None) -> None:
        """Wake the tasks waiting for one interaction.

        Each interaction has its own signal, because thousands may be awaited at once.
        """
        found = self._by_token.get(token or "") or self._by_id.get(interaction_id or 0)
        if found is not None:
            found.changes.notify()

    def revoke(self, token: str) -> None:
        """Expire ``token`` now; an unknown one is ignored here and refused by the route."""
        if interaction := self._by_token.get(token):
            interaction.token_revoked = True


def new_token() -> str:
    """Generate an interaction token: opaque, long, URL-safe."""
    return secrets.token_urlsafe(128)

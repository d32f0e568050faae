"""Notifications to the operator and to a guild's administrators.

Each notice is a message key with values, so that it is the same in the log and in the channel.
Operator alerts are always logged; the Discord channel is optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import structlog

__all__ = ["GuildNotifier", "NoticeStore", "OperatorChannel", "OperatorNotifier"]

log = structlog.stdlib.get_logger(__name__)


class OperatorChannel(Protocol):
    """Port: posts notices in the operator's channel. Best effort; never raises."""

    async def send(self, key: str, values: Mapping[str, str | int | float]) -> None:
        """Post the notice ``key``, formatted with ``values``."""
        ...


class GuildNotifier(Protocol):
    """Port: posts notices in a guild's channels. Raises only :class:`~bot.errors.DatabaseUnavailableError`."""

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post the notice ``key``, formatted with ``values``, in the guild's language.

        The value ``member`` is a user ID, available to the message as ``who``; ``until`` is epoch seconds.
        """
        ...


class NoticeStore(Protocol):
    """Port: records of sent notices, shared across restarts and processes."""

    async def claim(
        self, *names: str, guild_id: int = 0, user_id: int = 0, repeat_after: float | None = None
    ) -> bool:
        """Record notices as sent, in one transaction; return whether the last one may be sent now.

        It may be sent the first time its name is claimed for this guild (0: the operator) and user
        (0: no user), and again ``repeat_after`` seconds after it was sent.
        """
        ...

    async def forget(self, name: str) -> None:
        """Let an operator notice be sent again, because its episode has ended."""
        ...


class OperatorNotifier:
    """Alerts the operator to problems that only they can fix."""

    def __init__(self, store: NoticeStore, channel: OperatorChannel) -> None:
        self._store = store
        self._channel = channel

    async def notify(
        self,
        key: str,
        *,
        once: str | None = None,
        repeat_after: float | None = None,
        **values: str | int | float,
    ) -> bool:
        """Log and post an alert; return whether it was sent.

        With ``once``, the alert with that name is sent only once, even across restarts, or again
        ``repeat_after`` seconds later.
        """
        if once is not None and not await self._store.claim(once, repeat_after=repeat_after):
            return False
        log.warning("operator alert", notice=key, **values)
        await self._channel.send(key, values)
        return True

    async def forget(self, once: str) -> None:
        """End the episode of an alert, so that it is sent again in the next one."""
        await self._store.forget(once)

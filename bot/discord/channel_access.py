"""Channel access: refuses calls that Discord would refuse, before they are made.

A call without permission counts as invalid (:mod:`bot.discord.invalid_requests`). The guild cache holds the
bot's permissions. Where it is incomplete or wrong, Discord's refusal is remembered for a minute, per channel and
kind of call. A post is tried twice in that time, because an administrator may have fixed the permission after
the first failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

import discord

from bot.clock import Clock
from bot.discord.errors import RouteClosedError, translated

__all__ = ["Access", "ChannelAccess"]

_REMEMBERED_SECONDS = 60.0
# Number of remembered refusals above which expired ones are removed.
_REFUSALS_LIMIT = 1000


class Access(Enum):
    """A kind of call and, as names of :class:`discord.Permissions`, what it requires."""

    READ = ("view_channel", "read_message_history")
    SEND = ("view_channel", "send_messages")
    SEND_FILES = ("view_channel", "send_messages", "attach_files")
    CHANGE_OWN = ("view_channel",)
    REACT = ("view_channel", "read_message_history", "add_reactions")
    #: A direct message; the "channel" is its user.
    DIRECT = ()


_POSTS = frozenset({Access.SEND, Access.SEND_FILES, Access.CHANGE_OWN})
_POST_ATTEMPTS = 2


class ChannelAccess:
    """Permissions and recent refusals. ``channel_of`` looks up a channel of a guild in the cache."""

    def __init__(
        self,
        clock: Clock,
        channel_of: Callable[[int, int], discord.abc.GuildChannel | discord.Thread | None],
    ) -> None:
        self._clock = clock
        self._channel_of = channel_of
        # End of the minute, and number of refusals in it.
        self._refused: dict[tuple[Access, int], tuple[float, int]] = {}

    @contextmanager
    def calling(self, access: Access, channel_id: int, *, guild_id: int | None = None) -> Iterator[None]:
        """Guard a call, and translate its errors as :func:`~bot.discord.errors.translated` does.

        Raises :class:`RouteClosedError` at once if the call would be refused.
        """
        self._check(access, channel_id, guild_id)
        try:
            with translated():
                yield
        except RouteClosedError as error:
            if error.forbidden:
                self._remember(access, channel_id)
            raise

    def may_post_files(self, guild_id: int, channel_id: int) -> bool:
        """Return whether posts with files are permitted and none was refused recently."""
        is_refused = any(self._recent_refusals(access, channel_id) for access in _POSTS)
        return not is_refused and not self._missing(Access.SEND_FILES, guild_id, channel_id)

    def _recent_refusals(self, access: Access, channel_id: int) -> int:
        until, refusals = self._refused.get((access, channel_id), (0.0, 0))
        # In case the clock was set back.
        return refusals if 0 < until - self._clock.now() <= _REMEMBERED_SECONDS else 0

    def _check(self, access: Access, channel_id: int, guild_id: int | None) -> None:
        if self._recent_refusals(access, channel_id) >= (_POST_ATTEMPTS if access in _POSTS else 1):
            raise RouteClosedError("refused a moment ago", forbidden=True)
        if guild_id is not None and access.value and self._missing(access, guild_id, channel_id):
            raise RouteClosedError("missing permission", forbidden=True)

    def _missing(self, access: Access, guild_id: int, channel_id: int) -> bool:
        """Return whether a permission is missing according to the cache; ``False`` if that is unknown."""
        channel = self._channel_of(guild_id, channel_id)
        # An uncached guild has a placeholder as its own member.
        if channel is None or not isinstance(channel.guild.me, discord.Member):
            return False
        try:
            rights = channel.permissions_for(channel.guild.me)
        except discord.ClientException:
            return False  # a thread whose parent is not cached
        in_thread = isinstance(channel, discord.Thread)
        names = (
            f"{name}_in_threads" if in_thread and name == "send_messages" else name for name in access.value
        )
        return not all(getattr(rights, name) for name in names)

    def _remember(self, access: Access, channel_id: int) -> None:
        now = self._clock.now()
        if len(self._refused) >= _REFUSALS_LIMIT:
            self._refused = {key: entry for key, entry in self._refused.items() if entry[0] > now}
        until, refusals = self._refused.get((access, channel_id), (0.0, 0))
        if until <= now:
            until, refusals = now + _REMEMBERED_SECONDS, 0
        self._refused[access, channel_id] = (until, refusals + 1)

"""Gateway intents: the groups of events that a session subscribes to."""

from __future__ import annotations

from enum import IntFlag

__all__ = ["KNOWN_INTENTS", "PRIVILEGED", "Intent", "application_flags"]


class Intent(IntFlag):
    """The intents used by the simulated events."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT

_PRIVILEGED_FLAGS = {
    Intent.GUILD_PRESENCES: 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 19,
}

# All bits that Discord has assigned; any other bit closes the connection with 4013.
KNOWN_INTENTS = (1 << 22) - 1 | 1 << 24 | 1 << 25


def application_flags(privileged: int) -> int:
    """Return the application's flags for the enabled ``privileged`` intents."""
    return sum(flag for intent, flag in _PRIVILEGED_FLAGS.items() if privileged & intent)

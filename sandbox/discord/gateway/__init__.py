"""Gateway: websocket sessions and the events sent to them."""

from sandbox.discord.gateway.events import Event, events_of
from sandbox.discord.gateway.idle_guilds import IdleGuilds
from sandbox.discord.gateway.server import Gateway
from sandbox.discord.gateway.session import Session
from sandbox.discord.gateway.session_starts import SessionStartLimits

__all__ = ["Event", "Gateway", "IdleGuilds", "Session", "SessionStartLimits", "events_of"]

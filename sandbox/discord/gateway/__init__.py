"""Gateway: websocket sessions and the events sent to them."""

from sandbox.discord.gateway.events import Event, events_of
from sandbox.discord.gateway.idle_guilds import IdleGuilds
from sandbox.discord.gateway.server import Gateway
from sandbox.discord.gateway.session import Session

__all__ = ["Event", "Gateway", "IdleGuilds", "Session", "events_of"]

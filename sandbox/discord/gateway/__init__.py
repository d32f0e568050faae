"""The gateway: sessions over websockets, and the events that reach them."""

from sandbox.discord.gateway.events import Event, events_of
from sandbox.discord.gateway.idle_guilds import IdleGuilds
from sandbox.discord.gateway.server import GATEWAY_FAULTS, Gateway
from sandbox.discord.gateway.session import Session

__all__ = ["GATEWAY_FAULTS", "Event", "Gateway", "IdleGuilds", "Session", "events_of"]

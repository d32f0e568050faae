"""The gateway: sessions over websockets, and the events that reach them."""

from sandbox.discord.gateway.crowd import Crowd
from sandbox.discord.gateway.events import Event, events_of
from sandbox.discord.gateway.hub import GATEWAY_FAULTS, Gateway
from sandbox.discord.gateway.session import Session

__all__ = ["GATEWAY_FAULTS", "Crowd", "Event", "Gateway", "Session", "events_of"]

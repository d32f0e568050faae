"""A small, faithful Discord on loopback: REST v10, gateway and attachments.

The unmodified discord.py (or any other library) logs in to it, in this process or
another; tests and the console drive people through :class:`Actor`. It holds what a
bot of commands, buttons and reactions uses; a route that is missing answers 404 and
stands in the record as ``(unknown)``.
"""

from sandbox.discord.actors import Actor
from sandbox.discord.client_rules import ClientRefusedError
from sandbox.discord.entities import (
    Attachment,
    Channel,
    ChannelType,
    Emoji,
    Member,
    Message,
    MessageFlag,
    MessageType,
    Overwrite,
    Role,
    User,
)
from sandbox.discord.gateway import Gateway, Session
from sandbox.discord.guilds import Guild
from sandbox.discord.interactions import (
    Interaction,
    InteractionFailedError,
    InteractionState,
    InteractionType,
)
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.record import GatewayEvent, Record, RequestCheck, RestExchange, UploadedFile, Violation
from sandbox.discord.simulator import DiscordSimulator
from sandbox.discord.studio_world import StandardWorld, standard_world
from sandbox.discord.world import World

__all__ = [
    "Actor",
    "Attachment",
    "Channel",
    "ChannelType",
    "ClientRefusedError",
    "DiscordSimulator",
    "Emoji",
    "Gateway",
    "GatewayEvent",
    "Guild",
    "Interaction",
    "InteractionFailedError",
    "InteractionState",
    "InteractionType",
    "Member",
    "Message",
    "MessageFlag",
    "MessageType",
    "Overwrite",
    "Permission",
    "Record",
    "RequestCheck",
    "RestExchange",
    "Role",
    "Session",
    "StandardWorld",
    "UploadedFile",
    "User",
    "Violation",
    "World",
    "permissions_in",
    "standard_world",
]

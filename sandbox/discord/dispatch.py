"""Where acts begin: mints an interaction, opens it at the desk, sends the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, InteractionMetadata, Message, User
from sandbox.discord.gateway import Event, Gateway
from sandbox.discord.interactions import Interaction, InteractionRegistry, InteractionType, new_token
from sandbox.discord.payloads.interactions import base_payload, integration_owners
from sandbox.discord.world import World

__all__ = ["InteractionDispatcher", "UserAction"]

_DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAction:
    """What a person did: the type and ``data`` of the interaction to come.

    ``source`` is the message that held the component (or opened the modal);
    ``name`` the command, as shown above its answer; ``trigger`` opened the modal.
    """

    type: InteractionType
    data: dict[str, Any]
    name: str | None = None
    source: Message | None = None
    target_user: User | None = None
    target_message: Message | None = None
    trigger: Interaction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionDispatcher:
    """What actors need of the simulator."""

    world: World
    clock: SandboxClock
    desk: InteractionRegistry
    commands: CommandRegistry
    gateway: Gateway

    def begin(self, act: UserAction, user: User, channel: Channel) -> Interaction:
        """Let the bot hear of ``act``."""
        guild = channel.guild
        limit = max(guild.upload_limit if guild else _DEFAULT_UPLOAD_LIMIT, user.upload_limit)
        number, token = self.world.snowflakes.mint(), new_token()
        payload = base_payload(
            self.world, user=user, channel=channel, data=act.data, source=act.source, upload_limit=limit
        ) | {"id": str(number), "type": int(act.type), "token": token}
        interaction = Interaction(
            id=number,
            token=token,
            type=act.type,
            user=user,
            channel=channel,
            guild=guild,
            payload=payload,
            upload_limit=limit,
            created_at=self.clock.now(),
            clock=self.clock,
            name=act.name,
            source=act.source,
            metadata=self._metadata(number, act, user, channel),
        )
        self.desk.open(interaction)
        guild_id = guild.id if guild else None
        self.gateway.publish([Event(name="INTERACTION_CREATE", data=payload, guild_id=guild_id)])
        return interaction

    def _metadata(self, number: int, act: UserAction, user: User, channel: Channel) -> InteractionMetadata:
        by_component = act.type is InteractionType.MESSAGE_COMPONENT
        trigger = act.trigger.metadata if act.trigger else None
        if act.type is InteractionType.MODAL_SUBMIT and trigger is None:
            # A form that nobody opened: Discord would name a click.
            click = UserAction(type=InteractionType.MESSAGE_COMPONENT, data={}, source=act.source)
            trigger = self._metadata(self.world.snowflakes.mint(), click, user, channel)
        return InteractionMetadata(
            id=number,
            type=int(act.type),
            user=user,
            name=act.name,
            owners=integration_owners(channel.guild, user),
            target_user=act.target_user,
            target_message_id=act.target_message.id if act.target_message else None,
            interacted_message_id=act.source.id if by_component and act.source else None,
            trigger=trigger,
        )

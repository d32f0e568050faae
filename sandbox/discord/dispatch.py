"""Interaction dispatcher: turns a user's action into an interaction and sends it to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, User
from sandbox.discord.gateway import Event, Gateway
from sandbox.discord.interactions import Interaction, InteractionRegistry, InteractionType, new_token
from sandbox.discord.messages import InteractionMetadata, Message
from sandbox.discord.payloads import integration_owners, interaction_payload
from sandbox.discord.world import World

__all__ = ["DEFAULT_UPLOAD_LIMIT", "InteractionDispatcher", "UserAction"]

#: Size limit of an attachment, in bytes, without boosts or a subscription.
DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAction:
    """A user's action: the type and ``data`` of the resulting interaction.

    ``source`` is the message that held the component (or opened the modal), ``name`` the command name shown
    above the response; ``trigger`` is the interaction that opened the modal.
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
    """Dispatches interactions; holds the parts of the simulator that user clients need."""

    world: World
    clock: SandboxClock
    interactions: InteractionRegistry
    commands: CommandRegistry
    gateway: Gateway

    def dispatch(self, action: UserAction, user: User, channel: Channel) -> Interaction:
        """Create the interaction for ``action`` and send INTERACTION_CREATE."""
        guild = channel.guild
        limit = max(guild.upload_limit if guild else DEFAULT_UPLOAD_LIMIT, user.upload_limit)
        number, token = self.world.snowflakes.generate(), new_token()
        payload = interaction_payload(
            self.world, user=user, channel=channel, data=action.data, source=action.source, upload_limit=limit
        ) | {"id": str(number), "type": int(action.type), "token": token}
        interaction = Interaction(
            id=number,
            token=token,
            type=action.type,
            user=user,
            channel=channel,
            guild=guild,
            payload=payload,
            upload_limit=limit,
            created_at=self.clock.now(),
            clock=self.clock,
            name=action.name,
            source=action.source,
            metadata=self._metadata(number, action, user, channel),
        )
        self.interactions.register(interaction)
        guild_id = guild.id if guild else None
        self.gateway.publish([Event(name="INTERACTION_CREATE", data=payload, guild_id=guild_id)])
        return interaction

    def _metadata(self, number: int, action: UserAction, user: User, channel: Channel) -> InteractionMetadata:
        by_component = action.type is InteractionType.MESSAGE_COMPONENT
        trigger = action.trigger.metadata if action.trigger else None
        if action.type is InteractionType.MODAL_SUBMIT and trigger is None:
            # A forged modal has no opening interaction; Discord would report a component click.
            click = UserAction(type=InteractionType.MESSAGE_COMPONENT, data={}, source=action.source)
            trigger = self._metadata(self.world.snowflakes.generate(), click, user, channel)
        return InteractionMetadata(
            id=number,
            type=int(action.type),
            user=user,
            name=action.name,
            owners=integration_owners(channel.guild, user),
            target_user=action.target_user,
            target_message_id=action.target_message.id if action.target_message else None,
            interacted_message_id=action.source.id if by_component and action.source else None,
            trigger=trigger,
        )

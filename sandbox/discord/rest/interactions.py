"""Route for the initial response to an interaction."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import already_acknowledged
from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.mentions import USER_MENTIONS
from sandbox.discord.message_builder import MessageHeader, create_message, edit_message
from sandbox.discord.messages import MessageFlag, MessageType
from sandbox.discord.payloads import message_payload
from sandbox.discord.rest.call import Api, Call, Response, RouteTable, flag_of
from sandbox.discord.rules import CallbackType, check_callback

__all__ = ["ROUTES", "response_header"]

Json = dict[str, Any]
ROUTES = RouteTable()


@ROUTES.route("POST", "/interactions/{interaction_id}/{token}/callback", auth=False)
async def post_callback(api: Api, call: Call) -> Response:
    """Answer an interaction once: 200 with a body if ``with_response``, else 204."""
    interaction = api.interactions.for_callback(call.params["interaction_id"], call.params["token"])
    if interaction.callback_type is not None:
        raise already_acknowledged()
    kind = check_callback(interaction, call.body, call.files)
    interaction.callback_type = int(kind)
    interaction.acked_at = api.clock.now() - interaction.created_at
    _apply(api, interaction, kind, call)
    if not flag_of(call, "with_response"):
        return Response(status=204)
    return Response(_callback_response(api, interaction, kind))


def response_header(api: Api, interaction: Interaction, *, ephemeral: bool, flags: int = 0) -> MessageHeader:
    """Build the header of a message that answers ``interaction``."""
    source, kind = interaction.source, MessageType.DEFAULT
    if interaction.type is InteractionType.APPLICATION_COMMAND:
        is_menu = interaction.payload["data"]["type"] != 1
        kind = MessageType.CONTEXT_MENU_COMMAND if is_menu else MessageType.CHAT_INPUT_COMMAND
    elif source:
        kind = MessageType.REPLY
    return MessageHeader(
        channel=interaction.channel,
        author=api.world.bot,
        type=kind,
        default_mentions=USER_MENTIONS,
        metadata=interaction.metadata,
        webhook_id=api.world.application_id,
        ephemeral_to=interaction.user if ephemeral else None,
        reference=source,
        reference_id=source.id if source else None,
        flags=flags | (MessageFlag.EPHEMERAL if ephemeral else 0),
    )


def _apply(api: Api, interaction: Interaction, kind: CallbackType, call: Call) -> None:
    data: Json = call.body.get("data") or {}
    ephemeral = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    match kind:
        case CallbackType.CHANNEL_MESSAGE:
            header = response_header(api, interaction, ephemeral=ephemeral)
            interaction.response = create_message(api.world, header, data, call.files)
        case CallbackType.DEFERRED_CHANNEL_MESSAGE:
            header = response_header(api, interaction, ephemeral=ephemeral, flags=MessageFlag.LOADING)
            interaction.response = create_message(api.world, header, {})
        case CallbackType.DEFERRED_UPDATE_MESSAGE:
            interaction.response = interaction.source
        case CallbackType.UPDATE_MESSAGE:
            interaction.response = interaction.source
            if interaction.source is not None and not interaction.source.deleted:
                edit_message(api.world, interaction.source, data, call.files)
        case CallbackType.AUTOCOMPLETE_RESULT:
            interaction.choices = list(data.get("choices") or [])
        case CallbackType.MODAL:
            interaction.modal = data


def _callback_response(api: Api, interaction: Interaction, kind: CallbackType) -> Json:
    about: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "channel_id": str(interaction.channel.id),
    }
    if interaction.guild is not None:
        about["guild_id"] = str(interaction.guild.id)
    resource: Json = {"type": int(kind)}
    if (message := interaction.response) is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral_to is not None,
        }
        if kind in {CallbackType.CHANNEL_MESSAGE, CallbackType.UPDATE_MESSAGE}:
            resource["message"] = message_payload(message, viewer=api.world.bot)
    return {"interaction": about, "resource": resource}

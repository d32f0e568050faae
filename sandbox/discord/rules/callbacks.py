"""Validation rules of interaction callbacks: the types allowed for an interaction, and their data.

Source: Discord, "Responding to an Interaction".
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.messages import MessageFlag
from sandbox.discord.rules.components import check_modal
from sandbox.discord.rules.form_errors import FormErrors
from sandbox.discord.rules.messages import MessageContext, check_message
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["CallbackType", "check_callback"]

Json = dict[str, Any]


class CallbackType(IntEnum):
    """Discord's interaction callback types."""

    CHANNEL_MESSAGE = 4
    DEFERRED_CHANNEL_MESSAGE = 5
    DEFERRED_UPDATE_MESSAGE = 6
    UPDATE_MESSAGE = 7
    AUTOCOMPLETE_RESULT = 8
    MODAL = 9


_C, _I = CallbackType, InteractionType
_MESSAGES = {_C.CHANNEL_MESSAGE, _C.DEFERRED_CHANNEL_MESSAGE}
_UPDATES = {_C.DEFERRED_UPDATE_MESSAGE, _C.UPDATE_MESSAGE}
_VALID_TYPES = {
    _I.APPLICATION_COMMAND: _MESSAGES | {_C.MODAL},
    _I.MESSAGE_COMPONENT: _MESSAGES | _UPDATES | {_C.MODAL},
    _I.MODAL_SUBMIT: _MESSAGES | _UPDATES,
    _I.AUTOCOMPLETE: {_C.AUTOCOMPLETE_RESULT},
}


def check_callback(interaction: Interaction, body: Json, files: Sequence[UploadedFile]) -> CallbackType:
    """Return the callback's type if it is allowed for the interaction and its data are valid.

    Raises 400 / 50035 otherwise.
    """
    form = FormErrors()
    allowed = _VALID_TYPES.get(interaction.type, set())
    if interaction.type is _I.MODAL_SUBMIT and interaction.source is None:
        allowed = allowed - _UPDATES
    form.at("type").choice(body.get("type"), {int(kind) for kind in allowed})
    form.raise_if_any()
    kind = CallbackType(body["type"])
    _check_data(kind, body.get("data") or {}, files, interaction, form.at("data"))
    form.raise_if_any()
    return kind


def _check_data(
    kind: CallbackType, data: Json, files: Sequence[UploadedFile], interaction: Interaction, form: FormErrors
) -> None:
    if kind in {_C.CHANNEL_MESSAGE, _C.UPDATE_MESSAGE}:
        source = interaction.source if kind is _C.UPDATE_MESSAGE else None
        context = MessageContext(
            upload_limit=interaction.upload_limit,
            kept=source is not None,
            v2=source is not None and bool(source.flags & MessageFlag.IS_COMPONENTS_V2),
        )
        check_message(data, files, context, form)
    elif kind is _C.DEFERRED_CHANNEL_MESSAGE:
        if (data.get("flags") or 0) & ~MessageFlag.EPHEMERAL:
            form.at("flags").error("BASE_TYPE_CHOICES", "Only EPHEMERAL can be set on a deferred response.")
    elif kind is _C.AUTOCOMPLETE_RESULT:
        choices = form.at("choices").objects(data.get("choices"))
        form.at("choices").at_most(choices, 25)
        for here, choice in form.at("choices").each(choices):
            here.text(choice, "name", 1, 100, required=True)
    elif kind is _C.MODAL:
        check_modal(data, form)

"""Which answer suits which interaction, and what it may hold.

Source: Discord, "Responding to an Interaction": the callback types and the
interactions each is valid for.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from sandbox.discord.entities import MessageFlag
from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.rules.components import check_modal
from sandbox.discord.rules.form import FormErrors
from sandbox.discord.rules.messages import MessageContext, check_message
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["CallbackType", "check_callback"]

Json = dict[str, Any]


class CallbackType(IntEnum):
    """Answers to an interaction."""

    CHANNEL_MESSAGE = 4
    DEFERRED_CHANNEL_MESSAGE = 5
    DEFERRED_UPDATE_MESSAGE = 6
    UPDATE_MESSAGE = 7
    AUTOCOMPLETE_RESULT = 8
    MODAL = 9


_T = InteractionType
_ANY_ACT = {_T.APPLICATION_COMMAND, _T.MESSAGE_COMPONENT, _T.MODAL_SUBMIT}
_VALID_FOR = {
    CallbackType.CHANNEL_MESSAGE: _ANY_ACT,
    CallbackType.DEFERRED_CHANNEL_MESSAGE: _ANY_ACT,
    CallbackType.DEFERRED_UPDATE_MESSAGE: {_T.MESSAGE_COMPONENT, _T.MODAL_SUBMIT},
    CallbackType.UPDATE_MESSAGE: {_T.MESSAGE_COMPONENT, _T.MODAL_SUBMIT},
    CallbackType.AUTOCOMPLETE_RESULT: {_T.AUTOCOMPLETE},
    CallbackType.MODAL: {_T.APPLICATION_COMMAND, _T.MESSAGE_COMPONENT},
}


def check_callback(interaction: Interaction, body: Json, files: Sequence[UploadedFile]) -> CallbackType:
    """The callback's type, if it is legal here and its data are well formed.

    Raises 400 / 50035 otherwise.
    """
    form = FormErrors()
    allowed = {int(kind) for kind, suits in _VALID_FOR.items() if interaction.type in suits}
    if interaction.type is _T.MODAL_SUBMIT and interaction.source is None:
        allowed -= {CallbackType.DEFERRED_UPDATE_MESSAGE, CallbackType.UPDATE_MESSAGE}
    form.at("type").choice(body.get("type"), allowed)
    form.raise_if_any()
    kind = CallbackType(body["type"])
    data = body.get("data") or {}
    _check_data(kind, data, files, interaction, form.at("data"))
    form.raise_if_any()
    return kind


def _check_data(
    kind: CallbackType, data: Json, files: Sequence[UploadedFile], interaction: Interaction, form: FormErrors
) -> None:
    if kind in {CallbackType.CHANNEL_MESSAGE, CallbackType.UPDATE_MESSAGE}:
        source = interaction.source if kind is CallbackType.UPDATE_MESSAGE else None
        context = MessageContext(
            upload_limit=interaction.upload_limit,
            kept=source is not None,
            v2=source is not None and bool(source.flags & MessageFlag.IS_COMPONENTS_V2),
        )
        check_message(data, files, context, form)
    elif kind is CallbackType.DEFERRED_CHANNEL_MESSAGE:
        if (data.get("flags") or 0) & ~MessageFlag.EPHEMERAL:
            form.at("flags").error("BASE_TYPE_CHOICES", "Only EPHEMERAL can be set on a deferred response.")
    elif kind is CallbackType.AUTOCOMPLETE_RESULT:
        choices = form.at("choices").objects(data.get("choices"))
        if len(choices) > 25:
            form.at("choices").error("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        for index, choice in enumerate(choices):
            if form.at("choices", index).required(choice, "name"):
                form.at("choices", index, "name").length(choice["name"], 1, 100)
    elif kind is CallbackType.MODAL:
        check_modal(data, form)

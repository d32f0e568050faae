"""Everything after the first answer: @original, and followups.

The token in the path is the authorisation; no channel permission is needed.
"""

from __future__ import annotations

from sandbox.discord.entities import Message, MessageFlag
from sandbox.discord.errors import ApiError, unknown_message, unknown_webhook
from sandbox.discord.interactions import Interaction
from sandbox.discord.mentions import USER_MENTIONS
from sandbox.discord.message_builder import create_message, edit_message, resolve_deferred
from sandbox.discord.payloads import message_payload
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply
from sandbox.discord.rest.interactions import answer_envelope
from sandbox.discord.rules import MessageContext, check_message
from sandbox.discord.rules.form import FormErrors

__all__ = ["ROUTES"]

# Only where the app is installed by the user and not in the server.
_USER_INSTALL_FOLLOWUPS = 5


async def get_message(api: Api, call: Call) -> Reply:
    """A message of this interaction."""
    return _reply(api, _message(_interaction(api, call), call))


async def patch_message(api: Api, call: Call) -> Reply:
    """Edit a message of this interaction; the first edit of a "thinking" one resolves it."""
    interaction = _interaction(api, call)
    message = _message(interaction, call)
    _check(interaction, call, message)
    if message.loading:
        resolve_deferred(api.world, message, call.body, call.files, USER_MENTIONS)
    else:
        edit_message(api.world, message, call.body, call.files)
    return _reply(api, message)


async def delete_message(api: Api, call: Call) -> Reply:
    """Delete a message of this interaction."""
    api.world.delete_message(_message(_interaction(api, call), call))
    return Reply(status=204)


async def post_followup(api: Api, call: Call) -> Reply:
    """Send a followup.

    While the first answer still loads, this edits it instead and the followup's own
    ephemeral flag does not count; if it was deleted while it was loading, there is nothing to
    edit (404/10008; discord-api-docs issues 2739 and 3087).
    """
    interaction = _interaction(api, call)
    first = interaction.response
    if first is not None and first.loading:
        if first.deleted:
            raise unknown_message()
        _check(interaction, call, None)
        body = {key: value for key, value in call.body.items() if key != "flags"}
        body |= {"flags": (call.body.get("flags") or 0) & ~MessageFlag.EPHEMERAL}
        resolve_deferred(api.world, first, body, call.files, USER_MENTIONS)
        return _reply(api, first)
    _check(interaction, call, None)
    if set(interaction.metadata.owners) == {"1"} and len(interaction.followups) >= _USER_INSTALL_FOLLOWUPS:
        raise ApiError(400, 40094, "Maximum number of follow-up messages for this interaction reached")
    ephemeral = bool((call.body.get("flags") or 0) & MessageFlag.EPHEMERAL)
    envelope = answer_envelope(api, interaction, ephemeral=ephemeral)
    message = create_message(api.world, envelope, call.body, call.files)
    interaction.followups.append(message)
    return _reply(api, message)


def _interaction(api: Api, call: Call) -> Interaction:
    if call.params["application_id"] != str(api.world.application_id):
        raise unknown_webhook()
    return api.desk.for_webhook(call.params["token"])


def _message(interaction: Interaction, call: Call) -> Message:
    wanted = call.params.get("message_id", "@original")
    if wanted == "@original":
        found = interaction.response
    else:
        own = [interaction.response, *interaction.followups]
        found = next((message for message in own if message and str(message.id) == wanted), None)
    if found is None or found.deleted:
        raise unknown_message()
    return found


def _check(interaction: Interaction, call: Call, target: Message | None) -> None:
    context = MessageContext(
        upload_limit=interaction.upload_limit,
        kept=target is not None and not target.loading,
        v2=target is not None and bool(target.flags & MessageFlag.IS_COMPONENTS_V2),
    )
    check_message(call.body, call.files, context, FormErrors())


def _reply(api: Api, message: Message) -> Reply:
    return Reply(body=message_payload(message, viewer=api.world.bot))


_BASE = "/webhooks/{application_id}/{token}"
_HANDLERS = (("GET", get_message), ("PATCH", patch_message), ("DELETE", delete_message))

ROUTES = (
    Endpoint(method="POST", template=_BASE, handler=post_followup, auth=False),
    *(
        Endpoint(method=method, template=f"{_BASE}/messages/{target}", handler=handler, auth=False)
        for target in ("@original", "{message_id}")
        for method, handler in _HANDLERS
    ),
)

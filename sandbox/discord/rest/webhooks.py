"""Interaction webhook routes: ``@original`` and followups.

The token in the path is the authorization; no channel permission is needed.
"""

from __future__ import annotations

from sandbox.discord.errors import (
    ApiError,
    thread_archived,
    unknown_channel,
    unknown_message,
    unknown_webhook,
)
from sandbox.discord.interactions import Interaction
from sandbox.discord.mentions import USER_MENTIONS
from sandbox.discord.message_builder import create_message, edit_message, resolve_deferred
from sandbox.discord.messages import Message, MessageFlag
from sandbox.discord.payloads import message_payload
from sandbox.discord.rest.call import Api, Call, Response, RouteTable
from sandbox.discord.rest.interactions import response_header
from sandbox.discord.rest.messages import edited_body
from sandbox.discord.rules import MessageContext, check_message
from sandbox.discord.rules.form_errors import FormErrors

__all__ = ["ROUTES"]

ROUTES = RouteTable()
_ALL = "/webhooks/{application_id}/{token}"
_ORIGINAL, _ONE = _ALL + "/messages/@original", _ALL + "/messages/{message_id}"
# Applies only where the user has installed the app but the guild has not.
_USER_INSTALL_FOLLOWUPS = 5


@ROUTES.route("GET", _ORIGINAL, auth=False)
@ROUTES.route("GET", _ONE, auth=False)
async def get_message(api: Api, call: Call) -> Response:
    """Return a message of this interaction."""
    return _response(api, _message(_interaction(api, call), call))


@ROUTES.route("PATCH", _ORIGINAL, auth=False)
@ROUTES.route("PATCH", _ONE, auth=False)
async def patch_message(api: Api, call: Call) -> Response:
    """Edit a message of this interaction; the first edit of a "thinking" message resolves it."""
    interaction = _interaction(api, call)
    message = _message(interaction, call)
    if message.channel.archived:
        raise thread_archived()
    _check(interaction, call, message)
    if message.loading:
        resolve_deferred(api.world, message, call.body, call.files, USER_MENTIONS)
    else:
        edit_message(api.world, message, edited_body(api, call), call.files)
    return _response(api, message)


@ROUTES.route("DELETE", _ORIGINAL, auth=False)
@ROUTES.route("DELETE", _ONE, auth=False)
async def delete_message(api: Api, call: Call) -> Response:
    """Delete a message of this interaction."""
    api.world.delete_message(_message(_interaction(api, call), call))
    return Response(status=204)


@ROUTES.route("POST", _ALL, auth=False)
async def post_followup(api: Api, call: Call) -> Response:
    """Send a followup.

    While the initial response is still "thinking", this edits it instead, and the followup's own ephemeral
    flag is ignored; if it was deleted while thinking, there is nothing to edit (404 / 10008; discord-api-docs
    issues 2739 and 3087). In a deleted channel there is nowhere to post (404 / 10003).
    """
    interaction = _interaction(api, call)
    first = interaction.response
    if first is not None and first.loading and first.deleted:
        raise unknown_message()
    if interaction.channel.id not in api.world.channels:
        raise unknown_channel()
    _check(interaction, call, None)
    flags = call.body.get("flags") or 0
    if first is not None and first.loading:
        body = call.body | {"flags": flags & ~MessageFlag.EPHEMERAL}
        resolve_deferred(api.world, first, body, call.files, USER_MENTIONS)
        return _response(api, first)
    if set(interaction.metadata.owners) == {"1"} and len(interaction.followups) >= _USER_INSTALL_FOLLOWUPS:
        raise ApiError(400, 40094, "Maximum number of follow-up messages for this interaction reached")
    ephemeral = bool(flags & MessageFlag.EPHEMERAL)
    if ephemeral and api.faults.take("discord.message.public-followup") is not None:
        ephemeral = False
    header = response_header(api, interaction, ephemeral=ephemeral)
    message = create_message(api.world, header, call.body, call.files)
    interaction.followups.append(message)
    return _response(api, message)


def _interaction(api: Api, call: Call) -> Interaction:
    if call.params["application_id"] != str(api.world.application_id):
        raise unknown_webhook()
    return api.interactions.for_webhook(call.params["token"])


def _message(interaction: Interaction, call: Call) -> Message:
    wanted = call.params.get("message_id")
    found = interaction.response
    if wanted is not None:
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


def _response(api: Api, message: Message) -> Response:
    return Response(message_payload(message, viewer=api.world.bot))

"""From a checked request body to a message, new or edited.

Decides what Discord decides when it stores a message: which files stay, where
``attachment://`` leads, which ids components get, whom the text notifies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.defaults import resolve_attachment_urls, with_component_defaults, with_embed_defaults
from sandbox.discord.entities import (
    Attachment,
    Channel,
    InteractionMetadata,
    Message,
    MessageFlag,
    MessageType,
    User,
)
from sandbox.discord.files import sniff_image
from sandbox.discord.mentions import ALL_MENTIONS, find_mentions
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.discord.traffic_log import UploadedFile
from sandbox.discord.world import World

__all__ = ["MessageHeader", "create_message", "edit_message", "resolve_deferred"]

Json = dict[str, Any]
_SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2
_URL_LIFE = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeader:
    """What a message is besides its body: where, from whom, in answer to what."""

    channel: Channel
    author: User
    type: MessageType = MessageType.DEFAULT
    default_mentions: frozenset[str] = ALL_MENTIONS
    metadata: InteractionMetadata | None = None
    webhook_id: int | None = None
    ephemeral_to: User | None = None
    reference: Message | None = None
    reference_id: int | None = None
    flags: int = 0


def create_message(
    world: World, envelope: MessageHeader, body: Json, files: Sequence[UploadedFile] = ()
) -> Message:
    """Make a message of a valid ``body`` and post it."""
    message = Message(
        id=world.snowflakes.mint(),
        channel=envelope.channel,
        author=envelope.author,
        type=envelope.type,
        tts=bool(body.get("tts")),
        nonce=body.get("nonce"),
        reference=envelope.reference,
        reference_id=envelope.reference_id,
        interaction_metadata=envelope.metadata,
        webhook_id=envelope.webhook_id,
        application_id=envelope.webhook_id,
        ephemeral_to=envelope.ephemeral_to,
        flags=envelope.flags | int((body.get("flags") or 0) & _SETTABLE),
    )
    _fill(world, message, body, files)
    _notify(world, message, body, envelope.default_mentions)
    return world.post(message)


def edit_message(world: World, message: Message, body: Json, files: Sequence[UploadedFile] = ()) -> None:
    """Apply a valid edit: a key that is absent keeps what was there; nobody is notified."""
    _change(world, message, body, files)
    message.edited_at = world.clock.now()
    world.edited(message)


def resolve_deferred(
    world: World,
    message: Message,
    body: Json,
    files: Sequence[UploadedFile],
    default_mentions: frozenset[str],
) -> None:
    """Turn a "thinking" message into the answer; unlike a later edit this may notify."""
    message.flags &= ~MessageFlag.LOADING
    _change(world, message, body, files)
    _notify(world, message, body, default_mentions)
    message.edited_at = world.clock.now()
    world.edited(message)


def _change(world: World, message: Message, body: Json, files: Sequence[UploadedFile]) -> None:
    message.edits.append(message.content)
    if "flags" in body:
        wanted = int(body["flags"] or 0)
        message.flags &= ~MessageFlag.SUPPRESS_EMBEDS
        message.flags |= wanted & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.IS_COMPONENTS_V2)
    _fill(world, message, body, files)


def _fill(world: World, message: Message, body: Json, files: Sequence[UploadedFile]) -> None:
    if "content" in body:
        message.content = (body["content"] or "").strip()
    fresh = _store(world, message, body, files)
    shown_before = {id(file) for file in message.attachments if file.inline}
    rewritten = "embeds" in body or "components" in body
    if "attachments" in body:
        listed = {str(entry.get("id")) for entry in body["attachments"] or []}
        message.attachments = [
            file
            for file in message.attachments
            if str(file.id) in listed or (id(file) in shown_before and not rewritten)
        ]
    message.attachments += fresh
    if "embeds" in body:
        message.embeds = with_embed_defaults(body["embeds"] or [])
    if "components" in body:
        message.components = with_component_defaults(body["components"] or [])
    if rewritten:
        resolve_attachment_urls(message)


def _store(world: World, message: Message, body: Json, files: Sequence[UploadedFile]) -> list[Attachment]:
    described = {str(entry.get("id")): entry for entry in body.get("attachments") or []}
    stored = []
    for file in files:
        number = file.field.removeprefix("files[").removesuffix("]")
        entry = described.get(number, {})
        stored.append(
            _attachment(world, message.channel, file, entry.get("filename"), entry.get("description"))
        )
    return stored


def _attachment(
    world: World, channel: Channel, file: UploadedFile, filename: str | None, description: str | None
) -> Attachment:
    number = world.snowflakes.mint()
    name = filename or file.filename
    issued = int(world.clock.now())
    path = f"/attachments/{channel.id}/{number}/{name}"
    signature = hashlib.sha256(f"{path}{issued}".encode()).hexdigest()
    picture = sniff_image(file.blob.path)
    return Attachment(
        id=number,
        filename=name,
        blob=file.blob,
        url=f"{world.cdn_url}{path}?ex={issued + _URL_LIFE:x}&is={issued:x}&hm={signature}",
        description=description or None,
        content_type=picture[0] if picture else file.content_type,
        width=picture[1] if picture else None,
        height=picture[2] if picture else None,
    )


def _notify(world: World, message: Message, body: Json, default: frozenset[str]) -> None:
    texts = [message.content]
    texts += [
        part.get("content") or ""
        for part in walk(message.components)
        if part.get("type") == ComponentType.TEXT_DISPLAY
    ]
    found = find_mentions(
        world,
        channel=message.channel,
        author=message.author,
        texts=texts,
        allowed=body.get("allowed_mentions"),
        default=default,
        replied_to=message.reference.author
        if message.type is MessageType.REPLY and message.reference
        else None,
    )
    message.mentions = list(found.users)
    message.mention_roles = list(found.roles)
    message.mention_everyone = found.everyone
    message.pinged = list(found.pinged)
    if message.ephemeral_to is not None:
        message.pinged = [number for number in message.pinged if number == message.ephemeral_to.id]

"""Message builder: turns a validated request body into a new or edited message.

Implements the decisions Discord makes when it stores a message: which files are kept, which file an
``attachment://`` link refers to, which IDs components get, and which users are notified.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.defaults import resolve_attachment_urls, with_component_defaults, with_embed_defaults
from sandbox.discord.entities import Change, Channel, User
from sandbox.discord.files import Blob, sniff_image
from sandbox.discord.mentions import ALL_MENTIONS, find_mentions
from sandbox.discord.messages import Attachment, InteractionMetadata, Message, MessageFlag, MessageType
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.discord.traffic_log import UploadedFile
from sandbox.discord.world import World

__all__ = ["MessageHeader", "create_message", "create_upload", "edit_message", "resolve_deferred"]

Json = dict[str, Any]
_SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2
_URL_LIFETIME = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeader:
    """The parts of a new message that are not in its body: channel, author and origin."""

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
    world: World, header: MessageHeader, body: Json, files: Sequence[UploadedFile] = ()
) -> Message:
    """Build a message from a valid ``body`` and post it."""
    message = Message(
        id=world.snowflakes.generate(),
        channel=header.channel,
        author=header.author,
        type=header.type,
        tts=bool(body.get("tts")),
        nonce=body.get("nonce"),
        reference=header.reference,
        reference_id=header.reference_id,
        interaction_metadata=header.metadata,
        webhook_id=header.webhook_id,
        application_id=header.webhook_id,
        ephemeral_to=header.ephemeral_to,
        flags=header.flags | int((body.get("flags") or 0) & _SETTABLE),
    )
    _fill(world, message, body, files)
    _notify(world, message, body, header.default_mentions)
    return world.post(message)


def edit_message(world: World, message: Message, body: Json, files: Sequence[UploadedFile] = ()) -> None:
    """Apply a valid edit: absent keys keep their values, and no user is notified."""
    _change(world, message, body, files)
    world.edited(message)


def resolve_deferred(
    world: World,
    message: Message,
    body: Json,
    files: Sequence[UploadedFile],
    default_mentions: frozenset[str],
) -> None:
    """Replace a "thinking" message with the answer.

    Unlike a later edit, this may notify users, and Discord's client shows no "(edited)" after it.
    """
    message.flags &= ~MessageFlag.LOADING
    _change(world, message, body, files)
    _notify(world, message, body, default_mentions)
    world.announce(Change("update", message))


def _change(world: World, message: Message, body: Json, files: Sequence[UploadedFile]) -> None:
    message.edits.append(message.content)
    if "flags" in body:
        message.flags &= ~MessageFlag.SUPPRESS_EMBEDS
        settable = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.IS_COMPONENTS_V2
        message.flags |= int(body["flags"] or 0) & settable
    _fill(world, message, body, files)


def _fill(world: World, message: Message, body: Json, files: Sequence[UploadedFile]) -> None:
    if "content" in body:
        message.content = (body["content"] or "").strip()
    rewritten = "embeds" in body or "components" in body
    if "attachments" in body:
        listed = {str(entry.get("id")) for entry in body["attachments"] or []}
        message.attachments = [
            file for file in message.attachments if str(file.id) in listed or (file.inline and not rewritten)
        ]
    described = {str(entry.get("id")): entry for entry in body.get("attachments") or []}
    for attachment in message.attachments:
        _describe(attachment, described.get(str(attachment.id), {}))
    for file in files:
        number = file.field.removeprefix("files[").removesuffix("]")
        message.attachments.append(_attachment(world, message.channel, file, described.get(number, {})))
    if "embeds" in body:
        message.embeds = with_embed_defaults(body["embeds"] or [])
    if "components" in body:
        message.components = with_component_defaults(body["components"] or [])
    if rewritten:
        resolve_attachment_urls(message)


def _describe(attachment: Attachment, entry: Json) -> None:
    """Change alt text and spoiler of a sent attachment, possible since 2026-06-24."""
    if "description" in entry:
        attachment.description = entry["description"] or None
    if "is_spoiler" in entry:
        attachment.spoiler = bool(entry["is_spoiler"])


def create_upload(world: World, channel: Channel, filename: str, blob: Blob) -> Attachment:
    """Store a file that a user attaches to a command or form; only its interaction refers to it."""
    content_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    file = UploadedFile(field="", filename=filename, content_type=content_type, blob=blob)
    upload = _attachment(world, channel, file, {}, folder="ephemeral-attachments")
    world.uploads[upload.id] = upload
    return upload


def _attachment(
    world: World, channel: Channel, file: UploadedFile, entry: Json, *, folder: str = "attachments"
) -> Attachment:
    number = world.snowflakes.generate()
    name = entry.get("filename") or file.filename
    issued = int(world.clock.now())
    path = f"/{folder}/{channel.id}/{number}/{name}"
    signature = hashlib.sha256(f"{path}{issued}".encode()).hexdigest()
    picture = sniff_image(file.blob.path)
    return Attachment(
        id=number,
        filename=name,
        blob=file.blob,
        url=f"{world.cdn_url}{path}?ex={issued + _URL_LIFETIME:x}&is={issued:x}&hm={signature}",
        description=entry.get("description") or None,
        spoiler=bool(entry.get("is_spoiler")) or name.startswith("SPOILER_"),
        content_type=picture[0] if picture else file.content_type,
        width=picture[1] if picture else None,
        height=picture[2] if picture else None,
    )


def _notify(world: World, message: Message, body: Json, default: frozenset[str]) -> None:
    displays = [part for part in walk(message.components) if part.get("type") == ComponentType.TEXT_DISPLAY]
    replied_to = message.reference if message.type is MessageType.REPLY else None
    found = find_mentions(
        world,
        channel=message.channel,
        author=message.author,
        texts=[message.content, *(part.get("content") or "" for part in displays)],
        allowed=body.get("allowed_mentions"),
        default=default,
        replied_to=replied_to.author if replied_to else None,
    )
    message.mentions = list(found.users)
    message.mention_roles = list(found.roles)
    message.mention_everyone = found.everyone
    message.pinged = list(found.pinged)
    if message.ephemeral_to is not None:
        message.pinged = [number for number in message.pinged if number == message.ephemeral_to.id]

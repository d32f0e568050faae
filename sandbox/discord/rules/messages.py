"""Limits of a message: text, embeds, files, mentions, flags.

Source: Discord's "Message" and "Create Message" pages; numbers are repeated in the
published API description except for the sums and cross-field rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import MessageFlag
from sandbox.discord.errors import ApiError
from sandbox.discord.rules.components import check_message_components
from sandbox.discord.rules.form import FormErrors
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["MessageContext", "check_files", "check_message"]

Json = dict[str, Any]
_EMBED_TEXT = {"title": 256, "description": 4096}
_EMBED_SUM = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """What the rules must know beside the body.

    ``upload_limit`` is in bytes a file. ``content_limit`` is 2000 for webhooks and
    interactions. ``kept`` tells whether the message keeps something visible that the body does not
    repeat, so that the body alone may be empty. ``v2`` is set on a message that
    already has IS_COMPONENTS_V2.
    """

    upload_limit: int
    content_limit: int = 2000
    kept: bool = False
    v2: bool = False


def check_message(
    body: Json, files: Sequence[UploadedFile], context: MessageContext, form: FormErrors
) -> None:
    """Note every broken rule of a message body in ``form``; file sizes raise at once."""
    check_files(files, context.upload_limit)
    form.at("content").length(body.get("content"), 0, context.content_limit)
    embeds = form.at("embeds").objects(body.get("embeds"))
    if len(embeds) > 10:
        form.at("embeds").error("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    for index, embed in enumerate(embeds):
        _check_embed(embed, form.at("embeds", index))
    if sum(map(_embed_size, embeds)) > _EMBED_SUM:
        form.at("embeds").error("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_EMBED_SUM}")
    _check_attachments(form.at("attachments").objects(body.get("attachments")), files, form.at("attachments"))
    _check_mentions(body.get("allowed_mentions"), form.at("allowed_mentions"))
    form.at("nonce").length(None if isinstance(body.get("nonce"), int) else body.get("nonce"), 0, 25)
    v2 = context.v2 or bool((body.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2)
    if v2:
        _check_v2_alone(body, form)
    components = form.at("components").objects(body.get("components"))
    check_message_components(components, v2=v2, form=form.at("components"))
    form.raise_if_any()
    if not context.kept and _is_empty(body, files):
        raise ApiError(400, 50006, "Cannot send an empty message")


def check_files(files: Sequence[UploadedFile], upload_limit: int) -> None:
    """At most ten files, none above ``upload_limit`` bytes.

    Raises 400 / 30015 and 413 / 40005.
    """
    if len(files) > 10:
        raise ApiError(400, 30015, "Maximum number of attachments in a message reached (10)")
    if any(file.size > upload_limit for file in files):
        raise ApiError(413, 40005, "Request entity too large")


def _is_empty(body: Json, files: Sequence[UploadedFile]) -> bool:
    parts = ("embeds", "components", "sticker_ids", "poll", "attachments")
    return not files and not (body.get("content") or "").strip() and not any(body.get(part) for part in parts)


def _check_v2_alone(body: Json, form: FormErrors) -> None:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            form.at(key).error(
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _check_embed(embed: Json, form: FormErrors) -> None:
    for key, limit in _EMBED_TEXT.items():
        form.at(key).length(embed.get(key), 0, limit)
    form.at("footer", "text").length((embed.get("footer") or {}).get("text"), 0, 2048)
    form.at("author", "name").length((embed.get("author") or {}).get("name"), 0, 256)
    fields = form.at("fields").objects(embed.get("fields"))
    if len(fields) > 25:
        form.at("fields").error("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, entry in enumerate(fields):
        for key, limit in (("name", 256), ("value", 1024)):
            if form.at("fields", index).required(entry, key):
                form.at("fields", index, key).length(entry[key], 1, limit)


def _embed_size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for entry in embed.get("fields") or []:
        texts += [entry.get("name"), entry.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_attachments(entries: list[Json], files: Sequence[UploadedFile], form: FormErrors) -> None:
    if len(entries) > 10:
        form.error("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    uploaded = {file.field for file in files}
    for index, entry in enumerate(entries):
        form.at(index, "description").length(entry.get("description"), 0, 1024)
        if not form.at(index).required(entry, "id"):
            continue
        number = str(entry["id"])
        if len(number) < 3 and f"files[{number}]" not in uploaded:
            form.at(index).error("ATTACHMENT_NOT_FOUND", f"Attachment data not found for ID: {number}")


def _check_mentions(mentions: object, form: FormErrors) -> None:
    if not isinstance(mentions, dict):
        return
    parse = mentions.get("parse") or []
    for index, kind in enumerate(parse):
        form.at("parse", index).choice(kind, {"users", "roles", "everyone"})
    for key in ("users", "roles"):
        listed = mentions.get(key) or []
        if len(listed) > 100:
            form.at(key).error("BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
        if listed and key in parse:
            form.at("parse").error(
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )

"""Validation rules of messages: text, embeds, files, mentions, flags.

Source: Discord's "Message" and "Create Message" pages; the published API description repeats the numbers
except for the sums and cross-field rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.messages import MessageFlag
from sandbox.discord.rules.components import check_message_components
from sandbox.discord.rules.form_errors import FormErrors
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["MessageContext", "check_message"]

Json = dict[str, Any]
_EMBED_SUM = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """The context that determines which rules apply to a message body.

    ``upload_limit`` is in bytes per file, ``content_limit`` in characters. A ``kept`` message has visible
    parts that the body does not repeat, so the body may be empty. ``v2`` marks a message that already has
    IS_COMPONENTS_V2.
    """

    upload_limit: int
    content_limit: int = 2000
    kept: bool = False
    v2: bool = False


def check_message(
    body: Json, files: Sequence[UploadedFile], context: MessageContext, form: FormErrors
) -> None:
    """Check a message body.

    Raises 400 / 50035 for a broken rule, 400 / 50006 for an empty message, 400 / 30015 or 413 / 40005 for
    files.
    """
    _check_files(files, context.upload_limit)
    form.text(body, "content", 0, context.content_limit)
    embeds = form.at("embeds").objects(body.get("embeds"))
    form.at("embeds").at_most(embeds, 10)
    for here, embed in form.at("embeds").each(embeds):
        _check_embed(embed, here)
    if sum(map(_embed_size, embeds)) > _EMBED_SUM:
        form.at("embeds").error("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_EMBED_SUM}")
    _check_attachments(body.get("attachments"), files, form.at("attachments"))
    _check_mentions(body.get("allowed_mentions"), form.at("allowed_mentions"))
    if not isinstance(body.get("nonce"), int):
        form.text(body, "nonce", 0, 25)
    v2 = context.v2 or bool((body.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2)
    if v2:
        _check_v2_alone(body, form)
    components = form.at("components").objects(body.get("components"))
    check_message_components(components, v2=v2, form=form.at("components"))
    form.raise_if_any()
    if not context.kept and _is_empty(body, files):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_files(files: Sequence[UploadedFile], upload_limit: int) -> None:
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
    form.text(embed, "title", 0, 256)
    form.text(embed, "description", 0, 4096)
    form.at("footer").text(embed.get("footer") or {}, "text", 0, 2048)
    form.at("author").text(embed.get("author") or {}, "name", 0, 256)
    fields = form.at("fields").objects(embed.get("fields"))
    form.at("fields").at_most(fields, 25)
    for here, entry in form.at("fields").each(fields):
        here.text(entry, "name", 1, 256, required=True)
        here.text(entry, "value", 1, 1024, required=True)


def _embed_size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for entry in embed.get("fields") or []:
        texts += [entry.get("name"), entry.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_attachments(value: object, files: Sequence[UploadedFile], form: FormErrors) -> None:
    entries = form.objects(value)
    form.at_most(entries, 10)
    uploaded = {file.field for file in files}
    for here, entry in form.each(entries):
        here.text(entry, "description", 0, 1024)
        if not isinstance(entry.get("is_spoiler", False), bool):
            here.at("is_spoiler").error("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        if not here.required(entry, "id"):
            continue
        number = str(entry["id"])
        if len(number) < 3 and f"files[{number}]" not in uploaded:
            here.error("ATTACHMENT_NOT_FOUND", f"Attachment data not found for ID: {number}")


def _check_mentions(mentions: object, form: FormErrors) -> None:
    if not isinstance(mentions, dict):
        return
    parse = mentions.get("parse") or []
    for index, kind in enumerate(parse):
        form.at("parse", index).choice(kind, {"users", "roles", "everyone"})
    for key in ("users", "roles"):
        listed = mentions.get(key) or []
        form.at(key).at_most(listed, 100)
        if listed and key in parse:
            form.at("parse").error(
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )

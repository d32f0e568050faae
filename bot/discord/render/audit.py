"""A server's records in words. Pure."""

from __future__ import annotations

import json

from bot.audit.undo import AuditPage, UndoPlan
from bot.db.audit_log import AuditRecord
from bot.db.limits import AuditAction, AuditEntry, TargetKind
from bot.discord.i18n import Texts
from bot.discord.markdown import quote, shorten
from bot.discord.render.messages import timestamp

__all__ = ["audit_page", "change_sentence", "undo_question", "undone"]

_CONTENT_LIMIT = 2000
# Characters of a setting's value in a line; eight lines have to fit.
_VALUE_LIMIT = 40
_NAME_LIMIT = 42
_MENTIONS = {"channel": "<#{}>", "channels": "<#{}>", "roles": "<@&{}>"}


def audit_page(texts: Texts, page: AuditPage, locale: str) -> str:
    """Some records, newest first, a line each."""
    if not page.records:
        return texts("audit-none", locale)
    lines = [f"**{texts('audit-title', locale)}**"]
    for record in page.records:
        mark = "" if record.undone_by is None else f" *{texts('audit-undone', locale)}*"
        when = timestamp(record.entry.at_ms / 1000, "f")
        lines.append(f"`#{record.id}` {when} {change_sentence(texts, record, locale)}{mark}")
    return shorten("\n".join(lines), _CONTENT_LIMIT)


def change_sentence(texts: Texts, record: AuditRecord, locale: str) -> str:
    """Who did what, in one sentence."""
    entry = record.entry
    values: dict[str, str | int] = {
        "who": f"<@{entry.actor_id}>",
        "target": _target(texts, entry, locale),
        "number": str(entry.undoes_id or record.id),
    }
    if entry.action is AuditAction.SETTING:
        values["subject"] = _setting(texts, entry.subject or "", locale)
        values["before"] = _value(entry.subject, entry.before_text)
        values["after"] = _value(entry.subject, entry.after_text)
    else:
        none = texts("admin-before-none", locale)
        values["before"] = none if entry.before is None else entry.before
        values["after"] = none if entry.after is None else entry.after
        values["credits"] = abs((entry.after or 0) - (entry.before or 0))
    return texts(f"audit-did-{entry.action}", locale, **values)


def undo_question(texts: Texts, undoing: UndoPlan, locale: str) -> str:
    """What would be taken back, before anybody confirms it."""
    entry = undoing.records[0].entry
    return _lines(texts, undoing, locale, "undo-question", f"undo-effect-{entry.action}")


def undone(texts: Texts, undoing: UndoPlan, locale: str) -> str:
    """What was taken back."""
    entry = undoing.records[0].entry
    return _lines(texts, undoing, locale, "undo-done", f"undo-done-effect-{entry.action}")


def _lines(texts: Texts, undoing: UndoPlan, locale: str, title: str, effect: str) -> str:
    lines = [f"**{texts(title, locale)}**"]
    lines += [f"`#{r.id}` {change_sentence(texts, r, locale)}" for r in undoing.records]
    if undoing.credits is not None:
        entry = undoing.records[0].entry
        sentence = texts(effect, locale, who=f"<@{entry.target_id}>", credits=undoing.credits)
        used = abs((entry.after or 0) - (entry.before or 0)) - undoing.credits
        lines.append(f"{sentence} {texts('undo-used', locale, used=used)}" if used else sentence)
    return shorten("\n".join(lines), _CONTENT_LIMIT)


def _target(texts: Texts, entry: AuditEntry, locale: str) -> str:
    match entry.target_kind:
        case TargetKind.MEMBER:
            return f"<@{entry.target_id}>"
        case TargetKind.ROLE if entry.target_id == entry.guild_id:
            return "@everyone"
        case TargetKind.ROLE:
            return f"<@&{entry.target_id}>"
        case _:
            return texts("audit-target-default", locale)


def _setting(texts: Texts, subject: str, locale: str) -> str:
    """What a setting is called; one that this version does not know keeps its key."""
    key = f"settings-name-{subject.replace('_', '-')}"
    return shorten(texts(key, locale), _NAME_LIMIT) if texts.has(key) else f"`{subject}`"


def _value(subject: str | None, stored: str | None) -> str:
    """A setting's value; ids as mentions, and what somebody typed made harmless."""
    if stored is None:
        return "–"
    value = json.loads(stored)
    mention = _MENTIONS.get((subject or "").rsplit("_", 1)[-1])
    several = value if isinstance(value, list) else [value]
    if mention is not None and all(isinstance(one, int) for one in several):
        shown = ", ".join(mention.format(one) for one in several[:3])
        return shown + ("…" if len(several) > 3 else "")
    return quote(", ".join(str(one) for one in several), _VALUE_LIMIT)

"""Change log as text, with a button to revert a change. Pure."""

from __future__ import annotations

import json

import discord

from bot.audit.models import AuditAction, AuditEntry, AuditPage, AuditRecord, TargetKind, UndoPlan
from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import Texts
from bot.discord.markdown import CONTENT_LIMIT, quote, shorten
from bot.discord.render.messages import timestamp

__all__ = ["audit_page", "change_sentence", "undo_question", "undo_view", "undone"]

# Maximum length of a setting's value in a line; a page has eight lines.
_VALUE_LIMIT = 40
_NAME_LIMIT = 42
_UNDO = ButtonSpec("undo", "button-undo", style=discord.ButtonStyle.danger)
_MENTIONS = {"channel": "<#{}>", "channels": "<#{}>", "roles": "<@&{}>"}


def audit_page(texts: Texts, page: AuditPage, locale: str) -> str:
    """Render a page of records, newest first, one line each."""
    if not page.records:
        return texts("audit-none", locale)
    lines = [f"**{texts('audit-title', locale)}**"]
    for record in page.records:
        mark = "" if record.undone_by is None else f" *{texts('audit-undone', locale)}*"
        when = timestamp(record.entry.at_ms / 1000, "f")
        lines.append(f"`#{record.id}` {when} {change_sentence(texts, record, locale)}{mark}")
    return shorten("\n".join(lines), CONTENT_LIMIT)


def change_sentence(texts: Texts, record: AuditRecord, locale: str) -> str:
    """Describe one change in a sentence."""
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


def undo_question(texts: Texts, plan: UndoPlan, locale: str) -> str:
    """List the changes that an undo would revert, for confirmation."""
    entry = plan.records[0].entry
    return _lines(texts, plan, locale, "undo-question", f"undo-effect-{entry.action}")


def undone(texts: Texts, plan: UndoPlan, locale: str) -> str:
    """List the changes that were reverted."""
    entry = plan.records[0].entry
    return _lines(texts, plan, locale, "undo-done", f"undo-done-effect-{entry.action}")


def undo_view(texts: Texts, locale: str, audit_id: int) -> discord.ui.View:
    """Build a button that reverts one change."""
    return view_of(_UNDO.build(texts, locale, audit_id))


def _lines(texts: Texts, plan: UndoPlan, locale: str, title: str, effect: str) -> str:
    lines = [f"**{texts(title, locale)}**"]
    lines += [f"`#{r.id}` {change_sentence(texts, r, locale)}" for r in plan.records]
    if plan.credits is not None:
        entry = plan.records[0].entry
        sentence = texts(effect, locale, who=f"<@{entry.target_id}>", credits=plan.credits)
        used = abs((entry.after or 0) - (entry.before or 0)) - plan.credits
        lines.append(f"{sentence} {texts('undo-used', locale, used=used)}" if used else sentence)
    return shorten("\n".join(lines), CONTENT_LIMIT)


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
    """Return a setting's name, or its key if this version does not recognize it."""
    key = f"settings-name-{subject.replace('_', '-')}"
    return shorten(texts(key, locale), _NAME_LIMIT) if texts.has(key) else f"`{subject}`"


def _value(subject: str | None, stored: str | None) -> str:
    """Render a setting's value: IDs as mentions, user-entered text in quotation marks."""
    if stored is None:
        return "–"
    value = json.loads(stored)
    mention = _MENTIONS.get((subject or "").rsplit("_", 1)[-1])
    several = value if isinstance(value, list) else [value]
    if mention is not None and all(isinstance(one, int) for one in several):
        shown = ", ".join(mention.format(one) for one in several[:3])
        return shown + ("…" if len(several) > 3 else "")
    return quote(", ".join(str(one) for one in several), _VALUE_LIMIT)

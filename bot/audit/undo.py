"""Undo rules: which administrative changes can be undone, and the record of undoing one. Pure.

A change can be undone once, and only while its result is still in force: otherwise undoing would discard
a later decision.

* A limit, a block or a setting returns to its previous value.
* Of a grant, the remaining credits are revoked.
* A reset can be undone until its quota day ends: the cleared usage counts again.

Undoing is a change with its own record, which names the undone one; a unique key in the database ensures
that this happens once.
"""

from __future__ import annotations

from typing import Protocol
from zoneinfo import ZoneInfo

from bot.audit.models import (
    AdminActor,
    AuditAction,
    AuditEntry,
    AuditPage,
    AuditRecord,
    Target,
    UndoPlan,
)
from bot.errors import RefusedError
from bot.quota.periods import period_at

__all__ = ["PAGE", "AuditLog", "check_expired", "check_pending", "undo_entry"]

#: Records on one page.
PAGE = 8


class AuditLog(Protocol):
    """Port: a guild's records of administrative changes, and undoing them."""

    async def record(
        self, actor: AdminActor, action: AuditAction, target: Target, *, subject: str | None = None
    ) -> None:
        """Record an action that changed no stored value."""
        ...

    async def page(
        self, guild_id: int, *, older_than: int | None = None, newer_than: int | None = None
    ) -> AuditPage:
        """Return the newest records, or those next to a record."""
        ...

    async def last_undoable(self, guild_id: int) -> UndoPlan | None:
        """Return the newest change that can be undone now."""
        ...

    async def undo(self, actor: AdminActor, audit_id: int) -> UndoPlan:
        """Undo the change of that number, with the others of the same settings command.

        Raises :class:`RefusedError` if it cannot be undone, or was undone before.
        """
        ...


def check_pending(record: AuditRecord | None) -> AuditRecord:
    """Return the record of a change that has not been undone. Raises :class:`RefusedError`."""
    if record is None:
        raise RefusedError("undo-refused-unknown")
    if record.undone_by is not None:
        raise RefusedError("undo-refused-already", who=f"<@{record.undone_by}>")
    entry = record.entry
    if entry.action is AuditAction.UNDO:
        raise RefusedError("undo-refused-undo")
    if (entry.before, entry.before_text) == (entry.after, entry.after_text):
        raise RefusedError("undo-refused-nothing")
    return record


def check_expired(entry: AuditEntry, at_ms: int, zone: ZoneInfo) -> None:
    """Raise :class:`RefusedError` for a lifted block that would have ended, and a reset of an earlier day."""
    if entry.action is AuditAction.UNBLOCK and entry.before_text and int(entry.before_text) <= at_ms:
        raise RefusedError("undo-refused-nothing")
    days = {period_at(instant / 1000, zone).day for instant in (entry.at_ms, at_ms)}
    if entry.action is AuditAction.RESET and len(days) > 1:
        raise RefusedError("undo-refused-day")


def undo_entry(
    record: AuditRecord, actor: AdminActor, at_ms: int, before: int | None, after: int | None
) -> AuditEntry:
    """Return the entry that records the undoing of ``record``."""
    entry = record.entry
    return AuditEntry(
        guild_id=entry.guild_id,
        action=AuditAction.UNDO,
        target_kind=entry.target_kind,
        target_id=entry.target_id,
        before=before,
        after=after,
        subject=entry.subject,
        before_text=entry.after_text,
        after_text=entry.before_text,
        undoes_id=record.id,
        actor_id=actor.user_id,
        at_ms=at_ms,
    )

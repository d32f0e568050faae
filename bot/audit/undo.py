"""Undo rules: conditions for undoing an administrative change, and the record of doing so. Pure.

A change can be undone once, and only while its result is still in force; otherwise undoing it would
discard a later decision.

* A limit, block or setting returns to its previous value.
* For a grant, the remaining credits are revoked.
* A reset can be undone until its quota day ends; the cleared usage then counts again.
* A change to a member whose data was erased cannot be undone.

Undoing is itself a change with a record that refers to the undone one; a unique key in the database
ensures that each change is undone at most once.
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
    TargetKind,
    UndoPlan,
)
from bot.errors import RefusedError
from bot.quota.periods import period_at

__all__ = ["PAGE", "AuditLog", "check_expired", "check_pending", "undo_entry"]

#: Records on one page.
PAGE = 8


class AuditLog(Protocol):
    """Port: reads and undoes a guild's recorded administrative changes."""

    async def record(
        self, actor: AdminActor, action: AuditAction, target: Target, *, subject: str | None = None
    ) -> None:
        """Record an action that changed no stored value."""
        ...

    async def page(
        self, guild_id: int, *, older_than: int | None = None, newer_than: int | None = None
    ) -> AuditPage:
        """Return the newest records, or those just before or after a given record."""
        ...

    async def last_undoable(self, guild_id: int) -> UndoPlan | None:
        """Return the plan for undoing the newest change that can be undone now, if any."""
        ...

    async def undo(self, actor: AdminActor, audit_id: int) -> UndoPlan:
        """Undo the change with that number, and any others made by the same settings command.

        Raises :class:`RefusedError` if it cannot be undone or was already undone.
        """
        ...


def check_pending(record: AuditRecord | None) -> AuditRecord:
    """Return ``record``. Raises :class:`RefusedError` if it is missing, undone, not undoable or of an erased member."""
    if record is None:
        raise RefusedError("undo-refused-unknown")
    if record.undone_by is not None:
        raise RefusedError("undo-refused-already", who=f"<@{record.undone_by}>")
    entry = record.entry
    if entry.action is AuditAction.UNDO:
        raise RefusedError("undo-refused-undo")
    if (entry.before, entry.before_text) == (entry.after, entry.after_text):
        raise RefusedError("undo-refused-nothing")
    if entry.target_kind is TargetKind.MEMBER and entry.target_id < 0:
        # A pseudonym: nothing may be stored for it besides what the erasure leaves.
        raise RefusedError("undo-refused-erased")
    return record


def check_expired(entry: AuditEntry, at_ms: int, zone: ZoneInfo) -> None:
    """Raise :class:`RefusedError` if the lifted block has expired, or the reset was on an earlier day."""
    if entry.action is AuditAction.UNBLOCK and entry.before_text and int(entry.before_text) <= at_ms:
        raise RefusedError("undo-refused-nothing")
    days = {period_at(instant / 1000, zone).day for instant in (entry.at_ms, at_ms)}
    if entry.action is AuditAction.RESET and len(days) > 1:
        raise RefusedError("undo-refused-day")


def undo_entry(
    record: AuditRecord, actor: AdminActor, at_ms: int, before: int | None, after: int | None
) -> AuditEntry:
    """Return the audit entry for undoing ``record``."""
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

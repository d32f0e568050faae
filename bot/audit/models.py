"""Audit models: administrators, targets, log entries and undo plans. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "AdminActor",
    "AuditAction",
    "AuditEntry",
    "AuditPage",
    "AuditRecord",
    "Target",
    "TargetKind",
    "UndoPlan",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminActor:
    """The acting administrator, and the guild to which the action is confined."""

    guild_id: int
    user_id: int


class TargetKind(StrEnum):
    """The kind of target that an administrator changed."""

    MEMBER = "member"
    ROLE = "role"
    DEFAULT = "default"
    SERVER = "server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The target of a change; ``id`` is 0 for the guild's default."""

    kind: TargetKind
    id: int


class AuditAction(StrEnum):
    """An administrator's action."""

    SET = "set"
    UNSET = "unset"
    GRANT = "grant"
    RESET = "reset"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SETTING = "setting"
    REMOVE = "remove"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change: actor, action, target, time (epoch milliseconds), and the values before and after.

    For a guild setting, ``subject`` is its name and the texts are its values as JSON. For a block, the
    texts are its end in epoch milliseconds. ``cause`` identifies the event, so that it is applied once.
    """

    at_ms: int
    guild_id: int
    actor_id: int
    action: AuditAction
    target_kind: TargetKind
    target_id: int
    before: int | None = None
    after: int | None = None
    subject: str | None = None
    before_text: str | None = None
    after_text: str | None = None
    undoes_id: int | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """A stored entry; ``undone_by`` is the user who undid it."""

    id: int
    entry: AuditEntry
    undone_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """A page of records, newest first, and whether newer and older ones exist."""

    records: tuple[AuditRecord, ...]
    newer: bool
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """The records of one command, newest first, and the credits that undoing a grant or reset moves."""

    records: tuple[AuditRecord, ...]
    credits: int | None = None

    @property
    def id(self) -> int:
        """The number of the newest record."""
        return self.records[0].id

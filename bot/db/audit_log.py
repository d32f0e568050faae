"""Reading who changed what: pages of a server's records, and one record with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.limits import AuditAction, AuditEntry, TargetKind
from bot.db.schema import audit

__all__ = ["AuditRecord", "find_record", "read_records", "records_of_one_act"]

_later = audit.alias("later")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One stored change; ``undone_by`` is who took it back."""

    id: int
    entry: AuditEntry
    undone_by: int | None = None


async def read_records(
    connection: AsyncConnection,
    guild_id: int,
    *,
    older_than: int | None = None,
    newer_than: int | None = None,
    limit: int,
) -> list[AuditRecord]:
    """Up to ``limit`` records of a server, newest first, next to the record that is named."""
    query = _records().where(audit.c.guild_id == guild_id).limit(limit)
    if newer_than is not None:
        nearest = query.where(audit.c.id > newer_than).order_by(audit.c.id)
        return [_record(row) for row in await connection.execute(nearest)][::-1]
    if older_than is not None:
        query = query.where(audit.c.id < older_than)
    return [_record(row) for row in await connection.execute(query.order_by(audit.c.id.desc()))]


async def find_record(connection: AsyncConnection, guild_id: int, audit_id: int) -> AuditRecord | None:
    """One record of this server."""
    query = _records().where(audit.c.guild_id == guild_id, audit.c.id == audit_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _record(row)


async def records_of_one_act(connection: AsyncConnection, record: AuditRecord) -> list[AuditRecord]:
    """``record`` and, for settings, the others that were changed by the same command; newest first."""
    if record.entry.action is not AuditAction.SETTING:
        return [record]
    query = _records().where(
        audit.c.guild_id == record.entry.guild_id,
        audit.c.actor_id == record.entry.actor_id,
        audit.c.at_ms == record.entry.at_ms,
        audit.c.action == AuditAction.SETTING.value,
    )
    return [_record(row) for row in await connection.execute(query.order_by(audit.c.id.desc()))]


def _records() -> Select[tuple[object, ...]]:
    joined = audit.outerjoin(_later, _later.c.undoes_id == audit.c.id)
    return select(audit, _later.c.actor_id.label("undone_by")).select_from(joined)


def _record(row: Row[tuple[object, ...]]) -> AuditRecord:
    values = dict(row._mapping)
    number, undone_by = values.pop("id"), values.pop("undone_by")
    values["action"] = AuditAction(values["action"])
    values["target_kind"] = TargetKind(values["target_kind"])
    return AuditRecord(id=number, entry=AuditEntry(**values), undone_by=undone_by)

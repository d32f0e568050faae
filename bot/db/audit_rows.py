"""Audit rows: write a record, and read a guild's records."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.audit.models import AuditAction, AuditEntry, AuditRecord, TargetKind
from bot.db.schema import audit

__all__ = ["find_record", "is_recorded", "read_records", "records_of_command", "write_audit"]

_later = audit.alias("later")


async def is_recorded(connection: AsyncConnection, cause: str) -> bool:
    """Return whether the event ``cause`` has already been applied."""
    return await connection.scalar(select(audit.c.id).where(audit.c.cause == cause)) is not None


async def write_audit(connection: AsyncConnection, entry: AuditEntry) -> int:
    """Record a change; return the record's number."""
    row = asdict(entry)
    row |= {"action": entry.action.value, "target_kind": entry.target_kind.value}
    written = await connection.execute(insert(audit).values(**row))
    key = written.inserted_primary_key
    assert key is not None  # noqa: S101 - a single row was inserted
    return int(key[0])


async def read_records(
    connection: AsyncConnection,
    guild_id: int,
    *,
    older_than: int | None = None,
    newer_than: int | None = None,
    limit: int,
) -> list[AuditRecord]:
    """Return a guild's newest records, or those just before or after a given record, newest first."""
    query = _records().where(audit.c.guild_id == guild_id).limit(limit)
    if newer_than is not None:
        nearest = query.where(audit.c.id > newer_than).order_by(audit.c.id)
        return [_record(row) for row in await connection.execute(nearest)][::-1]
    if older_than is not None:
        query = query.where(audit.c.id < older_than)
    return [_record(row) for row in await connection.execute(query.order_by(audit.c.id.desc()))]


async def find_record(connection: AsyncConnection, guild_id: int, audit_id: int) -> AuditRecord | None:
    query = _records().where(audit.c.guild_id == guild_id, audit.c.id == audit_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _record(row)


async def records_of_command(connection: AsyncConnection, record: AuditRecord) -> list[AuditRecord]:
    """Return ``record`` and the records of the other settings changed by the same command, newest first."""
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

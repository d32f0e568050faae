"""The rows of reported pictures: who reported, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import report_cases, reports
from bot.db.upsert import insert_if_absent

__all__ = ["ImageReport", "close_case", "note_report", "read_case", "record_log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReport:
    """One reported picture. ``reporters`` in their order; instants in epoch milliseconds.

    ``log_message_id`` is where administrators read of it; ``dismissed_by`` who found nothing wrong.
    """

    job_id: str
    guild_id: int
    reporters: tuple[int, ...]
    first_ms: int
    log_channel_id: int | None
    log_message_id: int | None
    dismissed_by: int | None


async def note_report(
    connection: AsyncConnection, *, job_id: str, guild_id: int, reporter_id: int, at_ms: int
) -> bool:
    """Note one member's report; ``False`` when this member has reported this picture before."""
    key = {"generation_id": job_id, "guild_id": guild_id}
    await connection.execute(insert_if_absent(connection, report_cases).values(**key))
    row = {**key, "reporter_id": reporter_id, "at_ms": at_ms}
    noted = await connection.execute(insert_if_absent(connection, reports).values(**row))
    return noted.rowcount == 1


async def read_case(connection: AsyncConnection, job_id: str) -> ImageReport | None:
    """Everything about one reported picture."""
    c = report_cases.c
    case = (await connection.execute(select(report_cases).where(c.generation_id == job_id))).first()
    if case is None:
        return None
    r = reports.c
    query = (
        select(r.reporter_id, func.min(r.at_ms).over())
        .where(r.generation_id == job_id)
        .order_by(r.at_ms, r.reporter_id)
    )
    rows = (await connection.execute(query)).all()
    return ImageReport(
        job_id=job_id,
        guild_id=case.guild_id,
        reporters=tuple(row[0] for row in rows),
        first_ms=rows[0][1] if rows else 0,
        log_channel_id=case.log_channel_id,
        log_message_id=case.log_message_id,
        dismissed_by=case.dismissed_by,
    )


async def record_log(connection: AsyncConnection, job_id: str, *, channel_id: int, message_id: int) -> None:
    """Keep where administrators read of it."""
    await connection.execute(
        update(report_cases)
        .where(report_cases.c.generation_id == job_id)
        .values(log_channel_id=channel_id, log_message_id=message_id)
    )


async def close_case(connection: AsyncConnection, job_id: str, *, by: int, at_ms: int) -> None:
    """Note that somebody looked and found nothing wrong; the first one stays noted."""
    c = report_cases.c
    await connection.execute(
        update(report_cases)
        .where(c.generation_id == job_id, c.dismissed_by.is_(None))
        .values(dismissed_by=by, dismissed_ms=at_ms)
    )

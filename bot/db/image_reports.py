"""Image report store: the reporters of each image, and administrators' decisions."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, now_ms
from bot.db.engine import Database
from bot.db.limits import read_block
from bot.db.schema import report_cases, reports
from bot.db.upsert import insert_if_absent
from bot.guilds.image_reports import ImageReport
from bot.quota.models import Account

__all__ = ["SqlImageReportStore"]

_C, _R = report_cases.c, reports.c


class SqlImageReportStore:
    """:class:`~bot.guilds.image_reports.ImageReportStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, job_id: str, guild_id: int, reporter_id: int) -> tuple[bool, ImageReport]:
        key = {"generation_id": job_id, "guild_id": guild_id}
        row = {**key, "reporter_id": reporter_id, "at_ms": now_ms(self._clock)}
        async with self._database.write() as connection:
            await connection.execute(insert_if_absent(connection, report_cases).values(**key))
            added = await connection.execute(insert_if_absent(connection, reports).values(**row))
            report = await _read(connection, job_id)
        assert report is not None  # noqa: S101 - its row was inserted above
        return added.rowcount == 1, report

    async def find(self, job_id: str, account: Account) -> ImageReport | None:
        async with self._database.read() as connection:
            report = await _read(connection, job_id)
            if report is None:
                return None
            return replace(report, block=await read_block(connection, account, now_ms(self._clock)))

    async def record_notice(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        notice = update(report_cases).where(_C.generation_id == job_id)
        async with self._database.write() as connection:
            await connection.execute(notice.values(log_channel_id=channel_id, log_message_id=message_id))

    async def dismiss(self, job_id: str, *, by: int) -> None:
        pending = update(report_cases).where(_C.generation_id == job_id, _C.dismissed_by.is_(None))
        async with self._database.write() as connection:
            await connection.execute(pending.values(dismissed_by=by, dismissed_ms=now_ms(self._clock)))


async def _read(connection: AsyncConnection, job_id: str) -> ImageReport | None:
    case = (await connection.execute(select(report_cases).where(_C.generation_id == job_id))).first()
    if case is None:
        return None
    query = select(_R.reporter_id, func.min(_R.at_ms).over()).where(_R.generation_id == job_id)
    rows = (await connection.execute(query.order_by(_R.at_ms, _R.reporter_id))).all()
    return ImageReport(
        job_id=job_id,
        guild_id=case.guild_id,
        reporters=tuple(row[0] for row in rows),
        first_ms=rows[0][1] if rows else 0,
        log_channel_id=case.log_channel_id,
        log_message_id=case.log_message_id,
        dismissed_by=case.dismissed_by,
    )

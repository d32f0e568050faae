"""Ledger invariants as SQL queries."""

from __future__ import annotations

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from bot.jobs.models import JobState

__all__ = ["problems"]


async def problems(connection: AsyncConnection) -> list[str]:
    """One line for each counter that is not the sum of its entries, and for each reservation
    that was not made exactly once, or not ended exactly once with its job."""
    found = [str(mismatch) for mismatch in await find_mismatches(connection)]
    return found + await _wrong_reservations(connection)


async def _wrong_reservations(connection: AsyncConnection) -> list[str]:
    g, e = generations.c, ledger.c
    opened = func.count(case((e.phase == "open", 1)))
    closed = func.count(case((e.phase == "close", 1)))
    held = func.coalesce(func.sum(e.spend_delta), 0)
    ended = case((g.state.in_([state.value for state in JobState if not state.is_open]), 1), else_=0)
    spent = func.coalesce(g.charged, g.reserved_allowance + g.reserved_granted)
    query = (
        select(g.id, g.state, opened, closed, held, spent)
        .select_from(generations.outerjoin(ledger, e.generation_id == g.id))
        .group_by(g.id, g.state, g.charged, g.reserved_allowance, g.reserved_granted)
        .having(or_(opened != 1, closed != ended, held != spent))
    )
    return [
        f"{job}: {state} with {opens} reservations, {closes} ends, {entries} of {credits} credits"
        for job, state, opens, closes, entries, credits in await connection.execute(query)
    ]

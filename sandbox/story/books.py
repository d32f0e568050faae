"""The bot's books, read from its database while it runs: the ledger, the jobs, and the audit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rich.text import Text
from sqlalchemy import RowMapping, func, select

from bot.db.engine import Database, open_database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from bot.quota.ledger import EntryKind
from sandbox.story.scribe import Scribe

__all__ = ["Books", "Totals", "open_books"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the rows add up to. Credits, except where the name says otherwise.

    ``faults`` holds one line for each thing that does not add up.
    """

    requests: int
    delivered: int
    refunded_requests: int
    pictures: int
    held: int
    paid: int
    given_back: int
    granted: int
    faults: tuple[str, ...]


@asynccontextmanager
async def open_books(url: str) -> AsyncIterator[Books]:
    """Read-only eyes on the database at ``url``, which the bot has made already."""
    async with open_database(url) as database:
        yield Books(database)


class Books:
    """Reads the ledger and the jobs; every call is one consistent view."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = 0
        self._held: dict[str, int] = {}

    def told_by(self, scribe: Scribe, name_of: Callable[[int], str]) -> None:
        """Let ``scribe`` note each entry of the ledger from now on."""

        async def look() -> None:
            for entry in await self._new_entries():
                # Stored times are cut to the millisecond; what caused an entry came before it.
                scribe.note((entry["at_ms"] + 1) / 1000, "ledger", self._sentence(entry, name_of))

        scribe.also_look(look)

    async def job_of(self, request_id: str) -> RowMapping | None:
        """The job with that request id of fal's."""
        async with self._database.read() as connection:
            found = await connection.execute(
                select(generations).where(generations.c.request_id == request_id)
            )
            return found.mappings().one_or_none()

    async def entries_of(self, job_id: str) -> list[str]:
        """The kinds of the job's entries, in order."""
        async with self._database.read() as connection:
            found = await connection.execute(
                select(ledger.c.kind).where(ledger.c.generation_id == job_id).order_by(ledger.c.id)
            )
            return list(found.scalars())

    async def totals(self) -> Totals:
        """Everything so far, and whether it adds up."""
        g, e = generations.c, ledger.c
        async with self._database.read() as connection:
            jobs = (await connection.execute(select(generations))).mappings().all()
            by_kind = {
                kind: int(total)
                for kind, total in await connection.execute(
                    select(e.kind, func.sum(e.allowance_delta - e.granted_delta)).group_by(e.kind)
                )
            }
            counted = await connection.execute(
                select(e.generation_id, func.count()).group_by(e.generation_id)
            )
            entries = {row[0]: row[1] for row in counted}
            mismatches = await find_mismatches(connection)
            paid = int(await connection.scalar(select(func.coalesce(func.sum(g.charged), 0))) or 0)
        faults = [str(mismatch) for mismatch in mismatches]
        faults += [
            f"{job['id']} has {entries.get(job['id'], 0)} entries"
            for job in jobs
            if entries.get(job["id"]) != 2
        ]
        held = by_kind.get(EntryKind.RESERVE, 0)
        given_back = -by_kind.get(EntryKind.SETTLE, 0) - by_kind.get(EntryKind.REFUND, 0)
        if held - given_back != paid:
            faults.append(f"{held} credits held, {given_back} given back, but {paid} paid")
        delivered = [job for job in jobs if job["state"] == "delivered"]
        return Totals(
            requests=len(jobs),
            delivered=len(delivered),
            refunded_requests=sum(job["state"] in {"failed", "cancelled"} for job in jobs),
            pictures=sum(job["delivered_count"] for job in delivered),
            held=held,
            paid=paid,
            given_back=given_back,
            granted=-by_kind.get(EntryKind.GRANT, 0),
            faults=tuple(faults),
        )

    async def _new_entries(self) -> list[RowMapping]:
        async with self._database.read() as connection:
            found = await connection.execute(
                select(ledger).where(ledger.c.id > self._seen).order_by(ledger.c.id)
            )
            entries = list(found.mappings())
        if entries:
            self._seen = entries[-1]["id"]
        return entries

    def _sentence(self, entry: RowMapping, name_of: Callable[[int], str]) -> Text:
        who, job = name_of(entry["user_id"]), str(entry["generation_id"])
        moved = int(entry["allowance_delta"] - entry["granted_delta"])
        match entry["kind"]:
            case EntryKind.RESERVE:
                self._held[job] = moved
                return Text(f"holds {_credits(moved)} of {who}{_source(entry)}")
            case EntryKind.SETTLE:
                return Text(f"{who} pays {_credits(self._held.get(job, 0) + moved)}{_back(-moved)}")
            case EntryKind.REFUND:
                return Text(f"gives {_credits(-moved)} back to {who}: nothing was delivered")
            case EntryKind.GRANT:
                actor = name_of(entry["actor_id"])
                return Text(f"{who} has {_credits(-moved)} more, granted by {actor}")
            case _:
                return Text(f"{entry['kind']} for {who}: {_credits(-moved)}")


def _credits(number: int) -> str:
    return f"{number} credit{'' if number == 1 else 's'}"


def _source(entry: RowMapping) -> str:
    allowance, granted = int(entry["allowance_delta"]), -int(entry["granted_delta"])
    if not granted:
        return " (from today's allowance)"
    return f" ({allowance} from today's allowance, {granted} granted)"


def _back(credits: int) -> str:
    return f"; {_credits(credits)} of it not used and back" if credits else ""

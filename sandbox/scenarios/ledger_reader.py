"""Ledger reader: reads jobs and ledger entries from the database of a running bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text
from sqlalchemy import RowMapping, select

from bot.db.engine import Database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from bot.quota.models import EntryKind
from sandbox.scenarios.event_log import EventLog

__all__ = ["LedgerReader", "Totals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over all rows, in credits unless the name says otherwise.

    ``faults`` contains one line per inconsistency.
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


class LedgerReader:
    """Reads jobs and entries; every call is one consistent snapshot."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_id = 0
        self._held: dict[str, int] = {}

    def observe(self, log: EventLog, name_of: Callable[[int], str]) -> None:
        """Record each new ledger entry in ``log``."""

        async def poll() -> None:
            for entry in await self._new_entries():
                # Stored times are rounded down to the millisecond; add 1 to sort entries after their cause.
                log.add("ledger", self._sentence(entry, name_of), at=(entry["at_ms"] + 1) / 1000)

        log.poll(poll)

    async def entries_of(self, request_id: str) -> list[str]:
        """Return the kinds of the ledger entries for a fal request ID, in order."""
        async with self._database.read() as connection:
            job = select(generations.c.id).where(generations.c.request_id == request_id).scalar_subquery()
            entries = select(ledger.c.kind).where(ledger.c.generation_id == job).order_by(ledger.c.id)
            return list((await connection.execute(entries)).scalars())

    async def totals(self) -> Totals:
        """Return the totals, including any inconsistencies found."""
        async with self._database.read() as connection:
            jobs = (await connection.execute(select(generations))).mappings().all()
            entries = (await connection.execute(select(ledger))).mappings().all()
            faults = [str(mismatch) for mismatch in await find_mismatches(connection)]
        count = Counter(entry["generation_id"] for entry in entries)
        credits: Counter[str] = Counter()
        for entry in entries:
            credits[entry["kind"]] += _credits_of(entry)
        faults += [f"{job['id']} has {count[job['id']]} entries" for job in jobs if count[job["id"]] != 2]
        paid = sum(job["charged"] or 0 for job in jobs)
        held, given_back = credits[EntryKind.RESERVE], -credits[EntryKind.SETTLE] - credits[EntryKind.REFUND]
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
            granted=-credits[EntryKind.GRANT],
            faults=tuple(faults),
        )

    async def _new_entries(self) -> list[RowMapping]:
        async with self._database.read() as connection:
            query = select(ledger).where(ledger.c.id > self._last_id).order_by(ledger.c.id)
            entries = list((await connection.execute(query)).mappings())
        self._last_id = entries[-1]["id"] if entries else self._last_id
        return entries

    def _sentence(self, entry: RowMapping, name_of: Callable[[int], str]) -> Text:
        user, job, moved = name_of(entry["user_id"]), str(entry["generation_id"]), _credits_of(entry)
        match entry["kind"]:
            case EntryKind.RESERVE:
                self._held[job] = moved
                return Text(f"holds {_credits(moved)} of {user}{_source(entry)}")
            case EntryKind.SETTLE:
                unused = f"; {_credits(-moved)} of it not used and back" if moved else ""
                return Text(f"{user} pays {_credits(self._held.get(job, 0) + moved)}{unused}")
            case EntryKind.REFUND:
                return Text(f"gives {_credits(-moved)} back to {user}: nothing was delivered")
            case EntryKind.GRANT:
                return Text(f"{user} has {_credits(-moved)} more, granted by {name_of(entry['actor_id'])}")
            case kind:
                return Text(f"{kind} for {user}: {_credits(-moved)}")


def _credits_of(entry: RowMapping) -> int:
    """Return the credits that an entry deducts (negative: refunds)."""
    return int(entry["allowance_delta"] - entry["granted_delta"])


def _credits(number: int) -> str:
    return f"{number} credit{'' if number == 1 else 's'}"


def _source(entry: RowMapping) -> str:
    allowance, granted = int(entry["allowance_delta"]), -int(entry["granted_delta"])
    if not granted:
        return " (from today's allowance)"
    return f" ({allowance} from today's allowance, {granted} granted)"

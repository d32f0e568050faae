"""Taking an administrator's change back, once, and only where it is still what holds.

A change can be taken back while nobody has changed the same thing since: otherwise "back" would
throw away the later decision. What each kind means:

* a limit, a block or a setting returns to what it was before;
* of granted credits as many are taken as are left: what is drawn is drawn;
* a reset counts again what it had forgotten, as long as its day lasts.

Taking back is a change of its own with its own record, which names the one it takes back; a
unique key in the database holds that this happens once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.audit_log import AuditRecord, find_record, read_records, records_of_one_act
from bot.db.engine import Database
from bot.db.guild_settings import write_guild_setting
from bot.db.limits import (
    AuditAction,
    AuditEntry,
    block_member,
    end_of_block,
    read_block,
    read_limit,
    set_limit,
    unblock_member,
    write_audit,
)
from bot.db.locks import lock_guild_settings
from bot.db.schema import counters, server_settings
from bot.errors import RefusedError
from bot.quota import ledger
from bot.quota.ledger import Account
from bot.quota.periods import QuotaPeriod, period_at
from bot.quota.service import AdminActor

__all__ = ["PAGE", "AuditPage", "UndoPlan", "UndoService"]

#: Records on one page.
PAGE = 8
# How far back the last change that can be taken back is looked for.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What is, or was, taken back: one command's records, newest first.

    ``credits`` is how many go where a grant or a reset is concerned.
    """

    records: tuple[AuditRecord, ...]
    credits: int | None = None

    @property
    def id(self) -> int:
        return self.records[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Some records, newest first, and whether there are more on either side."""

    records: tuple[AuditRecord, ...]
    newer: bool
    older: bool


class UndoService:
    """A server's records, and the way back."""

    def __init__(self, database: Database, clock: Clock, *, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    async def page(
        self, guild_id: int, *, older_than: int | None = None, newer_than: int | None = None
    ) -> AuditPage:
        """A page of what was changed on this server: the newest, or next to a record."""
        async with self._database.read() as connection:
            found = await read_records(
                connection, guild_id, older_than=older_than, newer_than=newer_than, limit=PAGE
            )
            if not found:
                return AuditPage(records=(), newer=False, older=False)
            newer = await read_records(connection, guild_id, newer_than=found[0].id, limit=1)
            older = await read_records(connection, guild_id, older_than=found[-1].id, limit=1)
        return AuditPage(records=tuple(found), newer=bool(newer), older=bool(older))

    async def last(self, guild_id: int) -> UndoPlan | None:
        """The newest change that could be taken back now."""
        async with self._database.read() as connection:
            for record in await read_records(connection, guild_id, limit=_LOOKED_AT):
                try:
                    return await self._check(connection, record)
                except RefusedError:
                    continue
        return None

    async def preview(self, guild_id: int, audit_id: int) -> UndoPlan:
        """What taking this change back would do. Raises :class:`RefusedError` where it cannot be."""
        async with self._database.read() as connection:
            return await self._check(connection, await find_record(connection, guild_id, audit_id))

    async def undo(self, actor: AdminActor, audit_id: int) -> UndoPlan:
        """Take the change back. Raises :class:`RefusedError` where it cannot be, or was already."""
        try:
            async with self._database.write() as connection:
                await lock_guild_settings(connection, actor.guild_id)
                record = await find_record(connection, actor.guild_id, audit_id)
                undoing = await self._check(connection, record)
                taken: int | None = None
                for each in undoing.records:
                    taken = await self._apply(connection, actor, each, undoing.credits)
                return UndoPlan(records=undoing.records, credits=taken)
        except IntegrityError:
            async with self._database.read() as connection:
                _refuse_settled(await find_record(connection, actor.guild_id, audit_id))
            raise

    # --- may it be, and what would it do -------------------------------------------------------

    async def _check(self, connection: AsyncConnection, record: AuditRecord | None) -> UndoPlan:
        record = _refuse_settled(record)
        records = [r for r in await records_of_one_act(connection, record) if r.undone_by is None]
        at_ms = round(self._clock.now() * 1000)
        if not await _holds(connection, records, at_ms):
            raise RefusedError("undo-refused-changed")
        _refuse_passed(record.entry, at_ms)
        credits = await self._credits(connection, record.entry)
        return UndoPlan(records=tuple(records), credits=credits)

    async def _credits(self, connection: AsyncConnection, entry: AuditEntry) -> int | None:
        """How many credits the way back moves; ``None`` where it moves none."""
        if entry.action is AuditAction.GRANT:
            given = (entry.after or 0) - (entry.before or 0)
            left = min(given, await _granted_left(connection, _account(entry)))
            if left <= 0:
                raise RefusedError("undo-refused-spent")
            return left
        if entry.action is AuditAction.RESET:
            if period_at(entry.at_ms / 1000, self._zone).day != self._window().day:
                raise RefusedError("undo-refused-day")
            return (entry.before or 0) - (entry.after or 0)
        return None

    # --- doing it --------------------------------------------------------------------------------

    async def _apply(
        self, connection: AsyncConnection, actor: AdminActor, record: AuditRecord, credits: int | None
    ) -> int | None:
        """Move the value back and record that; returns the credits that really moved."""
        entry, at_ms = record.entry, round(self._clock.now() * 1000)
        moved = {"actor_id": actor.user_id, "at_ms": at_ms}
        before, after = entry.after, entry.before
        match entry.action:
            case AuditAction.SET | AuditAction.UNSET:
                await set_limit(
                    connection,
                    guild_id=entry.guild_id,
                    kind=entry.target_kind,
                    target_id=entry.target_id,
                    credits=entry.before,
                )
            case AuditAction.BLOCK | AuditAction.UNBLOCK:
                if entry.before:
                    until_ms = None if entry.before_text is None else int(entry.before_text)
                    await block_member(connection, _account(entry), until_ms=until_ms, **moved)
                else:
                    await unblock_member(connection, _account(entry), at_ms=at_ms)
            case AuditAction.SETTING:
                value = None if entry.before_text is None else json.loads(entry.before_text)
                await write_guild_setting(connection, entry.guild_id, str(entry.subject), value)
            case AuditAction.GRANT:
                assert credits is not None  # noqa: S101 - _check has counted them
                credits = await ledger.revoke(
                    connection, _account(entry), credits=credits, day=self._window().day, **moved
                )
                if not credits:
                    raise RefusedError("undo-refused-spent")
                after = await _granted_left(connection, _account(entry))
                before = after + credits
            case _:
                assert credits is not None  # noqa: S101 - only a reset is left
                before, after = None, None
                await ledger.undo_reset(
                    connection, _account(entry), credits=credits, day=self._window().day, **moved
                )
        await write_audit(connection, _undo_entry(record, moved, before, after))
        return credits

    def _window(self) -> QuotaPeriod:
        return period_at(self._clock.now(), self._zone)


def _undo_entry(
    record: AuditRecord, moved: dict[str, int], before: int | None, after: int | None
) -> AuditEntry:
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
        actor_id=moved["actor_id"],
        at_ms=moved["at_ms"],
    )


def _refuse_settled(record: AuditRecord | None) -> AuditRecord:
    """A change of this server that nobody has taken back, and that did change something."""
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


def _refuse_passed(entry: AuditEntry, at_ms: int) -> None:
    """A block that was lifted and would have run out by now is not there to return."""
    if entry.action is AuditAction.UNBLOCK and entry.before_text and int(entry.before_text) <= at_ms:
        raise RefusedError("undo-refused-nothing")


async def _holds(connection: AsyncConnection, records: Sequence[AuditRecord], at_ms: int) -> bool:
    """Whether what these records set is still what is set."""
    for record in records:
        entry = record.entry
        match entry.action:
            case AuditAction.SET | AuditAction.UNSET:
                now = await read_limit(
                    connection, guild_id=entry.guild_id, kind=entry.target_kind, target_id=entry.target_id
                )
                same = now == entry.after
            case AuditAction.BLOCK | AuditAction.UNBLOCK:
                block = await read_block(connection, _account(entry), at_ms)
                same = (int(block is not None), end_of_block(block)) == (entry.after, entry.after_text)
            case AuditAction.SETTING:
                c = server_settings.c
                query = select(c.value).where(c.guild_id == entry.guild_id, c.key == entry.subject)
                same = await connection.scalar(query) == entry.after_text
            case AuditAction.GRANT | AuditAction.RESET:
                same = True
            case _:
                same = False
        if not same:
            return False
    return True


async def _granted_left(connection: AsyncConnection, account: Account) -> int:
    c = counters.c
    query = select(c.value).where(
        c.scope == "granted", c.guild_id == account.guild_id, c.user_id == account.user_id
    )
    return int(await connection.scalar(query) or 0)


def _account(entry: AuditEntry) -> Account:
    return Account(guild_id=entry.guild_id, user_id=entry.target_id)

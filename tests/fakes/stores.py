"""In-memory stores with the contracts of the SQL ones, for tests of services.

They share one :class:`Memory`. A method runs without awaiting anything, so it is as atomic as a
transaction; a refusal is raised before anything is changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
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
from bot.audit.undo import PAGE, check_expired, check_pending, undo_entry
from bot.clock import Clock, now_ms
from bot.errors import DuplicateEventError, RefusedError
from bot.fal.ports import StoredSchema
from bot.guilds.image_reports import ImageReport
from bot.guilds.settings import GuildSettings
from bot.jobs.admission import Pause
from bot.jobs.models import Job
from bot.quota.limits import GuildLimits, resolve_allowance
from bot.quota.models import Account, Block, BlockChange, LimitChange, QuotaStatus, Spending, block_end_text
from bot.quota.periods import QuotaPeriod, period_at
from bot.users.defaults import UserDefaults

__all__ = [
    "Memory",
    "MemoryAuditLog",
    "MemoryGuildSettingsStore",
    "MemoryNoticeStore",
    "MemoryPublishedSchemaStore",
    "MemoryQuotaStore",
    "MemoryUserDefaultsStore",
]


@dataclass
class Memory:
    """The data behind all stores; ``charge`` stands for a job that was delivered."""

    clock: Clock
    zone: ZoneInfo
    used: Counter[tuple[Account, str]] = field(default_factory=Counter)
    granted: Counter[Account] = field(default_factory=Counter)
    spent: Counter[tuple[int, str]] = field(default_factory=Counter)
    limits: dict[tuple[int, Target], int] = field(default_factory=dict)
    blocks: dict[Account, Block] = field(default_factory=dict)
    settings: dict[int, dict[str, str]] = field(default_factory=dict)
    records: list[AuditRecord] = field(default_factory=list)
    notices: dict[tuple[str, int, int], int] = field(default_factory=dict)
    defaults: dict[int, UserDefaults] = field(default_factory=dict)
    reports: dict[str, ImageReport] = field(default_factory=dict)
    pause: Pause | None = None
    jobs: dict[str, Job] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)

    def charge(self, account: Account, day: str, *, allowance: int, granted: int = 0) -> None:
        """Spend credits of a member."""
        self.used[account, day] += allowance
        self.granted[account] -= granted
        self.spent[account.guild_id, day] += allowance + granted

    def block_of(self, account: Account) -> Block | None:
        """Return the block in force."""
        block = self.blocks.get(account)
        expired = block is not None and block.until_ms is not None and block.until_ms <= now_ms(self.clock)
        return None if expired else block

    def write(self, actor: AdminActor, action: AuditAction, target: Target, **values: Any) -> int:
        """Append an audit record; return its number."""
        entry = AuditEntry(
            at_ms=now_ms(self.clock),
            guild_id=actor.guild_id,
            actor_id=actor.user_id,
            action=action,
            target_kind=target.kind,
            target_id=target.id,
            **values,
        )
        return self.append(entry)

    def append(self, entry: AuditEntry) -> int:
        """Append an audit entry; return its number."""
        self.records.append(AuditRecord(id=len(self.records) + 1, entry=entry))
        return len(self.records)


class MemoryNoticeStore:
    """:class:`~bot.notifications.NoticeStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def claim(
        self, *names: str, guild_id: int = 0, user_id: int = 0, repeat_after: float | None = None
    ) -> bool:
        now, sent, claimed = now_ms(self._memory.clock), self._memory.notices, False
        for name in names:
            before = sent.get((name, guild_id, user_id))
            expired = before is not None and repeat_after is not None and before <= now - repeat_after * 1000
            claimed = before is None or expired
            if claimed:
                sent[name, guild_id, user_id] = now
        return claimed

    async def forget(self, name: str) -> None:
        self._memory.notices.pop((name, 0, 0), None)


class MemoryPublishedSchemaStore:
    """:class:`~bot.fal.ports.PublishedSchemaStore` in memory."""

    def __init__(self) -> None:
        self._stored: dict[str, StoredSchema] = {}

    async def get(self, endpoint: str) -> StoredSchema | None:
        return self._stored.get(endpoint)

    async def save(self, endpoint: str, stored: StoredSchema) -> None:
        self._stored[endpoint] = stored


class MemoryUserDefaultsStore:
    """:class:`~bot.users.ports.UserDefaultsStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def prefers_private_now(self, user_id: int) -> bool | None:
        return bool(self._memory.defaults.get(user_id, UserDefaults()).private)

    async def prefers_private(self, user_id: int) -> bool:
        return bool(self.prefers_private_now(user_id))

    async def get(self, user_id: int) -> UserDefaults:
        return self._memory.defaults.get(user_id, UserDefaults())

    async def get_or_default(self, user_id: int) -> UserDefaults:
        return await self.get(user_id)

    async def change(self, user_id: int, **values: Any) -> UserDefaults:
        self._memory.defaults[user_id] = replace(await self.get(user_id), **values)
        return self._memory.defaults[user_id]


class MemoryGuildSettingsStore:
    """:class:`~bot.guilds.service.GuildSettingsStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def get(self, guild_id: int) -> GuildSettings:
        stored = self._memory.settings.get(guild_id, {})
        return GuildSettings.model_validate({key: json.loads(value) for key, value in stored.items()})

    async def get_or_default(self, guild_id: int) -> GuildSettings:
        return await self.get(guild_id)

    async def change(self, actor: AdminActor, values: Mapping[str, object | None]) -> GuildSettings:
        stored = self._memory.settings.setdefault(actor.guild_id, {})
        for key, value in values.items():
            before, after = stored.pop(key, None), None if value is None else json.dumps(value)
            if after is not None:
                stored[key] = after
            if before != after:
                texts = {"subject": key, "before_text": before, "after_text": after}
                target = Target(kind=TargetKind.SERVER, id=0)
                self._memory.write(actor, AuditAction.SETTING, target, **texts)
        return await self.get(actor.guild_id)


class MemoryQuotaStore:
    """:class:`~bot.quota.ports.QuotaStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def status(
        self, account: Account, role_ids: Collection[int], *, operator_daily: int, period: QuotaPeriod
    ) -> QuotaStatus:
        memory, roles = self._memory, {*role_ids, account.guild_id}

        def limit(kind: TargetKind, target_id: int) -> int | None:
            return memory.limits.get((account.guild_id, Target(kind=kind, id=target_id)))

        by_role = {role: limit(TargetKind.ROLE, role) for role in roles}
        limits = GuildLimits(
            member=limit(TargetKind.MEMBER, account.user_id),
            roles={role: credits for role, credits in by_role.items() if credits is not None},
            default=limit(TargetKind.DEFAULT, 0),
        )
        block = memory.block_of(account)
        return QuotaStatus(
            allowance=resolve_allowance(limits, roles, operator_daily),
            used=memory.used[account, period.day],
            granted=memory.granted[account],
            renews_at=period.renews_at,
            blocked=block is not None,
            blocked_until=None if block is None or block.until_ms is None else block.until_ms / 1000,
        )

    async def balance(self, account: Account, day: str) -> tuple[int, int]:
        return self._memory.used[account, day], self._memory.granted[account]

    async def spending(self, guild_id: int, period: QuotaPeriod) -> Spending:
        spent = self._memory.spent
        days = {day: n for (guild, day), n in spent.items() if guild == guild_id and day[:7] == period.month}
        return Spending(day=days.get(period.day, 0), month=sum(days.values()))

    async def spent_by_bot(self, day: str) -> int:
        return sum(credits for (_, each), credits in self._memory.spent.items() if each == day)

    async def check_blocked(self, account: Account) -> None:
        if (block := self._memory.block_of(account)) is not None:
            raise block.refusal()

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        return self._memory.limits.get((guild_id, target))

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        before = self._memory.limits.pop((actor.guild_id, target), None)
        if credits is not None:
            self._memory.limits[actor.guild_id, target] = credits
        action = AuditAction.UNSET if credits is None else AuditAction.SET
        audit_id = self._memory.write(actor, action, target, before=before, after=credits)
        return LimitChange(before=before, after=credits, audit_id=audit_id)

    async def grant(
        self, actor: AdminActor, user_id: int, credits: int, *, day: str, limit: int, cause: str | None = None
    ) -> int:
        memory, account = self._memory, Account(guild_id=actor.guild_id, user_id=user_id)
        if cause is not None and cause in {record.entry.cause for record in memory.records}:
            raise DuplicateEventError(detail=f"already granted: {cause}")
        before = memory.granted[account]
        if before + credits > limit:
            raise RefusedError("refused-grant-total", has=before, limit=limit)
        memory.granted[account] += credits
        values = {"before": before, "after": before + credits, "cause": cause}
        memory.write(actor, AuditAction.GRANT, _member(user_id), **values)
        return before + credits

    async def reset(self, actor: AdminActor, user_id: int, *, day: str) -> int:
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        cleared = self._memory.used.pop((account, day), 0)
        self._memory.write(actor, AuditAction.RESET, _member(user_id), before=cleared, after=0)
        return cleared

    async def set_blocked(
        self,
        actor: AdminActor,
        user_id: int,
        *,
        blocked: bool,
        seconds: float | None = None,
        at_least: bool = False,
    ) -> BlockChange:
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        until_ms = None if seconds is None else now_ms(self._memory.clock) + round(seconds * 1000)
        before = self._memory.block_of(account)
        after = Block(until_ms=until_ms) if blocked else None
        if at_least and before is not None and before.lasts(until_ms):
            after = before
        change = BlockChange(before=before, after=after)
        if not change.changed:
            return change
        self._memory.blocks.pop(account, None)
        if after is not None:
            self._memory.blocks[account] = after
        self._memory.write(
            actor,
            AuditAction.BLOCK if blocked else AuditAction.UNBLOCK,
            _member(user_id),
            before=int(before is not None),
            after=int(blocked),
            before_text=block_end_text(before),
            after_text=block_end_text(after),
        )
        return change


class MemoryAuditLog:
    """:class:`~bot.audit.undo.AuditLog` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def record(
        self, actor: AdminActor, action: AuditAction, target: Target, *, subject: str | None = None
    ) -> None:
        self._memory.write(actor, action, target, subject=subject)

    async def page(
        self, guild_id: int, *, older_than: int | None = None, newer_than: int | None = None
    ) -> AuditPage:
        every = self._of(guild_id)
        older = [record for record in every if older_than is None or record.id < older_than]
        newer = [record for record in every if newer_than is not None and record.id > newer_than]
        shown = older[:PAGE] if newer_than is None else newer[-PAGE:]
        if not shown:
            return AuditPage(records=(), newer=False, older=False)
        return AuditPage(records=tuple(shown), newer=every[0] != shown[0], older=every[-1] != shown[-1])

    async def last_undoable(self, guild_id: int) -> UndoPlan | None:
        for record in self._of(guild_id):
            try:
                return self._plan(record)
            except RefusedError:
                continue
        return None

    async def undo(self, actor: AdminActor, audit_id: int) -> UndoPlan:
        found = [record for record in self._of(actor.guild_id) if record.id == audit_id]
        plan = self._plan(found[0] if found else None)
        credits = plan.credits
        for record in plan.records:
            self._restore(record.entry, credits or 0)
            self._memory.append(undo_entry(record, actor, now_ms(self._memory.clock), None, None))
        return plan

    def _of(self, guild_id: int) -> list[AuditRecord]:
        every = self._memory.records
        undone = {record.entry.undoes_id: record.entry.actor_id for record in every}
        own = [replace(r, undone_by=undone.get(r.id)) for r in every if r.entry.guild_id == guild_id]
        return own[::-1]

    def _plan(self, record: AuditRecord | None) -> UndoPlan:
        record, memory = check_pending(record), self._memory
        entry = record.entry
        records = [record]
        if entry.action is AuditAction.SETTING:
            act = (entry.action, entry.actor_id, entry.at_ms)
            of_act = [r for r in self._of(entry.guild_id) if r.undone_by is None]
            records = [r for r in of_act if (r.entry.action, r.entry.actor_id, r.entry.at_ms) == act]
        if not all(self._in_force(each.entry) for each in records):
            raise RefusedError("undo-refused-changed")
        check_expired(entry, now_ms(memory.clock), memory.zone)
        credits = None
        if entry.action is AuditAction.GRANT:
            credits = min((entry.after or 0) - (entry.before or 0), memory.granted[_account(entry)])
            if credits <= 0:
                raise RefusedError("undo-refused-spent")
        elif entry.action is AuditAction.RESET:
            credits = (entry.before or 0) - (entry.after or 0)
        return UndoPlan(records=tuple(records), credits=credits)

    def _in_force(self, entry: AuditEntry) -> bool:
        memory = self._memory
        match entry.action:
            case AuditAction.SET | AuditAction.UNSET:
                return memory.limits.get((entry.guild_id, _target(entry))) == entry.after
            case AuditAction.BLOCK | AuditAction.UNBLOCK:
                block = memory.block_of(_account(entry))
                return (int(block is not None), block_end_text(block)) == (entry.after, entry.after_text)
            case AuditAction.SETTING:
                return memory.settings.get(entry.guild_id, {}).get(str(entry.subject)) == entry.after_text
            case _:
                return entry.action in {AuditAction.GRANT, AuditAction.RESET}

    def _restore(self, entry: AuditEntry, credits: int) -> None:
        memory, account = self._memory, _account(entry)
        match entry.action:
            case AuditAction.SET | AuditAction.UNSET:
                memory.limits.pop((entry.guild_id, _target(entry)), None)
                if entry.before is not None:
                    memory.limits[entry.guild_id, _target(entry)] = entry.before
            case AuditAction.BLOCK | AuditAction.UNBLOCK:
                memory.blocks.pop(account, None)
                if entry.before:
                    until_ms = None if entry.before_text is None else int(entry.before_text)
                    memory.blocks[account] = Block(until_ms=until_ms)
            case AuditAction.SETTING:
                memory.settings[entry.guild_id].pop(str(entry.subject), None)
                if entry.before_text is not None:
                    memory.settings[entry.guild_id][str(entry.subject)] = entry.before_text
            case AuditAction.GRANT:
                memory.granted[account] -= credits
            case _:
                day = period_at(memory.clock.now(), memory.zone).day
                memory.used[account, day] += credits


def _member(user_id: int) -> Target:
    return Target(kind=TargetKind.MEMBER, id=user_id)


def _account(entry: AuditEntry) -> Account:
    return Account(guild_id=entry.guild_id, user_id=entry.target_id)


def _target(entry: AuditEntry) -> Target:
    return Target(kind=entry.target_kind, id=entry.target_id)

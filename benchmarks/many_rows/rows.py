"""Synthetic rows of a large bot: the same for every engine, and the same in every run.

Servers and members are unequal, as in reality: the largest server has a tenth of all jobs, the most active
member two percent. A third of the ledger belongs to jobs that the retention period has already deleted.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table

from bot.db.schema import audit, blocks, generations, ledger, limits, reactions, report_cases, reports
from bot.guilds.policy_cooldown import POLICY_REASON
from bot.jobs.models import JobState

__all__ = ["DAYS", "END", "OPERATOR_ID", "Size", "guild_id", "rows_of", "user_id"]

#: Time at which the data ends, and its length in days.
END = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAYS = 365
#: Administrator who has granted credits and deleted results.
OPERATOR_ID = 77

_END_MS = round(END.timestamp() * 1000)
_SPAN_MS = DAYS * 24 * 3600 * 1000
_GUILDS, _USERS, _MESSAGES = 10**17, 2 * 10**17, 10**18
_GRANT = 1_000_000
_OPEN = 100
_COST = 6
_WORDS = [
    "lamp",
    "kite",
    "harbor",
    "fox",
    "lantern",
    "paper",
    "winter",
    "orchard",
    "violin",
    "lighthouse",
    "copper",
    "meadow",
    "tram",
    "painter",
    "umbrella",
    "market",
    "glacier",
    "balcony",
    "heron",
    "typewriter",
]
# A fraction of the golden ratio spreads members evenly over servers.
_SPREAD = 0.6180339887498949
_MIX = 0x9E37_79B9_7F4A_7C15


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Numbers of rows: jobs kept, jobs whose ledger entries alone are kept, members and servers."""

    jobs: int = 2_000_000
    expired_jobs: int = 1_000_000
    members: int = 100_000
    servers: int = 5_000

    def scaled(self, factor: float) -> Size:
        """Return the size multiplied by ``factor``."""
        return Size(
            jobs=round(self.jobs * factor),
            expired_jobs=round(self.expired_jobs * factor),
            members=max(100, round(self.members * factor)),
            servers=max(20, round(self.servers * factor)),
        )


@dataclass(frozen=True, slots=True)
class _Event:
    number: int
    at_ms: int
    day: str
    member: int
    server: int
    state: JobState
    granted: bool

    @property
    def job_id(self) -> str:
        return f"{(self.number + 1) * _MIX & (1 << 64) - 1:016x}"


def guild_id(server: int) -> int:
    """Return the ID of a server; 0 is the largest one."""
    return _GUILDS + server


def user_id(member: int) -> int:
    """Return the ID of a member; 0 is the most active one, in the largest server."""
    return _USERS + member


def rows_of(table: Table, size: Size) -> Iterator[tuple[Any, ...]]:
    """Yield a table's rows, with columns in the table's order. The books add up once counters are summed."""
    return {
        generations.name: _generations,
        ledger.name: _ledger,
        audit.name: _audit,
        limits.name: lambda size: ((guild_id(n), "default", 0, 50 + n) for n in range(size.servers // 5)),
        blocks.name: lambda size: (
            (guild_id(_server_of(n, size)), user_id(n), _END_MS, OPERATOR_ID, None)
            for n in range(50, size.members, 100)
        ),
        reactions.name: lambda size: (
            (_MESSAGES + n, user_id(n % size.members), _END_MS - n) for n in range(size.jobs // 40)
        ),
        report_cases.name: lambda size: (
            (f"{n:016x}", guild_id(n % size.servers), None, None, None, None) for n in range(size.jobs // 200)
        ),
        reports.name: lambda size: (
            (f"{n:016x}", user_id(n % size.members), guild_id(n % size.servers), _END_MS - n)
            for n in range(size.jobs // 200)
        ),
    }[table.name](size)


def _server_of(member: int, size: Size) -> int:
    return int(size.servers * (member * _SPREAD % 1) ** 4)


def _events(size: Size) -> Iterator[_Event]:
    """Yield every request, oldest first."""
    chance = random.Random(1).random
    total = size.jobs + size.expired_jobs
    days = [(END - timedelta(days=DAYS) + timedelta(days=n)).date().isoformat() for n in range(DAYS + 1)]
    started = _END_MS - _SPAN_MS
    first_midnight = started - started % 86_400_000
    for number in range(total):
        at_ms = started + number * _SPAN_MS // total
        member = int(size.members * chance() ** 3)
        lot = chance()
        state = JobState.DELIVERED if lot < 0.92 else JobState.FAILED if lot < 0.98 else JobState.CANCELLED
        if number >= total - _OPEN:
            state = JobState.SUBMITTED if number % 2 else JobState.QUEUED
        day = days[(at_ms - first_midnight) // 86_400_000]
        # Every fiftieth member has bonus credits, and uses them for some requests.
        granted = member % 50 == 0 and lot < 0.02
        yield _Event(number, at_ms, day, member, _server_of(member, size), state, granted)


def _generations(size: Size) -> Iterator[tuple[Any, ...]]:
    choose = random.Random(2)
    names = list(generations.c.keys())
    constant = [_CONSTANT.get(name) for name in names]
    # Only these columns differ between rows.
    places = [names.index(name) for name in _VARIABLE]
    last_of: dict[int, str] = {}
    for event in itertools.islice(_events(size), size.expired_jobs, None):
        row = constant.copy()
        prompt = f"{' '.join(choose.choices(_WORDS, k=18))} {event.number}"
        parent_id = last_of.get(event.server) if event.number % 10 == 0 else None
        for place, value in zip(places, _values(event, prompt, parent_id), strict=True):
            row[place] = value
        if event.state is JobState.DELIVERED:
            last_of[event.server] = event.job_id
        yield tuple(row)


_CONSTANT = {
    "locale": "en-US",
    "source": "command",
    "model": "fal-ai/gpt-image-2",
    "size": "1024x1024",
    "quality": "medium",
    "count": 1,
    "unit_credits": _COST,
    "daily_allowance": 60,
    "application_id": 1,
    "upload_limit": 10 * 1024 * 1024,
    "spoiler": 0,
    "age_restricted": 0,
    "fence": 1,
}
_VARIABLE = (
    *(
        "id",
        "state",
        "created_ms",
        "updated_ms",
        "guild_id",
        "channel_id",
        "user_id",
        "cause",
        "parent_id",
        "prompt",
    ),
    *("day", "reserved_allowance", "reserved_granted", "reply_message_id", "told", "private", "submitted_ms"),
    *(
        "ended_ms",
        "charged",
        "reason",
        "request_id",
        "status_url",
        "response_url",
        "started_ms",
        "rendered_ms",
    ),
    *(
        "pictures",
        "delivered_count",
        "message_id",
        "message_channel_id",
        "posting",
        "shared_message_id",
        "shared_ms",
    ),
    *("deleted_ms", "deleted_by"),
)


def _values(event: _Event, prompt: str, parent_id: str | None) -> Iterator[Any]:
    """Yield the values of :data:`_VARIABLE`."""
    number, at_ms, job_id, state = event.number, event.at_ms, event.job_id, event.state
    delivered, ended = state is JobState.DELIVERED, not state.is_open
    channel_id, message_id = guild_id(event.server) + 10**16, _MESSAGES + 2 * number + 1
    yield from (job_id, state.value, at_ms, at_ms + 30_000, guild_id(event.server), channel_id)
    yield from (user_id(event.member), f"interaction:{_MESSAGES + number}", parent_id, prompt, event.day)
    yield from (0, _COST) if event.granted else (_COST, 0)
    yield from (message_id - 1, int(ended), int(number % 20 == 0), at_ms + 500 if ended else None)
    yield from (at_ms + 30_000 if ended else None, (_COST if delivered else 0) if ended else None)
    if not delivered:
        failed = POLICY_REASON if number % 3 == 0 else "deadline"
        yield {JobState.FAILED: failed, JobState.CANCELLED: "cancelled"}.get(state)
        yield from itertools.repeat(None, len(_VARIABLE) - _VARIABLE.index("request_id"))
        return
    url = f"https://queue.fal.run/fal-ai/gpt-image-2/requests/{job_id}"
    pictures = f'[{{"url": "https://v3b.fal.media/files/b/{job_id}/image.png", "content_type": "image/png", "width": 1024}}]'
    yield from (None, f"{job_id}-{job_id}", f"{url}/status", url, at_ms + 2_000, at_ms + 25_000, pictures, 1)
    yield from (message_id, channel_id, "original")
    yield from (message_id + 10**17, at_ms + 60_000) if number % 200 == 0 else (None, None)
    yield from (at_ms + 90_000, OPERATOR_ID) if number % 400 == 0 else (None, None)


def _ledger(size: Size) -> Iterator[tuple[Any, ...]]:
    ids = itertools.count(1)
    started = _END_MS - _SPAN_MS
    first_day = (END - timedelta(days=DAYS)).date().isoformat()
    for member in range(0, size.members, 50):
        whom = (guild_id(_server_of(member, size)), user_id(member), first_day)
        yield (next(ids), started, "grant", None, None, *whom, 0, _GRANT, 0, OPERATOR_ID, None)
    for event in _events(size):
        whom = (guild_id(event.server), user_id(event.member), event.day)
        moved = (0, -_COST, _COST) if event.granted else (_COST, 0, _COST)
        yield (next(ids), event.at_ms, "reserve", "open", event.job_id, *whom, *moved, None, None)
        if event.state.is_open:
            continue
        ended_ms = event.at_ms + 30_000
        if event.state is JobState.DELIVERED:
            yield (next(ids), ended_ms, "settle", "close", event.job_id, *whom, 0, 0, 0, None, None)
        else:
            back = tuple(-delta for delta in moved)
            yield (next(ids), ended_ms, "refund", "close", event.job_id, *whom, *back, None, "deadline")


def _audit(size: Size) -> Iterator[tuple[Any, ...]]:
    for number in range(size.jobs // 10):
        # Half of the changes are in the largest server.
        server = 0 if number % 2 else number % size.servers
        whom = ("member", user_id(number % size.members), 60, 60 + number % 40)
        at_ms = _END_MS - _SPAN_MS + number * 60_000
        actor_id = OPERATOR_ID if number % 10 == 0 else OPERATOR_ID + number
        yield (number + 1, at_ms, guild_id(server), actor_id, "set", *whom, None, None, None, None, None)

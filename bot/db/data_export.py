"""Everything that is stored about one person, table by table, in pages.

A test holds that every table is named here or in :data:`NOT_PERSONAL`, and every column that
holds a person's id in :data:`PERSON_COLUMNS`: whoever adds one has to decide.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Table, and_, func, or_, select

from bot.db.engine import Database
from bot.db.policy_refusals import kept_of
from bot.db.schema import (
    audit,
    blocks,
    bot_state,
    counters,
    erased_use,
    generations,
    ledger,
    limits,
    member_defaults,
    reactions,
    report_cases,
    reports,
    server_settings,
)

__all__ = ["NOT_PERSONAL", "PERSONAL", "PERSON_COLUMNS", "count_rows", "read_rows"]

#: Tables that say nothing about members.
NOT_PERSONAL = frozenset({server_settings})

#: By table: the columns with a person's id. A row belongs to whoever is in the first of them, or
#: acted in another that is not a mere mention.
PERSON_COLUMNS: Mapping[Table, tuple[str, ...]] = MappingProxyType(
    {
        member_defaults: ("user_id",),
        blocks: ("user_id", "actor_id"),
        limits: ("target_id",),
        erased_use: ("user_id",),
        audit: ("target_id", "actor_id"),
        reports: ("reporter_id",),
        report_cases: ("dismissed_by",),
        generations: ("user_id", "cancel_by", "deleted_by"),
        ledger: ("user_id", "actor_id"),
        counters: ("user_id",),
        reactions: ("user_id",),
        # Names them in its keys.
        bot_state: (),
    }
)
#: The order in which they are exported: what is small and what was typed first.
PERSONAL: tuple[Table, ...] = tuple(PERSON_COLUMNS)

# Of no use to anybody but this program: addresses of the queue, tokens, names of events.
_LEFT_OUT = frozenset(
    {"token", "token_expires_ms", "status_url", "response_url", "cancel_url", "busy_key", "cause"}
)
# Of somebody else's request that one has cancelled or deleted: the act, and nothing of theirs.
_OF_ONES_ACT = frozenset({"id", "guild_id", "cancel_ms", "cancel_by", "deleted_ms", "deleted_by"})
_PAGE = 500
_OTHER = "somebody else"


async def count_rows(database: Database, table: Table, user_id: int) -> int:
    """How many rows of the table are about, or by, this person."""
    async with database.read(many_rows=True) as connection:
        query = select(func.count()).select_from(table).where(_concerns(table, user_id))
        return int(await connection.scalar(query) or 0)


async def read_rows(
    database: Database, table: Table, user_id: int
) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """Pages of rows as a person can read them, the newest first where the table knows an order."""
    key = _order(table)
    last: tuple[Any, ...] | None = None
    while True:
        query = select(table).where(_concerns(table, user_id)).order_by(*(column.desc() for column in key))
        if last is not None:
            query = query.where(_before(key, last))
        # A page a connection: nothing is held open while files are written.
        async with database.read(many_rows=True) as connection:
            page = [dict(row) for row in (await connection.execute(query.limit(_PAGE))).mappings()]
        if page:
            yield [_readable(table, row, user_id) for row in page]
        if len(page) < _PAGE:
            return
        last = tuple(page[-1][column.name] for column in key)


def _concerns(table: Table, user_id: int) -> Any:
    if table is bot_state:
        return or_(kept_of(user_id), table.c.key.like(f"slowed:%:{user_id}"))
    own = [table.c[name] == user_id for name in PERSON_COLUMNS[table]]
    if "target_id" in table.c:
        kind = table.c["target_kind"] if "target_kind" in table.c else table.c["kind"]
        own[0] = and_(own[0], kind == "member")
    return or_(*own)


def _order(table: Table) -> tuple[Column[Any], ...]:
    first = (table.c["created_ms"],) if "created_ms" in table.c else ()
    return (*first, *table.primary_key.columns)


def _before(key: tuple[Column[Any], ...], last: tuple[Any, ...]) -> Any:
    """Rows after ``last`` in descending order, spelled out: not every engine compares rows alike."""
    options = []
    for n, (column, value) in enumerate(zip(key, last, strict=True)):
        equal = [k == v for k, v in zip(key[:n], last[:n], strict=True)]
        options.append(and_(*equal, column < value))
    return or_(*options)


def _readable(table: Table, row: Mapping[str, Any], user_id: int) -> dict[str, Any]:
    people = PERSON_COLUMNS[table]
    if table is generations and row["user_id"] != user_id:
        row = {name: value for name, value in row.items() if name in _OF_ONES_ACT}
    found: dict[str, Any] = {}
    acted = row.get("actor_id") == user_id
    for name, value in row.items():
        if name in _LEFT_OUT or value is None:
            continue
        if name in people:
            # Others' ids are theirs; whom one has acted on is part of one's own act.
            mine = value == user_id or (acted and name in {"user_id", "target_id"})
            found[name] = str(value) if mine else _OTHER
        elif name.endswith("_ms"):
            found[name.removesuffix("_ms") + "_at"] = _instant(value)
        elif name.endswith("_id") and isinstance(value, int):
            # Larger than what many readers of JSON keep exactly.
            found[name] = str(value)
        elif name in {"pictures", "reason_values", "before_text", "after_text"}:
            found[name] = _parsed(value)
        else:
            found[name] = value
    return found


def _instant(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).isoformat(timespec="milliseconds")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text

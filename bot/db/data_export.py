"""Data export: all data stored about a user, table by table, in pages.

A test checks that every table is listed in :data:`PERSON_COLUMNS` or :data:`NOT_PERSONAL`, and every
column that contains a user ID in :data:`PERSON_COLUMNS`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Table, and_, func, or_, select, union

from bot.db.engine import Database
from bot.db.schema import (
    audit,
    blocks,
    bot_state,
    counters,
    edit_consents,
    edit_opt_outs,
    erased_use,
    generations,
    guild_locks,
    identify_buckets,
    ledger,
    limits,
    member_defaults,
    policy_refusals,
    processes,
    published_prices,
    published_schemas,
    reactions,
    report_cases,
    reports,
    sent_notices,
    server_settings,
    shards,
)

__all__ = ["NOT_PERSONAL", "PERSONAL", "PERSON_COLUMNS", "count_rows", "read_rows"]

#: Tables without personal data.
NOT_PERSONAL = frozenset(
    {
        server_settings,
        guild_locks,
        bot_state,
        processes,
        shards,
        identify_buckets,
        published_prices,
        published_schemas,
    }
)

#: Columns that contain a user ID, by table. The first one identifies the user whom the row is about, the
#: others identify users who acted.
PERSON_COLUMNS: Mapping[Table, tuple[str, ...]] = MappingProxyType(
    {
        member_defaults: ("user_id",),
        blocks: ("user_id", "actor_id"),
        edit_opt_outs: ("user_id",),
        edit_consents: ("owner_id", "editor_id"),
        limits: ("target_id",),
        erased_use: ("user_id",),
        policy_refusals: ("user_id",),
        audit: ("target_id", "actor_id"),
        reports: ("reporter_id",),
        report_cases: ("dismissed_by",),
        generations: ("user_id", "cancel_by", "deleted_by"),
        ledger: ("user_id", "actor_id"),
        counters: ("user_id",),
        reactions: ("user_id",),
        sent_notices: ("user_id",),
    }
)
#: Exported tables by name, in export order: small tables and those with typed text first.
PERSONAL: Mapping[str, Table] = MappingProxyType({table.name: table for table in PERSON_COLUMNS})

# Useful to this program only: queue URLs, tokens, event keys and the process that ran the job. The costs are the
# operator's.
_LEFT_OUT = frozenset(
    {
        *("token", "token_expires_ms", "status_url", "response_url", "cancel_url", "busy_key", "cause"),
        *("owner", "fence", "admitted_ms"),
        *("estimated_cost", "billed_units", "unit_price"),
    }
)
# Exported columns of another user's job that this user canceled or deleted: the action, not the content.
_OF_ACTION = frozenset({"id", "guild_id", "cancel_ms", "cancel_by", "deleted_ms", "deleted_by"})
_PAGE = 500
_OTHER = "another user"


async def count_rows(database: Database, table: Table, user_id: int) -> int:
    """Return the number of rows about or by this user."""
    async with database.read(many_rows=True) as connection:
        query = select(func.count()).select_from(table).where(_concerns(table, user_id))
        return int(await connection.scalar(query) or 0)


async def read_rows(
    database: Database, table: Table, user_id: int
) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """Yield pages of rows in readable form, newest first if the table has an order."""
    key = _order(table)
    last: tuple[Any, ...] | None = None
    while True:
        # One connection per page, so that none is held while files are written.
        async with database.read(many_rows=True) as connection:
            page = [dict(row) for row in (await connection.execute(_page(table, user_id, last))).mappings()]
        if page:
            yield [_readable(table, row, user_id) for row in page]
        if len(page) < _PAGE:
            return
        last = tuple(page[-1][column.name] for column in key)


def _page(table: Table, user_id: int, last: tuple[Any, ...] | None) -> Any:
    """Return the query for the rows after ``last``: one page from the index of each column, merged."""
    key = _order(table)
    newest = [column.desc() for column in key]
    pages = []
    for condition in _conditions(table, user_id):
        query = select(table).where(condition)
        if last is not None:
            query = query.where(_before(key, last))
        pages.append(select(query.order_by(*newest).limit(_PAGE).subquery()))
    if len(pages) == 1:
        return pages[0]
    merged = union(*pages).subquery()
    return select(merged).order_by(*(merged.c[column.name].desc() for column in key)).limit(_PAGE)


def _conditions(table: Table, user_id: int) -> list[Any]:
    """Return a condition for each column that can contain the user's ID."""
    own = [table.c[name] == user_id for name in PERSON_COLUMNS[table]]
    if "target_id" in table.c:
        kind = table.c["target_kind"] if "target_kind" in table.c else table.c["kind"]
        own[0] = and_(own[0], kind == "member")
    return own


def _concerns(table: Table, user_id: int) -> Any:
    return or_(*_conditions(table, user_id))


def _order(table: Table) -> tuple[Column[Any], ...]:
    first = (table.c["created_ms"],) if "created_ms" in table.c else ()
    return (*first, *table.primary_key.columns)


def _before(key: tuple[Column[Any], ...], last: tuple[Any, ...]) -> Any:
    """Select rows after ``last`` in descending order; row values would compare differently across engines."""
    options = []
    for n, (column, value) in enumerate(zip(key, last, strict=True)):
        equal = [k == v for k, v in zip(key[:n], last[:n], strict=True)]
        options.append(and_(*equal, column < value))
    return or_(*options)


def _readable(table: Table, row: Mapping[str, Any], user_id: int) -> dict[str, Any]:
    people = PERSON_COLUMNS[table]
    if table is generations and row["user_id"] != user_id:
        row = {name: value for name, value in row.items() if name in _OF_ACTION}
    found: dict[str, Any] = {}
    acted = row.get("actor_id") == user_id
    for name, value in row.items():
        if name in _LEFT_OUT or value is None:
            continue
        if name in people:
            # Other users' IDs are replaced, except for targets of this user's own actions.
            mine = value == user_id or (acted and name in {"user_id", "target_id"})
            found[name] = str(value) if mine else _OTHER
        elif name.endswith("_ms"):
            found[name.removesuffix("_ms") + "_at"] = _instant(value)
        elif name.endswith("_id") and isinstance(value, int):
            # Many JSON readers lose precision in integers of this size.
            found[name] = str(value)
        elif name in {"pictures", "reference_pictures", "reason_values", "before_text", "after_text"}:
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

"""Upserts: insert a row that may already exist, in one statement, on SQLite and PostgreSQL.

SQLAlchemy offers upserts per dialect only. Concurrent upserts of one row wait for each other, whereas a
delete followed by an insert could violate the primary key on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Insert, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

__all__ = ["insert_if_absent", "upsert"]


def insert_if_absent(connection: AsyncConnection, table: Table) -> Insert:
    """Return an insert that skips existing keys; ``rowcount`` counts the inserted rows."""
    return _insert_if_absent(connection.dialect.name, table)


@cache
def _insert_if_absent(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def upsert(
    connection: AsyncConnection,
    table: Table,
    row: Mapping[str, Any],
    *,
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """Return an insert of ``row`` that replaces the row with the same primary key, if it satisfies ``where``."""
    key = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in key}
    return (
        _insert(connection.dialect.name, table)
        .values(**row)
        .on_conflict_do_update(index_elements=key, set_=rest, where=where)
    )


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    if dialect != "postgresql":
        return sqlite.insert(table)
    # Imported late, because most bots use SQLite and never need this dialect.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)

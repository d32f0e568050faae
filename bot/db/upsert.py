"""Inserting a row that may be there already, in one statement: the one thing that SQLite and
PostgreSQL say alike and SQLAlchemy keeps apart.

Two transactions that delete and insert the same row side by side break its key on PostgreSQL;
one of these waits for the other instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

__all__ = ["insert_if_absent", "upsert"]


def insert_if_absent(connection: AsyncConnection, table: Table) -> Insert:
    """An insert that leaves alone the rows whose key is taken; ``rowcount`` counts the new ones."""
    return _insert_if_absent(connection.dialect.name, table)


@cache
def _insert_if_absent(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def upsert(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> Insert:
    """An insert of ``row`` that overwrites the row with the same primary key."""
    key = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in key}
    return (
        _insert(connection.dialect.name, table)
        .values(**row)
        .on_conflict_do_update(index_elements=key, set_=rest)
    )


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    if dialect != "postgresql":
        return sqlite.insert(table)
    # Late: SQLAlchemy loads a dialect when its database is opened, and most bots open SQLite.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)

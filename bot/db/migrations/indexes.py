"""Indexes in migrations: built on PostgreSQL without blocking the writers of other processes.

Building an index on millions of rows takes seconds, for which PostgreSQL locks the table unless the index is
built concurrently, outside of a transaction. SQLite has no other process that writes: the bot is starting.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

__all__ = ["NewIndex", "change_indexes"]

#: Name, table, columns, and the condition of a partial index.
NewIndex = tuple[str, str, list[str], str | None]

# An interrupted concurrent build leaves an invalid index behind.
_INVALID = sa.text(
    "SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass(:name)::oid AND NOT indisvalid"
)


def change_indexes(added: Sequence[NewIndex], dropped: Sequence[tuple[str, str]]) -> None:
    """Create indexes, then drop others, each given by name and table.

    Concurrently and safe to repeat, if ``concurrently`` is among the configuration's attributes.
    """
    context = op.get_context()
    if context.config is None or not context.config.attributes.get("concurrently"):
        for name, table, columns, condition in added:
            where = _where(condition)
            op.create_index(name, table, columns, postgresql_where=where, sqlite_where=where)
        for name, table in dropped:
            op.drop_index(name, table_name=table)
        return
    with context.autocommit_block():
        for name, table, columns, condition in added:
            if op.get_bind().scalar(_INVALID, {"name": name}):
                op.drop_index(name, table_name=table, postgresql_concurrently=True)
            op.create_index(
                name,
                table,
                columns,
                postgresql_where=_where(condition),
                postgresql_concurrently=True,
                if_not_exists=True,
            )
        for name, table in dropped:
            op.drop_index(name, table_name=table, postgresql_concurrently=True, if_exists=True)


def _where(condition: str | None) -> sa.TextClause | None:
    return None if condition is None else sa.text(condition)

"""Long operations on SQLite: none of their transactions is executed on the event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.many_rows.load import load
from benchmarks.many_rows.operations import BULK, Operation, Stores
from benchmarks.many_rows.rows import Size
from bot.db.engine import Database, open_database

# The erasures of members end their open jobs first, in short transactions; that of an administrator does not.
_MIXED = {"erasure, usual member", "erasure, busiest member"}
_OPERATIONS = [operation for operation in BULK if operation.name not in _MIXED]
_SIZE = Size().scaled(0.0005)


@pytest.mark.parametrize("operation", _OPERATIONS, ids=lambda operation: operation.name)
async def test_a_long_operation_leaves_the_event_loop_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: Operation
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}"
    await load(url, _SIZE)
    async with open_database(url) as database:
        stores = Stores(database, _SIZE)
        transactions = _recorded(database, monkeypatch)
        await operation.run(stores)

    assert transactions
    assert all(transactions), transactions


def _recorded(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Record of each transaction from now on whether it is executed off the event loop."""
    transactions: list[bool] = []
    for name in ("read", "write"):
        opened = getattr(database, name)

        @asynccontextmanager
        async def recorded(*, many_rows: bool = False, _opened: Any = opened) -> AsyncIterator[Any]:
            transactions.append(many_rows)
            async with _opened(many_rows=many_rows) as connection:
                yield connection

        monkeypatch.setattr(database, name, recorded)
    return transactions

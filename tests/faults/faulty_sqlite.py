"""SQLite with faults: statements that the bot executes can fail with SQLite's own errors.

The faults are below the bot's own driver code, in :mod:`sqlite3`. :func:`statement_kind` names statements for both
database engines.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import pytest

from tests.faults.fault_point import FaultPoint

__all__ = ["LOCK_SECONDS", "SQLITE_ANSWERS", "SQLITE_READ_ANSWERS", "statement_kind", "use_faulty_sqlite"]

#: Time that SQLite waits for a lock, and that a slow statement takes, in simulated seconds.
LOCK_SECONDS, _SLOW_SECONDS = 2.0, 1.0

#: What can happen to a statement that reads.
SQLITE_READ_ANSWERS = ("own-error", "hang", "slow", "garbage")
#: What can happen to a statement that writes, and to the end of its transaction. A file has no connection to lose.
SQLITE_ANSWERS = (*SQLITE_READ_ANSWERS, "full", "read-only")

_ERRORS: dict[str, tuple[int, str]] = {
    "own-error": (sqlite3.SQLITE_IOERR, "disk I/O error"),
    "hang": (sqlite3.SQLITE_BUSY, "database is locked"),
    "garbage": (sqlite3.SQLITE_CORRUPT, "database disk image is malformed"),
    "full": (sqlite3.SQLITE_FULL, "database or disk is full"),
    "read-only": (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
}
_TABLES = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|INDEX|ON) +(?:IF (?:NOT )?EXISTS )?\"?([a-z_]+)\"?")
_ASSIGNED = re.compile(r"\bSET (.*?)(?: WHERE | RETURNING |$)")
_COLUMN = re.compile(r"(?:^|, ?)([a-z_]+) ?=")
_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP")
_LONGEST = 48


def statement_kind(statement: str) -> str:
    """Return the verb, the tables and the assigned columns of a statement: its name in the grid."""
    text = " ".join(statement.split()).rstrip(";")
    verb = text.split(" ", 1)[0].upper()
    if verb in {"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SHOW", "SET", "SAVEPOINT"}:
        return re.sub(r"[=(].*", "", text).strip().upper()[:_LONGEST]
    tables = list(dict.fromkeys(_TABLES.findall(text)))
    kind = f"{verb} {' '.join(tables)}" if tables else f"{verb} {text[len(verb) :].strip()[:_LONGEST]}"
    if verb == "UPDATE" and (assigned := _ASSIGNED.search(text)):
        kind += f" ({', '.join(_COLUMN.findall(assigned[1]))})"
    return kind


def is_write(kind: str) -> bool:
    """Whether a statement of this kind changes data."""
    return kind.startswith(_WRITES)


class _Cursor(sqlite3.Cursor):
    """The cursor below the bot's own."""

    def execute(self, statement: str, parameters: Any = (), /) -> Self:
        self._strike(statement)
        super().execute(statement, parameters)
        return self

    def executemany(self, statement: str, rows: Iterable[Any], /) -> Self:
        self._strike(statement)
        super().executemany(statement, rows)
        return self

    def _strike(self, statement: str) -> None:
        connection = self.connection
        assert isinstance(connection, _Connection)
        kind = statement_kind(statement)
        if is_write(kind):
            connection.wrote = connection.wrote or kind
        if not kind.startswith("PRAGMA BUSY_TIMEOUT"):  # in memory only
            connection.strike(kind)


class _Connection(sqlite3.Connection):
    """A connection of the bot; ``point`` is set by the subclass that :func:`use_faulty_sqlite` makes."""

    point: FaultPoint
    wrote = ""

    def cursor(self, factory: Any = None) -> Any:
        bases = (_Cursor,) if factory in {None, sqlite3.Cursor} else (factory, _Cursor)
        return super().cursor(type("Cursor", bases, {}))

    def commit(self) -> None:
        ended, self.wrote = self.wrote, ""
        self.strike(f"COMMIT of {ended}" if ended else "COMMIT")
        super().commit()

    def rollback(self) -> None:
        self.wrote = ""
        super().rollback()

    def strike(self, call: str) -> None:
        """Record a call; raise the error of the fault that answers it."""
        strike(self.point, call)


def strike(point: FaultPoint, call: str) -> None:
    """Record a call; raise the error of the fault that answers it."""
    answer = point.answer(call)
    if answer == "slow":
        point.pass_time(_SLOW_SECONDS)
    if answer == "hang":
        point.pass_time(LOCK_SECONDS)
    if answer in _ERRORS:
        code, text = _ERRORS[answer]
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = code
        raise error


def use_faulty_sqlite(monkeypatch: pytest.MonkeyPatch, point: FaultPoint, database: Path) -> None:
    """Let every connection that is opened to ``database`` by this path, and by no other, pass ``point``."""
    real = sqlite3.connect
    factory = type("Connection", (_Connection,), {"point": point})

    def connect(path: Any, *arguments: Any, **options: Any) -> sqlite3.Connection:
        if str(path) != str(database):
            return real(path, *arguments, **options)
        strike(point, "CONNECT")
        return real(path, *arguments, **{**options, "factory": factory})

    monkeypatch.setattr(sqlite3, "connect", connect)

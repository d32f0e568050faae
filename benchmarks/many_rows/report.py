"""Report of the data benchmark: Markdown tables with both engines side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.machine import describe_machine
from benchmarks.many_rows.measure import Measured, Row
from benchmarks.many_rows.rows import Size

__all__ = ["LIMIT_MS", "render"]

LIMIT_MS = 50.0
"""Longest time, in milliseconds, of a query that a member waits for."""

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def render(found: Mapping[str, Measured], size: Size) -> str:
    """Return the tables as Markdown."""
    machine = describe_machine()
    names = [_NAMES[engine] for engine in found]
    entries = 2 * (size.jobs + size.expired_jobs)
    lines = [
        f"Measured {machine['at']} on {machine['cpu']}, {machine['cores']} cores, {machine['python']}, with "
        f"{size.jobs:,} jobs, {entries:,} ledger entries, {size.members:,} members and {size.servers:,} servers; "
        f"load {machine['load']}.",
        "",
    ]
    lines += _table(
        ["median (longest of 15), ms", *names],
        _rows([measured.interactive for measured in found.values()], _interactive_cell),
    )
    lines.append("")
    lines += _table(
        ["seconds; longest reservation meanwhile, ms; longest pause of the event loop, ms", *names],
        _rows([measured.bulk for measured in found.values()], _bulk_cell),
    )
    return "\n".join(lines)


def _rows(columns: Sequence[Sequence[Row]], cell: Callable[[Row], str]) -> Iterator[list[str]]:
    for rows in zip(*columns, strict=True):
        yield [rows[0].name, *(cell(row) for row in rows)]


def _interactive_cell(row: Row) -> str:
    text = f"{row.median:.1f} ({row.longest:.1f})"
    return text if row.median <= LIMIT_MS else f"**{text}**"


def _bulk_cell(row: Row) -> str:
    return f"{row.median / 1000:.2f}; {row.reservation:.0f}; {row.pause:.0f}"


def _table(head: list[str], rows: Iterator[list[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]

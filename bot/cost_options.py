"""Options of ``easel costs``."""

from __future__ import annotations

import argparse
from datetime import date

__all__ = ["add_cost_options"]


def add_cost_options(command: argparse.ArgumentParser) -> None:
    """Add the options to the parser of the command."""
    command.add_argument(
        "--by",
        choices=("day", "server", "member", "model"),
        default="day",
        help="what to group by (default: %(default)s)",
    )
    command.add_argument("--days", type=_days, help="the last N days including today (default: 30)")
    command.add_argument("--from", dest="first", type=_day, help="first day, such as 2026-11-01")
    command.add_argument("--to", dest="last", type=_day, help="last day (default: today)")
    command.add_argument(
        "--limit", type=_rows, default=100, help="maximum number of rows (default: %(default)s)"
    )
    command.add_argument("--csv", action="store_true", help="print CSV instead of a table")


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 3660:
        raise argparse.ArgumentTypeError("expected 1 to 3660")
    return days


def _rows(text: str) -> int:
    rows = int(text)
    if not 1 <= rows <= 100_000:
        raise argparse.ArgumentTypeError("expected 1 to 100000")
    return rows


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("expected a day such as 2026-11-30") from error

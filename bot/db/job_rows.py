"""From rows to generations; where many are read, one that cannot be read must not hide the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from sqlalchemy import Row, RowMapping

from bot.db.schema import generations
from bot.jobs.models import Job

__all__ = ["job_from_row", "jobs_from_rows"]

log = structlog.stdlib.get_logger(__name__)

_NAMES = tuple(generations.c.keys())


def job_from_row(row: Row[Any]) -> Job:
    """A whole row of the table, its columns in the table's order."""
    return Job.from_row(dict(zip(_NAMES, row, strict=True)))


def jobs_from_rows(rows: Iterable[RowMapping]) -> list[Job]:
    """The rows that can be read, in their order; each other one is an error in the log.

    A row is unreadable after an edit by hand, or when a newer version wrote it. It stays as it
    is, credits and all, until the operator has mended it.
    """
    found = []
    for row in rows:
        try:
            found.append(Job.from_row(dict(row)))
        except (TypeError, ValueError) as error:
            # The fields that can fail hold nothing that a person typed.
            log.error("a generation cannot be read and is left out", job=row["id"], error=str(error))
    return found

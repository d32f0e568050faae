"""Job rows: conversion to jobs. An unreadable row must not hide the others."""

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
    """Convert a row that contains all columns in table order."""
    return Job.from_row(dict(zip(_NAMES, row, strict=True)))


def jobs_from_rows(rows: Iterable[RowMapping]) -> list[Job]:
    """Convert the readable rows, in order; log an error for each unreadable one.

    A row may be unreadable after a manual edit or if a newer version wrote it. Its credits remain reserved
    until the operator fixes it.
    """
    found = []
    for row in rows:
        try:
            found.append(Job.from_row(dict(row)))
        except (TypeError, ValueError) as error:
            # Fields whose conversion can fail contain no user input.
            log.error("unreadable job skipped", job=row["id"], error=str(error))
    return found

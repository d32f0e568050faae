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
    """Convert a row with all columns in the table's order."""
    return Job.from_row(dict(zip(_NAMES, row, strict=True)))


def jobs_from_rows(rows: Iterable[RowMapping]) -> list[Job]:
    """Convert the readable rows, in their order; log an error for each other one.

    A row is unreadable after a manual edit, or when a newer version wrote it. It keeps its credits until
    the operator fixes it.
    """
    found = []
    for row in rows:
        try:
            found.append(Job.from_row(dict(row)))
        except (TypeError, ValueError) as error:
            # The fields that can fail contain no user input.
            log.error("unreadable job skipped", job=row["id"], error=str(error))
    return found

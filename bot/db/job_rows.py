"""Job rows and their conversion to jobs, which skips unreadable rows."""

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
    """Convert a row that has all columns in table order."""
    return Job.from_row(dict(zip(_NAMES, row, strict=True)))


def jobs_from_rows(rows: Iterable[RowMapping]) -> list[Job]:
    """Convert the rows in order; log an error for each unreadable row and skip it.

    A row may be unreadable if it was edited by hand or written by a newer version. Its credits remain
    reserved until the operator fixes it.
    """
    found = []
    for row in rows:
        try:
            found.append(Job.from_row(dict(row)))
        except (TypeError, ValueError) as error:
            # The error contains no user input: conversion cannot fail for fields with user input.
            log.error("unreadable job skipped", job=row["id"], error=str(error))
    return found

"""Which database engines the tests run on."""

from __future__ import annotations

import os

__all__ = ["ENGINES", "POSTGRES_URL"]

#: Names a PostgreSQL server on which databases may be made and dropped; without it, SQLite alone is tried.
POSTGRES_URL = "EASEL_TEST_POSTGRES_URL"

ENGINES = ("sqlite", "postgresql") if POSTGRES_URL in os.environ else ("sqlite",)

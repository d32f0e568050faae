"""All processes are replaced once; ``make rolling-restart`` does it ten times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chaos.rolling_restart import restart_all
from tests.engines import POSTGRES_URL

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")


@pytest.mark.timeout(400)
async def test_no_command_is_unanswered_answered_twice_or_lost(tmp_path: Path):
    # Slower than real time, so that a busy machine is not taken for a slow bot.
    report = await restart_all(tmp_path, runs=1, rate=10, shards=1, speed=0.3)

    assert report.problems == []
    assert report.restarts == 2
    assert report.commands > 10

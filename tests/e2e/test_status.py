"""``easel status``: the tables and the JSON, while the bot runs and after it was stopped."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.ops.status import print_status
from tests.cli_commands import easel, error_line
from tests.e2e.harness import Harness, open_harness
from tests.e2e.scrape import scrape
from tests.engines import ENGINES, empty_database

_FAILURE = "fal-no-media"


async def _status(harness: Harness, *, as_json: bool = True) -> Any:
    """Return the parsed JSON, or the tables."""
    settings, out = harness.app.settings, io.StringIO()
    console = Console(file=out, width=100)
    await asyncio.to_thread(print_status, settings, console, as_json=as_json, clock=harness.clock)
    return json.loads(out.getvalue()) if as_json else out.getvalue()


async def test_it_shows_the_jobs_of_a_running_bot(tmp_path: Path) -> None:
    async with open_harness(
        tmp_path, sandbox={"render_seconds": {"low": 0.0, "medium": 3600.0}}, JOBS_RUNNING="1"
    ) as harness:
        await harness.draw("a red kite", quality="low")
        harness.faults.arm("fal.job.no-pictures")
        await harness.answer_text(await harness.bob.slash("imagine", prompt="a kite", quality="low"))
        await harness.wait_idle()
        await harness.app.services.maintenance.pause("Back at noon.")
        rows = await harness.rows()
        paused = await _status(harness)
        await harness.app.services.maintenance.resume()
        await harness.alice.slash("imagine", prompt="a slow kite", quality="medium")
        await harness.until(lambda: len(harness.fal.requests) == 3)
        await harness.bob.slash("imagine", prompt="a late kite", quality="medium")
        await harness.until(lambda: harness.app.services.dispatcher.open_jobs == 2)
        running = await _status(harness)
        text = await _status(harness, as_json=False)

    assert paused["paused"]["message"] == "Back at noon."
    assert paused["last_24_hours"] == {"delivered": 1, "failures": {_FAILURE: 1}}
    assert paused["credits"]["today"] == sum(row["charged"] for row in rows) > 0
    assert paused["credits"]["daily_limit"] == 500
    assert paused["cost_today_usd"]["estimated"] > 0
    assert paused["cost_today_usd"]["billed"] is None
    assert (paused["oldest_seconds"], paused["unnotified"]) == (None, 0)
    counts = {state: found["count"] for state, found in running["jobs"].items()}
    assert counts == {"queued": 1, "submitting": 0, "submitted": 1, "rendered": 0}
    assert running["oldest_seconds"] == running["jobs"]["submitted"]["oldest_seconds"]
    assert running["paused"] is None
    assert running["processes"] is None
    for part in ("Health", "of 500", "1 delivered, 1 not delivered", f"1 {_FAILURE}", "submitted"):
        assert part in text


@pytest.mark.skipif("postgresql" not in ENGINES, reason="needs a PostgreSQL server")
async def test_processes_that_share_a_database_are_listed_with_their_shards(tmp_path: Path) -> None:
    async with (
        empty_database("postgresql", tmp_path) as url,
        open_harness(tmp_path, DATABASE_URL=url, METRICS_PORT="0") as harness,
    ):
        process = harness.app.services.process
        assert process is not None
        await harness.until(harness.app.bot.is_ready)
        await process.start()  # registers the shards that have connected since
        found, text = await _status(harness), await _status(harness, as_json=False)
        metrics = await scrape(harness)

    (listed,) = found["processes"]
    assert (listed["id"], listed["shards"]) == (process.id, [0])
    assert process.id in text
    assert "0 of 1" in text
    assert metrics.value("easel_shards_unserved") == 0
    assert metrics.value("easel_process_lease_valid") == metrics.value("easel_processes") == 1


async def test_it_works_after_the_bot_has_stopped(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        await harness.draw("a red kite")
        await harness.stop_bot()
        environment = harness.sandbox.environment(harness.folder)
        ended = await easel(tmp_path, environment, "status", "--json")

    assert (ended.returncode, ended.stderr) == (0, "")
    found = json.loads(ended.stdout)
    assert found["healthy"] is False
    assert "the bot is not running" in found["health"]
    assert found["last_24_hours"]["delivered"] == 1


async def test_a_missing_database_is_one_line_and_stays_missing(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    ended = await easel(tmp_path, {"DATABASE_URL": f"sqlite+aiosqlite:///{file}"}, "status")

    assert "none.db does not exist yet" in error_line(ended)
    assert not file.exists()

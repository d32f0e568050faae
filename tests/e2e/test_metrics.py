"""Metrics and health endpoints of a running bot."""

from __future__ import annotations

import asyncio
import re
import socket
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.db import engine as engine_module
from bot.errors import StartupError
from bot.fal.errors import classify
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK, Harness, open_harness, running_bot
from tests.e2e.scrape import Scrape, ask, scrape


async def _story(harness: Harness) -> Scrape:
    """Deliver two pictures, fail a job, and cancel one; return the scrape afterward."""
    await harness.draw("a red kite", quality="low", count=2)
    harness.faults.arm("fal.job.no-pictures")
    failing = await harness.alice.slash("imagine", prompt="a blue kite")
    await harness.answer_text(failing)
    await harness.wait_idle()
    await harness.until(harness.app.bot.is_ready)
    return await scrape(harness)


async def test_a_story_is_counted_as_the_ledger_discord_and_fal_saw_it(tmp_path: Path) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        found = await _story(harness)
        rows = await harness.rows()
        exchanges = [one for one in harness.fal.exchanges if one.host == "queue"]

        value = found.value
        assert value("easel_jobs_created_total", trigger="command") == len(rows) == 2
        assert value("easel_jobs_ended_total", outcome="delivered") == 1
        assert value("easel_jobs_ended_total", outcome="failed") == 1
        assert value("easel_job_failures_total", reason="fal-no-media") == 1
        assert value("easel_pictures_delivered_total") == 2
        assert value("easel_credits_charged_total") == sum(row["charged"] for row in rows) > 0
        assert value("easel_credits_today") == sum(row["charged"] for row in rows)
        for step, count in (("waiting", 2), ("drawing", 1), ("delivery", 1)):
            assert value("easel_job_step_duration_seconds_count", step=step) == count
        assert value("easel_acknowledgement_duration_seconds_count", outcome="accepted") == 2
        assert value("easel_acknowledgement_duration_seconds_count") == 2

        _check_discord_calls(harness, found)
        assert value("easel_discord_requests_total", route="/interactions/{id}/{token}/callback") == 2
        assert value("easel_fal_requests_total") == len(exchanges)
        assert value("easel_fal_requests_total", route="/{model}", method="POST", status="200") == 2
        assert value("easel_fal_request_duration_seconds_count", route="/{model}/requests/{id}") >= 2
        assert value("easel_file_downloads_total", outcome="received") == 2
        assert value("easel_file_downloads_total") == value("easel_file_download_duration_seconds_count") == 2
        posted = sum(len(one.data) for result in harness.results() for one in result.attachments)
        assert value("easel_file_downloads_bytes_total") == posted
        assert value("easel_gateway_events_total", event="identify") == 1
        assert value("easel_gateway_shard_connected", shard="0") == 1
        assert value("easel_database_transaction_duration_seconds_count", kind="write") >= 8
        assert value("easel_database_connections_limit", pool="main") > 0
        assert value("easel_ready") == value("easel_database_up") == 1
        assert value("easel_fal_breaker_open") == value("easel_unnotified_jobs") == 0


def _check_discord_calls(harness: Harness, found: Scrape) -> None:
    """Check that each call was counted once, with the status that Discord sent."""
    # The simulator logs a foreign response, which is a page with status 200, without its status.
    sent = Counter(
        (one.method, str(one.status or 200) if one.answered else "none")
        for one in harness.discord.traffic.requests
    )
    name = "easel_discord_requests_total"
    assert {call: found.value(name, method=call[0], status=call[1]) for call in sent} == dict(sent)
    assert found.value(name) == sum(sent.values())


async def test_the_cost_at_fal_is_counted_as_estimated_and_as_billed(tmp_path: Path) -> None:
    async with open_sandbox(picture_bytes=20_000) as box:
        box.fal.prices["fal-ai/gpt-image-2"] = (0.05, "images")
        harness = Harness(box, tmp_path)
        async with running_bot(harness, METRICS_PORT="0", FAL_API_URL=harness.fal.api_url, **QUICK) as app:
            await harness.until(lambda: app.services.prices.get("fal-ai/gpt-image-2") is not None)
            await harness.draw("a red kite", quality="low", count=2)
            found, (row,) = await scrape(harness), await harness.rows()

    model = {"model": "fal-ai/gpt-image-2"}
    assert found.value("easel_fal_cost_billed_usd_total", **model) == pytest.approx(0.10)
    estimate = found.value("easel_fal_cost_estimated_usd_total", **model)
    assert estimate == pytest.approx(row["estimated_cost"] / 10**6)
    assert estimate > 0


async def test_a_call_that_fails_or_gets_a_foreign_response_is_counted_once(tmp_path: Path) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        harness.faults.arm("discord.rest.foreign", route="PATCH @original")
        harness.faults.arm("discord.rest.reset", route="POST callback")
        await harness.draw("a red kite")
        await harness.until(lambda: not harness.faults.armed())
        found = await scrape(harness)

        _check_discord_calls(harness, found)
        assert found.value("easel_discord_requests_total", status="none") == 1


async def test_no_label_contains_an_id_a_name_or_a_secret(tmp_path: Path) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        harness.faults.arm("discord.rest.429", route="PATCH @original")
        found = await _story(harness)
        rows, people = await harness.rows(), harness.discord.world.users.values()

        columns = ("id", "guild_id", "channel_id", "user_id", "prompt", "request_id", "token", "message_id")
        texts = {str(row[column]) for row in rows for column in columns if row[column] is not None}
        texts |= {str(user.id) for user in people}
        texts |= {str(guild.id) for guild in harness.discord.world.guilds.values()}
        texts |= {harness.discord.token, harness.fal.key}
        labels = {text for one in found for name, text in one.labels.items() if name != "le"}

        assert {"command", "/{model}"} <= labels
        assert labels & {user.name for user in people} == set()
        assert [(text, label) for text in texts for label in labels if text in label] == []
        assert [label for label in labels if re.search(r"\d{5}", label)] == []
        assert found.value("easel_discord_rate_limits_total") >= 1


async def test_open_jobs_are_counted_by_state_with_the_age_of_the_oldest(tmp_path: Path) -> None:
    async with open_harness(
        tmp_path, sandbox={"render_seconds": 3600.0}, METRICS_PORT="0", JOBS_RUNNING="1"
    ) as harness:
        await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: harness.fal.requests)
        await harness.bob.slash("imagine", prompt="a blue kite")
        await harness.until(lambda: harness.app.services.dispatcher.open_jobs == 2)
        harness.clock.advance(100)
        found = await scrape(harness)

        assert found.value("easel_open_jobs", state="submitted") == 1
        assert found.value("easel_open_jobs", state="queued") == 1
        assert found.value("easel_open_jobs", state="rendered") == 0
        assert 116 <= found.value("easel_oldest_open_job_age_seconds", state="submitted") < 600
        assert found.value("easel_process_jobs") == 2


async def test_readiness_names_what_does_not_work_and_liveness_does_not_depend_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        await harness.until(harness.app.bot.is_ready)
        assert await ask(harness, "/readyz") == (200, "ready\n")

        # Jobs wait for fal, and requests are still answered.
        await harness.app.services.outages.record_refusal(classify(403, {"detail": "User is locked."}))
        assert await ask(harness, "/readyz") == (200, "ready\n")
        assert (await scrape(harness)).value("easel_fal_breaker_open") == 1

        with monkeypatch.context() as full:
            full.setattr("bot.images.spool.shutil.disk_usage", lambda _: SimpleNamespace(free=0))
            status, text = await ask(harness, "/readyz")
            assert (status, text) == (503, "spool: the disk has 0 bytes left\n")
        with monkeypatch.context() as silent:
            now = harness.app.bot.shard_states()[0].silence
            assert now < 55
            silent.setattr("bot.discord.shards.time.perf_counter", lambda: float(2**40))
            status, text = await ask(harness, "/readyz")
            assert status == 503
            assert text.startswith("gateway: nothing from Discord for ")

        # Without a recent write, readiness tries one.
        harness.app.database.written_at = None
        with closing(sqlite3.connect(tmp_path / "easel.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            status, text = await ask(harness, "/readyz")
            assert status == 503
            assert text.startswith("database: ")
            assert await ask(harness, "/healthz") == (200, "alive\n")
            other.execute("ROLLBACK")
        assert await ask(harness, "/readyz") == (200, "ready\n")


async def test_scrapes_go_on_during_an_outage_of_the_database(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(engine_module, "SQLITE_BUSY_SECONDS", 2.0)
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        await harness.until(harness.app.bot.is_ready)
        with closing(sqlite3.connect(tmp_path / "easel.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            harness.app.database.written_at = None
            found = await scrape(harness)
            other.execute("ROLLBACK")

        assert found.value("easel_ready") == found.value("easel_database_up") == 0
        assert found.value("easel_database_errors_total", kind="write") >= 1


async def test_a_port_in_use_ends_the_start_with_one_line(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartupError) as caught:
            async with open_harness(tmp_path, METRICS_PORT=str(port)):
                pass

    line = str(caught.value)
    assert line.startswith(f"METRICS_PORT: cannot listen on 127.0.0.1:{port}: ")
    assert "in use" in line
    assert "\n" not in line


async def test_without_a_port_nothing_is_measured_or_served(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        names = {task.get_name() for task in asyncio.all_tasks()}

        assert harness.app.metrics_port is None
        assert "event-loop-lag" not in names

"""The health file names the service that the bot cannot use."""

from __future__ import annotations

import json
import time

import pytest

from bot.fal.errors import classify
from bot.ops.health import find_problems
from tests.e2e.harness import open_harness


async def _problems(harness) -> str:
    app = harness.app
    found = await find_problems(app.bot, app.database, app.services.breaker, app.services.clock)
    return "; ".join(found)


async def test_each_unavailable_service_is_named(tmp_path, monkeypatch):
    async with open_harness(tmp_path) as harness:
        await harness.until(harness.app.bot.is_ready)
        assert await _problems(harness) == ""
        path = harness.app.settings.health_file
        await harness.until(path.exists)
        assert json.loads(path.read_text())["problems"] in ([], ["gateway: not connected to Discord"])

        await harness.app.services.outages.record_refusal(classify(403, {"detail": "User is locked."}))
        assert await _problems(harness) == "fal: requests are paused (balance)"
        await harness.app.services.outages.record_accepted()
        assert await _problems(harness) == ""

        now = time.perf_counter()
        with monkeypatch.context() as later:
            later.setattr("bot.discord.shards.time.perf_counter", lambda: now + 75)
            assert (await _problems(harness)).startswith("gateway: nothing from Discord for 7")

        monkeypatch.setattr(harness.app.database.outages, "_away", "read-only")
        assert await _problems(harness) == "database: read-only"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_setting_is_found_without_its_value(monkeypatch, name):
    from bot.ops.proxies import proxy_settings

    for other in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(other, raising=False)
        monkeypatch.delenv(other.lower(), raising=False)
    monkeypatch.setenv(name, "http://user:password@proxy:3128")

    assert proxy_settings() == (name.upper(),)

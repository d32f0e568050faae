"""Real processes in one folder: those of one bot, and two bots with their own tokens, do not disturb each other."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.ops.health_check import bot_key, is_healthy
from sandbox.bot_process import running_process
from sandbox.server import Sandbox, open_sandbox
from tests.cli_commands import easel
from tests.e2e.harness import CALM, Harness
from tests.engines import POSTGRES_URL, empty_database


def _health_files(folder: Path) -> list[str]:
    return [file.name for file in folder.glob("health*")]


async def _until_healthy(folder: Path, box: Sandbox, expected: Callable[[str], bool]) -> None:
    """Wait until the processes of a bot are ready, and the line of the check is as ``expected``."""
    for _ in range(1200):
        found = is_healthy(folder / "health.json", bot=bot_key(box.discord.token))
        if found[0] and expected(found[1]):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(found)


@pytest.mark.timeout(400)
@pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")
async def test_processes_of_one_bot_share_a_folder(tmp_path: Path):
    async with empty_database("postgresql", tmp_path) as url, open_sandbox() as box:
        settings = {**CALM, "DATABASE_URL": url}
        harness = Harness(box, tmp_path)
        async with (
            running_process(box, tmp_path, **settings) as first,
            running_process(box, tmp_path, **settings) as second,
        ):
            await _until_healthy(tmp_path, box, lambda line: line.count("ready") == 2)
            assert await first.stop() == 0
            await _until_healthy(tmp_path, box, lambda line: line == "ready")
            await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

            second.kill()
            await second.wait()
            async with running_process(box, tmp_path, **settings) as third:
                await _until_healthy(tmp_path, box, lambda line: line == "ready")
                assert await third.stop() == 0
        assert _health_files(tmp_path) == []


async def test_two_bots_share_a_folder(tmp_path: Path):
    async with open_sandbox() as one, open_sandbox() as two:
        environments = [
            box.environment(tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / name}", **CALM)
            for box, name in ((one, "one.db"), (two, "two.db"))
        ]
        harnesses = [Harness(box, tmp_path) for box in (one, two)]
        async with (
            running_process(one, tmp_path, **environments[0]) as first,
            running_process(two, tmp_path, **environments[1]) as second,
        ):
            for harness in harnesses:
                await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
                await _until_healthy(tmp_path, harness.sandbox, lambda line: line == "ready")
            # On the first one's database, it does not start.
            wrong = await easel(
                tmp_path, {**environments[1], "DATABASE_URL": environments[0]["DATABASE_URL"]}, "run"
            )
            assert (wrong.returncode, "another Easel is running" in wrong.stderr) == (2, True)

            assert await second.stop() == 0
            stopped = await easel(tmp_path, environments[1], "health")
            assert stopped.returncode == 1
            assert "the bot is not running" in stopped.stdout
            harness = harnesses[0]
            await harness.result_of(await harness.alice.slash("imagine", prompt="a blue kite"))
            checked = await easel(tmp_path, environments[0], "health")
            assert (checked.returncode, checked.stdout) == (0, "ready\n")
            assert await first.stop() == 0

"""The health file and the check that reads it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.clock import SyncedClock
from bot.ops.health import keep_health_file
from bot.ops.health_check import is_healthy
from tests.clocks import ManualClock

NOW = 1_000_000.0


def state(path: Path, **fields: object) -> Path:
    path.write_text(json.dumps({"ready": True, "problems": [], "at": NOW} | fields))
    return path


def test_a_bot_without_problems_is_ready(tmp_path: Path) -> None:
    assert is_healthy(state(tmp_path / "h"), NOW + 30) == (True, "ready")
    assert is_healthy(state(tmp_path / "h"), NOW + 30, only_live=True) == (True, "alive")


def test_a_bot_that_cannot_serve_is_alive_but_not_ready(tmp_path: Path) -> None:
    path = state(
        tmp_path / "h", ready=False, problems=["database: away", "fal: requests are paused (balance)"]
    )

    assert is_healthy(path, NOW) == (False, "database: away; fal: requests are paused (balance)")
    assert is_healthy(path, NOW, only_live=True) == (True, "alive")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"at": null}', '{"at": "x"}', "null", '{"at": 1, "problems": 3}']
)
def test_a_damaged_file_is_unhealthy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "h"
    path.write_text(text)

    assert not is_healthy(path, NOW)[0]
    assert not is_healthy(path, NOW, only_live=True)[0]


@pytest.mark.parametrize(
    "env_file",
    [
        'HEALTH_FILE="a b.json"',
        "\ufeffhealth_file='a b.json' # note\r\n",
        "export HEALTH_FILE=a b.json # note\n",
    ],
)
def test_the_command_reads_env_files_and_imports_nothing_from_the_bot(tmp_path: Path, env_file: str) -> None:
    (tmp_path / ".env").write_bytes(env_file.encode())
    state(tmp_path / "a b.json", at=time.time(), problems=["gateway: away"], ready=False)
    script = (
        "import sys; sys.argv = ['easel', 'health']\n"
        "from bot.__main__ import main\n"
        "try:\n main()\n"
        "finally:\n print(sorted({m.partition('.')[0] for m in sys.modules} & "
        "{'asyncio', 'config', 'pydantic', 'discord', 'sqlalchemy', 'structlog', 'dotenv'}))"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{script}"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.stdout.splitlines() == ["gateway: away", "[]"]
    assert done.returncode == 1


async def test_an_unwritable_file_is_not_an_error(tmp_path: Path, manual_clock: ManualClock) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "health.json"

    async def no_problems() -> list[str]:
        return []

    keeping = asyncio.create_task(keep_health_file(path, no_problems, SyncedClock(manual_clock)))
    await asyncio.sleep(0.05)
    keeping.cancel()

    with pytest.raises(asyncio.CancelledError):
        await keeping


@pytest.mark.parametrize("ahead", [1200.0, -7200.0])
async def test_a_wrong_machine_clock_does_not_change_the_age_of_the_file(
    tmp_path: Path, manual_clock: ManualClock, ahead: float
) -> None:
    path, clock = tmp_path / "health.json", SyncedClock(manual_clock)
    for _ in range(2):
        now = clock.monotonic()
        clock.observe(manual_clock.now() - ahead, sent=now, received=now)
    assert clock.machine_ahead == pytest.approx(ahead, abs=1)

    async def no_problems() -> list[str]:
        return []

    keeping = asyncio.create_task(keep_health_file(path, no_problems, clock))
    while not path.exists():  # noqa: ASYNC110 - a thread writes it
        await asyncio.sleep(0.01)

    assert is_healthy(path, manual_clock.now() + 30) == (True, "ready")
    assert not is_healthy(path, manual_clock.now() + 60)[0]
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)

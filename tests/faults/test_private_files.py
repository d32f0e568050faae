"""Files on disk: their modes, what erasure leaves, and a spool that two processes share."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.images import Spool
from bot.ops.backup import back_up
from sandbox.bot_process import clean_environment, running_process
from sandbox.server import open_sandbox
from tests.cli_commands import easel
from tests.e2e.harness import CALM, Harness, open_harness
from tests.faults.waiting import wait_for

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")

OTHERS = 0o077
WORDS = "an embarrassing watermelon"


@pytest.fixture(autouse=True)
def _usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def _open_to_others(folder: Path) -> list[str]:
    """The files and folders that other users of the machine may read, write or enter."""
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.lstat().st_mode & OTHERS
    )


async def _mid_job(harness: Harness):
    """A request whose pictures are in the spool: Discord does not take them yet."""
    harness.faults.arm("discord.rest.slow", route="multipart", seconds=600, times=9)
    interaction = await harness.alice.slash("imagine", prompt=WORDS, private=False)
    await wait_for(lambda: list(harness.folder.glob("**/spool/**/*.png")))
    return interaction


async def test_all_files_of_a_running_bot_are_private(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, folder)
        places = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'data' / 'bot' / 'easel.db'}",
            "SPOOL_DIR": str(folder / "data" / "spool"),
            "HEALTH_FILE": str(folder / "data" / "health.json"),
        }
        async with running_process(box, folder, **CALM, **places):
            await _mid_job(harness)
            await wait_for((folder / "data" / "health.json").exists)
            ended = await easel(
                folder, box.environment(folder, **places), "backup", str(folder / "backups" / "copy.db")
            )
            found = {path.name for path in folder.rglob("*")}

            assert ended.returncode == 0, ended.stderr
            assert {
                "easel.db",
                "easel.db-wal",
                "easel.db-shm",
                "easel.db.lock",
                "health.json",
                "copy.db",
            } <= found
            # The log was opened by the test, as a shell would.
            assert _open_to_others(folder) == ["bot.log"]


async def test_files_of_an_earlier_version_become_private_at_the_start(tmp_path):
    data = tmp_path / "data"
    places = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{data / 'easel.db'}",
        "SPOOL_DIR": str(data / "spool"),
        "HEALTH_FILE": str(data / "health.json"),
    }
    async with open_harness(tmp_path, **places) as harness:
        await harness.draw(WORDS)
    (data / "easel.db.before-restore").write_bytes(b"")
    (data / "health.json").write_text("{}")
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (tmp_path / "notes").mkdir(mode=0o755)

    async with open_harness(tmp_path, **places):
        assert _open_to_others(tmp_path) == ["notes"]


async def test_a_folder_with_other_files_keeps_its_mode(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "page.html").write_text("hello")
    async with open_harness(home):
        assert _open_to_others(tmp_path) == ["home", "home/page.html"]


def test_a_backup_is_private_under_any_umask(tmp_path):
    with closing(sqlite3.connect(tmp_path / "easel.db")) as database:
        database.executescript(
            "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0003');"
            "CREATE TABLE generations (id);"
        )
    back_up(f"sqlite:///{tmp_path / 'easel.db'}", tmp_path / "new" / "copy.db")

    assert _open_to_others(tmp_path / "new") == []
    assert not (tmp_path / "new").stat().st_mode & OTHERS


async def test_no_database_file_contains_erased_text(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.draw(WORDS)
        before = b"".join(path.read_bytes() for path in tmp_path.glob("easel.db*"))
        asked = await harness.alice.slash("privacy delete")
        await harness.content_of(asked)
        await (await harness.alice.click(asked.response, "Erase my data")).done()
        await wait_for(lambda: "can't be undone" not in asked.response.content)

        after = b"".join(path.read_bytes() for path in tmp_path.glob("easel.db*"))
        assert WORDS.encode() in before
        assert WORDS.encode() not in after


# --- the spool -------------------------------------------------------------------------------------


async def test_a_second_bot_in_the_same_folder_keeps_the_pictures_of_the_first(tmp_path):
    async with open_sandbox(picture_bytes=20_000) as first, open_sandbox() as second:
        harness = Harness(first, tmp_path)
        async with running_process(first, tmp_path, **CALM):
            interaction = await _mid_job(harness)
            pictures = list((tmp_path / "spool").rglob("*.png"))
            other = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"}
            async with running_process(second, tmp_path, **CALM, **other) as other_bot:
                assert all(path.exists() for path in pictures)
                await other_bot.stop()
            first.faults.clear()
            first.clock.advance(600)
            message = await harness.result_of(interaction)

            assert len(message.attachments) == 1
            await wait_for(lambda: not list((tmp_path / "spool").iterdir()))


async def test_the_next_bot_removes_the_pictures_of_one_that_was_killed(tmp_path):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_process(box, tmp_path, **CALM) as bot:
            await _mid_job(harness)
            bot.kill()
            await bot.wait()
        orphaned = list((tmp_path / "spool").iterdir())
        box.faults.clear()
        box.clock.advance(600)
        async with running_process(box, tmp_path, **CALM):
            await wait_for(lambda: not any(path.exists() for path in orphaned))

    assert len(orphaned) == 2, "a folder and its lock"


_HOLD = """
import sys
from pathlib import Path
from bot.images import Spool

spool = Spool(Path(sys.argv[1]))
with spool.create("one", "0") as file:
    file.write(b"in flight")
    print(file.path, flush=True)
    sys.stdin.read()
"""


def test_only_folders_of_ended_processes_are_swept(tmp_path):
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(
        command, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        path = Path(holder.stdout.readline().strip())

        assert asyncio.run(Spool(tmp_path).sweep()) == 0
        assert path.exists()
        holder.kill()
        holder.wait()
        assert asyncio.run(Spool(tmp_path).sweep()) == 1
        assert list(tmp_path.iterdir()) == []

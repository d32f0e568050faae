"""Instance locks: one process per database and per bot token."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.ops.instance_lock import database_lock, instance_lock
from config import Settings


def settings_of(
    folder: Path, *, database: str = "easel.db", token: str = "a", shards: str | None = "0"
) -> Settings:
    return Settings.model_validate(
        {
            "database_url": f"sqlite+aiosqlite:///{folder / database}",
            "discord_token": f"{folder.name}-{token}",
            "shard_count": 3,
            "shard_ids": shards,
        }
    )


@pytest.mark.parametrize(
    ("second", "setting"),
    [({"token": "b"}, "DATABASE_URL"), ({"database": "other.db"}, "DISCORD_TOKEN")],
)
def test_a_second_instance_is_refused(tmp_path: Path, second: dict[str, str], setting: str) -> None:
    with (
        instance_lock(settings_of(tmp_path)),
        pytest.raises(StartupError, match=f"^{setting}: another Easel is running"),
        instance_lock(settings_of(tmp_path, **second)),
    ):
        pass


@pytest.mark.parametrize(
    ("first", "second"), [("0", "0,1"), ("0,1", "1"), ("0", None), (None, "2"), (None, None)]
)
def test_processes_with_a_shard_in_common_are_refused(
    tmp_path: Path, first: str | None, second: str | None
) -> None:
    with (
        instance_lock(settings_of(tmp_path, shards=first)),
        pytest.raises(StartupError, match=r"^DISCORD_TOKEN: another Easel is running"),
        instance_lock(settings_of(tmp_path, database="other.db", shards=second)),
    ):
        pass


def test_other_databases_and_shards_are_independent(tmp_path: Path) -> None:
    with (
        instance_lock(settings_of(tmp_path)),
        instance_lock(settings_of(tmp_path, database="other.db", shards="1,2")),
    ):
        pass


def test_processes_may_share_a_server_and_a_token(tmp_path: Path) -> None:
    shared = settings_of(tmp_path).model_copy(
        update={"database_url": "postgresql+asyncpg://easel@127.0.0.1:1/easel"}
    )

    with instance_lock(shared), instance_lock(shared):
        pass


def test_a_released_lock_leaves_no_file_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with instance_lock(settings_of(tmp_path)):
            assert (tmp_path / "easel.db.lock").exists()
        assert list(tmp_path.iterdir()) == []


_HOLD = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print(flush=True)
    time.sleep(60)
"""


def test_a_killed_process_does_not_keep_its_lock(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    command = [sys.executable, "-c", _HOLD, str(tmp_path / "easel.db.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with (
            pytest.raises(StartupError, match="the bot is running on this database"),
            database_lock(settings),
        ):
            pass
        holder.kill()

    with database_lock(settings):
        assert (tmp_path / "easel.db.lock").exists()


def test_a_database_on_a_server_needs_no_lock() -> None:
    settings = Settings.model_validate({"database_url": "postgresql+asyncpg://easel@db/easel"})

    with database_lock(settings), database_lock(settings):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with (
        pytest.raises(StartupError, match=r"^DATABASE_URL: cannot lock .*easel\.db\.lock"),
        database_lock(settings_of(tmp_path)),
    ):
        pass


def test_a_folder_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(StartupError, match=r"^DATABASE_URL: cannot lock .*File exists"),
        database_lock(settings_of(tmp_path / "file")),
    ):
        pass

"""Spool: temporary names, the size limit, and cleanup after an early end."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from pathlib import Path

import pytest

from bot.images import FailureReason, Spool, SpoolError
from bot.images import spool as spool_module
from bot.images.spool import spool_errors

from .samples import names


def test_a_file_gets_its_name_only_when_it_is_kept(spool: Spool) -> None:
    with spool.create("job1", "0") as file:
        file.write(b"half")
        assert names(spool.folder("job1")) == ["0.part"]
        path = file.keep("0.png")

    assert path.read_bytes() == b"half"
    assert names(spool.folder("job1")) == ["0.png"]


def test_a_file_that_is_not_kept_is_deleted_and_not_counted(spool: Spool) -> None:
    with pytest.raises(RuntimeError), spool.create("job1", "0") as file:
        file.write(b"half")
        raise RuntimeError

    assert names(spool.folder("job1")) == []
    assert spool.used_bytes == 0


def test_a_file_kept_again_is_counted_once(spool: Spool) -> None:
    for body in (b"12345", b"123"):
        with spool.create("job1", "0") as file:
            file.write(body)
            file.keep("0.png")

    assert spool.used_bytes == 3


def test_the_size_limit_applies_to_all_jobs_until_one_is_removed(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    with spool.create("first", "0") as file:
        file.write(b"123456")
        file.keep("0.png")

    with spool.create("second", "0") as file:
        file.write(b"1234")
        with pytest.raises(SpoolError) as caught:
            file.write(b"5")

    assert caught.value.reason is FailureReason.SPOOL_FULL


async def test_removing_a_job_frees_its_bytes_and_may_be_repeated(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    async with spool.job("first") as folder:
        with spool.create("first", "0") as file:
            file.write(b"1234567890")
            file.keep("0.png")
        assert names(folder) == ["0.png"]

    await spool.remove("first")

    assert not folder.exists()
    assert spool.used_bytes == 0


async def test_files_that_cannot_be_deleted_are_deleted_with_those_of_a_later_job(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for job_id in ("first", "second"):
        _fill(spool, job_id, 3)

    def fail(folder: Path) -> None:
        raise OSError(errno.EROFS, "read-only")

    with monkeypatch.context() as failing:
        failing.setattr(spool_module, "_remove_tree", fail)
        await spool.remove("first")
    assert names(spool.folder("first")) == ["0.png"]

    await spool.remove("second")
    assert not spool.folder("first").exists()


async def test_the_sweep_deletes_only_leftovers(tmp_path: Path) -> None:
    before = Spool(tmp_path)
    for job in ("one", "two"):
        with before.create(job, "0") as file:
            file.write(b"left")
            file.keep("0.png")
    (tmp_path / "easel.db").write_bytes(b"not mine")
    (tmp_path / "letters").mkdir()

    swept = await Spool(tmp_path).sweep()

    assert swept == 2
    assert names(tmp_path) == ["easel.db", "letters"]


async def test_the_sweep_spares_exports_of_the_last_day(tmp_path: Path) -> None:
    for name, hours in (("export-new", 23), ("export-old", 25)):
        (tmp_path / name).mkdir()
        at = time.time() - hours * 3600
        os.utime(tmp_path / name, (at, at))

    await Spool(tmp_path).sweep()

    assert names(tmp_path) == ["export-new"]


async def test_sweeping_a_missing_directory_is_not_an_error(tmp_path: Path) -> None:
    assert await Spool(tmp_path / "none").sweep() == 0


@pytest.mark.parametrize("job_id", ["", "../up", "a/b", ".", "-x", "x" * 65, "a\n"])
def test_an_id_with_a_path_is_refused(spool: Spool, job_id: str) -> None:
    with pytest.raises(ValueError, match="job id"):
        spool.folder(job_id)


def test_files_are_private_to_this_user(spool: Spool) -> None:
    with spool.create("job1", "0") as file:
        file.write(b"x")

    assert spool.folder("job1").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, FailureReason.SPOOL_FULL),
        (errno.EDQUOT, FailureReason.SPOOL_FULL),
        (errno.EACCES, FailureReason.SPOOL_FAILED),
    ],
)
def test_file_system_errors_are_distinguished(code: int, reason: FailureReason) -> None:
    with pytest.raises(SpoolError) as caught, spool_errors():
        raise OSError(code, "from the file system")

    assert caught.value.reason is reason


def _fill(spool: Spool, job_id: str, size: int) -> None:
    with spool.create(job_id, "0") as file:
        file.write(b"x" * size)
        file.keep("0.png")


async def test_a_job_waits_until_its_maximum_size_fits(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    order: list[str] = []

    async def hold(job_id: str, size: int, until: asyncio.Event) -> None:
        async with spool.job(job_id, reserve_bytes=size):
            order.append(job_id)
            _fill(spool, job_id, size)
            await until.wait()

    first_may_go, rest_may_go = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(hold("first", 6, first_may_go))
        await _settle()
        tasks.create_task(hold("large", 8, rest_may_go))
        tasks.create_task(hold("small", 2, rest_may_go))
        await _settle()
        # The small one would fit, but the large one came before it and must not starve.
        assert order == ["first"]
        first_may_go.set()
        await first
        rest_may_go.set()

    assert order == ["first", "large", "small"]
    assert spool.used_bytes == 0


async def test_unused_space_is_released_for_the_next_job(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    async with spool.job("first", reserve_bytes=10):
        _fill(spool, "first", 4)
        second = asyncio.create_task(_lend(spool, "second", 6))
        await _settle()
        assert not second.done()

        spool.trim("first")
        await second


async def test_a_job_larger_than_the_limit_gets_all_space(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    async with spool.job("huge", reserve_bytes=1000):
        _fill(spool, "huge", 10)
        with pytest.raises(SpoolError), spool.create("huge", "1") as file:
            file.write(b"x")


async def test_a_canceled_waiter_does_not_block_later_ones(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    async with spool.job("first", reserve_bytes=6):
        tired = asyncio.create_task(_lend(spool, "tired", 8))
        patient = asyncio.create_task(_lend(spool, "patient", 4))
        await _settle()
        assert not patient.done()

        tired.cancel()
        await patient
    # What the cancelled one had asked for is free.
    await _lend(spool, "last", 10)


async def test_a_waiter_canceled_at_admission_releases_its_space(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_total_bytes=10)
    async with spool.job("first", reserve_bytes=6):
        cancelled = asyncio.create_task(_lend(spool, "cancelled", 8))
        await _settle()
        _fill(spool, "first", 2)
        spool.trim("first")
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled

    await _lend(spool, "last", 10)


async def _lend(spool: Spool, job_id: str, size: int) -> None:
    async with spool.job(job_id, reserve_bytes=size):
        _fill(spool, job_id, size)


async def _settle() -> None:
    """Let every task go as far as it can without a thread."""
    for _ in range(10):
        await asyncio.sleep(0)

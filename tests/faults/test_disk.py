"""A disk that fills, fails or is read-only, and few file descriptors: jobs wait while fal keeps the files."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.images import fetcher as fetcher_module
from bot.images import image_data, resize, spool
from bot.images.probe import ProbedImage
from tests.e2e.harness import Harness
from tests.faults.case_runner import run_case
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_arming import armed
from tests.faults.fault_case import FaultCase, Outcome, Step
from tests.faults.waiting import wait_for

_HOUR = 3600.0
PNG = "image/png"
_BIG = {"picture_bytes": 12 * 1024 * 1024}


def _fail_for(harness: Harness, seconds: float, number: int, ends: list[float]) -> Callable[[], None]:
    """Return a function that raises an ``OSError`` for ``seconds`` of the sandbox's clock from its first call.

    The time at which it stops is put into ``ends``.
    """

    def check() -> None:
        if not ends:
            ends.append(harness.clock.now() + seconds)
        if harness.clock.now() < ends[0]:
            raise OSError(number, os.strerror(number))

    return check


def _case(name: str, step: Step, number: int, seconds: float, **more: object) -> FaultCase:
    length = "an hour" if seconds == _HOUR else "a minute"
    return FaultCase(
        name=f"disk-{name}-{errno.errorcode[number].lower()}-for-{length.replace(' ', '-')}",
        step=step,
        fault=f"{more.pop('what')}: {os.strerror(number)}, for {length}",
        outcome=Outcome.DELIVERED,
        clock_step=seconds / 120,
        note="fal keeps the files",
        **more,  # type: ignore[arg-type]
    )


_NUMBERS = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EMFILE)
_AT = {
    "create": (Step.FETCHED, "a file for a picture cannot be created", {}),
    "write": (Step.FETCHED, "a picture cannot be written", {}),
    "read": (Step.FETCHED, "a picture cannot be read for its check", {}),
    "encode": (Step.FITTED, "a smaller picture cannot be written", {"sandbox": _BIG}),
}
CASES = tuple(
    _case(where, step, number, seconds, what=what, **more)
    for where, (step, what, more) in _AT.items()
    for number in _NUMBERS
    for seconds in ((60.0, _HOUR) if number == errno.ENOSPC and where != "encode" else (60.0,))
)


async def _endure(harness: Harness, monkeypatch: pytest.MonkeyPatch, case: FaultCase) -> None:
    """Break the disk and run the clock at the pace of ``case`` until a fetch begins after the trouble.

    At the pace of an hour the time limit of a download passes within two ticks of the clock.
    """
    ends = _break(harness, monkeypatch, case)
    fetched_at: list[float] = []
    check_disk = spool.Spool.check_disk

    def noted(self: spool.Spool) -> None:
        fetched_at.append(harness.clock.now())
        check_disk(self)

    monkeypatch.setattr(spool.Spool, "check_disk", noted)
    async with fast_clock(harness.sandbox, case.clock_step):
        await wait_for(lambda: ends and fetched_at and fetched_at[-1] >= ends[0])


def _break(harness: Harness, monkeypatch: pytest.MonkeyPatch, case: FaultCase) -> list[float]:
    """Break the disk; return a list that gets the time at which it works again."""
    _, where, name, *_, length = case.name.split("-")
    seconds = _HOUR if length == "hour" else 60.0
    ends: list[float] = []
    check = _fail_for(harness, seconds, getattr(errno, name.upper()), ends)
    target, attribute = {
        "create": (spool, "open_private"),
        "write": (spool.SpoolFile, "finish"),
        "read": (fetcher_module, "check_image_data"),
        "encode": (resize, "_encode"),
    }[where]
    real = getattr(target, attribute)

    def struck(*args: object, **options: object) -> object:
        if where == "write":
            with spool.spool_errors():
                check()
        else:
            check()
        return real(*args, **options)

    monkeypatch.setattr(target, attribute, struck)
    return ends


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_failing_disk_makes_jobs_wait(tmp_path, monkeypatch, case):
    async def during(harness: Harness, _interaction: object) -> None:
        await _endure(harness, monkeypatch, case)

    await run_case(tmp_path, _with(case, during), monkeypatch)


async def test_an_hour_without_pictures_leaves_time_for_the_last_one(tmp_path, monkeypatch):
    """The time for which a missing picture holds back the others begins with the first picture."""
    (case,) = (case for case in CASES if case.name == "disk-create-enospc-for-an-hour")

    async def during(harness: Harness, _interaction: object) -> None:
        armed("fal.file.foreign", status=403)(harness)  # no file is asked for before the disk works
        await _endure(harness, monkeypatch, case)

    await run_case(tmp_path, _with(case, during), monkeypatch)


async def test_no_file_is_fetched_while_the_disk_is_full(tmp_path, monkeypatch):
    case = FaultCase(
        name="disk-without-space", step=Step.FETCHED, fault="the disk has no space", outcome=Outcome.DELIVERED
    )
    asked_before = []

    async def during(harness: Harness, _interaction: object) -> None:
        until = harness.clock.now() + 60.0

        def free(_spool: object) -> int:
            full = harness.clock.now() < until
            if full:
                asked_before.append(sum(1 for one in harness.fal.exchanges if one.host == "files"))
            return 0 if full else 2**40

        monkeypatch.setattr(spool.Spool, "_free_bytes", free)

    harness = await run_case(tmp_path, _with(case, during), monkeypatch)
    (post,) = harness.results()
    assert any("can't be downloaded yet" in text for text in post.edits)
    assert asked_before
    assert set(asked_before) == {0}


def test_a_damaged_picture_is_distinguished_from_a_failing_disk(tmp_path):
    found = ProbedImage(media_type=PNG, width=1, height=1, size_bytes=1, length=1, mislabelled=False)

    with pytest.raises(FileNotFoundError):
        image_data.check_image_data(tmp_path / "gone.png", found)


def _with(case: FaultCase, during: object) -> FaultCase:
    return replace(case, during=during, clock_step=0.5)  # type: ignore[arg-type]

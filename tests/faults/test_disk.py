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
from tests.faults.fault_case import FaultCase, Outcome, Step

_HOUR = 3600.0
PNG = "image/png"
_BIG = {"picture_bytes": 12 * 1024 * 1024}


def _fail_for(harness: Harness, seconds: float, number: int) -> Callable[[], None]:
    """Return a function that raises an ``OSError`` until ``seconds`` have passed on the sandbox's clock."""
    until = harness.clock.now() + seconds

    def check() -> None:
        if harness.clock.now() < until:
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


def _break(harness: Harness, monkeypatch: pytest.MonkeyPatch, case: FaultCase) -> None:
    _, where, name, *_, length = case.name.split("-")
    check = _fail_for(harness, _HOUR if length == "hour" else 60.0, getattr(errno, name.upper()))
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_disk_in_trouble_makes_jobs_wait(tmp_path, monkeypatch, case):
    async def during(harness: Harness, _interaction: object) -> None:
        _break(harness, monkeypatch, case)

    await run_case(tmp_path, _with(case, during), monkeypatch)


async def test_nothing_is_fetched_while_the_disk_is_full(tmp_path, monkeypatch):
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

    await run_case(tmp_path, _with(case, during), monkeypatch)
    assert asked_before
    assert set(asked_before) == {0}


def test_a_damaged_picture_is_told_from_a_disk_that_fails(tmp_path):
    found = ProbedImage(media_type=PNG, width=1, height=1, size_bytes=1, length=1, mislabelled=False)

    with pytest.raises(FileNotFoundError):
        image_data.check_image_data(tmp_path / "gone.png", found)


def _with(case: FaultCase, during: object) -> FaultCase:
    return replace(case, during=during)  # type: ignore[arg-type]

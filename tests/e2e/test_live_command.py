"""The command ``easel doctor --live``: options, confirmation, signals and exit status."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.ops.instance_lock import instance_lock
from bot.ops.live_checks import CHECKS
from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.test_live_checks import nothing_is_left, operator, posts

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def box():
    async with open_sandbox(picture_bytes=20_000) as sandbox:
        yield sandbox


def words(box, *more):
    return ("doctor", "--live", "--channel", str(box.people.studio.id), *more)


async def test_the_whole_check_passes_in_the_sandbox_and_writes_its_report(box, tmp_path):
    async with operator(box):
        ended = await easel(tmp_path, box.environment(tmp_path), *words(box, "--yes"))

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{len(CHECKS)} assumptions: {len(CHECKS)} holds, 0 broken, 0 not settled." in ended.stdout
    assert (tmp_path / "easel-live-report.json").exists()
    assert (tmp_path / "easel-live-report.txt").exists()
    assert "Traceback" not in ended.stderr
    nothing_is_left(box)


async def test_a_broken_assumption_exits_with_status_1(box, tmp_path):
    box.faults.arm("discord.message.ignored-nonce")
    ended = await easel(tmp_path, box.environment(tmp_path), *words(box, "--yes", "--only", "discord-nonce"))

    assert ended.returncode == 1
    assert "broken" in ended.stdout
    assert "a result can" in ended.stdout


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ((), "--yes"),
        (("--yes", "--only", "discord-unheard-of"), "--only"),
        (("--yes", "--guild", "1"), "--channel"),
    ],
)
async def test_a_wrong_option_prints_one_line_and_exits_with_status_2(box, tmp_path, more, names):
    line = error_line(await easel(tmp_path, box.environment(tmp_path), *words(box, *more)))

    assert names in line
    assert posts(box) == []
    assert box.fal.submits == []


async def test_the_channel_is_required_and_must_be_visible_to_the_bot(box, tmp_path):
    environment = box.environment(tmp_path)

    assert "--channel" in error_line(await easel(tmp_path, environment, "doctor", "--live", "--yes"))
    hidden = ("doctor", "--live", "--yes", "--channel", str(box.people.gallery.id))
    assert "--channel" in error_line(await easel(tmp_path, environment, *hidden))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "status"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1), (b"\x04", 1)])
async def test_the_operator_is_asked_for_confirmation_first(box, tmp_path, answer, status):
    terminal, stdin = os.openpty()
    process = await start(box, tmp_path, words(box, "--only", "discord-nonce"), stdin)
    os.close(stdin)
    out = b""
    while not out.endswith(b"[y/N] "):
        out += await process.stdout.read(1024)
    assert b"about" not in out, "the picture is not among the checks"
    assert posts(box) == []
    os.write(terminal, answer)
    rest, errors = await process.communicate()
    os.close(terminal)

    assert process.returncode == status, (rest, errors)
    assert (b"Nothing was done." in rest) is (status == 1)
    assert ((tmp_path / "easel-live-report.json").exists()) is (status == 0)
    assert b"Traceback" not in errors
    nothing_is_left(box)


async def test_the_check_does_not_start_beside_a_running_bot(box, tmp_path):
    with instance_lock(box.settings(tmp_path)):
        line = error_line(await easel(tmp_path, box.environment(tmp_path), *words(box, "--yes")))

    assert "stop it first" in line
    assert posts(box) == []


async def start(box, folder, arguments, stdin=None):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **box.environment(folder)},
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_setup_that_fails_the_doctor_is_not_checked_live(box, tmp_path):
    environment = {**box.environment(tmp_path), "FAL_KEY": "wrong:key"}
    ended = await easel(tmp_path, environment, *words(box, "--yes"))

    assert ended.returncode == 1
    assert posts(box) == []
    assert box.fal.submits == []


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_check_with_a_report_and_no_leftovers(tmp_path, name):
    async with open_sandbox(picture_bytes=20_000, render_seconds=1000.0) as box:
        process = await start(box, tmp_path, words(box, "--yes", "--only", "discord-nonce,fal-dimensions"))
        await box.fal.until(lambda: any(one.stream_reads for one in box.fal.requests.values()), 60.0)
        process.send_signal(name)
        out, errors = await process.communicate()

        assert process.returncode == 130, (out, errors)
        assert b"interrupted" in out
        assert b"Traceback" not in errors
        assert (tmp_path / "easel-live-report.json").exists()
        nothing_is_left(box)

"""The demo at high speed: the same scenes, processes and claims."""

from __future__ import annotations

import asyncio
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from sandbox.demo import run_demo
from sandbox.scenarios.demo_driver import Pace

FAST = Pace(
    reading=0.0, low=1.8, medium=2.8, downtime=0.1, progress=0.05, rate_limits=False, picture_bytes=20_000
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A finished demo: whether every claim was true, its output and its folder."""

    succeeded: bool
    screen: str
    folder: Path


def played(folder: Path) -> Played:
    stream = io.StringIO()
    console = Console(file=stream, width=100, highlight=False, emoji=False, markup=False)
    succeeded = asyncio.run(run_demo(folder, pace=FAST, console=console))
    return Played(succeeded=succeeded, screen=stream.getvalue(), folder=folder)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return played(tmp_path_factory.mktemp("demo"))


def test_every_claim_is_true(demo: Played):
    assert demo.succeeded, demo.screen
    assert "✗" not in demo.screen
    assert demo.screen.count("✓") == 14


def test_the_transcript_shows_each_step_with_its_actor(demo: Played):
    steps = [
        r"alice +/imagine prompt:a lighthouse.* count:4",
        r"Easel +→ alice: is thinking….*acknowledged after \d+ ms",
        r"ledger +holds 24 credits of alice",
        r"fal +takes request 1",
        r"Easel +→ alice: “a lighthouse[^→]*Drawing… started [^→]* usually",
        r"alt: Picture 1 of 4",
        r"ledger +alice pays 24 credits",
        r"alice +reacts with 🔁",
        r"Easel +“[^”]*” by @alice · another take on this picture",
        r"Easel +\(only alice sees this\) This costs 24 credits",
        r"mod +/quota-admin grant member:@alice credits:50",
        r"ledger +alice has 50 credits more, granted by mod",
        r"ledger +holds 24 credits of alice \(12 from today's allowance, 12 granted\)",
        r"Easel +\(a direct message to bob\)",
        r"bob +/edit prompt:the same fox in deep snow image:fox.png",
        r"ledger +bob pays 5 credits",
        r"fal +ends request \d without a picture",
        r"ledger +gives 6 credits back to bob",
        r"host +kills the bot",
        r"Easel +finds an unfinished request",
        r"ledger +olivia pays 10 credits",
    ]
    at = 0
    for step in steps:
        found = re.compile(step).search(demo.screen, at)
        assert found, f"not in the transcript, or not after the step before: {step}\n{demo.screen}"
        at = found.start()


def test_times_never_go_back_within_a_scene(demo: Played):
    for scene in re.split(r"\n.* ─{3,}\n", demo.screen):
        times = [float(found) for found in re.findall(r"^ {0,4}(\d+\.\d)  \w", scene, re.M)]
        assert times == sorted(times)


def test_the_folder_contains_pictures_transcript_and_log(demo: Played):
    pictures = sorted((demo.folder / "pictures").iterdir())

    assert len(pictures) == 20
    for path in pictures:
        with Image.open(path) as image:
            image.verify()
    saved = (demo.folder / "transcript.txt").read_text(encoding="utf-8")
    assert "the ledger adds up" in saved
    assert "Saved in" in saved
    assert (
        (demo.folder / "transcript.svg").stat().st_size > (demo.folder / "highlights.svg").stat().st_size > 0
    )
    assert '"event": "resuming job"' in (demo.folder / "bot.log").read_text(encoding="utf-8")


def test_a_bot_that_does_not_start_ends_the_demo_with_a_readable_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    useless = shutil.which("false")
    if useless is None:
        pytest.skip("there is no program that only fails")
    monkeypatch.setattr(sys, "executable", useless)

    failed = played(tmp_path)

    assert not failed.succeeded
    assert "✗  The demo stops here: the bot did not come online" in failed.screen
    assert "bot.log" in failed.screen
    assert (tmp_path / "transcript.txt").exists()
    assert not (tmp_path / "pictures").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_leaves_no_process_behind(tmp_path: Path, how: signal.Signals):
    command = [sys.executable, "-m", "bot", "demo", "--out", str(tmp_path)]
    # Ctrl-C reaches what runs in the foreground; a job in the background is ended by SIGTERM alone.
    ours = signal.signal(signal.SIGINT, signal.SIG_DFL if how is signal.SIGINT else signal.SIG_IGN)
    try:
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    finally:
        signal.signal(signal.SIGINT, ours)
    with demo:
        assert demo.stdout is not None
        while "Easel is online" not in demo.stdout.readline():
            assert demo.poll() is None
        children = Path(f"/proc/{demo.pid}/task/{demo.pid}/children").read_text().split()
        assert children

        demo.send_signal(how)
        said, _ = demo.communicate(timeout=60)

    assert demo.returncode == 130
    assert "Traceback" not in said
    assert not [child for child in children if _runs(child)]


def _runs(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    return True

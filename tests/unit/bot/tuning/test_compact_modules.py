"""Compact modules: written at installation, used by a start, and ignored if they do not belong to their source."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.tuning.compact_modules import _compile
from sandbox.bot_process import running_process
from sandbox.driver import Driver
from sandbox.server import open_sandbox

_SOURCE = """
'''module'''
from dataclasses import dataclass
def only():
    "text"
def one(x):
    "text"
    assert x, "kept"
    return "text"
class Plain:
    "text"
    async def method(self):
        "text"
        return 1
@dataclass
class Data:
    "kept"
"""
_PRINT = """
import sys
from bot.tuning.compact_modules import use_compact_modules
sys.path.insert(0, sys.argv[1])
use_compact_modules()
import discord, sample
print(discord.Client.run.__doc__ is None, sample.text.__doc__)
"""
_PRINT_ONE = """
from bot.tuning.compact_modules import use_compact_modules
use_compact_modules()
import discord
print(discord.Client.run.__doc__ is None)
"""


def _run(*arguments: str, folder: Path, **environment: str) -> str:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder), **environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the compact files of a start."""
    folder = tmp_path_factory.mktemp("compiled")
    _run("-m", "bot.tuning.compact_modules", folder=folder)
    return folder


def test_only_docstrings_are_left_out() -> None:
    names: dict[str, object] = {"__name__": "sample"}
    sys.modules["sample"] = type(sys)("sample")
    exec(_compile(_SOURCE.encode(), "sample.py"), names)
    del sys.modules["sample"]
    one, plain, data = names["one"], names["Plain"], names["Data"]

    assert names.get("__doc__") is None
    assert names["only"]() is None and names["only"].__doc__ is None  # type: ignore[operator]
    assert one.__doc__ is None and one(1) == "text"  # type: ignore[operator]
    with pytest.raises(AssertionError, match="kept"):
        one(0)  # type: ignore[operator]
    assert plain.__doc__ is None and plain.method.__doc__ is None  # type: ignore[attr-defined]
    assert data.__doc__ == "kept"


def test_written_files_are_used_and_others_compiled_as_usual(written: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text('def text(): "a docstring"')

    assert _run("-c", _PRINT, str(tmp_path), folder=written) == "True a docstring"
    turned_off = _run("-c", _PRINT, str(tmp_path), folder=written, EASEL_TUNING_OFF="compact_modules")
    assert turned_off == "False a docstring"
    assert _run("-m", "bot.tuning.compact_modules", folder=written).endswith(" 0 written")


def test_a_file_of_another_source_is_ignored(written: Path) -> None:
    (path,) = written.rglob("site-packages/discord/client.*.opt-compact.pyc")
    data = path.read_bytes()
    try:
        for damaged in (data[:8] + bytes(8) + data[16:], data[:20]):
            path.write_bytes(damaged)
            assert _run("-c", _PRINT_ONE, folder=written) == "False"
    finally:
        path.write_bytes(data)


@pytest.mark.parametrize("turned_off", ["", "lean_imports"])
async def test_the_bot_draws_a_picture_without_docstrings(
    written: Path, tmp_path: Path, turned_off: str
) -> None:
    async with open_sandbox() as box:
        environment = {"PYTHONPYCACHEPREFIX": str(written), "EASEL_TUNING_OFF": turned_off}
        async with running_process(box, tmp_path, fork=False, **environment):
            driver = Driver(box)
            interaction = await driver.client(box.people.alice).slash("imagine", prompt="a red kite")
            await driver.result_of(interaction)

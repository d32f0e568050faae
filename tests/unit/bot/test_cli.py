"""Command line: usage, version, and exit statuses."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

import sandbox.console
from bot import cli
from bot.errors import StartupError


def exit_status(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return int(ended.value.code or 0)


def test_without_a_command_the_help_suggests_a_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status() == 2

    assert "New here? `easel demo` needs no account." in capsys.readouterr().out


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status("--version") == 0

    assert capsys.readouterr().out == f"easel {version('easel')}\n"


@pytest.mark.parametrize(
    "arguments", [("dance",), ("run", "fast"), ("sandbox", "--port", "70000"), ("backup",)]
)
def test_wrong_usage_is_status_2(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert exit_status(*arguments) == 2

    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [
        StartupError(detail="no such token"),
        ExceptionGroup("tasks", [OSError(1), ExceptionGroup("more", [StartupError(detail="no such token")])]),
    ],
)
def test_an_expected_error_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    _let_the_console_raise(monkeypatch, error)

    assert exit_status("sandbox", "--keep", ".") == 2

    assert capsys.readouterr().err == "easel: no such token\n"


def test_an_unexpected_error_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_the_console_raise(monkeypatch, ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        cli.main(["sandbox", "--keep", "."])


def test_an_interrupt_is_status_130(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_the_console_raise(monkeypatch, KeyboardInterrupt())

    assert exit_status("sandbox", "--keep", ".") == 130


def test_a_folder_that_cannot_be_created_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    assert exit_status("demo", "--out", str(tmp_path / "file" / "below")) == 2

    assert "cannot be used as a folder: Not a directory" in capsys.readouterr().err


def _let_the_console_raise(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    async def run_console(_folder: Path) -> None:
        raise error

    monkeypatch.setattr(sandbox.console, "run_console", run_console)

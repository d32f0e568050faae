"""``easel sandbox --web``: its browser, example results and second instance."""

from __future__ import annotations

import asyncio
import re
import webbrowser
from pathlib import Path

import pytest

from sandbox.bot_process import BotProcess
from sandbox.web.run import _open_browser


def _command(folder: Path, *options: str) -> tuple[str, ...]:
    return ("-m", "bot", "sandbox", *options, "--keep", str(folder))


async def test_a_second_sandbox_names_the_folder_and_keeps_the_log(tmp_path: Path):
    output = tmp_path / "first.log"
    async with BotProcess(tmp_path, {}, log=output, command=_command(tmp_path, "--web")) as first:
        await first.start()
        async with asyncio.timeout(40):
            while not re.search(r"http://\S+/enter\?key=", output.read_text("utf-8")):
                assert first.running, first.log_tail()
                await asyncio.sleep(0.05)
        logged = (tmp_path / "bot.log").read_text("utf-8")
        assert logged.count("job delivered") == 2

        second = BotProcess(tmp_path, {}, log=tmp_path / "second.log", command=_command(tmp_path))
        await second.start()
        assert await second.wait() == 2
        assert (tmp_path / "second.log").read_text("utf-8").strip() == (
            f"easel: another sandbox is running in {tmp_path}. "
            "Stop it, or choose another folder with --keep FOLDER"
        )
        assert (tmp_path / "bot.log").read_text("utf-8").startswith(logged)
        assert await first.stop() == 0
    assert output.read_text("utf-8").rstrip().endswith("Stopped.")


@pytest.mark.skipif("sys.platform in {'win32', 'darwin'}")
def test_the_browser_is_opened_only_with_a_display(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda link: not opened.append(link))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not _open_browser("http://127.0.0.1:1/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    assert _open_browser("http://127.0.0.1:1/")
    assert opened == ["http://127.0.0.1:1/"]

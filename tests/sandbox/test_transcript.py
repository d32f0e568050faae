"""The transcript: its output on any terminal, and its saved files."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from sandbox.transcript import SAVED_WIDTH, Transcript, open_console

LONG = "a lighthouse in a storm, oil on canvas, with a very long description that goes on and on"


def printed(width: int = 80) -> tuple[Transcript, io.StringIO]:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
    return Transcript(console, started_at=100.0), stream


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_long_line_wraps_with_a_hanging_indent(width: int):
    transcript, stream = printed(width)

    transcript.line(112.3, "alice", LONG)

    first, *others = stream.getvalue().splitlines()
    assert first.startswith(" 12.3  alice    a lighthouse")
    assert all(line.startswith(" " * 16) and line[16] != " " for line in others)
    assert all(len(line) <= width for line in (first, *others))
    assert " ".join([first[16:], *(line[16:] for line in others)]) == LONG


def test_further_lines_are_aligned_with_the_first():
    transcript, stream = printed()

    transcript.line(100.0, "Easel", "a result", [Text("a picture"), Text("[ Again ]")])

    assert stream.getvalue().splitlines() == [
        "  0.0  Easel    a result",
        " " * 16 + "a picture",
        " " * 16 + "[ Again ]",
    ]


def test_an_unwrappable_line_is_cut_or_kept_whole():
    transcript, stream = printed(60)
    cut = Text(LONG, no_wrap=True, overflow="ellipsis")
    whole = Text(LONG, no_wrap=True, overflow="ignore")

    transcript.line(None, "saved", cut, [whole])

    first, second = stream.getvalue().splitlines()
    assert first.endswith("…")
    assert len(first) <= 60
    assert second.strip() == LONG


def test_typed_text_is_shown_verbatim_and_not_parsed_as_markup():
    transcript, stream = printed()

    transcript.line(None, "alice", "[bold]not bold[/bold] :smile: 42")

    assert "[bold]not bold[/bold] :smile: 42" in stream.getvalue()


def test_a_pipe_gets_no_escapes_and_no_trailing_blanks():
    transcript, stream = printed()

    transcript.heading("A heading", f"A note that says what to look for. {LONG}")
    transcript.line(101.0, "alice", LONG)
    transcript.claim(f"It holds. {LONG}")
    transcript.figure(7, "pictures")
    transcript.listing([("name", "what it means"), ("longer name", LONG)])

    assert "\x1b" not in stream.getvalue()
    assert [line for line in stream.getvalue().splitlines() if line != line.rstrip()] == []


def test_no_color_turns_colors_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    transcript = Transcript(Console(file=stream, force_terminal=True, width=80), started_at=0)

    transcript.line(1.0, "alice", "hello")

    assert "\x1b[3" not in stream.getvalue()


def test_an_ascii_stream_gets_question_marks_instead_of_an_error():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    transcript = Transcript(open_console(stream), started_at=0)

    transcript.line(None, "Easel", "puts 🔁 under it")

    stream.flush()
    assert b"puts ? under it" in raw.getvalue()


def test_a_very_narrow_terminal_has_a_minimum_width(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "20")

    console = open_console(io.StringIO())

    assert console.width == 60


def test_the_saved_text_is_plain_and_independent_of_the_terminal(tmp_path: Path):
    transcript, _ = printed(60)
    transcript.heading("1 · A heading")
    transcript.line(112.3, "alice", LONG)

    transcript.save_text(tmp_path / "transcript.txt")

    saved = (tmp_path / "transcript.txt").read_text(encoding="utf-8")
    assert max(map(len, saved.splitlines())) == SAVED_WIDTH
    assert f" 12.3  alice    {LONG[:60]}" in saved
    assert "\x1b" not in saved
    assert saved == transcript.text


def test_the_saved_picture_is_complete_and_self_contained(tmp_path: Path):
    transcript, _ = printed()
    transcript.heading("1 · A heading")
    transcript.line(112.3, "alice", "<b>&</b> 🔁")

    transcript.save_picture(tmp_path / "picture.svg", "easel demo")

    svg = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    words = "".join(ET.fromstring(svg).itertext()).replace("\xa0", " ")
    assert "1 · A heading" in words
    assert "<b>&</b> 🔁" in words
    assert svg.replace("http://www.w3.org/2000/svg", "").count("://") == 0


def test_a_picture_can_show_selected_parts(tmp_path: Path):
    transcript, _ = printed()
    for number in (1, 2, 3):
        transcript.heading(f"{number} · part")
        transcript.claim(f"claim {number}")

    transcript.save_picture(tmp_path / "picture.svg", "easel demo", parts=(1, 3))

    words = (tmp_path / "picture.svg").read_text(encoding="utf-8").replace("&#160;", " ")
    assert "claim 1" in words
    assert "claim 2" not in words
    assert "claim 3" in words


def test_a_terminal_shows_the_latest_state_and_the_saved_text_all_states():
    stream = io.StringIO()
    console = Console(file=stream, width=60, force_terminal=True, color_system=None, markup=False)
    transcript = Transcript(console, started_at=100.0)

    transcript.line(101.0, "Easel", "queued " * 12, state_of=1)
    transcript.line(102.0, "Easel", "drawing", state_of=1)
    transcript.line(103.0, "Easel", "another", state_of=2)
    transcript.line(104.0, "fal", "done")
    transcript.line(105.0, "Easel", "posted", state_of=2)

    screen: list[str] = []
    for printed_line in stream.getvalue().split("\n"):
        erased = printed_line.count("\x1b[1A\x1b[2K")
        del screen[len(screen) - erased :]
        screen.append(printed_line.removeprefix("\x1b[1A\x1b[2K" * erased).strip("\r"))
    assert [line.split()[-1] for line in screen if line] == ["drawing", "another", "done", "posted"]
    assert "queued" in transcript.text


def test_a_pipe_gets_every_state_of_a_message():
    transcript, stream = printed()

    transcript.line(101.0, "Easel", "queued", state_of=1)
    transcript.line(102.0, "Easel", "drawing", state_of=1)

    assert "queued" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()

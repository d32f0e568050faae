"""Transcript: timed lines of a session, printed as they arrive and saved as text or SVG.

Each line has a time (seconds since the start), an actor and a text that wraps with a hanging indent. In a
terminal, successive states of one message overwrite each other; pipes, logs and saved files have all of them.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TextIO

from rich._export_format import CONSOLE_SVG_FORMAT  # documented, but exported nowhere else
from rich.console import (
    Console,
    ConsoleOptions,
    Group,
    RenderableType,
    RenderResult,
)
from rich.control import Control
from rich.rule import Rule
from rich.segment import ControlType
from rich.text import Text

__all__ = ["Transcript", "open_console"]

SAVED_WIDTH = 100
"""Width of saved transcripts, in columns."""

_NARROWEST = 60
_TIME_WIDTH, _ACTOR_WIDTH = 5, 7
_STYLES = {
    "alice": "magenta",
    "bob": "bright_blue",
    "olivia": "bright_magenta",
    "mod": "yellow",
    "eve": "bright_red",
    "Easel": "bold cyan",
    "Discord": "blue",
    "fal": "bright_yellow",
    "ledger": "green",
    "host": "red",
    "saved": "bright_black",
}
# Rich's template loads fonts from the web; a saved picture must be self-contained.
_SVG = re.sub(r"<!--.*?-->|@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
# Rich clips every line separately, which doubles the size without a visible effect here.
_LINE_CLIP = re.compile(
    r'<clipPath id="easel-line-\d+">.*?</clipPath>\s*| clip-path="url\(#easel-line-\d+\)"', re.DOTALL
)


class _Hanging:
    """Lines wrapped beside a margin, whose text appears only before the first line."""

    def __init__(self, margin: Text, lines: Sequence[Text]) -> None:
        self._margin = margin
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_NARROWEST // 2, options.max_width - self._margin.cell_len)
        margin, blank = self._margin, Text(" " * self._margin.cell_len)
        for line in self._lines:
            for part in line.wrap(console, width, overflow=line.overflow or "fold", no_wrap=line.no_wrap):
                part.rstrip()
                # Already wrapped; Rich must not wrap it again.
                yield Text.assemble(margin, part, no_wrap=True, overflow="ignore")
                margin = blank


def open_console(stream: TextIO | None = None) -> Console:
    """Open a console on ``stream`` (default: standard output), with colors only for a terminal.

    Respects ``NO_COLOR`` and ``COLUMNS``. Characters that the stream cannot encode become
    question marks.
    """
    stream = stream or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    if console.width < _NARROWEST:
        console = Console(file=stream, highlight=False, emoji=False, markup=False, width=_NARROWEST)
    return console


def _overwrite(height: int) -> Control:
    """Move the cursor up by ``height`` lines and erase them."""
    up_and_erase = ((ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2))
    return Control(*up_and_erase * height, ControlType.CARRIAGE_RETURN)


class Transcript:
    """Prints lines on ``console`` and stores them; times are relative to ``started_at`` (epoch seconds)."""

    def __init__(self, console: Console, *, started_at: float) -> None:
        self._console = console
        self._started_at = started_at
        self._parts: list[list[RenderableType]] = [[]]
        # The last line's subject, if the next state of it overwrites it, and the line's height in the terminal.
        self._last: tuple[int | None, int] = None, 0

    @property
    def text(self) -> str:
        """The transcript so far as plain text, at the saved width."""
        lines = self._replayed().export_text(clear=False).splitlines()
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def heading(self, title: str, note: str = "") -> None:
        """Begin a new part, introduced by the sentence ``note``."""
        parts: list[RenderableType] = [
            Text(),
            Rule(Text(title, "bold"), align="left", style="bright_black", characters="─"),
        ]
        if note:
            parts.append(_Hanging(Text(), (Text(note, "italic bright_black"),)))
        self._parts.append([])
        self.show(Group(*parts))

    def say(self, text: str, style: str = "") -> None:
        """Add a sentence without a time or actor."""
        self.show(_Hanging(Text(), (Text(text, style),)))

    def line(
        self,
        at: float | None,
        actor: str,
        text: str | Text,
        details: Sequence[Text] = (),
        *,
        state_of: int | None = None,
    ) -> None:
        """Add an event that occurred at ``at`` (epoch seconds), with ``details`` on further lines.

        In a terminal, it overwrites the line before if both are a ``state_of`` the same subject.
        """
        when = "" if at is None else f"{max(0.0, at - self._started_at):.1f}"
        margin = Text.assemble(
            (f"{when:>{_TIME_WIDTH}}  ", "bright_black"),
            (f"{actor:<{_ACTOR_WIDTH}}  ", _STYLES.get(actor, "bold")),
        )
        body = text if isinstance(text, Text) else Text(text)
        rendered = _Hanging(margin, (body, *details))
        if state_of is None or not self._console.is_terminal:
            self.show(rendered)
            return
        subject, height = self._last
        if subject == state_of:
            self._console.control(_overwrite(height))
        self.show(rendered)
        self._last = state_of, len(self._console.render_lines(rendered, pad=False))

    def claim(self, text: str, *, holds: bool = True) -> None:
        """Record a claim and whether it held."""
        mark, style = ("✓", "green") if holds else ("✗", "red")
        self.show(_Hanging(Text(f"{mark:>{_TIME_WIDTH}}  ", f"bold {style}"), (Text(text, style),)))

    def figure(self, number: int, text: str) -> None:
        """Add a number with its label."""
        self.show(_Hanging(Text(f"{number:>{_TIME_WIDTH}}  ", "bold"), (Text(text),)))

    def listing(self, rows: Sequence[tuple[str, str | Text]]) -> None:
        """Add a two-column list of names and their meanings."""
        width = max((len(name) for name, _ in rows), default=0)
        for name, meaning in rows:
            body = meaning if isinstance(meaning, Text) else Text(meaning)
            self.show(_Hanging(Text(f"  {name:<{width}}  ", "bold"), (body,)))

    def show(self, renderable: RenderableType) -> None:
        """Print any Rich renderable and store it."""
        self._parts[-1].append(renderable)
        self._last = None, 0
        # Lines are already wrapped; longer ones must not be truncated.
        self._console.print(renderable, crop=False)

    def save_text(self, path: Path) -> None:
        """Write the transcript so far as plain text."""
        path.write_text(self.text, encoding="utf-8")

    def save_picture(self, path: Path, title: str, *, parts: Collection[int] | None = None) -> None:
        """Write the transcript, or only the given ``parts`` (numbered from 1), as a self-contained SVG."""
        svg = self._replayed(parts).export_svg(title=title, clear=False, code_format=_SVG, unique_id="easel")
        path.write_text(_LINE_CLIP.sub("", svg), encoding="utf-8")

    def _replayed(self, parts: Collection[int] | None = None) -> Console:
        """Render the transcript, or only the given ``parts``, at the saved width."""
        recording = Console(
            record=True,
            width=SAVED_WIDTH,
            file=io.StringIO(),
            highlight=False,
            emoji=False,
            markup=False,
            force_terminal=True,
            color_system="truecolor",
            legacy_windows=False,
            no_color=False,
        )
        for number, part in enumerate(self._parts):
            for renderable in part if parts is None or number in parts else ():
                recording.print(renderable)
        return recording

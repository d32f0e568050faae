"""The transcript: who did what and when, as lines that a stranger can read.

Each line has a time (seconds since the start), an actor and a text that wraps under
itself. Lines are printed as they come, without any cursor movement, so a pipe, a log
and a narrow terminal show the same as a wide one; at the end all of it can be saved
as plain text and as a picture (SVG).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.terminal_theme import TerminalTheme
from rich.text import Text

__all__ = ["Transcript", "open_console"]

SAVED_WIDTH = 100
"""Columns of the saved transcripts."""

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
}
_PAPER = TerminalTheme(
    (24, 26, 32),
    (216, 219, 226),
    [
        (52, 56, 66),
        (237, 110, 110),
        (134, 205, 130),
        (230, 190, 110),
        (116, 165, 245),
        (220, 140, 220),
        (98, 205, 215),
        (216, 219, 226),
    ],
    [
        (124, 130, 144),
        (250, 140, 130),
        (160, 225, 150),
        (245, 175, 95),
        (135, 190, 255),
        (240, 165, 215),
        (130, 225, 232),
        (245, 246, 250),
    ],
)
# Rich's own frame names web fonts; a saved picture should need nothing from elsewhere.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def open_console(stream: TextIO | None = None) -> Console:
    """A console on ``stream`` (standard output): colours only where a terminal shows them.

    Heeds ``NO_COLOR`` and ``COLUMNS``. Characters that the stream cannot encode become
    question marks instead of an error.
    """
    stream = stream or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    if console.width < _NARROWEST:
        console = Console(file=stream, highlight=False, emoji=False, markup=False, width=_NARROWEST)
    return console


class Transcript:
    """Prints lines on ``console`` and keeps them. Times count from ``started_at`` (epoch seconds)."""

    def __init__(self, console: Console, *, started_at: float) -> None:
        self._console = console
        self._started_at = started_at
        self._kept: list[RenderableType] = []

    @property
    def text(self) -> str:
        """Everything so far, plain, as it is saved."""
        return self._replayed().export_text(clear=False)

    def heading(self, title: str, note: str = "") -> None:
        """Begin a new part; ``note`` says in a sentence what to look for."""
        parts: list[RenderableType] = [
            Text(),
            Rule(Text(title, "bold"), align="left", style="bright_black", characters="─"),
        ]
        if note:
            parts.append(Text(note, "italic bright_black"))
        self.show(Group(*parts))

    def line(self, at: float | None, actor: str, text: str | Text, details: Sequence[Text] = ()) -> None:
        """One thing that happened at ``at`` (epoch seconds), with further lines under it."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", width=_TIME_WIDTH, no_wrap=True)
        grid.add_column(width=_ACTOR_WIDTH, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        when = "" if at is None else f"{max(0.0, at - self._started_at):.1f}"
        body = text if isinstance(text, Text) else Text(text)
        grid.add_row(Text(when, "bright_black"), Text(actor, _STYLES.get(actor, "bold")), body)
        for detail in details:
            grid.add_row("", "", detail)
        self.show(grid)

    def claim(self, text: str, *, holds: bool = True) -> None:
        """Something that was looked at, and whether it was so."""
        mark = Text("✓", "bold green") if holds else Text("✗", "bold red")
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", width=_TIME_WIDTH)
        grid.add_column(ratio=1)
        grid.add_row(mark, Text(text, "green" if holds else "red"))
        self.show(grid)

    def show(self, renderable: RenderableType) -> None:
        """Print anything that Rich can print, and keep it."""
        self._kept.append(renderable)
        self._console.print(renderable)

    def save_text(self, path: Path) -> None:
        """Write everything so far without colours."""
        path.write_text(self.text, encoding="utf-8")

    def save_picture(self, path: Path, title: str) -> None:
        """Write everything so far as an SVG that refers to nothing outside itself."""
        svg = self._replayed().export_svg(
            title=title, theme=_PAPER, clear=False, code_format=_SVG, unique_id="easel"
        )
        path.write_text(svg, encoding="utf-8")

    def _replayed(self) -> Console:
        """A recording of everything so far, as wide as saved transcripts are."""
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
        for renderable in self._kept:
            recording.print(renderable)
        return recording

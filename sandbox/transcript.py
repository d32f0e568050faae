"""The transcript: who did what and when, as lines that a stranger can read.

Each line has a time (seconds since the start), an actor and a text that wraps under
itself. Lines are printed as they come, without any cursor movement, so a pipe, a log
and a narrow terminal show the same as a wide one; at the end all of it can be saved
as plain text and as a picture (SVG).
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
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
    "saved": "bright_black",
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


_LINE_CLIP = re.compile(
    r'<clipPath id="easel-line-\d+">.*?</clipPath>\s*| clip-path="url\(#easel-line-\d+\)"', re.S
)


def _lightened(svg: str) -> str:
    """Without the clip that Rich puts around every line: half of the bytes, and no line needs it."""
    return _LINE_CLIP.sub("", svg)


class _Hanging:
    """Lines that wrap beside a margin: its text stands before the first, blanks before the others."""

    def __init__(self, margin: Text, lines: Sequence[Text]) -> None:
        self._margin = margin
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_NARROWEST // 2, options.max_width - self._margin.cell_len)
        margin, blank = self._margin, Text(" " * self._margin.cell_len)
        for line in self._lines:
            for part in line.wrap(console, width, overflow=line.overflow or "fold", no_wrap=line.no_wrap):
                part.rstrip()
                # No line may be wrapped again: it has the width already.
                yield Text.assemble(margin, part, no_wrap=True, overflow="ignore")
                margin = blank


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
        self._parts: list[list[RenderableType]] = [[]]

    @property
    def text(self) -> str:
        """Everything so far, plain, as it is saved."""
        lines = self._replayed().export_text(clear=False).splitlines()
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def heading(self, title: str, note: str = "") -> None:
        """Begin a new part; ``note`` says in a sentence what to look for."""
        parts: list[RenderableType] = [
            Text(),
            Rule(Text(title, "bold"), align="left", style="bright_black", characters="─"),
        ]
        if note:
            parts.append(_Hanging(Text(), (Text(note, "italic bright_black"),)))
        self._parts.append([])
        self.show(Group(*parts))

    def say(self, text: str, style: str = "") -> None:
        """A sentence of the narrator's own."""
        self.show(_Hanging(Text(), (Text(text, style),)))

    def line(self, at: float | None, actor: str, text: str | Text, details: Sequence[Text] = ()) -> None:
        """One thing that happened at ``at`` (epoch seconds), with further lines under it."""
        when = "" if at is None else f"{max(0.0, at - self._started_at):.1f}"
        margin = Text.assemble(
            (f"{when:>{_TIME_WIDTH}}  ", "bright_black"),
            (f"{actor:<{_ACTOR_WIDTH}}  ", _STYLES.get(actor, "bold")),
        )
        body = text if isinstance(text, Text) else Text(text)
        self.show(_Hanging(margin, (body, *details)))

    def claim(self, text: str, *, holds: bool = True) -> None:
        """Something that was looked at, and whether it was so."""
        mark, style = ("✓", "green") if holds else ("✗", "red")
        self.show(_Hanging(Text(f"{mark:>{_TIME_WIDTH}}  ", f"bold {style}"), (Text(text, style),)))

    def figure(self, number: int, text: str) -> None:
        """A number and what it counts."""
        self.show(_Hanging(Text(f"{number:>{_TIME_WIDTH}}  ", "bold"), (Text(text),)))

    def listing(self, rows: Sequence[tuple[str, str | Text]]) -> None:
        """Names with what they mean beside them."""
        width = max((len(name) for name, _ in rows), default=0)
        for name, meaning in rows:
            body = meaning if isinstance(meaning, Text) else Text(meaning)
            self.show(_Hanging(Text(f"  {name:<{width}}  ", "bold"), (body,)))

    def show(self, renderable: RenderableType) -> None:
        """Print anything that Rich can print, and keep it."""
        self._parts[-1].append(renderable)
        # Everything is wrapped already; what is too long has asked not to be cut.
        self._console.print(renderable, crop=False)

    def save_text(self, path: Path) -> None:
        """Write everything so far without colours."""
        path.write_text(self.text, encoding="utf-8")

    def save_picture(self, path: Path, title: str, *, parts: Collection[int] | None = None) -> None:
        """Write everything, or the ``parts`` counted by headings from 1, as an SVG.

        The picture refers to nothing outside itself.
        """
        svg = self._replayed(parts).export_svg(
            title=title, theme=_PAPER, clear=False, code_format=_SVG, unique_id="easel"
        )
        path.write_text(_lightened(svg), encoding="utf-8")

    def _replayed(self, parts: Collection[int] | None = None) -> Console:
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
        for number, part in enumerate(self._parts):
            for renderable in part if parts is None or number in parts else ():
                recording.print(renderable)
        return recording

"""Settings reference: `.env.example` and the tables in the documentation, generated from ``Settings``.

``python -m config.reference > .env.example`` rewrites the file; ``--markdown`` prints the tables of
`docs/configuration.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from config.settings import SECTIONS, Settings

__all__ = ["SettingRow", "render_env_example", "render_markdown", "settings_rows"]

_HEADER = """\
# All settings of Easel. Copy this file to .env and fill in the first two lines.
# Lines that start with # are ignored. An empty value means "not set": the default applies.
# Environment variables override this file.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting; ``default`` is formatted as in the environment, empty if there is none."""

    name: str
    section: str
    unit: str
    default: str
    meaning: str
    where: str


def settings_rows() -> Iterator[SettingRow]:
    """Yield all settings in declaration order."""
    section = ""
    for name, field in Settings.model_fields.items():
        section, notes = SECTIONS.get(name, section), Settings.notes(name)
        yield SettingRow(
            name=name.upper(),
            section=section,
            unit=notes["unit"],
            default=_as_text(field.default),
            meaning=field.description or "",
            where=notes["where"],
        )


def render_env_example() -> str:
    """Return the text of `.env.example`: secrets empty, everything else commented out at its default."""
    parts = [_HEADER]
    for section, rows in groupby(settings_rows(), key=lambda row: row.section):
        parts.append(f"\n# --- {section} ---\n")
        parts.extend(map(_env_lines, rows))
    return "".join(parts)


def render_markdown() -> str:
    """Return all settings as Markdown: a heading and a table per section."""
    parts = []
    for section, rows in groupby(settings_rows(), key=lambda row: row.section):
        parts.append(f"## {section}\n\n| Setting | Default | Unit | Meaning |\n|---|---|---|---|\n")
        parts.extend(map(_markdown_line, rows))
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _markdown_line(row: SettingRow) -> str:
    default = f"`{row.default}`" if row.default else "not set"
    return f"| `{row.name}` | {default} | {row.unit} | {row.meaning} |\n"


def _env_lines(row: SettingRow) -> str:
    meaning = row.meaning[0].upper() + row.meaning[1:]
    if row.where:
        return f"# {meaning}. Get it at {row.where}.\n{row.name}=\n"
    return f"# {meaning}. [{row.unit}]\n#{row.name}={row.default}\n"


if __name__ == "__main__":
    sys.stdout.write(render_markdown() if sys.argv[1:] == ["--markdown"] else render_env_example())

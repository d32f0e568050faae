"""Settings reference: `.env.example` and the table in the documentation, generated from the class.

``python -m config.reference > .env.example`` rewrites the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from config.settings import SECTIONS, Settings

__all__ = ["SettingRow", "render_env_example", "render_markdown_table", "settings_rows"]

_HEADER = """\
# All settings of Easel. Copy this file to .env and fill in the first two lines.
# Lines that start with # are ignored. An empty value means "not set": the default applies.
# Environment variables override this file.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting; ``default`` is in environment form, empty for none."""

    name: str
    section: str
    unit: str
    default: str
    meaning: str
    where: str


def settings_rows() -> Iterator[SettingRow]:
    """Yield all settings, in the order of the class."""
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


def render_markdown_table() -> str:
    """Return all settings as a Markdown table that ends with a newline."""
    lines = ["| Setting | Default | Unit | Meaning |", "|---|---|---|---|"]
    for row in settings_rows():
        default = f"`{row.default}`" if row.default else "not set"
        lines.append(f"| `{row.name}` | {default} | {row.unit} | {row.meaning} |")
    return "\n".join(lines) + "\n"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _env_lines(row: SettingRow) -> str:
    meaning = row.meaning[0].upper() + row.meaning[1:]
    if row.where:
        return f"# {meaning}. Get it at {row.where}.\n{row.name}=\n"
    return f"# {meaning}. [{row.unit}]\n#{row.name}={row.default}\n"


if __name__ == "__main__":
    sys.stdout.write(render_env_example())

"""The settings as a reference: rows, `.env.example`, and the table of the README.

Written from the class itself, so a setting cannot exist without its unit, default and meaning.
``python -m config.reference > .env.example`` writes the file anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from config.settings import Settings

__all__ = ["SettingRow", "render_env_example", "render_markdown_table", "settings_rows"]

_HEAD = """\
# Every setting of Easel. Copy this file to .env and fill in the first two lines.
# A line that begins with # is not read; an empty value means "not set", that is the default.
# Variables of the environment win over this file.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting; ``default`` as it would be written in the environment, empty for none."""

    name: str
    section: str
    unit: str
    default: str
    meaning: str
    where: str


def settings_rows() -> tuple[SettingRow, ...]:
    """Every setting, in the order of the class."""
    return tuple(_row(name) for name in Settings.model_fields)


def render_env_example(rows: Iterable[SettingRow] | None = None) -> str:
    """The text of `.env.example`: secrets open to be filled in, everything else at its default."""
    parts = [_HEAD]
    for section, group in groupby(rows or settings_rows(), key=lambda row: row.section):
        parts.append(f"\n# --- {section} ---\n")
        parts.extend(_env_lines(row) for row in group)
    return "".join(parts)


def render_markdown_table(rows: Iterable[SettingRow] | None = None) -> str:
    """The same as a Markdown table, with a line feed at its end."""
    lines = ["| setting | default | unit | meaning |", "|---|---|---|---|"]
    for row in rows or settings_rows():
        default = f"`{row.default}`" if row.default else "not set"
        lines.append(f"| `{row.name}` | {default} | {row.unit} | {row.meaning} |")
    return "\n".join(lines) + "\n"


def _row(name: str) -> SettingRow:
    field, notes = Settings.model_fields[name], Settings.notes(name)
    return SettingRow(
        name=name.upper(),
        section=notes["section"],
        unit=notes["unit"],
        default=_written(field.default),
        meaning=field.description or "",
        where=notes["where"],
    )


def _written(value: Any) -> str:
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

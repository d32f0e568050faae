"""Report of the live checks: a table for the terminal, and two files that can be attached to an issue.

It contains no IDs, names, prompts or URLs of the installation, and secrets are removed from every text.
"""

from __future__ import annotations

import json
import platform
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.ops.live_checks.model import LiveCheck, Observation, Verdict
from bot.redaction import Redactor

__all__ = ["Report"]

_COLUMNS = (("verdict", 11), ("assumption", 40), ("observed", 34), ("what it means here", 38))


@dataclass(slots=True, kw_only=True)
class Report:
    """Results so far, in order; ``left_behind`` names what the clean-up could not remove."""

    model: str
    redact: Redactor
    results: list[tuple[LiveCheck, Observation]] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def passed(self) -> bool:
        """Whether every assumption holds and nothing was left behind."""
        every = all(found.verdict is Verdict.HOLDS for _, found in self.results)
        return every and not self.left_behind and not self.interrupted

    def add(self, check: LiveCheck, observation: Observation) -> None:
        """Add a result, without secrets."""
        observed = self._redacted(observation.observed)
        self.results.append((check, Observation(verdict=observation.verdict, observed=observed)))

    def lines(self) -> list[str]:
        """Return the table, followed by a summary."""
        rows = [[heading for heading, _ in _COLUMNS]]
        rows += [
            [found.verdict.value, f"{check.assumption} [{check.id}]", found.observed, _meaning(check, found)]
            for check, found in self.results
        ]
        return [line for row in rows for line in _wrapped(row)] + self._summary()

    def write(self, stem: Path) -> list[Path]:
        """Write ``stem`` with the suffixes ``.json`` and ``.txt``; return the paths."""
        content = {
            "easel": version("easel"),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in ("discord.py", "fal-client", "aiohttp", "httpx")},
            "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "model": self.model,
            "interrupted": self.interrupted,
            "left_behind": [self._redacted(text) for text in self.left_behind],
            "checks": [
                {
                    "id": check.id,
                    "assumption": check.assumption,
                    "verdict": found.verdict.value,
                    "observed": found.observed,
                    "meaning": _meaning(check, found),
                }
                for check, found in self.results
            ],
        }
        data, text = stem.with_name(f"{stem.name}.json"), stem.with_name(f"{stem.name}.txt")
        stem.parent.mkdir(parents=True, exist_ok=True)
        data.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        text.write_text(
            "\n".join([f"easel {content['easel']}, {self.model}", *self.lines(), ""]), encoding="utf-8"
        )
        return [data, text]

    def _summary(self) -> list[str]:
        count = {verdict: sum(found.verdict is verdict for _, found in self.results) for verdict in Verdict}
        summary = ", ".join(f"{number} {verdict.value}" for verdict, number in count.items())
        lines = [f"{len(self.results)} assumptions: {summary}."]
        if self.interrupted:
            lines.append("The check was interrupted; the remaining assumptions are not settled.")
        lines += [f"Left behind: {self._redacted(text)}" for text in self.left_behind]
        return lines

    def _redacted(self, text: str) -> str:
        return " ".join(self.redact(text).split())


def _meaning(check: LiveCheck, found: Observation) -> str:
    match found.verdict:
        case Verdict.HOLDS:
            return "Nothing to do."
        case Verdict.BROKEN:
            return check.if_broken
        case Verdict.NOT_SETTLED:
            return "Unknown; if it does not hold: " + check.if_broken


def _wrapped(row: Sequence[str]) -> Iterable[str]:
    cells = [textwrap.wrap(text, width) or [""] for text, (_, width) in zip(row, _COLUMNS, strict=True)]
    for number in range(max(map(len, cells))):
        parts = [
            (cell[number] if number < len(cell) else "").ljust(width)
            for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
        ]
        yield "  ".join(parts).rstrip()

"""Writes ``docs/reliability.md`` from the cells: ``python -m tests.reliability.document``.

``test_document.py`` fails when the page and the cells differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.reliability.matrix import Cell, Step

__all__ = ["PAGE", "all_cells", "page"]

_HERE = Path(__file__).parent
PAGE = _HERE.parents[1] / "docs" / "reliability.md"

_INTRODUCTION = """\
# What holds when something breaks

Easel promises that nothing is lost, nothing is doubled, and nobody gets in:

- A request that was accepted ends in exactly one of two ways: its pictures are posted once, or the member
  reads why not and has every credit back.
- A request is sent to fal at most once. Where nobody can know whether fal took it, it is not sent again; the
  member is told and refunded.
- Credits are moved in the same transaction as the request's state, so the books add up after every fault.

This page is the list of faults that are tried, by the step at which they strike, with the outcome that is
promised. Each row is a test: a whole bot over real sockets, against the sandbox's Discord and fal, judged by
what Discord shows, what fal took, the rows and the ledger (`tests/reliability/matrix.py`). A killed bot is a
process of its own that gets SIGKILL; after that the bot starts again on the same database.

Do not edit this page: `python -m tests.reliability.document` writes it.

## Trying it

```sh
python -m pytest tests/reliability                                   # every row
python -m pytest tests/reliability -n 2                              # on two cores
python -m pytest tests/reliability/test_kills.py -k kill-after-submit  # one row, by its name
```

## Outcomes

A row names one of these. *Charged* is what the ledger says in the end.
"""


def all_cells() -> Iterator[tuple[str, Cell]]:
    """Every cell with the name of its module, module by module."""
    for file in sorted(_HERE.glob("test_*.py")):
        module = import_module(f"{__package__}.{file.stem}")
        for cell in getattr(module, "CELLS", ()):
            yield file.name, cell


def page() -> str:
    """The page as the cells have it now."""
    cells = list(all_cells())
    parts = [_INTRODUCTION, *_outcomes(cells)]
    for step in Step:
        found = [(module, cell) for module, cell in cells if cell.step is step]
        if found:
            parts.append(_section(step, found))
    return "\n".join(parts)


def _outcomes(cells: list[tuple[str, Cell]]) -> list[str]:
    rows = ["| outcome | rows |", "|---|---|"]
    for outcome in dict.fromkeys(cell.outcome for _, cell in cells):
        count = sum(cell.outcome is outcome for _, cell in cells)
        rows.append(f"| {outcome.value} | {count} |")
    return ["\n".join(rows), f"\n{len(cells)} rows in all.\n"]


def _section(step: Step, cells: list[tuple[str, Cell]]) -> str:
    rows = [f"## {step.value.capitalize()}", "", "| fault | promised outcome | test |", "|---|---|---|"]
    for module, cell in cells:
        promised = f"{cell.outcome.value}; {cell.note}" if cell.note else cell.outcome.value
        rows.append(f"| {_cell(cell.fault)} | {_cell(promised)} | `{module}` {cell.name} |")
    return "\n".join([*rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

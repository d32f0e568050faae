"""Test tiers: one marker per test, assigned by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["TIERS", "mark_by_folder", "tier_of"]

_TESTS = Path(__file__).parent

#: Tier of each folder; "" is for the files in tests/ itself.
TIERS = {
    "": "architecture",
    "architecture": "architecture",
    "unit": "unit",
    "contracts": "unit",
    "simcord": "simcord",
    "e2e": "e2e",
    "faults": "faults",
    "conformance": "conformance",
    "playground": "playground",
    "sandbox": "sandbox",
    "performance": "performance",
    "chaos": "chaos",
}


def tier_of(path: Path) -> str:
    """Return the tier of a test file. Raises :class:`LookupError` for a folder without one."""
    folder = path.relative_to(_TESTS).parts[0] if path.parent != _TESTS else ""
    if folder not in TIERS:
        raise LookupError(f"{path.name}: no tier for tests/{folder}; add it to tests/tiers.py")
    return TIERS[folder]


def mark_by_folder(items: list[pytest.Item]) -> None:
    """Mark each test with its tier."""
    for item in items:
        item.add_marker(tier_of(item.path))

"""Test tiers: each folder has one, and each is a registered marker with tests."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.tiers import TIERS, tier_of


def test_every_test_file_has_a_registered_tier_and_every_tier_has_tests() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    registered = {marker.partition(":")[0] for marker in options["ini_options"]["markers"]}

    # simcord is also assigned by fixture, while its tests have no folder of their own.
    used = {tier_of(path) for path in (ROOT / "tests").rglob("test_*.py")} | {"simcord"}

    assert used == registered


def test_the_nearest_folder_decides() -> None:
    assert tier_of(ROOT / "tests/test_docs.py") == "architecture"
    assert tier_of(ROOT / "tests/unit/bot/quota/test_ledger.py") == "unit"


def test_a_folder_without_a_tier_is_an_error() -> None:
    with pytest.raises(LookupError, match="no tier for tests/unknown"):
        tier_of(Path(ROOT / "tests/unknown/test_x.py"))


def test_every_tier_is_named_in_the_documentation() -> None:
    page = (ROOT / "docs/testing.md").read_text(encoding="utf-8")

    assert [tier for tier in sorted(set(TIERS.values())) if f"`{tier}`" not in page] == []

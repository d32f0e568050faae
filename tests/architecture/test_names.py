"""Renamed modules and classes: no old name comes back."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, imported_names, module_tree, modules, tracked_texts

FOLDERS = ("bot", "cogs", "config", "sandbox", "benchmarks", "tests")
_MAP = tomllib.loads((Path(__file__).parent / "renamed_modules.toml").read_text(encoding="utf-8"))
MODULES: dict[str, str] = _MAP["modules"]
NAMES: dict[str, str] = _MAP["names"]
# History, and the names in this folder.
_EXEMPT = (
    "CHANGELOG.md",
    "bot/db/migrations/",
    "docs/changelog.md",
    "tests/architecture/",
    "tests/fixtures/",
)


@cache
def old_paths() -> re.Pattern[str]:
    """Old modules as files, and as dotted names where these cannot be an attribute such as ``bot.log``."""
    files = [re.escape(old.replace(".", "/")) + r"(?:\.py\b|/)" for old in MODULES]
    names = [re.escape(old) + r"\b" for old in MODULES if old.count(".") > 1]
    return re.compile(r"(?<![\w./])(?:" + "|".join(files + names) + ")")


def test_the_map_refers_to_existing_modules() -> None:
    gone = [new for new in MODULES.values() if not _exists(new)]

    assert MODULES
    assert NAMES
    assert gone == []


def test_no_file_mentions_the_path_of_a_renamed_module() -> None:
    found = {
        name: sorted(set(old_paths().findall(text)))
        for name, text in tracked_texts().items()
        if not name.startswith(_EXEMPT) and old_paths().search(text)
    }

    assert found == {}


def test_the_pattern_finds_old_paths_and_spares_attributes() -> None:
    found = (
        "bot/storage/engine.py",
        "bot.storage.engine",
        "`bot.generation.job`",
        "cogs/tidy.py",
        "bot/servers/",
    )
    spared = (
        "bot.log.read_text()",
        'folder / "bot.log"',
        "bot/db/engine.py",
        "tests/unit/bot/db",
        "a.bot.servers.x",
    )

    assert [text for text in found if not old_paths().search(text)] == []
    assert [text for text in spared if old_paths().search(text)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_imports_a_renamed_module(folder: str) -> None:
    found = {
        module: names
        for module in modules(folder)
        if (names := [name for name in imported_names(module) if _is_old_module(name)])
    }

    assert found == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_imports_a_renamed_name(folder: str) -> None:
    old = {name.rpartition(".")[2] for name in NAMES} - set(NAMES.values())
    found = {
        module: names
        for module in modules(folder)
        if (names := [n for n in imported_names(module) if _is_ours(n) and n.rpartition(".")[2] in old])
    }

    assert found == {}


@pytest.mark.parametrize("folder", ["bot", "cogs", "config"])
def test_no_class_has_an_old_name(folder: str) -> None:
    """Functions are left out: their old names are ordinary words."""
    old = {name.rpartition(".")[2] for name in NAMES} - set(NAMES.values())
    found = {
        f"{module}: {node.name}"
        for module in modules(folder)
        for node in ast.walk(module_tree(module))
        if isinstance(node, ast.ClassDef) and node.name in old
    }

    assert found == set()


def _exists(module: str) -> bool:
    path = ROOT / module.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def _is_old_module(name: str) -> bool:
    return any(name == old or name.startswith(f"{old}.") for old in MODULES)


def _is_ours(name: str) -> bool:
    return name.startswith(("bot.", "cogs.", "config."))

"""Source files of the checkout, parsed once."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["PACKAGES", "ROOT", "dotted", "imported_names", "module_tree", "modules", "tracked_texts"]

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cogs", "config", "sandbox")
_SKIPPED_FOLDERS = {".git", ".venv", "__pycache__", "data", "demo-output", "dist", "build"}


@cache
def modules(*folders: str) -> tuple[str, ...]:
    """Python files below the folders, relative to the checkout. Fails for a folder without any."""
    found: list[str] = []
    for folder in folders:
        paths = [path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts]
        assert paths, f"{folder} holds no Python file"
        found.extend(path.relative_to(ROOT).as_posix() for path in paths)
    return tuple(sorted(found))


@cache
def module_tree(module: str) -> ast.Module:
    """Syntax tree of a module."""
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), module)


def dotted(module: str) -> str:
    """Return the dotted name of a file, such as ``bot.jobs`` for ``bot/jobs/__init__.py``."""
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported_names(module: str, *, at_import: bool = False) -> Iterator[str]:
    """Full names of what a module imports; ``at_import`` leaves out imports inside functions."""
    nodes = _outside_functions(module_tree(module)) if at_import else ast.walk(module_tree(module))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _outside_functions(child)


@cache
def tracked_texts() -> dict[str, str]:
    """Text files under version control by name, or all files if there is no repository."""
    found = {}
    for path in _tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    assert "pyproject.toml" in found
    return found


def _tracked_files() -> list[Path]:
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not _SKIPPED_FOLDERS & set(path.relative_to(ROOT).parts)
    ]

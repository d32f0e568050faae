"""Compact modules: compiled code without docstrings, which are a sixteenth of the bot's memory.

``python -m bot.tuning.compact_modules`` writes them beside Python's own compiled files, for example
``client.cpython-312.opt-compact.pyc``, for all modules of a start except the standard library's. Installing Easel
runs it; ``easel run`` uses those files and, where one is missing or older than its source, Python's own. ``python
-OO`` would also remove assertions, on which libraries may depend. No private API is used, but a library might read its
docstrings.
"""

from __future__ import annotations

import importlib
import marshal
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType

from bot.tuning import is_enabled
from bot.tuning.lean_imports import import_lean

__all__ = ["use_compact_modules", "write_compact_modules"]

_TAG = "compact"
_HEADER_BYTES = 16


def use_compact_modules() -> None:
    """Import modules from now on without docstrings, where compact files exist."""
    if not is_enabled("compact_modules") or sys.flags.optimize:
        return
    loaders = (
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (_CompactLoader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()


class _CompactLoader(SourceFileLoader):
    """Loads the compact file of a module if it belongs to the source."""

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the module's code; :mod:`importlib` calls this."""
        path = self.get_filename(fullname)
        with suppress(OSError, NotImplementedError, EOFError, ValueError, TypeError):
            data = self.get_data(cache_from_source(path, optimization=_TAG))
            if data[:_HEADER_BYTES] == _header(self, path):
                code = marshal.loads(memoryview(data)[_HEADER_BYTES:])  # noqa: S302 - as Python does
                if isinstance(code, CodeType):
                    return code
        return super().get_code(fullname)


def _header(loader: SourceFileLoader, path: str) -> bytes:
    """Return the header of a compiled file: Python's version, no flags, time and size of the source (PEP 552)."""
    stats = loader.path_stats(path)
    fields = (0, int(stats["mtime"]), int(stats["size"]))
    return MAGIC_NUMBER + b"".join((field & 0xFFFFFFFF).to_bytes(4, "little") for field in fields)


def write_compact_modules() -> tuple[int, int]:
    """Write the compact file of each module that a start imports; return the number of modules and of written files.

    Files that are up to date are kept. A folder that is not writable is left out.
    """
    import_lean()
    for name in ("bot.app", "bot.cli", *importlib.import_module("cogs").EXTENSIONS):
        importlib.import_module(name)
    found = list(_sources())
    return len(found), sum(_write(loader, path) for loader, path in found)


def _sources() -> Iterator[tuple[SourceFileLoader, str]]:
    """Yield the imported modules that do not belong to Python itself."""
    own = Path(sysconfig.get_path("stdlib"))
    packages = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    for module in list(sys.modules.values()):
        loader = getattr(getattr(module, "__spec__", None), "loader", None)
        if not isinstance(loader, SourceFileLoader):
            continue
        folders = set(Path(loader.path).parents)
        if own not in folders or packages & folders:
            yield loader, loader.path


def _write(loader: SourceFileLoader, path: str) -> bool:
    target, header = Path(cache_from_source(path, optimization=_TAG)), _header(loader, path)
    with suppress(OSError):
        if target.read_bytes()[:_HEADER_BYTES] == header:
            return False
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(header + marshal.dumps(_compile(loader.get_data(path), path)))
        part.replace(target)
        return True
    return False


def _compile(source: bytes, path: str) -> CodeType:
    import ast

    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(decorator_list=[_, *_]):
                continue  # without one, dataclasses would compute a docstring
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                if ast.get_docstring(node, clean=False) is not None:
                    replaced = ast.copy_location(ast.Pass(), node.body[0])
                    node.body[:1] = [replaced] if len(node.body) == 1 else []
    code: CodeType = compile(tree, path, "exec", dont_inherit=True)
    return code


if __name__ == "__main__":
    sys.stdout.write("{} modules, {} written\n".format(*write_compact_modules()))

"""Form of the modules: docstrings, exports and lengths."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import PACKAGES, ROOT, dotted, module_tree, modules

MAX_FILE = 450
MAX_EXTENSION = 300
#: Lines of a function that discord.py calls: of a command, a button, a menu or a modal.
MAX_HANDLER = 25


@pytest.mark.parametrize("package", (*PACKAGES, "tests", "benchmarks"))
def test_every_module_has_a_docstring(package: str) -> None:
    missing = [m for m in modules(package) if module_tree(m).body and not ast.get_docstring(module_tree(m))]

    assert missing == []


@pytest.mark.parametrize("package", PACKAGES)
def test_all_lists_existing_names_once(package: str) -> None:
    wrong, checked = {}, 0
    for module in modules(package):
        offered = _declared_all(module_tree(module)) or []
        checked += len(offered)
        wrong[module] = set(offered) - _defined(module_tree(module)) | {
            name for name in offered if offered.count(name) > 1
        }

    assert checked
    assert {module: names for module, names in wrong.items() if names} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_only_exported_names_are_imported(package: str) -> None:
    by_name = {dotted(module): module for module in modules(*PACKAGES)}
    wrong, checked = [], 0
    for module in modules(package):
        for node in ast.walk(module_tree(module)):
            if not isinstance(node, ast.ImportFrom) or (source := by_name.get(node.module or "")) is None:
                continue
            checked += 1
            offered = _declared_all(module_tree(source))
            names = {alias.name for alias in node.names if f"{node.module}.{alias.name}" not in by_name}
            if offered is not None and (hidden := names - set(offered)):
                wrong.append((module, node.module, sorted(hidden)))

    assert checked
    assert wrong == []


@pytest.mark.parametrize("package", (*PACKAGES, "tests", "benchmarks"))
def test_no_file_is_too_long(package: str) -> None:
    assert {m: length for m in modules(package) if (length := _lines_of_file(m)) > MAX_FILE} == {}


def test_no_extension_is_long() -> None:
    assert {m: length for m in modules("cogs") if (length := _lines_of_file(m)) > MAX_EXTENSION} == {}


def test_handlers_are_short() -> None:
    """A handler acknowledges, calls a service and renders; more is logic that belongs in a service."""
    lengths = {
        f"{module}:{node.lineno} {node.name}": _lines(node)
        for module in modules("cogs")
        for node in ast.walk(module_tree(module))
        if isinstance(node, ast.AsyncFunctionDef) and (_is_command(node) or node.name.startswith("on_"))
    }

    assert len(lengths) > 55
    assert {name: lines for name, lines in lengths.items() if lines > MAX_HANDLER} == {}


def test_views_are_built_in_one_module() -> None:
    """It marks them as ended; discord.py would keep any other in memory."""
    built = re.compile(r"discord\.ui\.(?:Layout)?View(?:\.from_message)?\(")
    found = [m for m in modules("cogs", "bot") if built.search((ROOT / m).read_text(encoding="utf-8"))]

    assert found == ["bot/discord/components.py"]


def test_extensions_do_not_look_each_other_up() -> None:
    found = [m for m in modules("cogs", "bot") if "get_cog(" in (ROOT / m).read_text(encoding="utf-8")]

    assert found == []


def _declared_all(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(t) == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def _defined(tree: ast.Module) -> set[str]:
    """Names that a module has after its import."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return found


def _is_command(node: ast.AsyncFunctionDef) -> bool:
    return any("command(" in ast.unparse(decorator) for decorator in node.decorator_list)


def _lines(node: ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.body[0].lineno + 1


def _lines_of_file(module: str) -> int:
    return len((ROOT / module).read_text(encoding="utf-8").splitlines())

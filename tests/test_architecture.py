"""The layout's promises, read from the source: who may import whom, and what no file may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "cogs", "config", "sandbox")
SKIPPED_FOLDERS = {".git", ".venv", "__pycache__", "data", "demo-output", "dist", "build"}

#: Which of our packages each package may import; the command line may load the sandbox late.
ARROWS = {
    "config": {"config"},
    "bot": {"bot", "config"},
    "cogs": {"cogs", "bot", "config"},
    "sandbox": {"sandbox", "cogs", "bot", "config"},
}
LOADS_THE_SANDBOX_LATE = "bot/cli.py"

#: The only packages and modules of the bot that know Discord's library.
MAY_IMPORT_DISCORD = ("bot/discord/", "bot/tuning/", "bot/app.py", "bot/ops/doctor.py")
#: Adapters that still import an extension. This list only shrinks.
STILL_IMPORT_COGS = {
    "bot/discord/autocomplete.py",
    "bot/discord/delivery.py",
    "bot/discord/render/history.py",
    "bot/discord/result_view.py",
}
#: The rules about money and jobs: no Discord, whatever else changes.
NEVER_DISCORD = ("bot/jobs/", "bot/quota/", "bot/guilds/", "bot/db/")

LONGEST_FILE = 450
LONGEST_COG = 300
#: Lines of what discord.py calls: a command's, a button's, a menu's or a form's function.
LONGEST_ENTRY = 25
#: What these are called, beside commands, which are known by their decorator.
ENTRIES = {
    "act",
    "callback",
    "choose",
    "chosen",
    "clicked",
    "do",
    "submitted",
    "turn",
    "used",
    "report",
    "of_message",
}
#: Only bot/ opens it.
THE_DATABASE = ("bot.db.engine", "bot.db.schema", "bot.db.upsert", "bot.db.jobs")

# Written in pieces, so that this file holds none of them.
REGISTRY_HOSTS = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|work|Users/\w+|home/(?!easel\b|app\b)\w+)/")


def modules(*folders: str) -> list[str]:
    """Every Python file below the folders, relative to the checkout."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), module)


def imports(module: str, *, only_early: bool = False) -> Iterator[str]:
    """The full names of what a module imports; ``only_early`` leaves out what functions import."""
    nodes = _outside_functions(tree(module)) if only_early else ast.walk(tree(module))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{Path(module).parts[0]}." if node.level else node.module or ""


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _outside_functions(child)


def packages(names: Iterator[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def tracked_files() -> list[Path]:
    """What would be handed on: the files in version control, or all but what is made again."""
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
        p for p in ROOT.rglob("*") if p.is_file() and not SKIPPED_FOLDERS & set(p.relative_to(ROOT).parts)
    ]


@cache
def texts() -> dict[str, str]:
    """Every tracked file that is text, by its name."""
    found = {}
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    return found


# --- arrows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_follow_the_arrows(package: str) -> None:
    wrong = {
        module: packages(imports(module)) & set(PACKAGES) - ARROWS[package]
        for module in modules(package)
        if module not in {LOADS_THE_SANDBOX_LATE, *STILL_IMPORT_COGS}
    }

    assert {module: names for module, names in wrong.items() if names} == {}


def test_the_command_line_loads_the_sandbox_only_when_it_is_asked_for() -> None:
    early = packages(imports(LOADS_THE_SANDBOX_LATE, only_early=True))

    assert "sandbox" not in early
    assert packages(imports(LOADS_THE_SANDBOX_LATE)) & set(PACKAGES) <= {"bot", "config", "sandbox"}


def test_the_cogs_are_reached_by_name_only() -> None:
    assert {module for module in modules("bot") if "cogs" in packages(imports(module))} == STILL_IMPORT_COGS


def test_discords_library_stays_at_the_edge() -> None:
    using = {module for module in modules("bot", "config") if "discord" in packages(imports(module))}

    assert using
    assert {module for module in using if not module.startswith(MAY_IMPORT_DISCORD)} == set()


def test_jobs_quotas_and_storage_know_no_discord() -> None:
    reached = {module: packages(imports(module)) for module in modules("bot")}

    assert [m for m in reached if m.startswith(NEVER_DISCORD) and "discord" in reached[m]] == []


def test_the_inner_rooms_do_not_reach_the_edge_through_a_neighbour() -> None:
    """No import, however long the chain, leads from the inner rooms to Discord's library."""
    ours = {_dotted(module): module for module in modules("bot")}
    reached = {module for module in ours.values() if module.startswith(NEVER_DISCORD)}
    new = set(reached)
    while new:
        found = {ours[name] for module in new for name in imports(module) if name in ours}
        new = found - reached
        reached |= new

    assert reached
    assert {
        m for m in reached if m.startswith(MAY_IMPORT_DISCORD) and "discord" in packages(imports(m))
    } == set()


# --- cogs stay thin ---------------------------------------------------------------------------------


def test_no_cog_reaches_the_database() -> None:
    """Rows and statements are the services' business; a cog may name what a service gave it."""
    wrong = {
        module: found
        for module in modules("cogs")
        if (found := {n for n in imports(module) if n.startswith(("sqlalchemy", "aiosqlite", *THE_DATABASE))})
    }

    assert wrong == {}


def test_no_cog_is_long() -> None:
    lengths = {m: len((ROOT / m).read_text(encoding="utf-8").splitlines()) for m in modules("cogs")}

    assert {module: length for module, length in lengths.items() if length > LONGEST_COG} == {}


def test_only_one_base_finds_a_component_by_its_custom_id() -> None:
    """What fails in it is answered there: discord.py would only log it."""
    found = [file for file in modules("bot", "cogs") if "DynamicItem[" in (ROOT / file).read_text("utf-8")]

    assert found == ["bot/discord/components.py"]


def test_what_a_command_or_a_click_runs_is_short() -> None:
    """Acknowledge, call a service, render: more is logic that belongs behind the cog."""
    lengths = {
        f"{module}:{node.lineno} {node.name}": _lines(node)
        for module in modules("cogs")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.AsyncFunctionDef) and (_is_command(node) or node.name in ENTRIES)
    }

    assert len(lengths) > 50
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_ENTRY} == {}


def _is_command(node: ast.AsyncFunctionDef) -> bool:
    return any(".command(" in ast.unparse(decorator) for decorator in node.decorator_list)


def _lines(node: ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, its docstring included."""
    return (node.end_lineno or 0) - node.body[0].lineno + 1


# --- modules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", (*PACKAGES, "tests", "benchmarks"))
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [m for m in modules(package) if tree(m).body and not ast.get_docstring(tree(m))]

    assert silent == []


@pytest.mark.parametrize("package", PACKAGES)
def test_all_names_only_what_exists_and_each_once(package: str) -> None:
    wrong = {}
    for module in modules(package):
        offered = _declared_all(tree(module)) or []
        wrong[module] = set(offered) - _defined(tree(module)) | {n for n in offered if offered.count(n) > 1}

    assert {module: names for module, names in wrong.items() if names} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_nobody_takes_from_a_module_what_it_does_not_offer(package: str) -> None:
    by_name = {_dotted(module): module for module in modules(*PACKAGES)}
    wrong = []
    for module in modules(package):
        for node in ast.walk(tree(module)):
            if not isinstance(node, ast.ImportFrom) or (source := by_name.get(node.module or "")) is None:
                continue
            offered = _declared_all(tree(source))
            names = {alias.name for alias in node.names if f"{node.module}.{alias.name}" not in by_name}
            if offered is not None and (hidden := names - set(offered)):
                wrong.append((module, node.module, sorted(hidden)))

    assert wrong == []


def _dotted(module: str) -> str:
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _declared_all(module: ast.Module) -> list[str] | None:
    for node in module.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(t) == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def _defined(module: ast.Module) -> set[str]:
    """Every name that a module has once it is imported."""
    found: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            }
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return found


@pytest.mark.parametrize("package", (*PACKAGES, "tests", "benchmarks"))
def test_no_file_is_too_long_to_read_at_once(package: str) -> None:
    lengths = {
        module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in modules(package)
    }

    assert {module: length for module, length in lengths.items() if length > LONGEST_FILE} == {}


# --- what no file may hold ---------------------------------------------------------------------------


def test_no_file_names_a_package_registry() -> None:
    found = [name for name, text in texts().items() if any(host in text for host in REGISTRY_HOSTS)]

    assert found == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = {name: match.group() for name, text in texts().items() if (match := MACHINE_PATH.search(text))}

    assert found == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_with_its_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]

    assert [line for line in lines if "://" in line or "index-url" in line] == []
    assert [lines[number] for number in pins if "==" not in lines[number]] == []
    assert [lines[number] for number in pins if "--hash=sha256:" not in lines[number + 1]] == []

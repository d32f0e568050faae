"""Direction of the imports; most of it is checked by import-linter."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import cogs
from tests.architecture.source import ROOT, dotted, imported_names, module_tree, modules

#: Modules of the bot that may import discord.py, beside bot.discord and bot.tuning.
MAY_IMPORT_DISCORD = {"bot/app.py"}
#: Services without Discord, even through a chain of imports.
WITHOUT_DISCORD = (
    "bot/jobs",
    "bot/quota",
    "bot/guilds",
    "bot/users",
    "bot/audit",
    "bot/db",
    "bot/fal",
    "bot/images",
)


def test_the_contracts_of_pyproject_are_kept() -> None:
    # In a process of its own, because it reconfigures logging.
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checked = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stdout
    assert " 0 broken" in checked.stdout


def test_the_command_line_loads_the_sandbox_only_for_its_commands() -> None:
    early = [name for name in imported_names("bot/cli.py", at_import=True) if name.startswith("sandbox")]

    assert early == []
    assert any(name.startswith("sandbox") for name in imported_names("bot/cli.py"))


def test_discords_library_is_imported_by_few_modules() -> None:
    using = {module for module in modules("bot", "config") if _imports_discord(module)}
    elsewhere = {m for m in using if not m.startswith(("bot/discord/", "bot/tuning/"))}

    assert elsewhere == MAY_IMPORT_DISCORD
    assert len(using) > len(elsewhere)


def test_services_do_not_reach_discord_through_other_modules() -> None:
    ours = {dotted(module): module for module in modules("bot", "config")}
    reached = set(modules(*WITHOUT_DISCORD))
    new = set(reached)
    while new:
        found = {ours[name] for module in new for name in _modules_imported_by(module) if name in ours}
        new = found - reached
        reached |= new

    assert {module for module in reached if _imports_discord(module)} == set()


def test_extensions_do_not_reach_the_database() -> None:
    database = ("sqlalchemy", "aiosqlite", "bot.db.engine", "bot.db.schema", "bot.db.upsert", "bot.db.jobs")
    wrong = {
        module: found
        for module in modules("cogs")
        if (found := [name for name in imported_names(module) if name.startswith(database)])
    }

    assert wrong == {}


def test_cogs_holds_extensions_only() -> None:
    found = {module.name for module in pkgutil.iter_modules(cogs.__path__, "cogs.")}

    assert found
    assert found == set(cogs.EXTENSIONS)
    assert [n for n in cogs.EXTENSIONS if not hasattr(importlib.import_module(n), "setup")] == []


def _imports_discord(module: str) -> bool:
    return any(name.split(".")[0] == "discord" for name in imported_names(module))


def _modules_imported_by(module: str) -> set[str]:
    """Names that may be modules: each imported name, and the module it is taken from."""
    names = set(imported_names(module))
    return names | {name.rpartition(".")[0] for name in names}


def test_the_helpers_see_imports_and_trees() -> None:
    assert "bot.errors.StartupError" in set(imported_names("bot/cli.py"))
    assert module_tree("bot/cli.py").body

"""The pages in docs/ match the code: settings, permissions, commands, decisions, changelog, release."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import discord
import pytest
import yaml

from config.reference import render_markdown
from tests.e2e.harness import open_harness

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DECISIONS = sorted((DOCS / "adr").glob("[0-9]*.md"))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_configuration_page_lists_every_setting_as_it_is():
    table = re.search(r"<!-- settings:.*?-->\n(.*?)\n<!-- /settings -->", page("configuration.md"), re.DOTALL)

    assert table is not None
    assert table[1].strip() == render_markdown().strip()


def test_the_invite_link_requests_exactly_the_permissions_that_are_explained():
    requested = discord.Permissions(int(re.search(r"permissions=(\d+)", page("installation.md"))[1]))

    assert requested == discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
        add_reactions=True,
    )


def english() -> dict[str, str]:
    """The one-line texts of the bot in English, by key."""
    folder = ROOT / "bot/discord/i18n/locales/en-US"
    lines = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.ftl"))
    return dict(re.findall(r"^([a-z][\w-]*) = (.+)$", lines, re.MULTILINE))


def usages(command: dict[str, Any], before: str = "/") -> Iterator[str]:
    """How a registered command is typed: ``/quota-admin set target limit [preview]``."""
    options = command.get("options") or []
    name = f"{before}{command['name']}"
    subcommands = [option for option in options if option["type"] <= 2]
    if subcommands:
        for one in subcommands:
            yield from usages(one, f"{name} ")
        return
    yield " ".join([name, *(o["name"] if o.get("required") else f"[{o['name']}]" for o in options)])


async def test_the_command_page_shows_every_command_with_its_options(tmp_path: Path):
    async with open_harness(tmp_path) as harness:
        registered = harness.discord.commands.all(None)
    typed = [usage for one in registered if one["type"] == 1 for usage in usages(one)]
    menus = [one["name"] for one in registered if one["type"] != 1]

    shown = set(re.findall(r"^\| `(/[^`]+)` \|", page("commands.md"), re.MULTILINE))
    assert shown == set(typed)
    assert menus
    assert [name for name in menus if f"| **{name}** |" not in page("commands.md")] == []


async def test_the_command_page_shows_every_choice_of_imagine(tmp_path: Path):
    async with open_harness(tmp_path) as harness:
        registered = harness.discord.commands.all(None)
    (imagine,) = (one for one in registered if one["name"] == "imagine")

    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", page("commands.md"), re.MULTILINE))
    choices = {o["name"]: o["choices"] for o in imagine["options"] if o.get("choices")}
    assert set(choices) == {"size", "quality", "count"}
    for name, offered in choices.items():
        assert re.findall(r"`([^`]+)`", rows[name]) == [str(choice["value"]) for choice in offered]


def test_the_admin_guide_names_every_section_of_the_settings_panel():
    texts = english()
    names = [text for key, text in texts.items() if key.startswith("settings-section-")]
    table = re.findall(r"^\| (.+?) \| .+ \|$", page("admin-guide.md"), re.MULTILINE)

    assert len(names) > 3
    assert [name for name in names if name not in {"Overview", *table}] == []


def test_sentences_quoted_in_troubleshooting_are_texts_of_the_bot():
    quoted = re.findall(r'^\| "(.+?)" \|', page("troubleshooting.md"), re.MULTILINE)
    quoted.remove("The application did not respond")  # Discord's own
    texts = "\n".join(english().values())

    assert quoted
    assert [sentence for sentence in quoted if sentence not in texts] == []


def test_the_operations_page_shows_every_subcommand_of_the_command_line():
    asked = [sys.executable, "-m", "bot", "--help"]
    shown = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    subcommands = re.findall(r"^    ([a-z]+) ", shown, re.MULTILINE)

    table = page("operations.md").split("## Command line", 1)[1].split("\n## ", 1)[0]
    assert "run" in subcommands
    assert set(re.findall(r"`easel ([a-z]+)", table)) == set(subcommands)


def test_decisions_are_numbered_without_gaps_and_listed_in_the_index():
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+?) \| ([\d-]+) \|$", page("adr/index.md"), re.MULTILINE
    )

    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert [name for _, name, _, _ in listed] == [path.name for path in DECISIONS]
    for number, name, title, date in listed:
        assert page(f"adr/{name}").startswith(f"# {number}. {title}\n\n- Status: ")
        assert f"- Date: {date}\n" in page(f"adr/{name}")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_status_context_decision_and_consequences(path: Path):
    text = path.read_text(encoding="utf-8")

    assert re.search(r"^- Status: (accepted|superseded by \[\d{4}\])", text, re.MULTILINE)
    sections = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)
    assert sections[1::2] == ["Context", "Decision", "Consequences"]
    assert all(body.strip() for body in sections[2::2])


def test_the_changelog_has_one_short_line_per_change_and_the_newest_version_first():
    entries = [line for line in CHANGELOG.splitlines() if line.startswith("- ")]
    versions = re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert entries
    assert [line for line in CHANGELOG.splitlines() if len(line) > 150] == []
    assert [line for line in CHANGELOG.splitlines() if line.startswith("  ")] == []
    assert versions[:2] == ["Unreleased", project["version"]]


def test_the_upgrade_notes_name_every_migration():
    migrations = [path.name[:4] for path in (ROOT / "bot/db/migrations/versions").glob("0*.py")]

    assert migrations
    assert [number for number in migrations if f"`{number}`" not in page("upgrading.md")] == []


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = spec_from_file_location("release", ROOT / ".ci" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_release_moves_the_unreleased_entries_under_its_version(release: ModuleType):
    before = "# Changelog\n\n## [Unreleased]\n\n### Fixed\n- A bug.\n\n## [0.1.0] - 2026-11-30\n\n- First.\n"

    after = release.cut_changelog(before, "0.2.0", "2027-01-31")

    assert after == before.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0] - 2027-01-31\n")


def test_a_release_without_entries_is_refused(release: ModuleType):
    empty = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-30\n\n- First.\n"

    with pytest.raises(release.ReleaseError, match="no entries"):
        release.cut_changelog(empty, "0.2.0", "2027-01-31")


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "0.2", "v0.2.0", ""])
def test_a_release_needs_a_newer_version(release: ModuleType, version: str):
    with pytest.raises(release.ReleaseError):
        release.bump_version('[project]\nversion = "0.1.0"\n', version)


def test_a_dry_run_shows_the_release_and_changes_nothing(tmp_path: Path):
    files = (".ci/release.py", "pyproject.toml", "CHANGELOG.md", "README.md", "docs/badges/version.svg")
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(
        "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [0.1.0] - 2026-11-30\n", encoding="utf-8"
    )
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.invalid")
    for arguments in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "Start")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)

    shown = subprocess.run(
        [sys.executable, ".ci/release.py", "99.0.0"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    assert '+version = "99.0.0"' in shown
    assert "+![Version 99.0.0]" in shown
    assert "+## [99.0.0] - " in shown
    assert "git tag v99.0.0" in shown
    state = subprocess.run(
        ["git", "status", "--short"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert state.stdout == ""
    assert "[99.0.0]" not in changelog.read_text(encoding="utf-8")


def test_pre_commit_hooks_run_the_projects_own_tools():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))

    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    tools = {hook["entry"].split()[0] for hook in hooks}
    assert tools == {".venv/bin/ruff", ".venv/bin/mypy"}
    assert all((Path(sys.executable).parent / Path(tool).name).exists() for tool in tools)


PATH = re.compile(r"`((?:bot|cogs|config|sandbox|benchmarks|tests|docs|\.ci)/[^`\s]*)`")
PAGES = [ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *DECISIONS]


def missing(path: str) -> bool:
    """Whether nothing matches; ``<locale>`` stands for any name."""
    return not list(ROOT.glob(re.sub(r"<\w+>", "*", path)))


def test_every_path_named_in_the_docs_exists():
    named = {path: PATH.findall(path.read_text(encoding="utf-8")) for path in PAGES}

    assert len(named[DOCS / "architecture.md"]) > 5
    assert len(named[ROOT / "CONTRIBUTING.md"]) > 10
    assert {p.name: gone for p, paths in named.items() if (gone := [n for n in paths if missing(n)])} == {}


def test_the_map_of_the_architecture_shows_every_package():
    tree = re.search(r"```text\n(bot/\n.*?)```", page("architecture.md"), re.DOTALL)
    assert tree is not None
    inside, outside = tree[1].split("\ncogs/", 1)
    packages = set(re.findall(r"^  (\w+)/", inside, re.MULTILINE))

    assert packages == {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    shown = {"bot", "cogs", *re.findall(r"^(\w+)/", outside, re.MULTILINE)}
    assert [name for name in shown if not (ROOT / name).is_dir()] == []

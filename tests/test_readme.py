"""README, CONTRIBUTING and SECURITY match the repository: links, commands, badges."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def badge(name: str) -> str:
    return (ROOT / "docs" / "badges" / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_linked_from_the_root_pages_exists(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)[^)]*\)", text) + re.findall(r'src="([^":]+)"', text)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_loads_nothing_from_another_host():
    assert re.findall(r'(?:!\[[^]]*\]\(|src=")(https?:[^)"]+)', README) == []


def test_the_readme_opens_with_picture_commands_and_the_way_to_go_live():
    opening = README.split("\n## ", 1)[0]

    assert opening.startswith("# Easel\n")
    positions = [opening.index(part) for part in ("badges/", "<img", "make demo", "make test", "(#go-live)")]
    assert positions == sorted(positions)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/testing.md", "docs/releasing.md"])
def test_every_make_target_named_in_a_page_exists(name: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))

    assert named
    assert named <= targets


def test_the_badges_show_the_projects_own_version_and_python():
    assert f">{PROJECT['version']}</text>" in badge("version")
    assert f">{PROJECT['requires-python'].removeprefix('>=')}+</text>" in badge("python")
    assert f"Version {PROJECT['version']}]" in README

"""Release recipe behind `make release`: version bump, changelog cut, build, commit and tag.

Without ``--apply`` it prints what it would do and changes nothing. It never pushes or publishes.
"""

from __future__ import annotations

import argparse
import difflib
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_UNRELEASED = re.compile(r"## \[Unreleased\]\n(.*?)(?=^## \[)", re.DOTALL | re.MULTILINE)


class ReleaseError(Exception):
    """A release that cannot be made; the text names the reason."""


def bump_version(pyproject: str, version: str) -> str:
    """Return ``pyproject.toml`` with ``version``. Raises :class:`ReleaseError` unless it is newer."""
    found = re.search(r'^version = "([^"]+)"$', pyproject, re.MULTILINE)
    if found is None:
        raise ReleaseError("pyproject.toml has no version")
    if _parts(version) <= _parts(found[1]):
        raise ReleaseError(f"{version} is not newer than {found[1]}")
    return f'{pyproject[: found.start()]}version = "{version}"{pyproject[found.end() :]}'


def cut_changelog(changelog: str, version: str, date: str) -> str:
    """Turn *Unreleased* into ``version``. Raises :class:`ReleaseError` when there is nothing to release."""
    found = _UNRELEASED.search(changelog)
    if found is None or "\n- " not in found[1]:
        raise ReleaseError("CHANGELOG.md has no entries under [Unreleased]")
    heading = f"## [Unreleased]\n\n## [{version}] - {date}\n"
    return changelog.replace("## [Unreleased]\n", heading, 1)


def _parts(version: str) -> tuple[int, ...]:
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"{version!r} is not a version; use make release VERSION=0.2.0")
    return tuple(map(int, version.split(".")))


def _plan(version: str) -> dict[Path, str]:
    badge, readme = ROOT / "docs/badges/version.svg", ROOT / "README.md"
    pyproject, changelog = ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"
    today = datetime.now(UTC).date().isoformat()
    return {
        pyproject: bump_version(pyproject.read_text(encoding="utf-8"), version),
        changelog: cut_changelog(changelog.read_text(encoding="utf-8"), version, today),
        badge: _VERSION.sub(version, badge.read_text(encoding="utf-8")),
        readme: re.sub(r"Version \d+\.\d+\.\d+", f"Version {version}", readme.read_text(encoding="utf-8")),
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
        ["git", *arguments],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _show(plan: dict[Path, str]) -> None:
    for path, after in plan.items():
        before = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
        sys.stdout.write("\n".join(lines) + "\n\n")


def main() -> None:
    """Run the recipe for the version on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?", default="", help="such as 0.2.0")
    parser.add_argument("--apply", action="store_true", help="make the release; otherwise only show it")
    options = parser.parse_args()
    try:
        _release(options.version, apply=options.apply)
    except ReleaseError as error:
        raise SystemExit(f"release: {error}") from error
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"release: {' '.join(map(str, error.cmd))} failed\n{error.stderr or ''}") from error


def _release(version: str, *, apply: bool) -> None:
    plan = _plan(version)
    if f"v{version}" in _git("tag", "--list").split():
        raise ReleaseError(f"the tag v{version} exists already")
    if _git("status", "--porcelain"):
        raise ReleaseError("the working tree is not clean; commit first")
    build = [sys.executable, "-m", "uv", "build", "--no-build-isolation", "--out-dir", "dist"]
    commit = [["add", "--update"], ["commit", "--message", f"Release {version}"], ["tag", f"v{version}"]]
    if not apply:
        _show(plan)
        steps = [" ".join(["uv", *build[3:]]), *(" ".join(["git", *step]) for step in commit)]
        sys.stdout.write("Dry run: nothing was changed. With APPLY=1, these follow:\n")
        sys.stdout.write("".join(f"  {step}\n" for step in steps))
        return
    for path, text in plan.items():
        path.write_text(text, encoding="utf-8")
    try:
        subprocess.run(build, cwd=ROOT, check=True)  # noqa: S603 - fixed arguments, no shell
    except BaseException:
        _git("checkout", "--", *map(str, plan))
        raise
    for step in commit:
        _git(*step)
    sys.stdout.write(
        f"Released {version} locally. Check `git show` and dist/, then push the commit and the tag.\n"
    )


if __name__ == "__main__":
    main()

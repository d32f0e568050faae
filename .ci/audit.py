"""Audit behind `make audit`: known vulnerabilities in the pinned dependencies, by pip-audit.

An index without advisories makes every package look sound. Therefore an old release with well-known
vulnerabilities is looked up first; if none is reported, nothing can be audited, and the audit fails.
With ``--offline-ok`` it then passes with a warning. Where advisories are available, the option has no effect.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# Dozens of advisories since 2022.
_VULNERABLE = "pillow==9.0.0"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("requirements", nargs="+", type=Path, help="lock files with hashes")
    parser.add_argument("--offline-ok", action="store_true", help="pass if no advisories can be reached")
    parser.add_argument("--command", default="pip-audit", help="pip-audit's path")
    options = parser.parse_args(arguments)

    if not _has_advisories(options.command):
        print("Nothing was audited: no index with advisories can be reached.", file=sys.stderr)
        if not options.offline_ok:
            print("Without network, OFFLINE_OK=1 skips the audit.", file=sys.stderr)
        return 0 if options.offline_ok else 1
    failures, audited = [], 0
    for path in options.requirements:
        for found in _audit(options.command, path, "--require-hashes") or [{"name": str(path)}]:
            failures += _failures_of(found)
            audited += 1
    print("\n".join(failures) if failures else f"{audited} packages without known vulnerabilities.")
    return 1 if failures else 0


def _has_advisories(command: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "requirements.txt")
        path.write_text(_VULNERABLE, encoding="utf-8")
        found = _audit(command, path, "--no-deps")
    return any(one.get("vulns") for one in found)


def _failures_of(found: dict[str, Any]) -> list[str]:
    name = f"{found['name']} {found.get('version', '')}".strip()
    if "vulns" not in found:
        return [f"{name}: not audited ({found.get('skip_reason', 'no result')})"]
    return [
        f"{name}: {one['id']}, fixed in {', '.join(one['fix_versions']) or '?'}" for one in found["vulns"]
    ]


def _audit(command: str, path: Path, *options: str) -> list[dict[str, Any]]:
    """Return pip-audit's findings by package; none if it fails."""
    ended = subprocess.run(  # noqa: S603 - fixed arguments, no shell
        [
            command,
            "--progress-spinner",
            "off",
            "--disable-pip",
            "--format",
            "json",
            *options,
            "-r",
            str(path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return list(json.loads(ended.stdout)["dependencies"])
    except (ValueError, KeyError, TypeError):
        print(ended.stderr.strip()[-1000:], file=sys.stderr)
        return []


if __name__ == "__main__":
    sys.exit(main())

"""Supply chain: hashes for all installed packages, hardened containers, and an audit that can fail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SEVERAL = yaml.safe_load((ROOT / "compose.postgres.yaml").read_text(encoding="utf-8"))
SERVICES = {**COMPOSE["services"], **SEVERAL["services"]}
# The first releases without a known vulnerability, as of November 2026.
SOUND = {"aiohttp": "3.14.5", "pillow": "13.0.0", "python-dotenv": "1.2.4"}


def _pinned(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9_.-]+)(?:\[[a-z,]+\])?==([^ ;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"])
def test_every_pin_has_a_hash(lock: str):
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8").split("\n", 2)[2])

    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_build_back_end_is_locked_wherever_easel_is_built():
    (back_end,) = PROJECT["build-system"]["requires"]

    assert back_end in PROJECT["dependency-groups"]["build"]
    for lock in ("requirements-dev.lock", "requirements-build.lock"):
        assert Requirement(back_end).specifier.contains(_pinned(lock)["hatchling"])


def test_the_locks_agree():
    tools = _pinned("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-build.lock"):
        assert {name: version for name, version in _pinned(lock).items() if tools[name] != version} == {}


@pytest.mark.parametrize("name", SOUND)
def test_no_release_with_a_known_vulnerability_can_be_installed(name: str):
    (wanted,) = [
        Requirement(one) for one in PROJECT["project"]["dependencies"] if Requirement(one).name == name
    ]

    lowest = min(Version(one.version) for one in wanted.specifier if one.operator == ">=")
    assert lowest >= Version(SOUND[name])


@pytest.mark.parametrize("file", ["Dockerfile", "Makefile", "docs/installation.md"])
def test_nothing_is_installed_without_hashes(file: str):
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    # A command of the Makefile may be a variable.
    if (variable := re.search(r"^INSTALL := (.*)\n", text, re.MULTILINE)) is not None:
        text = text.replace(variable.group(), "").replace("$(INSTALL)", variable.group(1))
    commands = re.findall(r"\bpip(?: --\S+)* (?:install|wheel)\b[^&\n]*", text)

    assert commands
    for command in commands:
        # pip checks hashes by itself if a file has them, as the locks do.
        from_lock = "requirements" in command
        own_code = "--no-deps" in command and ("--no-build-isolation" in command or "--no-index" in command)
        assert from_lock or own_code, command


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_hardened(service: str):
    options = SERVICES[service]

    assert options["read_only"] is True
    assert options["cap_drop"] == ["ALL"]
    assert options["security_opt"] == ["no-new-privileges:true"]
    assert options["mem_limit"]
    assert options["pids_limit"] > 0
    assert "/tmp" in options["tmpfs"]


@pytest.mark.parametrize("file", ["Dockerfile", "docs/installation.md"])
def test_docker_run_has_the_same_options_as_compose(file: str):
    text = re.sub(r" \\\n#?", " ", (ROOT / file).read_text(encoding="utf-8"))
    (command,) = re.findall(r"docker run .* easel$", text, re.MULTILINE)
    service = COMPOSE["services"]["easel"]

    assert f"--memory {service['mem_limit']} --pids-limit {service['pids_limit']}" in command
    for option in ("--init", "--read-only", "--tmpfs /tmp", "--cap-drop ALL", "no-new-privileges:true"):
        assert option in command


# --- make audit -----------------------------------------------------------------------------------

SOUND_LOCK: list[dict[str, Any]] = [{"name": "yarl", "version": "1.2", "vulns": []}]
PROBE: list[dict[str, Any]] = [
    {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["9.0.1"]}]}
]
SKIPPED: list[dict[str, Any]] = [{"name": "yarl", "skip_reason": "not found"}]


def _run_audit(folder: Path, probe: Any, lock: Any, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the audit with a stand-in for pip-audit, which prints ``probe`` or ``lock``; ``None`` is an error."""
    command, requirements = folder / "pip-audit", folder / "requirements.lock"
    requirements.write_text("yarl==1.2")
    command.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"found = json.loads({json.dumps(json.dumps([lock, probe]))})['--no-deps' in sys.argv]\n"
        "sys.exit('ERROR: no network') if found is None else print(json.dumps({'dependencies': found}))\n"
    )
    command.chmod(0o755)
    return subprocess.run(
        [sys.executable, ROOT / ".ci/audit.py", "--command", command, *options, requirements],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("probe", "lock", "options", "status", "said"),
    [
        (PROBE, SOUND_LOCK, [], 0, "1 packages without known vulnerabilities"),
        (PROBE, PROBE, [], 1, "pillow 9.0.0: PYSEC-1, fixed in 9.0.1"),
        (PROBE, PROBE, ["--offline-ok"], 1, "PYSEC-1"),
        (PROBE, SKIPPED, [], 1, "yarl: not audited (not found)"),
        (PROBE, SKIPPED, ["--offline-ok"], 1, "not audited"),
        (PROBE, None, ["--offline-ok"], 1, "not audited"),
        (SKIPPED, SKIPPED, [], 1, "Nothing was audited"),
        (SKIPPED, SKIPPED, ["--offline-ok"], 0, "Nothing was audited"),
        (None, None, [], 1, "OFFLINE_OK=1"),
        (None, None, ["--offline-ok"], 0, "Nothing was audited"),
    ],
)
def test_the_audit_fails_when_a_package_is_vulnerable_or_was_not_audited(
    tmp_path: Path, probe: Any, lock: Any, options: list[str], status: int, said: str
):
    ended = _run_audit(tmp_path, probe, lock, *options)

    assert ended.returncode == status
    assert said in ended.stdout + ended.stderr

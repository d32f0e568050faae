"""Contents that no file of the repository may have, and the form of the lock files."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT, tracked_texts

# Joined at run time, so that this file does not contain them.
REGISTRY_HOSTS = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|work|Users/\w+|home/(?!easel\b|app\b)\w+)/")


def test_no_file_names_a_package_registry() -> None:
    found = [name for name, text in tracked_texts().items() if any(host in text for host in REGISTRY_HOSTS)]

    assert found == []


def test_no_file_contains_a_path_of_a_developers_machine() -> None:
    found = {
        name: match.group() for name, text in tracked_texts().items() if (match := MACHINE_PATH.search(text))
    }

    assert MACHINE_PATH.search("in /" + "home/alice/easel")
    assert found == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_every_package_with_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]

    assert pins
    assert [line for line in lines if "://" in line or "index-url" in line] == []
    assert [lines[number] for number in pins if "==" not in lines[number]] == []
    assert [lines[number] for number in pins if "--hash=sha256:" not in lines[number + 1]] == []

"""Versions for which the tuning modules were verified: a new minor version fails here on purpose.

When one of these tests fails, compare the private API named in the module's docstring with the new
version, run the suite once with ``EASEL_TUNING_OFF=all``, and then raise the version below.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

import bot.tuning

#: Tuning module -> the dependencies whose private parts or grammar it relies on, as verified.
VERIFIED: dict[str, dict[str, str]] = {
    "compact_modules": {},
    "fal_http_client": {"fal-client": "1.0"},
    "fluent_patterns": {"Babel": "2.18", "fluent.runtime": "0.4"},
    "guild_cache": {"discord.py": "2.7"},
    "lazy_fluent": {"fluent.runtime": "0.4"},
    "lean_imports": {"SQLAlchemy": "2.1", "aiohttp": "3.14", "httpx": "0.28", "structlog": "26.1"},
    "single_attempt": {"aiohttp": "3.14"},
    "spooled_upload": {"aiohttp": "3.14", "discord.py": "2.7"},
    "sqlite_inline": {"aiosqlite": "0.22", "SQLAlchemy": "2.1"},
}


@pytest.mark.parametrize(
    ("module", "package", "verified"),
    [(module, package, minor) for module, needs in VERIFIED.items() for package, minor in needs.items()],
)
def test_a_tuning_module_was_verified_for_the_installed_version(
    module: str, package: str, verified: str
) -> None:
    installed = ".".join(version(package).split(".")[:2])

    assert installed == verified, f"verify bot/tuning/{module}.py against {package} {installed}"


def test_every_tuning_module_states_its_versions() -> None:
    folder = Path(bot.tuning.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert modules
    assert modules == set(VERIFIED)

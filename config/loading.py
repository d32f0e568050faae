"""From the environment and the `.env` file to :class:`Settings`, or to one readable line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from config.environment import pick, read_env_file, refuse_misspelled
from config.errors import SettingsError
from config.settings import Settings

__all__ = ["load_settings"]

_DEFAULT_FILE = Path(".env")
_LONGEST_SHOWN = 60
_SCHEME = re.compile(r"[a-z][a-z0-9+]*(?=://)")


def load_settings(
    *, env_file: Path | None = _DEFAULT_FILE, environ: Mapping[str, str] | None = None
) -> Settings:
    """Read every setting; the environment wins over the file, and blanks mean "not set".

    Parameters
    ----------
    env_file
        Lines of ``NAME=value``; ``None`` reads no file. Only the default ``.env`` may be absent.
    environ
        Stands in for the process's environment.

    Raises
    ------
    SettingsError
        One line that names each setting at fault. It never shows a secret.
    """
    known = [name.upper() for name in Settings.model_fields]
    values = _from_file(env_file, known)
    values |= pick(os.environ if environ is None else environ, known)
    try:
        return Settings.model_validate({name.lower(): value for name, value in values.items()})
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors()}
        lines = [_line(name, values) for name in Settings.model_fields if name in wrong]
        # Without the cause: pydantic's own text would show the values.
        raise SettingsError("; ".join(lines)) from None


def _from_file(path: Path | None, known: list[str]) -> dict[str, str]:
    if path is None or (path == _DEFAULT_FILE and not path.exists()):
        return {}
    values = read_env_file(path)
    refuse_misspelled(path, values, known)
    return pick(values, known)


def _line(name: str, values: Mapping[str, str]) -> str:
    notes = Settings.notes(name)
    given = _given(values.get(name.upper(), ""), hidden=notes["hidden"])
    return f"{name.upper()} {given}, expected {notes['expects']}"


def _given(value: str, *, hidden: bool) -> str:
    """What may be shown of a wrong value: an address can carry a password before its @."""
    if hidden or "@" in value:
        scheme = _SCHEME.match(value)
        return f"begins with {scheme.group()}://" if scheme else "cannot be used"
    shown = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "..."
    return f"is {shown!r}"

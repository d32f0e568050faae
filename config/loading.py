"""Settings loader: reads the environment and the `.env` file, or raises a one-line error."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from config.errors import SettingsError
from config.settings import Settings

__all__ = ["load_settings"]

_DEFAULT_FILE = Path(".env")
_MAX_SHOWN = 60
_SCHEME = re.compile(r"[a-z][a-z0-9+]*(?=://)")
# High enough to distinguish FAL_KEY_ID, which fal's own client reads, from FAL_KEY.
_SIMILARITY = 0.9


def load_settings(env_file: Path | None = _DEFAULT_FILE) -> Settings:
    """Read all settings. The environment overrides the file; a blank value means "not set".

    ``env_file`` contains ``NAME=value`` lines; ``None`` reads no file. Only the default file may be missing.

    Raises :class:`SettingsError` with one line that names every invalid setting and contains no secret.
    """
    values = {} if env_file is None else _read_env_file(env_file)
    values |= _not_blank(EnvSettingsSource(Settings)())
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors()}
        lines = [_error_line(name, values) for name in Settings.model_fields if name in wrong]
        # Suppress the cause, whose text would contain the values.
        raise SettingsError("; ".join(lines)) from None


def _read_env_file(path: Path) -> dict[str, str]:
    if path == _DEFAULT_FILE and not path.exists():
        return {}
    names = _check_env_file(path)
    _refuse_misspelled(path, names)
    source = DotEnvSettingsSource(
        Settings, env_file=path, env_file_encoding="utf-8-sig", dotenv_filtering="only_existing"
    )
    return _not_blank(source())


def _check_env_file(path: Path) -> list[str]:
    """Return the names in an env file. Raises :class:`SettingsError` for lines that would be misread.

    python-dotenv skips malformed lines and expands ``${...}``, as Docker Compose does but
    ``docker run --env-file`` does not.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"{path}: cannot read the settings file: {reason}") from error
    names = []
    for binding in parse_stream(StringIO(text)):
        if binding.error:
            raise SettingsError(f"{path}: line {binding.original.line} is not NAME=value")
        if "${" in (binding.value or ""):
            raise SettingsError(f"{path}: line {binding.original.line}: ${{...}} is not supported in a value")
        if binding.key is not None:
            names.append(binding.key)
    return names


def _refuse_misspelled(path: Path, names: Collection[str]) -> None:
    """Raise :class:`SettingsError` for a name similar to a setting: a misspelled limit would have no effect.

    Other unknown names are ignored, since other programs may read the same file.
    """
    known = [name.upper() for name in Settings.model_fields]
    for name in sorted({name for name in names if name.upper() not in known}):
        for meant in get_close_matches(name.upper(), known, n=1, cutoff=_SIMILARITY):
            raise SettingsError(f"{path}: {name} is not a setting; did you mean {meant}?")


def _not_blank(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}


def _error_line(name: str, values: Mapping[str, str]) -> str:
    notes = Settings.notes(name)
    shown = _shown(values.get(name, ""), secret=notes["secret"])
    return f"{name.upper()} {shown}, expected {notes['expects']}"


def _shown(value: str, *, secret: bool) -> str:
    """Return the part of an invalid value that is safe to show: a URL may have a password before its @."""
    if secret or "@" in value:
        scheme = _SCHEME.match(value)
        return f"starts with {scheme.group()}://" if scheme else "is invalid"
    text = value.strip()
    shown = text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "..."
    return f"is {shown!r}"

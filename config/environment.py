"""The environment and the `.env` file as plain names and texts, and nothing about their meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from config.errors import SettingsError

__all__ = ["pick", "read_env_file", "refuse_misspelled"]

# High enough to let FAL_KEY_ID, which fal's own client reads, stand beside FAL_KEY.
_MISSPELLED = 0.9


def read_env_file(path: Path) -> dict[str, str]:
    """Names and values of an env file, as written: `${...}` is not expanded.

    Raises :class:`SettingsError` when the file cannot be read or a line is not ``NAME=value``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"{path}: the settings file cannot be read: {reason}") from error
    values: dict[str, str] = {}
    for binding in parse_stream(StringIO(text)):
        if binding.error:
            raise SettingsError(f"{path}: line {binding.original.line} is not NAME=value")
        if binding.key is not None:
            values[binding.key] = binding.value or ""
    return values


def pick(values: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """The known names whose value is more than blanks, stripped: an empty value means "not set"."""
    return {name: values[name].strip() for name in known if values.get(name, "").strip()}


def refuse_misspelled(path: Path, names: Collection[str], known: Collection[str]) -> None:
    """Raise :class:`SettingsError` for a name that is nearly a setting.

    Only for the `.env` file, which is ours: a ceiling with a typo in its name would silently
    be no ceiling. Names that resemble no setting belong to somebody else and are left alone.
    """
    for name in sorted(set(names) - set(known)):
        for meant in get_close_matches(name.upper(), list(known), n=1, cutoff=_MISSPELLED):
            raise SettingsError(f"{path}: {name} is not a setting; did you mean {meant}?")

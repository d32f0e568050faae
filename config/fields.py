"""How one setting is declared, and the kinds of text that settings hold.

A setting is a pydantic field that also carries its unit, its section and the words of its
error line, so that checks, `.env.example` and the README table share one source.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic.config import JsonDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

__all__ = [
    "BaseUrl",
    "DatabaseUrl",
    "GuildIds",
    "Hosts",
    "Level",
    "Limit",
    "LowerCase",
    "Secret",
    "ShardIds",
    "TimezoneName",
    "UpperCase",
    "chosen",
    "number",
    "setting",
]

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
_LARGEST_SNOWFLAKE = 2**63 - 1


def setting(
    default: Any,
    meaning: str,
    *,
    section: str,
    unit: str,
    expects: str,
    hidden: bool = False,
    where: str = "",
    ge: float | None = None,
    le: float | None = None,
) -> Any:
    """Declare a setting.

    ``expects`` completes "expected ..." in an error line; a ``hidden`` value is or may hold a
    secret and is never shown; ``where`` says where to get it; ``ge`` and ``le`` are the bounds of a number.
    """
    notes: JsonDict = {
        "section": section,
        "unit": unit,
        "expects": expects,
        "hidden": hidden,
        "where": where,
    }
    return Field(default, description=meaning, json_schema_extra=notes, repr=not hidden, ge=ge, le=le)


def number(
    default: float | None, meaning: str, *, section: str, unit: str, low: float, high: float, extra: str = ""
) -> Any:
    """Declare a number from ``low`` to ``high``, both included; whole when ``low`` is an ``int``."""
    kind = "a whole number" if isinstance(low, int) else "a number"
    expects = f"{kind} from {low:g} to {high}" + extra
    return setting(default, meaning, section=section, unit=unit, expects=expects, ge=low, le=high)


def chosen(default: str, meaning: str, *, section: str, options: tuple[str, ...]) -> Any:
    """Declare one of a few words."""
    return setting(
        default, meaning, section=section, unit=", ".join(options), expects=f"one of {', '.join(options)}"
    )


def _clean_secret(value: SecretStr) -> SecretStr:
    # Both travel in HTTP headers; a trailing newline there fails only at the first request.
    text = value.get_secret_value().strip()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("not a header value")
    return SecretStr(text)


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part for part in (piece.strip() for piece in value.split(",")) if part)
    return value


def _none_word(value: Any) -> Any:
    return None if isinstance(value, str) and value.lower() == "none" else value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    # Reading .port is what makes urllib check it.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not an http(s) address")
    if parts.query or parts.fragment or parts.username is not None or any(c.isspace() for c in value):
        raise ValueError("more than a base address")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError) as error:
        raise ValueError("not a database URL") from error
    if url.drivername not in _DRIVERS:
        raise ValueError("another driver")
    if url.drivername.startswith("sqlite") and url.database in (None, "", ":memory:"):
        raise ValueError("a database in memory forgets its jobs")
    return value


def _timezone(value: str) -> str:
    # zoneinfo raises its own error, ValueError or OSError, depending on how the name is wrong.
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("not a time zone") from error
    return value


def _hosts(values: tuple[str, ...]) -> tuple[str, ...]:
    hosts = tuple(value.lower() for value in values)
    if not hosts or not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError("not host names")
    return hosts


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


Secret = Annotated[SecretStr, AfterValidator(_clean_secret)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
TimezoneName = Annotated[str, AfterValidator(_timezone)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_hosts)]
GuildIds = Annotated[tuple[Annotated[int, Field(ge=1, le=_LARGEST_SNOWFLAKE)], ...], BeforeValidator(_split)]
ShardIds = Annotated[tuple[Annotated[int, Field(ge=0)], ...], BeforeValidator(_split)]
Limit = Annotated[int | None, BeforeValidator(_none_word)]
LowerCase = BeforeValidator(_lower)
UpperCase = BeforeValidator(_upper)
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

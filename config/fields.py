"""Setting declarations: pydantic fields with a unit and an error text, and their value types.

Validation, `.env.example` and the tables in the documentation are all derived from them.
"""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic.config import JsonDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

__all__ = [
    "Address",
    "BaseUrl",
    "DatabaseUrl",
    "GuildIds",
    "Hosts",
    "InputCheckModel",
    "Level",
    "Limit",
    "LinkUrl",
    "ModelIds",
    "Networks",
    "SchemaUrl",
    "Secret",
    "ShardIds",
    "TimezoneName",
    "choice",
    "not_set",
    "number",
    "passwords_of",
    "setting",
    "unquote",
]

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_SERVER_DRIVER = "postgresql+asyncpg"
_DRIVERS = ("sqlite+aiosqlite", _SERVER_DRIVER)
# Schemes without a driver, as hosting services write them.
_SERVER_SCHEMES = ("postgresql", "postgres")
# Discord: maximum length of the URL of a link button.
_LONGEST_LINK = 512
_LARGEST_SNOWFLAKE = 2**63 - 1


def setting(
    default: Any,
    meaning: str,
    *,
    unit: str,
    expects: str,
    secret: bool = False,
    where: str = "",
    **bounds: Any,
) -> Any:
    """Declare a setting.

    ``expects`` completes "expected ..." in error messages, which never contain the value of a ``secret``.
    ``where`` is the place where the operator gets the value; ``bounds`` are pydantic's (``ge``, ``le``).
    """
    notes: JsonDict = {"unit": unit, "expects": expects, "secret": secret, "where": where}
    return Field(default, description=meaning, json_schema_extra=notes, repr=not secret, **bounds)


def number(
    default: float | None, bounds: tuple[float, float], meaning: str, unit: str, *, extra: str = ""
) -> Any:
    """Declare a number between inclusive bounds; a whole number if the lower bound is an ``int``."""
    low, high = bounds
    kind = "a whole number" if isinstance(low, int) else "a number"
    return setting(
        default, meaning, unit=unit, expects=f"{kind} from {low:g} to {high}{extra}", ge=low, le=high
    )


def choice(default: str, meaning: str, options: tuple[str, ...]) -> Any:
    """Declare a choice among ``options``."""
    return setting(default, meaning, unit=", ".join(options), expects=f"one of {', '.join(options)}")


def not_set(name: str, where: str) -> str:
    """Return the error for a missing setting, which says ``where`` to get its value."""
    return f"{name.upper()} is not set" + (f" (get it at {where})" if where else "")


def unquote(value: Any) -> Any:
    """Strip whitespace and one pair of matching quotes, which Docker's ``--env-file`` leaves in place."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1].strip() if quoted else text


def _header_value(value: SecretStr) -> SecretStr:
    # Secrets are sent in HTTP headers, where a trailing newline would not fail until the first request.
    text = value.get_secret_value().strip()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("not a header value")
    return SecretStr(text)


def _split(value: Any) -> Any:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def _none_word(value: Any) -> Any:
    return None if isinstance(value, str) and value.lower() == "none" else value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    # urllib validates the port when .port is read.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not an http(s) URL")
    if parts.query or parts.fragment or parts.username is not None or any(c.isspace() for c in value):
        raise ValueError("more than a base URL")
    return value.rstrip("/")


def _schema_url(value: str) -> str:
    return "none" if value.lower() == "none" else _base_url(value)


def _link_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not an http(s) URL")
    if len(value) > _LONGEST_LINK or any(c.isspace() for c in value):
        raise ValueError("Discord does not take this as the URL of a button")
    return value


def _database_url(value: str) -> str:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError) as error:
        raise ValueError("not a database URL") from error
    if url.drivername in _SERVER_SCHEMES:
        url = url.set(drivername=_SERVER_DRIVER)
        value = url.render_as_string(hide_password=False)
    if url.drivername not in _DRIVERS:
        raise ValueError("unsupported driver")
    if url.drivername.startswith("sqlite") and url.database in (None, "", ":memory:"):
        raise ValueError("an in-memory database would lose its jobs")
    return value


def passwords_of(database_url: str) -> tuple[str, ...]:
    """Return the passwords in a database URL."""
    url = make_url(database_url)
    found = (url.password, url.query.get("password"), url.query.get("sslpassword"))
    return tuple(str(password) for password in found if password)


def _timezone(value: str) -> str:
    # zoneinfo raises its own error, ValueError or OSError, depending on why the name is invalid.
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("not a time zone") from error
    return value


def _is_host(text: str) -> bool:
    host, colon, port = text.partition(":")
    return bool(_HOST.fullmatch(host)) and (not colon or bool(_PORT.fullmatch(port) and int(port) < 65_536))


def _hosts(values: tuple[str, ...]) -> tuple[str, ...]:
    hosts = tuple(value.lower() for value in values)
    if not hosts or not all(_is_host(host) for host in hosts):
        raise ValueError("not host names")
    return hosts


def _model_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        raise ValueError("a model is named twice")
    return values


def _address(value: str) -> str:
    return str(ip_address(value))


def _networks(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(ip_network(value)) for value in values)


Secret = Annotated[SecretStr, AfterValidator(_header_value)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
LinkUrl = Annotated[str, AfterValidator(_link_url)]
SchemaUrl = Annotated[str, AfterValidator(_schema_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
TimezoneName = Annotated[str, AfterValidator(_timezone)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_hosts)]
ModelIds = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_model_ids)]
Address = Annotated[str, AfterValidator(_address)]
Networks = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_networks)]
GuildIds = Annotated[tuple[Annotated[int, Field(ge=1, le=_LARGEST_SNOWFLAKE)], ...], BeforeValidator(_split)]
ShardIds = Annotated[tuple[Annotated[int, Field(ge=0)], ...], BeforeValidator(_split)]
Limit = Annotated[int | None, BeforeValidator(_none_word)]
InputCheckModel = Annotated[
    Literal["none", "fal-ai/x-ailab/nsfw", "fal-ai/imageutils/nsfw"], BeforeValidator(str.lower)
]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

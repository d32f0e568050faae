"""Authorization: checks the ``Authorization: Key <id>:<secret>`` header."""

from __future__ import annotations

import hmac
import secrets
import uuid

from sandbox.fal.errors import ErrorAnswer, bare_detail

__all__ = ["new_key", "refuse_key"]

_FORMAT = "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."


def new_key() -> str:
    """Return a random key in fal's format, ``<id>:<secret>``."""
    return f"{uuid.uuid4()}:{secrets.token_hex(16)}"


def refuse_key(authorization: str | None, key: str) -> ErrorAnswer | None:
    """Return fal's 401 for this header, or ``None`` if it is valid."""
    scheme, _, given = (authorization or "").partition(" ")
    if scheme.casefold() != "key" or ":" not in given:
        return bare_detail(401, _FORMAT)
    if not hmac.compare_digest(given.strip().encode(), key.encode()):
        return bare_detail(401, "No user found for Key ID and Secret")
    return None

"""The errors a caller of the REST API sees: a status, Discord's code, a sentence.

The constants are Discord's published JSON error codes; statuses follow the fact
sheet where Discord publishes none.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "ApiError",
    "already_acknowledged",
    "expired_token",
    "missing_access",
    "missing_permissions",
    "not_found",
    "unknown_channel",
    "unknown_interaction",
    "unknown_message",
    "unknown_webhook",
]


class ApiError(Exception):
    """Answer the request with ``status`` and the body that Discord would give.

    ``headers`` are added to the answer; ``extra`` are further keys of the body.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code} | (extra or {})
        if errors:
            self.body["errors"] = errors
        self.headers = headers or {}


def not_found() -> ApiError:
    """No such route or no such thing, without a code of its own."""
    return ApiError(404, 0, "404: Not Found")


def unknown_channel() -> ApiError:
    """The channel does not exist."""
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    """The message does not exist, is deleted, or is ephemeral and asked for by its channel."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_webhook() -> ApiError:
    """No interaction answers to this token, or it was not acknowledged yet."""
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    """The interaction never was, or its three seconds are over."""
    return ApiError(404, 10062, "Unknown interaction")


def already_acknowledged() -> ApiError:
    """A second first answer."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> ApiError:
    """The fifteen minutes are over."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def missing_access() -> ApiError:
    """The bot cannot see the place."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The bot sees the place and lacks the right."""
    return ApiError(403, 50013, "Missing Permissions")

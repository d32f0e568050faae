"""REST API errors: an HTTP status with Discord's JSON error code and message.

Codes are those documented by Discord; where no status is documented, the observed one is used.
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
    "thread_archived",
    "thread_locked",
    "unknown_channel",
    "unknown_interaction",
    "unknown_message",
    "unknown_user",
    "unknown_webhook",
]


class ApiError(Exception):
    """An error response; ``headers`` and the keys in ``extra`` are added to Discord's usual ones."""

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
    """An unknown route, or an object without an error code of its own."""
    return ApiError(404, 0, "404: Not Found")


def unknown_channel() -> ApiError:
    """The channel does not exist."""
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    """The message does not exist, was deleted, or is ephemeral and was requested through its channel."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_user() -> ApiError:
    """The user does not exist."""
    return ApiError(404, 10013, "Unknown User")


def unknown_webhook() -> ApiError:
    """The token does not belong to any interaction, or its interaction is not acknowledged yet."""
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    """The interaction does not exist, or its three-second deadline has passed."""
    return ApiError(404, 10062, "Unknown interaction")


def already_acknowledged() -> ApiError:
    """The interaction already has its initial response."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> ApiError:
    """The token's fifteen minutes are over."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def thread_archived() -> ApiError:
    """A message of an archived thread cannot be changed."""
    return ApiError(400, 50083, "Thread is archived")


def thread_locked() -> ApiError:
    """Only moderators may write in a locked thread."""
    return ApiError(400, 160005, "Thread is locked")


def missing_access() -> ApiError:
    """The bot cannot see the channel or guild."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The bot sees the channel but lacks a permission."""
    return ApiError(403, 50013, "Missing Permissions")

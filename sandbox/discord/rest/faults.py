"""The REST API's bad days. Each fault may be narrowed to a route.

``route`` holds words that must all occur in the method, the template, the path or the kind of
body (``json`` or ``multipart``): ``faults.arm("discord.rest.500", route="PATCH @original")``
strikes any edit of a reply, ``route="PATCH @original multipart"`` the one that brings files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.discord.errors import ApiError, missing_permissions
from sandbox.discord.rest.limits import rate_limited
from sandbox.discord.traffic_log import route_matches
from sandbox.faults import Faults

__all__ = ["REST_FAULTS", "FaultEffect", "RestFaults"]

REST_FAULTS = {
    "discord.rest.500": "answer 500 without doing anything [route]",
    "discord.rest.503": "answer 503 without doing anything [route]",
    "discord.rest.429": "answer 429 [route, retry_after=1.0, scope=user|shared|global]",
    "discord.rest.429-cloudflare": "answer 429 without a Via header, as the firewall does [route, retry_after=1.0]",
    "discord.rest.reset": "cut the connection before anything happens [route]",
    "discord.rest.lost-answer": "do what is asked, then cut the connection [route]",
    "discord.rest.half-answer": "do what is asked, then cut the connection in the middle of the answer [route]",
    "discord.rest.slow": "wait before doing anything [route, seconds=4.0]",
    "discord.rest.413": "answer that the request is too large [route]",
    "discord.rest.403": "answer Missing Permissions [route]",
    "discord.interaction.expired-token": "the interaction's token is over from now on [route]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEffect:
    """What goes wrong with one request; by default nothing."""

    name: str | None = None
    wait: float = 0.0
    error: ApiError | None = None
    cut_before: bool = False
    cut_after: bool = False
    cut_within: bool = False
    expires_token: bool = False

    @property
    def cuts(self) -> bool:
        """Whether the caller gets no answer, or not all of it."""
        return self.cut_before or self.cut_after or self.cut_within


class RestFaults:
    """Looks up which fault a request meets."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        faults.publish(REST_FAULTS)

    def strike(self, method: str, template: str, path: str, *, multipart: bool = False) -> FaultEffect:
        """Take the faults armed for this request: a delay, and at most one other."""
        path = f"{path} {'multipart' if multipart else 'json'}"
        slow = self._take("discord.rest.slow", method, template, path)
        wait = 0.0 if slow is None else float(slow.get("seconds", 4.0))
        for name in REST_FAULTS:
            if name == "discord.rest.slow":
                continue
            if name == "discord.interaction.expired-token" and not template.startswith("/webhooks/"):
                continue
            params = self._take(name, method, template, path)
            if params is not None:
                return _strike(name, params, wait)
        return FaultEffect(name=None if slow is None else "discord.rest.slow", wait=wait)

    def _take(self, name: str, method: str, template: str, path: str) -> dict[str, Any] | None:
        return self._faults.take(
            name, match=lambda params: route_matches(str(params.get("route", "")), method, template, path)
        )


def _strike(name: str, params: Mapping[str, Any], wait: float) -> FaultEffect:
    if name == "discord.rest.reset":
        return FaultEffect(name=name, wait=wait, cut_before=True)
    if name == "discord.rest.lost-answer":
        return FaultEffect(name=name, wait=wait, cut_after=True)
    if name == "discord.rest.half-answer":
        return FaultEffect(name=name, wait=wait, cut_within=True)
    if name == "discord.interaction.expired-token":
        return FaultEffect(name=name, wait=wait, expires_token=True)
    return FaultEffect(name=name, wait=wait, error=_error(name, params))


def _error(name: str, params: Mapping[str, Any]) -> ApiError:
    retry_after = float(params.get("retry_after", 1.0))
    match name:
        case "discord.rest.429":
            return rate_limited(retry_after, scope=str(params.get("scope", "user")))
        case "discord.rest.429-cloudflare":
            error = rate_limited(retry_after, scope="user")
            error.headers = {"Retry-After": error.headers["Retry-After"]}
            return error
        case "discord.rest.413":
            return ApiError(413, 40005, "Request entity too large")
        case "discord.rest.403":
            return missing_permissions()
        case "discord.rest.503":
            return ApiError(503, 0, "503: Service Unavailable")
        case _:
            return ApiError(500, 0, "500: Internal Server Error")

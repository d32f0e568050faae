"""REST faults, each of which may be restricted to a route.

``route`` holds words that must all occur in the method, the template, the path or the kind of body (``json``
or ``multipart``): ``faults.arm("discord.rest.500", route="PATCH @original")`` affects any edit of a reply,
``route="PATCH @original multipart"`` only one that uploads files. ``until`` (epoch seconds of the sandbox's
clock) ends a fault that is armed many times.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from typing import Any

from sandbox.discord.errors import ApiError, missing_permissions
from sandbox.discord.rest.rate_limits import rate_limited
from sandbox.discord.rest.routing import Match
from sandbox.discord.traffic_log import route_matches
from sandbox.faults import Faults

__all__ = ["FaultEffect", "ForeignAnswer", "RestFaults"]

_SLOW, _EXPIRED_TOKEN = "discord.rest.slow", "discord.interaction.expired-token"
_FAULTS = {
    "discord.rest.500": "answer 500 without doing anything [route]",
    "discord.rest.503": "answer 503 without doing anything [route]",
    "discord.rest.429": "answer 429 [route, retry_after=1.0, scope=user|shared|global]",
    "discord.rest.429-cloudflare": "answer 429 without a Via header, as the firewall does [route, retry_after=1.0]",
    "discord.rest.reset": "cut the connection before anything happens [route]",
    "discord.rest.lost-answer": "do what is asked, then cut the connection [route]",
    "discord.rest.half-answer": "do what is asked, then cut the connection in the middle of the answer [route]",
    _SLOW: "wait before doing anything [route, seconds=4.0]",
    "discord.rest.413": "answer that the request is too large [route]",
    "discord.rest.403": "answer Missing Permissions [route]",
    "discord.rest.401": "answer that the token is not valid [route]",
    "discord.rest.error": "answer with an error of Discord's API [route, status=400, code=0, message]",
    "discord.rest.foreign": "a proxy or firewall responds instead of Discord [route, status=200, body=HTML, headers, location]",
    "discord.rest.mutated": "process the call, then respond with a changed body [route, mutate]",
    "discord.rest.endless": "respond 200 with an endless body [route]",
    "discord.rest.400": "answer Invalid Form Body [route]",
    "discord.rest.404": "answer 404 without a code of its own [route]",
    _EXPIRED_TOKEN: "the interaction's token is over from now on [route]",
}


_PAGE = "<!doctype html><title>Just a moment...</title>"

# Faults consumed by a route's own handler.
_OF_HANDLERS = {
    "discord.application.private": "only the owner can invite the bot",
    "discord.commands.no-translations": "return a list of commands without translations",
    "discord.message.ignored-nonce": "post a message again although its nonce is enforced",
    "discord.message.ignored-spoiler": "edit a message without changing the spoilers of its files",
    "discord.message.lost-alt-text": "return a new message without alt texts",
    "discord.message.public-followup": "post a followup for everyone although it is ephemeral",
    "discord.message.size-limit": "refuse a body of more bytes than this [bytes=9000000]",
    "discord.message.utf16-lengths": "count the characters of a message in UTF-16 code units",
    "discord.response.clock": "state another time in the Date header [seconds=120]",
    "discord.response.headers": "omit headers with this prefix [route, prefix=X-RateLimit]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignAnswer:
    """A response from a proxy, a firewall or a sign-in page in front of Discord."""

    status: int
    body: str | bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEffect:
    """The effect of a fault on a request; by default it has none."""

    name: str | None = None
    wait: float = 0.0
    error: ApiError | None = None
    cut_before: bool = False
    cut_after: bool = False
    cut_within: bool = False
    expires_token: bool = False
    foreign: ForeignAnswer | None = None
    endless: bool = False
    mutate: Callable[[Any], Any] | None = None

    @property
    def cuts(self) -> bool:
        """Whether the fault denies the caller a complete response."""
        return self.cut_before or self.cut_after or self.cut_within or self.endless

    @property
    def replaces(self) -> bool:
        """Whether another server responds, and Discord does not see the request."""
        return self.foreign is not None or self.endless


class RestFaults:
    """Matches armed faults to requests."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        faults.publish(_FAULTS | _OF_HANDLERS)

    def limit(self, default: int) -> int:
        """Return the largest body in bytes."""
        params = self._faults.take("discord.message.size-limit")
        return default if params is None else int(params.get("bytes", 9_000_000))

    def headers(self, match: Match, headers: Mapping[str, str], now: float) -> dict[str, str]:
        """Return the headers of a response, with the simulated date and without omitted ones."""
        skew = self._faults.take("discord.response.clock")
        now += 0.0 if skew is None else float(skew.get("seconds", 120.0))
        shown = {**headers, "Date": formatdate(now, usegmt=True)}
        left_out = self._faults.take(
            "discord.response.headers",
            lambda params: route_matches(
                str(params.get("route", "")), match.endpoint.method, match.endpoint.template, match.path
            ),
        )
        prefix = None if left_out is None else str(left_out.get("prefix", "X-RateLimit"))
        return {name: value for name, value in shown.items() if prefix is None or not name.startswith(prefix)}

    def take(
        self, method: str, template: str, path: str, *, now: float = 0.0, multipart: bool = False
    ) -> FaultEffect:
        """Consume the faults armed for this request: a delay and at most one other fault."""

        def matches(params: Mapping[str, Any]) -> bool:
            searched = f"{path} {'multipart' if multipart else 'json'}"
            return now < float(params.get("until", math.inf)) and route_matches(
                str(params.get("route", "")), method, template, searched
            )

        slow = self._faults.take(_SLOW, matches)
        wait = 0.0 if slow is None else float(slow.get("seconds", 4.0))
        for name in _FAULTS:
            if name == _SLOW or (name == _EXPIRED_TOKEN and not template.startswith("/webhooks/")):
                continue
            if (params := self._faults.take(name, matches)) is not None:
                return _effect(name, params, wait)
        return FaultEffect(name=None if slow is None else _SLOW, wait=wait)


def _effect(name: str, params: Mapping[str, Any], wait: float) -> FaultEffect:
    if name in _EFFECTS:
        return replace(_EFFECTS[name], name=name, wait=wait)
    if name == "discord.rest.mutated":
        return FaultEffect(name=name, wait=wait, mutate=params["mutate"])
    if name == "discord.rest.foreign":
        headers = dict(params.get("headers", {}))
        if "location" in params:
            headers["Location"] = params["location"]
        foreign = ForeignAnswer(
            status=int(params.get("status", 200)), body=params.get("body", _PAGE), headers=headers
        )
        return FaultEffect(name=name, wait=wait, foreign=foreign)
    return FaultEffect(name=name, wait=wait, error=_ERRORS[name](params))


def _own_error(params: Mapping[str, Any]) -> ApiError:
    status, code = int(params.get("status", 400)), int(params.get("code", 0))
    return ApiError(status, code, str(params.get("message", f"{status}: Error")))


def _rate_limited(params: Mapping[str, Any]) -> ApiError:
    return rate_limited(float(params.get("retry_after", 1.0)), scope=str(params.get("scope", "user")))


def _rate_limited_by_firewall(params: Mapping[str, Any]) -> ApiError:
    error = _rate_limited({"retry_after": params.get("retry_after", 1.0)})
    error.headers = {"Retry-After": error.headers["Retry-After"]}
    return error


_EFFECTS = {
    "discord.rest.reset": FaultEffect(cut_before=True),
    "discord.rest.lost-answer": FaultEffect(cut_after=True),
    "discord.rest.half-answer": FaultEffect(cut_within=True),
    "discord.rest.endless": FaultEffect(endless=True),
    _EXPIRED_TOKEN: FaultEffect(expires_token=True),
}
_ERRORS: Mapping[str, Callable[[Mapping[str, Any]], ApiError]] = {
    "discord.rest.error": _own_error,
    "discord.rest.429": _rate_limited,
    "discord.rest.429-cloudflare": _rate_limited_by_firewall,
    "discord.rest.413": lambda _: ApiError(413, 40005, "Request entity too large"),
    "discord.rest.403": lambda _: missing_permissions(),
    "discord.rest.400": lambda _: ApiError(400, 50035, "Invalid Form Body"),
    "discord.rest.404": lambda _: ApiError(404, 0, "404: Not Found"),
    "discord.rest.401": lambda _: ApiError(401, 0, "401: Unauthorized"),
    "discord.rest.503": lambda _: ApiError(503, 0, "503: Service Unavailable"),
    "discord.rest.500": lambda _: ApiError(500, 0, "500: Internal Server Error"),
}

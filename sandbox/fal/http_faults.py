"""HTTP faults: the effects of armed faults on single exchanges.

A fault either replaces the response (a :class:`FaultEffect` with an ``answer``) or affects the connection;
the route determines when it is applied.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.fal.errors import (
    ErrorAnswer,
    bare_detail,
    model_error,
    model_error_item,
    nginx,
    not_found,
    request_error,
    start_deadline_missed,
)
from sandbox.faults import Faults

__all__ = [
    "GARBAGE",
    "OVERSIZED_BYTES",
    "FaultEffect",
    "Oversized",
    "foreign_answer",
    "half_response",
    "oversized_response",
    "take_fault",
]

GARBAGE = "<!doctype html><title>Just a moment...</title>"
"""Body of a 200 response that is not JSON."""

OVERSIZED_BYTES = 64 * 1024 * 1024
"""Size of an oversized body after decompression."""

_CHUNK = bytes(64 * 1024)

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversized:
    """A body that exhausts the memory of a client that reads it without a limit.

    ``kind`` is ``compressed`` (with ``coding``), ``endless`` (``chunk`` repeated, of unstated length),
    ``values`` or ``nested``.
    """

    kind: str
    size: int
    coding: str = "gzip"
    chunk: bytes = _CHUNK


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEffect:
    """The effect of an armed fault on an exchange; none by default.

    With an ``answer``, the request is not processed; with ``reset`` as well, no response is sent.
    ``oversized`` replaces the body; with ``half``, the response breaks off in its body.
    """

    answer: ErrorAnswer | None = None
    reset: bool = False
    taken_then_reset: bool = False
    garbage: bool = False
    half: bool = False
    slow_seconds: float = 0.0
    oversized: Oversized | None = None


def take_fault(faults: Faults, family: str, *, authorization: str = "") -> FaultEffect:
    """Consume the next armed fault named ``fal.<family>.<kind>``, if there is one.

    ``authorization`` is the caller's header, which the fault ``echo`` repeats.
    """
    prefix = f"fal.{family}."
    for name in faults.armed():
        kind = name.removeprefix(prefix)
        if kind == name or not (kind in _CONNECTION_FAULTS or kind in _ANSWERS):
            continue
        params = {"text": authorization, **(faults.take(name) or {})}
        if kind in _CONNECTION_FAULTS:
            return _CONNECTION_FAULTS[kind](params)
        if kind == "404" and family != "submit":
            return FaultEffect(answer=not_found())
        return FaultEffect(answer=_ANSWERS[kind](params))
    return FaultEffect()


async def oversized_response(
    request: web.Request, body: Oversized, *, content_type: str = "application/json"
) -> web.StreamResponse:
    """Send ``body``, until the client disconnects at the latest."""
    if body.kind == "compressed":
        packed, codings = bytes(body.size), body.coding.split(",")
        for _ in codings:
            packed = await asyncio.to_thread(gzip.compress, packed, 1)
        headers = {"Content-Encoding": body.coding, "Content-Type": content_type}
        return web.Response(body=packed, headers=headers)
    if body.kind in _STRUCTURES:
        opening, repeated = _STRUCTURES[body.kind]
        return web.Response(body=opening + repeated * (body.size // len(repeated)), content_type=content_type)
    response = web.StreamResponse(headers={"Content-Type": content_type})
    response.enable_chunked_encoding()
    await response.prepare(request)
    try:
        for _ in range(0, body.size, len(body.chunk)):
            await response.write(body.chunk)
    except ConnectionError:
        pass  # the client has disconnected
    return response


async def half_response(request: web.Request) -> web.StreamResponse:
    """Send the beginning of a JSON body and close the connection."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"status": "COMPL')
    # Closing immediately would discard bytes that have not been sent yet.
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return response


def _locked(_: Params) -> ErrorAnswer:
    reason = "Exhausted balance. Top up your balance at fal.ai/dashboard/billing."
    return bare_detail(403, f"User is locked. Reason: {reason}")


def _invalid_input(params: Params) -> ErrorAnswer:
    message = str(params.get("msg", "Input should be a valid string"))
    kind = str(params.get("type", "string_type"))
    return model_error([model_error_item(params.get("loc", ("body", "prompt")), message, kind)])


def _echo(params: Params) -> ErrorAnswer:
    text = str(params["text"])
    return model_error([model_error_item(("body", text), f"Refused: {text}", text, given=text)])


def _too_many(params: Params) -> ErrorAnswer:
    return request_error(
        429,
        "Too many requests, slow down",
        "concurrent_requests_limit",
        Retry_After=str(params.get("retry_after", 1)),
        X_Fal_needs_retry="1",
    )


def foreign_answer(params: Params) -> ErrorAnswer:
    """Build the response of a proxy, a firewall or a sign-in page in front of fal."""
    body = str(params.get("body", GARBAGE))
    return ErrorAnswer(
        status=int(params.get("status", 200)),
        text=body,
        content_type="application/json" if body[:1] in {"{", "["} else "text/html",
        headers={"Location": str(params["location"])} if "location" in params else {},
        from_gateway=False,
    )


def _oversized(kind: str) -> Callable[[Params], FaultEffect]:
    def effect(params: Params) -> FaultEffect:
        size = int(params.get("bytes", 1_000_000 if kind in _STRUCTURES else OVERSIZED_BYTES))
        coding = str(params.get("coding", "gzip"))
        return FaultEffect(oversized=Oversized(kind=kind, size=size, coding=coding))

    return effect


_STRUCTURES = {"values": (b'{"images":[[]', b",[]"), "nested": (b"", b'{"a":[')}
_CONNECTION_FAULTS: Mapping[str, Callable[[Params], FaultEffect]] = {
    "reset": lambda _: FaultEffect(reset=True, answer=nginx(502)),
    "taken-then-reset": lambda _: FaultEffect(taken_then_reset=True),
    "garbage": lambda _: FaultEffect(garbage=True),
    "half-answer": lambda _: FaultEffect(half=True),
    "slow": lambda params: FaultEffect(slow_seconds=float(params.get("seconds", 30.0))),
    **{kind: _oversized(kind) for kind in ("compressed", "endless", *_STRUCTURES)},
}
_ANSWERS: Mapping[str, Callable[[Params], ErrorAnswer]] = {
    "401": lambda _: bare_detail(401, "No user found for Key ID and Secret"),
    "403": _locked,
    "403-balance": _locked,
    "404": lambda _: bare_detail(404, "Application not found"),
    "408": lambda _: request_error(408, "Request timed out", "request_timeout"),
    "409": lambda _: bare_detail(409, "Conflict"),
    "422": _invalid_input,
    "429": _too_many,
    "500": lambda _: request_error(500, "Internal server error", "internal_error"),
    "503": lambda _: request_error(503, "No runner could be scheduled", "runner_scheduling_failure"),
    "echo": _echo,
    "foreign": foreign_answer,
    "nginx": lambda params: nginx(int(params.get("status", 502))),
    "502-nginx": lambda _: nginx(502),
    "503-nginx": lambda _: nginx(503),
    "504-nginx": lambda _: nginx(504),
    "504-timeout": lambda _: start_deadline_missed(),
}

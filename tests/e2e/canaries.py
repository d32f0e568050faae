"""Canaries: secrets that fal and Discord write into every field under their control.

The bot must never repeat two kinds of text. The operator's secrets, in several forms, are written
into text that the bot may quote, such as a refusal. A word known only to the services is also written into
fields that the bot has no reason to keep: unknown fields, headers, file names, log lines, and names of users,
roles, channels and servers. Names of users contain a separate word, because the usage chart shows them.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import web

import sandbox.discord.gateway.session as gateway_session
import sandbox.discord.rest.service as rest_service
import sandbox.fal.routes as fal_routes
import sandbox.fal.server as fal_server
from sandbox.server import Sandbox

__all__ = ["NAME_WORD", "WORD", "Canaries"]

#: The word that only the services know.
WORD = "zanzibar7quokka3marzipan"
#: The word in the names of users: only the usage chart shows it.
NAME_WORD = "timbuktu5wombat8nougat"

# Text of fal that the bot may quote to the requester, after it is redacted.
_QUOTED_BY_FAL = {"msg", "detail", "error", "category"}
_FREE_OF_FAL = {"content_type", "level", "message", "input", "url_hint", "timestamp"}
_QUOTED_BY_DISCORD = {"message"}
_FREE_OF_DISCORD = {"topic", "banner", "avatar_decoration", "description"}
_USER_NAMES = {"username", "global_name", "nick"}
# Objects of Discord whose names the bot does not choose.
_NAMED = ("permissions", "owner_id", "permission_overwrites", "verification_level")
_HEADERS = (
    "X-Canary",
    "X-Fal-Error-Type",
    "Server",
    "X-Served-By",
    "Set-Cookie",
    "Warning",
    "X-RateLimit-Note",
)


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


class Canaries:
    """Taints all responses and events of a sandbox with ``secrets`` and :data:`WORD`."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        parts = [
            part
            for secret in secrets
            for part in (secret, *secret.split(":"), *secret.split("."))
            if len(part) > 9
        ]
        self._parts = list(dict.fromkeys(parts))
        self._quoted = itertools.cycle(
            form
            for part in self._parts
            for form in (
                part,
                f"Authorization: Key {part}",
                f"postgresql://easel:{part}@db/easel",
                quote(part, safe=""),
                base64.b64encode(part.encode()).decode(),
                part.upper(),
                "\u200b".join(part),
            )
        )
        self.written = 0

    def install(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        """Taint the responses of both simulators, and the gateway's events."""
        json_response, error_response = fal_server.json_response, fal_server.error_response
        status_body, http_response = fal_routes.status_body, rest_service._http_response
        push = gateway_session.Session.push

        def tainted(response: web.Response, taint: Any) -> web.Response:
            for name in _HEADERS:
                if name not in response.headers:
                    response.headers[name] = self._free()
            if response.content_type == "application/json" and response.body:
                response.body = json.dumps(taint(json.loads(bytes(response.body)))).encode()
            return response

        def fal_json(request_id: str, body: Any, **more: Any) -> web.Response:
            return tainted(json_response(request_id, body, **more), self.of_fal)

        def fal_error(request_id: str, answer: Any, **more: Any) -> web.Response:
            return tainted(error_response(request_id, answer, **more), self.of_fal)

        monkeypatch.setattr(fal_routes, "json_response", fal_json)
        monkeypatch.setattr(fal_routes, "error_response", fal_error)
        monkeypatch.setattr(
            fal_routes, "status_body", lambda *a, **more: self.of_fal(status_body(*a, **more))
        )
        monkeypatch.setattr(
            rest_service, "_http_response", lambda response: tainted(http_response(response), self.of_discord)
        )
        monkeypatch.setattr(
            gateway_session.Session,
            "push",
            lambda session, name, data, **more: push(session, name, self.of_discord(data), **more),
        )

    def of_fal(self, value: Any, key: str = "") -> Any:
        """Taint a response from fal."""
        if isinstance(value, Mapping):
            named = {name: self.of_fal(one, name) for name, one in value.items()}
            return (
                named
                | self._unknown()
                | ({"file_name": f"{self._free()}.png"} if "file_name" in value else {})
            )
        if isinstance(value, list):
            return [self.of_fal(one, key) for one in value]
        if isinstance(value, str) and key in _QUOTED_BY_FAL:
            return f"{value} {self._secret()}"
        return f"{value} {self._free()}" if isinstance(value, str) and key in _FREE_OF_FAL else value

    def of_discord(self, value: Any, key: str = "") -> Any:
        """Taint a response or an event from Discord; text by the bot or a user is unchanged."""
        if isinstance(value, Mapping):
            if key in {"options", "components", "embeds", "emoji"}:
                return value
            named = {name: self.of_discord(one, name) for name, one in value.items()}
            if "name" in value and any(one in value for one in _NAMED):
                named["name"] = self._free()
            # In a mapping by ID, an unknown name would be an ID.
            return named if any(name.isdigit() for name in value) else named | self._unknown()
        if isinstance(value, list) and key not in {"options", "components", "embeds"}:
            return [self.of_discord(one, key) for one in value]
        if isinstance(value, str) and key in _QUOTED_BY_DISCORD:
            return f"{value} {self._secret()}"
        if (isinstance(value, str) and key in _USER_NAMES) or key == "nick":
            return f"{NAME_WORD} {self._secret()}"
        return self._free() if isinstance(value, str) and key in _FREE_OF_DISCORD else value

    def found_in(self, text: str) -> list[str]:
        """Return the canaries in ``text``, in any of the forms in which they were written."""
        folded = _folded(text)
        return [
            part
            for part in (WORD, NAME_WORD, *self._parts)
            if _folded(part) in folded
            or base64.b64encode(part.encode()).decode().rstrip("=")[:-2] in text
            or quote(part, safe="") in text
        ]

    def _secret(self) -> str:
        self.written += 1
        return next(self._quoted)

    def _free(self) -> str:
        return f"{WORD} {self._secret()}"

    def _unknown(self) -> dict[str, str]:
        return {"x_canary": self._free(), "trace_id": self._free()}

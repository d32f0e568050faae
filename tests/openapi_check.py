"""Checks requests and responses against Discord's published API description.

The description knows shapes, not everything: it forbids no unknown keys and has no
sums or cross-field rules (those are in :mod:`sandbox.discord.rules`). Where it
contradicts Discord's own documentation and servers, :data:`KNOWN_MISTAKES` says so
and the check bends the body before it judges.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sandbox.discord.traffic_log import RestExchange

__all__ = ["KNOWN_MISTAKES", "OpenApiCheck"]

KNOWN_MISTAKES = {
    "request attachments[].id": (
        "The description wants a digit string; Discord's uploading guide and its servers take the integer n of "
        "files[n], which is what discord.py sends."
    ),
    "request snowflakes": (
        "The description wants digit strings; Discord reads numbers as well, and discord.py sends them for "
        "recipient_id, message_id, default_values and in allowed_mentions."
    ),
    "request default_member_permissions": (
        "The description wants an integer; Discord's documentation a string of digits. Both are accepted."
    ),
    "channel_types 16": (
        "The description ends its list of channel types at 15; Discord's documentation has 16, GUILD_MEDIA."
    ),
    "answer errors.*._errors[].code": (
        "The description wants an integer; Discord's documentation shows names such as BASE_TYPE_REQUIRED."
    ),
    "answer resource.type 5, 6, 8, 9": (
        "The description knows a callback's resource only with a message (types 4 and 7); Discord's "
        "documentation gives it for every type, without a message for the others."
    ),
}

_SNOWFLAKES = {"recipient_id", "message_id", "channel_id", "guild_id", "users", "roles"}
_GUILD_MEDIA = 16
_URI = "urn:discord:openapi"
_NAME = re.compile(r"\{[^}]*\}")


class OpenApiCheck:
    """A :class:`sandbox.discord.traffic_log.RequestCheck` over a file in OpenAPI 3.1.

    :param path: the description, JSON.
    :param responses: whether the simulator's own answers are judged as well.
    """

    def __init__(self, path: Path, *, responses: bool = True) -> None:
        self._document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        resource = Resource.from_contents(self._document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_URI, resource)
        self._routes = {_NAME.sub("{}", template): template for template in self._document["paths"]}
        self._validators: dict[str, Draft202012Validator] = {}
        self._responses = responses

    def __call__(self, exchange: RestExchange) -> list[str]:
        """One line for each body that does not fit its schema."""
        template = self._routes.get(_NAME.sub("{}", exchange.route_template))
        if template is None:
            return [f"{exchange.method} {exchange.path}: no such route in the description"]
        operation = self._document["paths"][template].get(exchange.method.lower())
        if operation is None:
            return [f"{exchange.method} {template}: no such method in the description"]
        where = f"/paths/{_escape(template)}/{exchange.method.lower()}"
        problems = []
        if exchange.status < 400 and exchange.json is not None and "requestBody" in operation:
            pointer = f"{where}/requestBody/content/{_escape('application/json')}/schema"
            problems += self._judge(
                pointer, _bend(_without_media(exchange.json)), f"{exchange.method} {template} request"
            )
        if self._responses and exchange.answered:
            problems += self._judge_response(exchange, operation, where)
        return problems

    def _judge_response(self, exchange: RestExchange, operation: dict[str, Any], where: str) -> list[str]:
        label = f"{exchange.method} {exchange.route_template} answer {exchange.status}"
        responses = operation["responses"]
        key = str(exchange.status) if str(exchange.status) in responses else f"{exchange.status // 100}XX"
        if key not in responses:
            # 5xx is nowhere in the description, and every route may give it.
            return [] if exchange.status >= 500 else [f"{label}: no such status in the description"]
        answer = responses[key]
        pointer = f"{where}/responses/{key}"
        if "$ref" in answer:
            pointer = answer["$ref"].removeprefix("#")
            answer = self._document["components"]["responses"][pointer.rsplit("/", 1)[1]]
        if "application/json" not in answer.get("content", {}):
            return [] if exchange.response is None else [f"{label}: a body where none belongs"]
        return self._judge(
            f"{pointer}/content/{_escape('application/json')}/schema", _bend_answer(exchange.response), label
        )

    def _judge(self, pointer: str, body: Any, label: str) -> list[str]:
        validator = self._validators.get(pointer)
        if validator is None:
            validator = Draft202012Validator({"$ref": f"{_URI}#{pointer}"}, registry=self._registry)
            self._validators[pointer] = validator
        worst = next(validator.iter_errors(body), None)
        if worst is None:
            return []
        deepest = _deepest(worst)
        place = "/".join(str(part) for part in deepest.absolute_path)
        return [f"{label}: {place or '(body)'}: {deepest.message[:300]}"]


def _deepest(error: ValidationError) -> ValidationError:
    """The reason inside "not valid under any of the given schemas".

    Of several schemas the one meant is that whose ``type`` fits.
    """
    branches: dict[Any, list[ValidationError]] = {}
    for cause in error.context or []:
        branches.setdefault(cause.relative_schema_path[0], []).append(cause)
    meant = [
        causes
        for causes in branches.values()
        if all(list(cause.relative_path) != ["type"] for cause in causes)
    ]
    if not meant:
        return error
    return _deepest(min(meant, key=len)[0])


def _escape(part: str) -> str:
    """A key as part of a JSON pointer inside a URI fragment."""
    pointer = part.replace("~", "~0").replace("/", "~1")
    return pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace("@", "%40")


def _bend_answer(body: Any) -> Any:
    """An answer in which :data:`KNOWN_MISTAKES` are allowed for."""
    body = _without_media(body)
    if not isinstance(body, dict):
        return body
    if "interaction" in body and "message" not in (body.get("resource") or {}):
        return {key: value for key, value in body.items() if key != "resource"}
    return {key: _with_numeric_codes(value) if key == "errors" else value for key, value in body.items()}


def _without_media(value: Any, key: str = "") -> Any:
    """A copy in which no menu names the kind of channel that the description does not know."""
    if isinstance(value, dict):
        return {name: _without_media(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        kept = [one for one in value if key != "channel_types" or one != _GUILD_MEDIA]
        return [_without_media(one, key) for one in kept]
    return value


def _with_numeric_codes(node: Any) -> Any:
    if isinstance(node, list):
        return [entry | {"code": 0} for entry in node]
    return {key: _with_numeric_codes(value) for key, value in node.items()}


def _bend(value: Any, key: str = "") -> Any:
    """A copy of a request in which :data:`KNOWN_MISTAKES` are allowed for."""
    if isinstance(value, dict):
        bent = {name: _bend(entry, name) for name, entry in value.items()}
        for attachment in bent.get("attachments") or []:
            attachment["id"] = str(attachment["id"])
        for chosen in bent.get("default_values") or []:
            chosen["id"] = str(chosen["id"])
        return bent
    if isinstance(value, list):
        return [_bend(entry, key) for entry in value]
    if key == "default_member_permissions" and isinstance(value, str) and value.isdigit():
        return int(value)
    if key in _SNOWFLAKES and isinstance(value, int):
        return str(value)
    return value

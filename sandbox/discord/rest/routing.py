"""Router: finds the endpoint of a path. Templates are Discord's own and appear in the traffic log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sandbox.discord.errors import not_found
from sandbox.discord.rest.call import Api, Call, Endpoint, Response

__all__ = ["Match", "Router"]

_PREFIX = re.compile(r"^/api(?:/v\d+)?(?=/)")


@dataclass(frozen=True, slots=True)
class Match:
    """The endpoint of a path, or a fallback with the template ``(unknown)``."""

    method: str
    path: str
    endpoint: Endpoint
    params: Mapping[str, str]


class Router:
    """Finds the endpoint of a path; literal segments take precedence over variable ones."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._table: dict[tuple[str, int], list[tuple[list[str], Endpoint]]] = {}
        for endpoint in endpoints:
            parts = endpoint.template.split("/")[1:]
            self._table.setdefault((endpoint.method, len(parts)), []).append((parts, endpoint))
        for candidates in self._table.values():
            candidates.sort(key=lambda entry: [part.startswith("{") for part in entry[0]])

    def match(self, method: str, raw_path: str) -> Match:
        """Return the endpoint of ``raw_path``, which is still percent-encoded."""
        segments = [unquote(part) for part in _PREFIX.sub("", raw_path).split("/")[1:]]
        path = "/" + "/".join(segments)
        for parts, endpoint in self._table.get((method, len(segments)), []):
            pairs = list(zip(parts, segments, strict=True))
            if all(part.startswith("{") or part == segment for part, segment in pairs):
                params = {part[1:-1]: segment for part, segment in pairs if part.startswith("{")}
                return Match(method, path, endpoint, params)
        return Match(method, path, Endpoint(method, "(unknown)", _unknown_route, auth=False), {})


async def _unknown_route(_api: Api, _call: Call) -> Response:
    raise not_found()

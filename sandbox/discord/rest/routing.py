"""From a path to a route. Templates are Discord's own, which the record shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from sandbox.discord.rest.call import Endpoint, Handler

__all__ = ["Match", "Router"]

_PREFIX = re.compile(r"^/api(?:/v\d+)?(?=/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A route that fits, or the fallback with the template ``(unknown)``."""

    method: str
    template: str
    path: str
    params: Mapping[str, str]
    handler: Handler
    auth: bool


class Router:
    """Finds the route of a path; literal parts win over variable ones."""

    def __init__(self, endpoints: Sequence[Endpoint], *, fallback: Handler) -> None:
        self._fallback = fallback
        self._table: dict[tuple[str, int], list[tuple[list[str], Endpoint]]] = {}
        for endpoint in endpoints:
            parts = endpoint.template.split("/")[1:]
            self._table.setdefault((endpoint.method, len(parts)), []).append((parts, endpoint))
        for candidates in self._table.values():
            candidates.sort(key=lambda entry: [part.startswith("{") for part in entry[0]])

    def match(self, method: str, raw_path: str) -> Match:
        """The route of ``raw_path``, which is still percent-encoded."""
        bare = _PREFIX.sub("", raw_path)
        segments = [unquote(part) for part in bare.split("/")[1:]]
        path = "/" + "/".join(segments)
        for parts, endpoint in self._table.get((method, len(segments)), []):
            if all(
                part.startswith("{") or part == segment for part, segment in zip(parts, segments, strict=True)
            ):
                params = {
                    part[1:-1]: segment
                    for part, segment in zip(parts, segments, strict=True)
                    if part.startswith("{")
                }
                return Match(
                    method=method,
                    template=endpoint.template,
                    path=path,
                    params=params,
                    handler=endpoint.handler,
                    auth=endpoint.auth,
                )
        return Match(
            method=method, template="(unknown)", path=path, params={}, handler=self._fallback, auth=False
        )

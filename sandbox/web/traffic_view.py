"""Traffic view: the drawer's list of gateway, REST and fal traffic.

The newest entries are retained with their bodies. Tokens are removed, because a screenshot of the drawer must
not reveal how to edit a reply.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Any

from sandbox.discord import GatewayEvent, RestExchange
from sandbox.fal import Exchange
from sandbox.server import Sandbox

__all__ = ["TrafficView"]

Json = dict[str, Any]
_KEPT = 400
_LONG_TEXT = 2000
_ID_IN_PATH = re.compile(r"\d{12,16}(\d{4})\b")
_TOKEN_IN_PATH = re.compile(r"[A-Za-z0-9_-]{80,}")


class TrafficView:
    """Listens to both simulators and calls ``on_line`` with each new line."""

    def __init__(self, sandbox: Sandbox, on_line: Callable[[Json], None]) -> None:
        self._on_line = on_line
        self._count = 0
        self._lines: deque[Json] = deque(maxlen=_KEPT)
        self._bodies: dict[int, Json] = {}
        self._unsubscribe = (
            sandbox.discord.traffic.subscribe(self._on_discord),
            sandbox.fal.subscribe(self._on_fal),
        )

    def close(self) -> None:
        """Stop listening."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    @property
    def lines(self) -> list[Json]:
        """Return the newest lines, oldest first."""
        return list(self._lines)

    def body(self, number: int) -> Json | None:
        """Return the body of a line, or ``None`` once it has been discarded."""
        return self._bodies.get(number)

    def _on_discord(self, entry: RestExchange | GatewayEvent) -> None:
        if isinstance(entry, GatewayEvent):
            note = "" if entry.delivered else "not delivered"
            line: Json = {"kind": "event", "at": entry.at, "what": entry.name, "note": note}
            self._add(line, {"event": entry.name, "sequence": entry.sequence, "data": entry.data})
            return
        line = {
            "kind": "rest",
            "at": entry.at,
            "what": f"{entry.method} {_without_long_ids(entry.path)}",
            "status": entry.status if entry.answered else None,
            "ms": round((entry.finished_at - entry.at) * 1000),
            "note": entry.fault or "",
        }
        files = [{"filename": one.filename, "bytes": one.size} for one in entry.files]
        body: Json = {"path": entry.path, "sent": entry.json, "answered": entry.response}
        self._add(line, body | ({"files": files} if files else {}))

    def _on_fal(self, entry: Exchange) -> None:
        line: Json = {
            "kind": "fal",
            "at": entry.at,
            "what": f"{entry.method} {_short_path(entry)}",
            "status": entry.status,
            "note": "",
        }
        self._add(line, {"host": entry.host, "path": entry.path, "request": entry.request_id})

    def _add(self, line: Json, body: Json) -> None:
        self._count += 1
        line["n"] = self._count
        if len(self._lines) == _KEPT:
            self._bodies.pop(self._lines[0]["n"], None)
        self._lines.append(line)
        self._bodies[self._count] = _without_secrets(body)
        self._on_line(line)


def _without_tokens(path: str) -> str:
    return _TOKEN_IN_PATH.sub("…", path)


def _without_long_ids(path: str) -> str:
    """Shorten IDs to their last digits; the line's body has the whole path."""
    return _ID_IN_PATH.sub(r"…\1", _without_tokens(path))


def _short_path(entry: Exchange) -> str:
    """Return the path without the request's long ID."""
    path = entry.path.replace(entry.request_id, "…") if entry.request_id else entry.path
    return path if entry.host == "queue" else f"/files/{path.rsplit('/', 1)[-1]}"


def _without_secrets(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        if key == "token":
            return "…"
        cut = _without_tokens(value) if key in {"path", "url"} else value
        return cut if len(cut) <= _LONG_TEXT else f"{cut[:_LONG_TEXT]}… ({len(cut)} characters)"
    if isinstance(value, list | tuple):
        return [_without_secrets(one) for one in value]
    if hasattr(value, "items"):
        return {str(name): _without_secrets(one, str(name)) for name, one in value.items()}
    return value

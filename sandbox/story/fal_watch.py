"""Watches fal's queue: what it took, what it refused, when it drew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from bot.clock import Clock
from sandbox.fal import FalSimulator
from sandbox.fal.request import FalRequest
from sandbox.story.scribe import Scribe

__all__ = ["watch_fal"]

_PROMPT_SHOWN = 40


def watch_fal(fal: FalSimulator, scribe: Scribe, clock: Clock) -> None:
    """Note every request of ``fal`` from now on: taken, started, ended."""
    scribe.also_look(_FalWatch(fal, scribe, clock).look)


class _FalWatch:
    def __init__(self, fal: FalSimulator, scribe: Scribe, clock: Clock) -> None:
        self._fal = fal
        self._scribe = scribe
        self._clock = clock
        self._refused = 0
        self._numbers: dict[str, int] = {}
        self._started: set[str] = set()
        self._ended: set[str] = set()

    async def look(self) -> None:
        """Note what is new."""
        for request in list(self._fal.requests.values()):
            if request.id not in self._numbers:
                self._taken(request)
            if request.started_at is not None and request.id not in self._started:
                self._started.add(request.id)
                self._say(request.started_at, f"starts to draw request {self._numbers[request.id]}")
            if request.finished_at is not None and request.id not in self._ended:
                self._ended.add(request.id)
                self._finished(request, request.finished_at)
        refused = sum(not submit.accepted for submit in self._fal.submits)
        for _ in range(refused - self._refused):
            self._say(self._clock.now(), "takes nothing: the submit was answered with an error")
        self._refused = refused

    def _taken(self, request: FalRequest) -> None:
        number = self._numbers[request.id] = len(self._numbers) + 1
        self._say(request.submitted_at, f"takes request {number}: {_described(request.arguments)}")

    def _finished(self, request: FalRequest, at: float) -> None:
        number, seconds = self._numbers[request.id], request.inference_seconds
        if request.failure is not None:
            self._say(at, f"ends request {number} without a picture: {request.failure.summary}")
            return
        pictures = "1 picture" if request.images == 1 else f"{request.images} pictures"
        self._say(at, f"has finished request {number}: {pictures} in {seconds:.1f} s")

    def _say(self, at: float, text: str) -> None:
        self._scribe.note(at, "fal", Text(text))


def _described(arguments: Mapping[str, Any]) -> str:
    prompt = str(arguments.get("prompt", ""))
    if len(prompt) > _PROMPT_SHOWN:
        prompt = prompt[: _PROMPT_SHOWN - 1].rstrip() + "…"
    size = arguments.get("size") or arguments.get("image_size")
    if isinstance(size, Mapping):
        size = f"{size.get('width')}x{size.get('height')}"
    return f"“{prompt}”, {arguments.get('num_images', 1)} × {size}, {arguments.get('quality')}"

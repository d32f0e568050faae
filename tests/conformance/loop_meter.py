"""Loop meter: counts the steps of Python code that the event loop runs without interruption.

Steps do not depend on the machine, unlike times. Worker threads are not counted.
"""

from __future__ import annotations

import sys
from asyncio import events
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Self

import bot
import cogs

__all__ = ["LoopMeter"]

_ROOTS = tuple(str(Path(package.__file__ or "").parent) for package in (bot, cogs))
_TURN = events.Handle._run.__code__


class LoopMeter:
    """Counts the steps in each iteration of the loop that runs the bot's code.

    A step is a line of the bot, or a call (of anything) made on its behalf. ``most`` is the highest count.
    """

    def __init__(self) -> None:
        self.most = 0
        self.where = ""
        self._steps = 0
        self._is_ours: dict[CodeType, bool] = {}
        self._first: CodeType | None = None

    def __enter__(self) -> Self:
        self.most, self.where = 0, ""
        self._begin()
        sys.settrace(self._trace)
        sys.setprofile(self._profile)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        sys.settrace(None)
        self._end()

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code is _TURN:
            self._end()
            self._begin()
        elif event in {"call", "c_call"}:
            self._steps += 1

    def _trace(self, frame: FrameType, _: str, __: Any) -> Any:
        code = frame.f_code
        ours = self._is_ours.get(code)
        if ours is None:
            ours = self._is_ours[code] = code.co_filename.startswith(_ROOTS)
        if not ours:
            return None
        self._first = self._first or code
        return self._line

    def _line(self, _: FrameType, event: str, __: Any) -> Any:
        self._steps += event == "line"
        return self._line

    def _begin(self) -> None:
        self._steps, self._first = 0, None

    def _end(self) -> None:
        if self._first is not None and self._steps > self.most:
            self.most, self.where = self._steps, self._first.co_qualname

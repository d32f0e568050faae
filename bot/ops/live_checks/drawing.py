"""The one picture that the live checks draw, and all of fal's responses about it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.clock import SystemClock
from bot.fal.schemas import parse_result
from bot.images import FetchedPictures, ImageWorkers, PictureRef, Spool
from bot.jobs.ports import SubmitBusyError, SubmitRefusedError, Submitted, SubmitUnknownError
from bot.ops.live_checks.model import NotSettledError
from bot.ops.live_checks.session import FalAnswer, LiveSession
from bot.platform_clients import picture_fetcher
from bot.redaction import Redactor
from config import Model
from config.model import SizeOption

__all__ = ["PROMPT", "Drawing", "StreamRecord", "cheapest_choice", "draw", "submit"]

#: Prompt of the picture: harmless and easy to find in log lines.
PROMPT = "a plain watercolor sketch of a wooden easel by a window, easel-live-check"

_POLL_SECONDS = 2.0
_QUALITY = "low"
_JOB_ID = "live"
# fal's default size: a picture of this size could mean that the requested size was ignored.
_DEFAULT_RATIO = 4 / 3


@dataclass(slots=True, kw_only=True)
class StreamRecord:
    """A status stream: its HTTP status and type, the states in order, and whether the server ended it."""

    status: int = 0
    content_type: str = ""
    states: list[str] = field(default_factory=list)
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    ended: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The record of one request; ``asked`` is the requested size in pixels, if it is fixed."""

    asked: tuple[int, int] | None
    refusal: str = ""
    stream: StreamRecord
    completed: FalAnswer | None = None
    result: FalAnswer | None = None
    refs: tuple[PictureRef, ...] = ()
    files: FetchedPictures | None = None

    @property
    def log_lines(self) -> list[str]:
        """Messages of the runner's log, in order."""
        bodies = list(self.stream.bodies)
        if self.completed is not None and isinstance(self.completed.body, dict):
            bodies.append(self.completed.body)
        return max((_messages(body) for body in bodies), key=len, default=[])


def cheapest_choice(model: Model) -> tuple[SizeOption, str]:
    """Return the size and quality of the cheapest picture whose shape is not fal's default one."""
    qualities = [option.value for option in model.qualities]
    quality = _QUALITY if _QUALITY in qualities else qualities[0]
    shapes = [(size, size.shape or 1.0) for size in model.sizes]
    shaped = [(size, shape) for size, shape in shapes if abs(shape - _DEFAULT_RATIO) > 0.01]
    candidates = [size for size, shape in shaped if shape != 1] or [size for size, _ in shaped or shapes]
    return min(candidates, key=lambda size: model.price(size.value, quality)), quality


async def submit(session: LiveSession) -> Submitted:
    """Submit one request for the cheapest picture and remember it for the clean-up.

    Raises the errors of :class:`~bot.jobs.ports.InferenceQueue`.
    """
    size, quality = cheapest_choice(session.model)
    arguments = session.model.arguments(
        prompt=PROMPT, size=size.value, quality=quality, count=min(session.model.counts)
    )

    async def submit_and_remember() -> Submitted:
        submitted = await session.fal.submit(
            session.model.id, arguments, start_within=session.settings.job_deadline_seconds
        )
        session.submitted.append(submitted)
        return submitted

    return await session.complete(submit_and_remember())


async def draw(session: LiveSession) -> Drawing:
    """Draw one picture, following it by the status stream. Raises :class:`NotSettledError`."""
    size, _ = cheapest_choice(session.model)
    stream = StreamRecord()
    try:
        submitted = await submit(session)
    except SubmitRefusedError as error:
        return Drawing(asked=size.pixels, refusal=error.detail, stream=stream)
    except (SubmitBusyError, SubmitUnknownError) as error:
        raise NotSettledError(f"fal did not answer the submit clearly ({error.detail})") from error
    try:
        async with asyncio.timeout(session.settings.job_deadline_seconds):
            await _follow(session, submitted, stream)
            completed = await _until_completed(session, submitted)
    except TimeoutError:
        raise NotSettledError("the picture was not finished within JOB_DEADLINE_SECONDS") from None
    result = await session.read_fal(submitted.response_url)
    body = parse_result(result.body, Redactor(session.settings.secrets)) if result.status == 200 else None
    refs = body.pictures if body else ()
    return Drawing(
        asked=size.pixels,
        stream=stream,
        completed=completed,
        result=result,
        refs=refs,
        files=await _fetch(session, refs) if refs else None,
    )


async def _follow(session: LiveSession, submitted: Submitted, record: StreamRecord) -> None:
    """Read the status stream until the server ends it."""
    try:
        async with session.fal.http.stream(
            "GET",
            f"{submitted.status_url}/stream?logs=1",
            headers={"Accept": "text/event-stream"},
            timeout=httpx.Timeout(60.0),
        ) as response:
            record.status = response.status_code
            record.content_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
            async for line in response.aiter_lines():
                if line.startswith("data:") and (body := _mapping(line.removeprefix("data:"))):
                    record.bodies.append(body)
                    record.states.append(str(body.get("status")))
            record.ended = True
    except httpx.HTTPError as error:
        record.error = type(error).__name__


async def _until_completed(session: LiveSession, submitted: Submitted) -> FalAnswer:
    while True:
        answer = await session.read_fal(f"{submitted.status_url}?logs=1")
        if answer.state == "COMPLETED" or answer.status == 404:
            return answer
        await session.clock.sleep(_POLL_SECONDS)


async def _fetch(session: LiveSession, refs: tuple[PictureRef, ...]) -> FetchedPictures:
    with tempfile.TemporaryDirectory(prefix="easel-live-") as folder, ImageWorkers() as workers:
        spool = Spool(Path(folder))
        async with picture_fetcher(session.settings, SystemClock(), spool, workers) as fetcher:
            return await fetcher.fetch_all(_JOB_ID, refs)


def _mapping(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _messages(body: Mapping[str, Any]) -> list[str]:
    logs = body.get("logs")
    entries = logs if isinstance(logs, list) else []
    return [str(entry.get("message", "")) for entry in entries if isinstance(entry, dict)]

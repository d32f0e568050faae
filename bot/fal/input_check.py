"""Input check: asks one of fal's NSFW endpoints about pictures in fal's storage.

Source: the generated types of fal-js 1.10.1. Anything but a complete and readable answer is a failure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.fal.client import FalClient
from bot.jobs.ports import (
    RenderFailedError,
    RequestInProgressError,
    SubmitBusyError,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)
from bot.jobs.reference_ports import InputUncheckedError
from bot.retry import clock_timeout

__all__ = ["INPUT_CHECKS", "FalInputCheck"]

log = structlog.stdlib.get_logger(__name__)

# For all pictures of a request; its user waits for the answer.
_SECONDS = 60.0
# Probability from which a picture counts as unsafe.
_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contract:
    """How an endpoint takes pictures, at most ``most`` at a time, and how its output is read.

    ``arguments`` builds the request body. ``read`` returns the verdict for each picture, or ``None`` if the
    output is unreadable.
    """

    most: int
    arguments: Callable[[Sequence[str]], dict[str, Any]]
    read: Callable[[Mapping[str, Any]], list[bool] | None]


def _read_flags(output: Mapping[str, Any]) -> list[bool] | None:
    flags = output.get("has_nsfw_concepts")
    return flags if isinstance(flags, list) and all(isinstance(flag, bool) for flag in flags) else None


def _read_probability(output: Mapping[str, Any]) -> list[bool] | None:
    value = output.get("nsfw_probability")
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        return None
    return [value >= _THRESHOLD]


_CONTRACTS = {
    "fal-ai/x-ailab/nsfw": _Contract(
        most=10,  # the endpoint ignores further ones
        arguments=lambda urls: {"image_urls": list(urls)},
        read=_read_flags,
    ),
    "fal-ai/imageutils/nsfw": _Contract(
        most=1, arguments=lambda urls: {"image_url": urls[0]}, read=_read_probability
    ),
}
#: Endpoints that can check pictures.
INPUT_CHECKS = tuple(_CONTRACTS)


class FalInputCheck:
    """:class:`~bot.jobs.reference_ports.InputCheck` by one of ``INPUT_CHECKS``. No request is sent twice."""

    def __init__(self, client: FalClient, endpoint: str, clock: Clock) -> None:
        self._client = client
        self._endpoint = endpoint
        self._clock = clock

    async def find_unsafe(self, urls: Sequence[str]) -> tuple[bool, ...]:
        """Check the pictures, in several requests if necessary; raises as documented by the port."""
        most = _CONTRACTS[self._endpoint].most
        batches = [urls[start : start + most] for start in range(0, len(urls), most)]
        try:
            async with asyncio.TaskGroup() as tasks:
                running = [tasks.create_task(self._check(batch)) for batch in batches]
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group
        return tuple(flag for task in running for flag in task.result())

    async def _check(self, urls: Sequence[str]) -> list[bool]:
        contract = _CONTRACTS[self._endpoint]
        output = await self._run(contract.arguments(urls))
        flags = contract.read(output) if isinstance(output, Mapping) else None
        if flags is None or len(flags) != len(urls):
            raise InputUncheckedError(f"unreadable output of {self._endpoint}")
        return flags

    async def _run(self, arguments: dict[str, Any]) -> object:
        """Run one request at fal and return its output."""
        submitted: Submitted | None = None
        try:
            async with clock_timeout(self._clock, _SECONDS):
                submitted = await self._client.submit(self._endpoint, arguments, start_within=_SECONDS)
                async for status in self._client.watch(submitted):
                    if status.completed:
                        break
                return await self._client.output(submitted)
        except TimeoutError as error:
            if submitted is not None:
                await self._client.cancel(submitted)
            raise InputUncheckedError(f"no verdict within {_SECONDS:g} s") from error
        except SubmitRefusedError as error:
            log.error("fal refused the input check", status=error.failure.status, kind=error.failure.kind)
            raise InputUncheckedError(f"refused: {error.failure.status}") from error
        except RenderFailedError as error:
            raise InputUncheckedError(f"failed: {error.failure.status}") from error
        except (SubmitBusyError, SubmitUnknownError, RequestInProgressError) as error:
            raise InputUncheckedError(error.detail) from error

"""Who is still waiting to be heard comes before what may take longer.

Discord gives three seconds to acknowledge an interaction and fifteen minutes for everything after.
When many people ask at the same moment, the work of the first must not stand before the
acknowledgement of the last: so it steps aside, for a moment at most, and then begins one by one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock

__all__ = ["AckGate"]

# In a stream of interactions without an end, each one's work is held up by this much at most.
_LONGEST_SECONDS = 0.5


class AckGate:
    """Counts the acknowledgements under way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._under_way = 0
        self._none = asyncio.Event()
        self._none.set()
        self._door = asyncio.Lock()

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Mark the body as an acknowledgement."""
        self._under_way += 1
        self._none.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()

    async def heard(self) -> None:
        """Return once no acknowledgement is under way, or after a moment; in the order of the calls.

        Between one return and the next the event loop looks at its sockets: were all to go on at
        once, whoever asks then would stand behind all of them.
        """
        until = self._clock.now() + _LONGEST_SECONDS
        async with self._door:
            await asyncio.sleep(0)
            if self._under_way:
                await self._quiet(until - self._clock.now())

    async def _quiet(self, seconds: float) -> None:
        # A clock that was set back meanwhile prolongs nothing.
        moment = asyncio.ensure_future(self._clock.sleep(min(seconds, _LONGEST_SECONDS)))
        none = asyncio.ensure_future(self._none.wait())
        try:
            await asyncio.wait({moment, none}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            moment.cancel()
            none.cancel()

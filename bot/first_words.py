"""Who is still waiting to be heard comes before what may take longer.

Discord gives three seconds to acknowledge an interaction and fifteen minutes for everything after.
When many people ask at the same moment, the work of the first must not stand before the
acknowledgement of the last: so it steps aside, for a moment at most.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["FirstWords"]

# In a stream of interactions without an end, each one's work is held up by this much at most.
_LONGEST_SECONDS = 0.5


class FirstWords:
    """Counts the acknowledgements under way."""

    def __init__(self) -> None:
        self._under_way = 0
        self._none = asyncio.Event()
        self._none.set()

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
        """Return once no acknowledgement is under way, or after a moment."""
        if self._under_way:
            await asyncio.wait(
                [waiting := asyncio.ensure_future(self._none.wait())], timeout=_LONGEST_SECONDS
            )
            waiting.cancel()

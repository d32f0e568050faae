"""Server-sent events of a response, with a limit for the size of an event.

Only the data of an event is read; fal sends neither names nor IDs.
Source: WHATWG HTML, section 9.2.6 (interpreting an event stream).
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from bot.fal.bounded_transport import RefusedResponseError

__all__ = ["read_events"]


async def read_events(response: httpx.Response, *, max_event_bytes: int) -> AsyncIterator[bytes]:
    """Yield the data of each event.

    Raises :class:`RefusedResponseError` if an event, or a line of it, is longer than ``max_event_bytes``,
    and ``httpx.TransportError`` if the connection breaks.
    """
    data, size, has_data = bytearray(), 0, False
    async for line in _lines(response, max_event_bytes):
        if line.startswith(b":"):
            continue  # a comment that keeps the connection alive
        size += len(line)
        if size > max_event_bytes:
            raise RefusedResponseError(f"an event of more than {max_event_bytes} bytes")
        if line:
            name, _, value = line.partition(b":")
            if name == b"data":
                data += (b"\n" if has_data else b"") + value.removeprefix(b" ")
                has_data = True
            continue
        if has_data:
            yield bytes(data)
        data, size, has_data = bytearray(), 0, False


async def _lines(response: httpx.Response, limit: int) -> AsyncIterator[bytes]:
    """Yield complete lines without their ends (LF, CR LF or CR); the last one must be complete too."""
    pending = bytearray()
    after_cr = False
    async for chunk in response.aiter_bytes():
        # The LF of a CR LF split between two chunks does not end another line.
        text = chunk[1:] if after_cr and chunk.startswith(b"\n") else chunk
        after_cr = text.endswith(b"\r")
        *complete, rest = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for line in complete:
            yield bytes(pending + line) if pending else line
            pending.clear()
        pending += rest
        if len(pending) > limit:
            raise RefusedResponseError(f"a line of more than {limit} bytes")

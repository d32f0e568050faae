"""How a spooled picture gets into a request: read by the event loop in large pieces.

aiohttp hands each piece of an open file to a thread and waits there and back. These files were written
moments ago and lie in the page cache, where a read is quicker than the way to a thread; what would have
to come from the disk is left to a thread all the same.
"""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

from aiohttp import payload, payload_type
from aiohttp.abc import AbstractStreamWriter

__all__ = ["SpooledUpload"]

_PIECE = 256 * 1024  # bytes
_NOWAIT: int | None = getattr(os, "RWF_NOWAIT", None)  # Linux has it


class SpooledUpload(io.BufferedReader):
    """A file for :class:`discord.File`; discord.py leaves the closing to whoever opened it."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))

    def read_cached(self) -> memoryview | None:
        """The next piece if it is in memory, else ``None``; empty at the end."""
        if _NOWAIT is None:
            return None
        piece = bytearray(_PIECE)
        try:
            count = os.preadv(self.fileno(), [piece], self.tell(), _NOWAIT)
        except OSError:  # it is on the disk, or the file system cannot tell
            return None
        self.seek(count, os.SEEK_CUR)
        return memoryview(piece)[:count]


@payload_type(SpooledUpload)
class _Payload(payload.IOBasePayload):
    _value: SpooledUpload

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        self._set_or_restore_start_position()
        left = self.size if content_length is None else content_length
        while left is None or left > 0:
            piece = self._value.read_cached()
            if piece is None:
                piece = memoryview(await asyncio.to_thread(self._value.read, _PIECE))
            if not piece:
                return
            piece = piece if left is None else piece[:left]
            left = None if left is None else left - len(piece)
            await writer.write(piece)

    def _close(self) -> None:
        """Nothing: a repeated request sends the same file again. aiohttp would close it in a thread."""

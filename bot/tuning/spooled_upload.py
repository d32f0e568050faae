"""Upload of spooled files: the event loop reads cached file pages directly, in large chunks.

aiohttp reads each chunk of an open file in a thread. Spooled images were written recently and are in
the page cache, where a read is faster than the round trip to a thread; chunks that must be read from
disk are still read in a thread (``RWF_NOWAIT``, Linux).

Private API of aiohttp (3): ``IOBasePayload._set_or_restore_start_position`` and ``_close``.
"""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

from aiohttp import payload, payload_type
from aiohttp.abc import AbstractStreamWriter

from bot.tuning import is_enabled

__all__ = ["SpooledUpload", "UnreadableFileError"]

_CHUNK_BYTES = 256 * 1024
_NOWAIT: int | None = getattr(os, "RWF_NOWAIT", None)  # Linux only


class UnreadableFileError(Exception):
    """A file could not be read during an upload. Not an :class:`OSError`, which would mean the network."""


class SpooledUpload(io.BufferedReader):
    """A file for :class:`discord.File`. The opener closes it, not discord.py."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))

    def read_cached(self) -> memoryview | None:
        """Return the next chunk if it is in the page cache, else ``None``; empty at the end of the file."""
        if _NOWAIT is None or not is_enabled("spooled_upload"):
            return None
        piece = bytearray(_CHUNK_BYTES)
        try:
            count = os.preadv(self.fileno(), [piece], self.tell(), _NOWAIT)
        except OSError:  # not cached, or not supported by the file system
            return None
        self.seek(count, os.SEEK_CUR)
        return memoryview(piece)[:count]

    def read_chunk(self) -> bytes:
        """Return the next chunk; raise :class:`UnreadableFileError` if the disk fails."""
        try:
            return self.read(_CHUNK_BYTES)
        except OSError as error:
            raise UnreadableFileError(error.strerror or type(error).__name__) from error


@payload_type(SpooledUpload)
class _Payload(payload.IOBasePayload):
    _value: SpooledUpload

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        self._set_or_restore_start_position()
        left = self.size if content_length is None else content_length
        while left is None or left > 0:
            piece = self._value.read_cached()
            if piece is None:
                piece = memoryview(await asyncio.to_thread(self._value.read_chunk))
            if not piece:
                return
            piece = piece if left is None else piece[:left]
            left = None if left is None else left - len(piece)
            await writer.write(piece)

    def _close(self) -> None:
        """Keep the file open for a retry of the request; aiohttp would close it in a thread."""

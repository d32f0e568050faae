"""Log stream: writes log lines in a thread, so that a blocked stream never stops the event loop."""

from __future__ import annotations

import logging
import os
import threading
from collections import deque

__all__ = ["QueuedHandler"]

# Buffer for a blocked stream; further lines are dropped and counted.
_MOST_BYTES = 4 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_CLOSE_SECONDS = 1.0


class QueuedHandler(logging.Handler):
    """Handler for the stream with file descriptor ``fd``.

    Writes directly to the descriptor: a thread blocked in a Python stream would hold its lock, which
    the interpreter needs in order to exit.
    """

    def __init__(self, fd: int) -> None:
        super().__init__()
        self._fd = fd
        self._lines: deque[bytes] = deque()
        self._bytes = self._dropped = 0
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue one line."""
        try:
            line = f"{self.format(record)}\n".encode(errors="backslashreplace")
        except Exception:
            self.handleError(record)
            return
        with self._changed:
            if self._bytes + len(line) > _MOST_BYTES:
                self._dropped += 1
                return
            self._append(line)

    def close(self) -> None:
        """Write the queued lines within a second."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(_CLOSE_SECONDS)
        super().close()

    def _append(self, line: bytes) -> None:
        self._lines.append(line)
        self._bytes += len(line)
        self._changed.notify()

    def _run(self) -> None:
        while chunk := self._take():
            try:
                while chunk:
                    chunk = chunk[os.write(self._fd, chunk) :]
            except OSError:  # the reader is gone
                continue

    def _take(self) -> bytes:
        """Wait for the next lines and return them; empty once the handler is closed."""
        with self._changed:
            while not self._lines and not self._is_closed:
                self._changed.wait()
            chunk = bytearray()
            while self._lines and len(chunk) < _CHUNK_BYTES:
                chunk += self._lines.popleft()
            self._bytes -= len(chunk)
            if self._dropped and not self._lines:
                count, self._dropped = self._dropped, 0
                self._append(self._note(count))
            return bytes(chunk)

    def _note(self, count: int) -> bytes:
        text = f"{count} log lines dropped: the log was not read"
        record = logging.LogRecord(__name__, logging.WARNING, __file__, 0, text, (), None)
        return f"{self.format(record)}\n".encode()

"""Log stream: an unread log blocks neither the caller nor the process's exit."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

from bot.log_stream import QueuedHandler

_LINE = "x" * 1000


def test_lines_are_dropped_and_counted_while_the_log_is_not_read() -> None:
    reader, writer = os.pipe()
    handler = QueuedHandler(writer)
    for number in range(6000):
        handler.emit(logging.LogRecord("test", logging.INFO, "", 0, f"{number} {_LINE}", (), None))
    received = bytearray()
    while b"dropped" not in received:
        received += os.read(reader, 65_536)
    handler.close()
    os.close(writer)
    while piece := os.read(reader, 65_536):
        received += piece
    os.close(reader)

    *kept, note = received.decode().splitlines()
    assert [int(line.partition(" ")[0]) for line in kept] == list(range(len(kept)))
    assert 4000 < len(kept) < 6000
    assert note == f"{6000 - len(kept)} log lines dropped: the log was not read"


def test_a_process_exits_with_a_blocked_log_and_continues_with_a_closed_one(tmp_path: Path) -> None:
    script = (
        "import sys, structlog\n"
        "from bot.logging import set_up_logging\n"
        "set_up_logging(level='INFO', form='json')\n"
        "log = structlog.get_logger('bot.test')\n"
        "for number in range(3000):\n log.info('line', number=number)\n"
        "print('done', flush=True)"
    )
    reader, writer = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=writer)
    os.close(writer)
    try:
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        os.close(reader)

    assert out == b"done\n"
    assert process.returncode == 0

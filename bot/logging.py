"""Logging: one line per event, with the job ID and fal's request ID, without secrets.

The bot's modules log events with fields through structlog; records from libraries use the same output.
Prompts, tokens and keys are never logged; in addition, the configured secrets are masked in every value.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import traceback
from asyncio import AbstractEventLoop
from collections.abc import Collection, Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from bot.log_stream import QueuedHandler
from bot.redaction import Redactor

__all__ = ["log_loop_errors", "set_up_logging"]

log = structlog.stdlib.get_logger(__name__)

# Modules whose exceptions never quote input.
_OWN_MODULES = ("bot.", "config.")

_QUIET = {
    # httpx logs every request with its full URL, which can contain tokens.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # At debug level, discord.py logs payloads, which contain user input.
    "discord": logging.INFO,
    "discord.client": logging.WARNING,
    "discord.gateway": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "filelock": logging.INFO,
    # At debug level, Pillow logs metadata of the pictures it reads.
    "PIL": logging.INFO,
    "sqlalchemy.engine": logging.WARNING,
    "alembic": logging.WARNING,
}


def set_up_logging(
    *, level: str, form: str, secrets: Collection[str] = (), stream: TextIO | None = None
) -> None:
    """Log at ``level`` and above to ``stream`` (default: standard error), as ``console`` or ``json``."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_format_exception),
        _drop_empty,
        _masking(secrets),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=(stream or sys.stderr).isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = _handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # One line for a lost connection, without a traceback.
    logging.getLogger("discord.shard").addFilter(_name_error_only)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLevelName(level)))


def _handler(stream: TextIO) -> logging.Handler:
    """Return a handler that does not wait for the reader of a pipe or terminal."""
    try:
        return QueuedHandler(stream.fileno())
    except (OSError, AttributeError):  # a stream in memory
        return logging.StreamHandler(stream)


def log_loop_errors(_loop: AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log an exception that no task awaited; asyncio's own handler would quote its message."""
    log.error(str(context.get("message", "")).partition("\n")[0], exc_info=context.get("exception"))


def _name_error_only(record: logging.LogRecord) -> bool:
    """Replace a record's traceback by the exception's type; a logging filter."""
    if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
        record.msg, record.args = f"{record.getMessage()} ({record.exc_info[0].__name__})", ()
        record.exc_info = None
    return True


def _format_exception(exc_info: ExcInfo) -> str:
    """Format a traceback with its causes; messages of foreign exceptions are left out.

    They may quote what a user, Discord or fal sent, as in ``invalid literal for int() with base 10: '...'``.
    """
    _, error, _ = exc_info
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = "" if cause is None else f"{_format_exception((type(cause), cause, cause.__traceback__))}\n\n"
    frames = "".join(traceback.format_tb(error.__traceback__))
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    within = "".join(f"\n{_format_exception((type(one), one, one.__traceback__))}" for one in inner)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{before}Traceback (most recent call last):\n{frames}{name}: {_safe_message(error)}{within}"


def _safe_message(error: BaseException) -> str:
    """Return the part of an exception's message that may be logged."""
    if type(error).__module__.startswith(_OWN_MODULES) or isinstance(error, sqlite3.Error):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or ""
    facts = {name: getattr(error, name, None) for name in ("status", "code")}
    return ", ".join(f"{name} {value}" for name, value in facts.items() if isinstance(value, int))


def _drop_empty(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if value is not None}


def _masking(secrets: Collection[str]) -> Processor:
    redact = Redactor(secrets).redact

    def processor(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
        # Names with an underscore are structlog's own: the record, and whether it came from structlog.
        return {key: value if key.startswith("_") else redact(value) for key, value in event.items()}

    return processor

"""Logging: one line per event, with the job ID and fal's request ID, without secrets.

The bot's modules log events with fields through structlog; records from libraries use the same output.
Prompts, tokens and keys are never logged; in addition, the configured secrets are masked in every value.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import Redactor

__all__ = ["set_up_logging"]

_QUIET = {
    # httpx logs every request with its full URL, which can contain tokens.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # At debug level, discord.py logs payloads, which contain user input.
    "discord": logging.INFO,
    "discord.client": logging.WARNING,
    "discord.gateway": logging.WARNING,
    "aiosqlite": logging.WARNING,
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
        structlog.processors.format_exc_info,
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
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLevelName(level)))


def _drop_empty(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if value is not None}


def _masking(secrets: Collection[str]) -> Processor:
    redact = Redactor(secrets).redact

    def processor(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
        # Names with an underscore are structlog's own: the record, and whether it came from structlog.
        return {key: value if key.startswith("_") else redact(value) for key, value in event.items()}

    return processor

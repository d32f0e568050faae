"""How a command ends that only the operator can help: with one readable line and exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import StartupError
from config import ConfigError

__all__ = ["one_line_errors"]

_EXIT_WRONG_SETTING = 2
_EXIT_INTERRUPTED = 130


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Never a traceback for what only the operator can mend: a wrong setting, file or token."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_EXIT_INTERRUPTED) from None
    except Exception as error:
        cause = _operators_business(error)
        if cause is None:
            raise
        for line in str(cause).splitlines() or [type(cause).__name__]:
            print(f"easel: {line}", file=sys.stderr)  # noqa: T201
        raise SystemExit(_EXIT_WRONG_SETTING) from error


def _operators_business(error: BaseException) -> BaseException | None:
    """The configuration or start-up error in it, also where a task group wrapped it."""
    if isinstance(error, ConfigError | StartupError):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_operators_business, error.exceptions)), None)
    from bot.storage.engine import damage

    # A damaged page may come to light in any statement.
    return StartupError(detail=line) if (line := damage(error)) is not None else None

"""Priority of database reads: acknowledgements wait for some of them, which have their own connections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["before_acknowledgement", "is_urgent"]

_urgent: ContextVar[bool] = ContextVar("easel_urgent", default=False)


@contextmanager
def before_acknowledgement() -> Iterator[None]:
    """Mark the reads of the body, and of tasks created in it, as urgent."""
    token = _urgent.set(True)
    try:
        yield
    finally:
        _urgent.reset(token)


def is_urgent() -> bool:
    """Return whether an acknowledgement waits for the current task."""
    return _urgent.get()

"""The script ``easel``, and ``python -m bot``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["main"]


def main() -> None:
    """Do what the command line says."""
    if sys.argv[1:] == ["run"]:
        # What is waited for after every restart; there is nothing to parse.
        with _lasting_imports():
            from bot.launch import run
        run()
    else:
        from bot.cli import app

        app()


@contextmanager
def _lasting_imports() -> Iterator[None]:
    """Look for no garbage while the block imports, nor among what it imported later.

    Modules stay until the process ends. Going through them again and again took a seventh of the
    start, and would hold up everybody whenever Python goes through all that there is.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    main()

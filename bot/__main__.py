"""Entry point of ``easel`` and ``python -m bot``."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line.

    Imported modules are never freed, so scanning them is wasted work. Garbage collection during
    imports took a seventh of the startup time, and without the freeze every full collection would pause
    the bot to scan all modules again. The health check, which runs often, imports nothing from the bot.
    """
    if sys.argv[1:2] == ["health"]:
        from bot.ops.health_check import check

        if (status := check(sys.argv[2:])) is not None:
            raise SystemExit(status)
    gc.disable()
    try:
        if sys.argv[1:2] == ["run"]:
            from bot.tuning.compact_modules import use_compact_modules
            from bot.tuning.lean_imports import import_lean

            use_compact_modules()
            import_lean()
            import bot.app  # noqa: F401
        from bot import cli
    finally:
        gc.freeze()
        gc.enable()
    cli.main()


if __name__ == "__main__":
    main()

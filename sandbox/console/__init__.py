"""Console: ``easel sandbox`` takes commands as typed in Discord, with the real bot behind it.

Words that are not Discord's (``as``, ``in``, ``fault``, ``clock`` …) are defined in
:mod:`sandbox.console.repl_commands`.
"""

from sandbox.console.run import run_console

__all__ = ["run_console"]

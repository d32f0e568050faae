"""Console: ``easel sandbox`` runs the real bot and accepts commands as typed in Discord.

The console's own commands (``as``, ``in``, ``fault``, ``clock`` …) are defined in
:mod:`sandbox.console.repl_commands`.
"""

from sandbox.console.run import run_console

__all__ = ["run_console"]

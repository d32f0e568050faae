"""``easel sandbox``: a Discord to type into, with the real bot behind it and no account.

Commands are typed as in Discord; what happens is told as in the demo. The words that are
not Discord's (``as``, ``in``, ``fault``, ``clock`` and so on) stand in
:mod:`sandbox.console.words`.
"""

from sandbox.console.run import run_console

__all__ = ["run_console"]

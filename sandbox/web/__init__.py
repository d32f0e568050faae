"""Playground page: the sandbox in a browser, with a Discord-like channel, a model card and a traffic drawer.

The page posts actions, which users of the simulated Discord then perform; it displays the resulting changes
and has no state of its own.
"""

from sandbox.web.run import run_web
from sandbox.web.server import Playground, open_playground

__all__ = ["Playground", "open_playground", "run_web"]

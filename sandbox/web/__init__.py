"""The playground page: the sandbox in a browser, with a channel as in Discord, a model card and a traffic drawer.

The page posts actions, which users of the simulated Discord then perform; it shows the changes there and keeps no
state of its own.
"""

from sandbox.web.run import run_web
from sandbox.web.server import Playground, open_playground

__all__ = ["Playground", "open_playground", "run_web"]

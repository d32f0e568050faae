"""The sandbox in a browser: a Discord-shaped channel, the playground card, and what goes on below.

Nothing here pretends. The page posts acts, which people in the simulated Discord then do; it
shows what changes there, and keeps no state of its own.
"""

from sandbox.web.run import run_web
from sandbox.web.server import Playground, open_playground

__all__ = ["Playground", "open_playground", "run_web"]

"""The guide's pictures: every feature played in the sandbox, and drawn as Discord shows it.

``python -m sandbox.guide`` (``make guide``) writes ``docs/guide/``. The scenes are in
:mod:`sandbox.guide.members`, :mod:`sandbox.guide.administrators` and :mod:`sandbox.guide.operators`; a test
plays them, too.
"""

from sandbox.guide.play import SCENES, play_all

__all__ = ["SCENES", "play_all"]

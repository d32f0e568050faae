"""What a story raises."""

from __future__ import annotations

__all__ = ["StoryFailedError"]


class StoryFailedError(Exception):
    """Something in the story did not happen; ``str()`` is one readable line."""

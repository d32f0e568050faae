"""Pictures whose weight in bytes stands in the prompt, so that one sandbox serves every measure."""

from __future__ import annotations

import functools

from sandbox.fal.artist import FixedSizeArtist

__all__ = ["WeighedPictures", "prompt_for"]


def prompt_for(number: int, weight: int) -> str:
    """A prompt that no other has, for pictures of ``weight`` bytes."""
    return f"picture {number} of {weight} bytes"


class WeighedPictures:
    """Draws what :func:`prompt_for` asked for; equal weights share their bytes."""

    def __init__(self) -> None:
        self._artist = functools.lru_cache(FixedSizeArtist)

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """A PNG file of about the prompt's weight."""
        weight = int(prompt.split()[-2])
        return self._artist(weight).draw(prompt, width, height, quality, index)

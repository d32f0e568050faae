"""Sized images: the prompt contains the size in bytes, so that one sandbox serves every measure."""

from __future__ import annotations

import functools

from sandbox.fal.artist import FixedSizeArtist

__all__ = ["SizedImages", "prompt_for"]


def prompt_for(number: int, size: int) -> str:
    """Return a unique prompt for images of ``size`` bytes."""
    return f"picture {number} of {size} bytes"


class SizedImages:
    """Artist for prompts from :func:`prompt_for`; images of the same size have the same bytes."""

    def __init__(self) -> None:
        self._artist = functools.lru_cache(FixedSizeArtist)

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """Return a PNG file of about the size given in the prompt."""
        size = int(prompt.split()[-2])
        return self._artist(size).draw(prompt, width, height, quality, index)

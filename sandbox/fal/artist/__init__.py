"""Local artist: draws simulated pictures of a prompt without a model and labels them as simulated."""

from sandbox.fal.artist.artist import Artist
from sandbox.fal.artist.fixed_size import FixedSizeArtist

__all__ = ["Artist", "FixedSizeArtist"]

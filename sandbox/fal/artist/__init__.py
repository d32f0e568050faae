"""The artist: pictures drawn from a prompt by arithmetic alone, and marked as simulated."""

from sandbox.fal.artist.artist import Artist
from sandbox.fal.artist.fill import FixedSizeArtist

__all__ = ["Artist", "FixedSizeArtist"]

"""The local artist: simulated pictures of a prompt, drawn without a model and labelled as simulated."""

from sandbox.fal.artist.artist import Artist
from sandbox.fal.artist.fixed_size import FixedSizeArtist

__all__ = ["Artist", "FixedSizeArtist"]

"""How frames leave: plain text, or one compressed stream a connection.

Each message ends with a flush, so the client can decode it alone, but the
dictionary is shared by the whole connection. Zstandard is used when this Python has
it; otherwise the session gets text frames, which clients accept as well.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

__all__ = ["Encoder", "encoder_for"]

Encoder = Callable[[str], str | bytes]


def encoder_for(compress: str | None) -> Encoder:
    """The encoder for the gateway's ``compress`` query; a fresh one for each connection."""
    if compress == "zlib-stream":
        return _zlib_encoder()
    if compress == "zstd-stream":
        return _zstd_encoder() or _plain
    return _plain


def _plain(text: str) -> str:
    return text


def _zlib_encoder() -> Encoder:
    stream = zlib.compressobj()
    return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_encoder() -> Encoder | None:
    if (module := _optional("zstandard")) is not None:
        stream = module.ZstdCompressor().compressobj()
        flush = module.COMPRESSOBJ_FLUSH_BLOCK
        return lambda text: bytes(stream.compress(text.encode()) + stream.flush(flush))
    if (module := _optional("compression.zstd")) is not None:
        compressor = module.ZstdCompressor()
        return lambda text: bytes(compressor.compress(text.encode(), mode=compressor.FLUSH_BLOCK))
    return None


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None

"""Image data check: whether a structurally valid file has the pixels that its header declares.

A small file with correct checksums can declare any size and contain nothing. PNG data is decompressed in chunks
and discarded; JPEG is decoded at an eighth of its size, WebP as a whole. Blocks the calling thread.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.images.errors import RefusedPictureError
from bot.images.models import FailureReason
from bot.images.probe import ProbedImage

__all__ = ["check_image_data"]

_PIECE = 256 * 1024
# Channels and allowed bit depths by color type (PNG third edition, table 12).
_PNG_COLORS = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
# Start and step of the columns and rows of each interlace pass (PNG third edition, section 8).
_ADAM7 = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
# A block of 64 pixels takes at least one bit in a JPEG, so a smaller file has no data.
_JPEG_PIXELS_PER_BYTE = 64 * 8


def check_image_data(path: Path, found: ProbedImage) -> None:
    """Raise :class:`RefusedPictureError` (``NOT_A_PICTURE``) unless the probed file can be decoded."""
    try:
        if found.media_type == "image/png":
            with path.open("rb") as file:
                _check_png(file)
        else:
            _decode(path, found)
    except RefusedPictureError:
        raise
    except OSError as error:
        if error.errno is not None:  # from the disk or the limit of open files; decoders set no errno
            raise
        raise _refusal("the image data cannot be decoded (OSError)") from error
    except Exception as error:  # decoders raise many types on damaged data
        raise _refusal(f"the image data cannot be decoded ({type(error).__name__})") from error


def _decode(path: Path, found: ProbedImage) -> None:
    # Imported late: most pictures are PNG, and Pillow takes 6 MB.
    from PIL import Image

    if found.media_type == "image/jpeg" and found.size_bytes * _JPEG_PIXELS_PER_BYTE < found.pixels:
        raise _refusal("the JPEG has no image data")
    with Image.open(path, formats=("JPEG", "WEBP")) as image:
        if image.size != (found.width, found.height):
            raise _refusal("the size differs from the probed one")
        image.draft(image.mode, (max(1, found.width // 8), max(1, found.height // 8)))
        image.load()


def _check_png(file: BinaryIO) -> None:
    file.seek(16)
    width, height, depth, color, _, _, interlace = struct.unpack(">IIBBBBB", file.read(13))
    channels, depths = _PNG_COLORS.get(color, (0, ()))
    if depth not in depths:
        raise _refusal("the PNG has an unknown color type")
    bits = channels * depth
    # Every row starts with its filter. The rows of an interlaced image differ in length.
    step = 0 if interlace else _row_bytes(width, bits)
    expected = _interlaced_bytes(width, height, bits) if interlace else step * height
    received = 0
    for piece in _inflated(file, has_palette=color != 3):
        if step and max(piece[-received % step :: step], default=0) > 4:
            raise _refusal("the PNG has an unknown filter")
        received += len(piece)
        if received >= expected:
            return
    raise _refusal(f"the PNG has {received} of {expected} bytes of image data")


def _inflated(file: BinaryIO, *, has_palette: bool) -> Iterator[bytes]:
    """Yield the decompressed image data of a PNG whose chunks were checked by the probe."""
    unpacker = zlib.decompressobj()
    file.seek(8)
    while header := file.read(8):
        length, kind = struct.unpack(">I4s", header)
        if kind == b"IDAT":
            if not has_palette:
                raise _refusal("the PNG has no palette")
            for taken in range(0, length, _PIECE):
                packed = file.read(min(_PIECE, length - taken))
                while packed and not unpacker.eof:
                    yield unpacker.decompress(packed, _PIECE)
                    packed = unpacker.unconsumed_tail
        else:
            has_palette = has_palette or kind == b"PLTE"
            file.seek(length, 1)
        file.seek(4, 1)
        if kind == b"IEND":
            break
    yield unpacker.flush()


def _row_bytes(width: int, bits: int) -> int:
    return 1 + (width * bits + 7) // 8


def _interlaced_bytes(width: int, height: int, bits: int) -> int:
    total = 0
    for left, across, top, down in _ADAM7:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * _row_bytes(columns, bits)
    return total


def _refusal(detail: str) -> RefusedPictureError:
    return RefusedPictureError(FailureReason.NOT_A_PICTURE, detail)

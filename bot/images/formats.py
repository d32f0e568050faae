"""Image formats PNG, JPEG and WebP: readers that determine the size and check completeness.

Each reader parses the file's structure without decoding pixels, so that a small file that declares an
enormous image costs nothing. PNG checksums, which cover every byte, are verified.
Sources: PNG third edition (W3C), sections 5.2-5.6; JPEG ITU-T T.81, annex B; WebP container, RFC 9649
section 2.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from typing import BinaryIO

from bot.images.errors import RefusedPictureError
from bot.images.models import FailureReason

__all__ = ["JPEG_BARE", "JPEG_FRAMES", "jpeg_marker", "reader_for", "take", "truncated"]

Size = tuple[int, int, int]
"""Width and height in pixels, and the length of the image in bytes; a file can have more."""

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MAX_PARTS = 65_536  # 512 MiB in the 8 KiB chunks that encoders usually write
_PIECE = 64 * 1024
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # T.81 table B.1: SOF0..SOF15
JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length field


def reader_for(file: BinaryIO) -> tuple[str, Callable[[BinaryIO], Size]]:
    """Return the media type, detected from the first bytes, and a reader for the whole file.

    Raises :class:`RefusedPictureError`, as do the readers: ``TRUNCATED`` if the file is incomplete,
    ``NOT_A_PICTURE`` if it is malformed in any other way.
    """
    head = file.read(12)
    file.seek(0)
    if head.startswith(_PNG_SIGNATURE):
        return "image/png", _read_png
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", _read_jpeg
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return "image/webp", _read_webp
    if len(head) < 12:
        raise truncated("the file is shorter than any image")
    raise _not_a_picture("the file does not start like a PNG, JPEG or WebP")


def _read_png(file: BinaryIO) -> Size:
    width, height = _png_header(file)
    has_data = False
    for _ in range(_MAX_PARTS):
        length, kind = struct.unpack(">I4s", take(file, 8))
        if length > 0x7FFF_FFFF or not kind.isalpha():
            raise _not_a_picture("a PNG chunk is malformed")
        _check_png_chunk(file, kind, length)
        has_data = has_data or kind == b"IDAT"
        if kind == b"IEND":
            if not has_data:
                raise _not_a_picture("the PNG has no image data")
            return width, height, file.tell()
    raise _not_a_picture("the PNG has too many chunks")


def _png_header(file: BinaryIO) -> tuple[int, int]:
    file.seek(len(_PNG_SIGNATURE))
    length, header, checksum = struct.unpack(">I17sI", take(file, 25))
    if length != 13 or header[:4] != b"IHDR" or zlib.crc32(header) != checksum:
        raise _not_a_picture("the PNG header is damaged")
    width, height = struct.unpack_from(">II", header, 4)
    return width, height


def _check_png_chunk(file: BinaryIO, kind: bytes, length: int) -> None:
    # Decoders such as Pillow ignore the checksums of image data and accept damaged images.
    checksum = zlib.crc32(kind)
    for taken in range(0, length, _PIECE):
        checksum = zlib.crc32(take(file, min(_PIECE, length - taken)), checksum)
    if take(file, 4) != struct.pack(">I", checksum):
        raise _not_a_picture("a PNG chunk is damaged")


def _read_jpeg(file: BinaryIO) -> Size:
    end = _length(file)
    file.seek(2)
    size: tuple[int, int] | None = None
    for _ in range(_MAX_PARTS):
        marker = jpeg_marker(file)
        if marker == 0xDA:
            break
        if marker in JPEG_BARE:
            continue
        (length,) = struct.unpack(">H", take(file, 2))
        if marker == 0xD9 or length < 2:
            raise _not_a_picture("a JPEG segment is malformed")
        if marker in JPEG_FRAMES and size is None:
            _, height, width = struct.unpack(">BHH", take(file, 5))
            size = (width, height)
            length -= 5
        _skip(file, max(0, length - 2), end)
    if size is None:
        raise _not_a_picture("the JPEG has no frame header")
    _check_jpeg_end(file, end)
    return *size, end


def jpeg_marker(file: BinaryIO) -> int:
    if take(file, 1) != b"\xff":
        raise _not_a_picture("a JPEG marker is missing")
    marker = b"\xff"
    for _ in range(_MAX_PARTS):
        marker = take(file, 1)
        if marker != b"\xff":  # T.81 B.1.1.2 allows any number of fill bytes
            break
    return marker[0]


def _check_jpeg_end(file: BinaryIO, end: int) -> None:
    """Look for the end marker, which does not occur in image data; more may follow, such as a second image."""
    start, position = file.tell(), end
    while position > start:
        position = max(start, position - _PIECE)
        file.seek(position)
        if b"\xff\xd9" in file.read(_PIECE + 1):
            return
    raise truncated("the JPEG has no end marker")


def _read_webp(file: BinaryIO) -> Size:
    end = _length(file)
    file.seek(4)
    (riff_length,) = struct.unpack("<I", take(file, 4))
    if riff_length + 8 > end:
        raise truncated("the WebP is shorter than its header declares")
    file.seek(12)
    size: tuple[int, int] | None = None
    has_data = False
    for _ in range(_MAX_PARTS):
        if file.tell() >= riff_length + 8:
            break
        kind, length = struct.unpack("<4sI", take(file, 8))
        start = file.tell()
        if size is None:
            size = _webp_size(kind, take(file, 10))
            file.seek(start)
        has_data = has_data or kind in {b"VP8 ", b"VP8L", b"ANMF"}
        _skip(file, length + length % 2, end + 1)
    if size is None or not has_data:
        raise _not_a_picture("the WebP has no image data")
    return *size, min(end, riff_length + 8 + riff_length % 2)


def _webp_size(kind: bytes, head: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":  # RFC 6386 section 9.1
        width, height = struct.unpack_from("<HH", head, 6)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and head[0] == 0x2F:
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    raise _not_a_picture("the first WebP chunk is not an image")


def _length(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def take(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise truncated("the file ends unexpectedly")
    return found


def _skip(file: BinaryIO, count: int, end: int) -> None:
    if file.seek(count, os.SEEK_CUR) > end:
        raise truncated("the file ends inside its data")


def truncated(detail: str) -> RefusedPictureError:
    # The download may have been interrupted, so a retry may help.
    return RefusedPictureError(FailureReason.TRUNCATED, detail, transient=True)


def _not_a_picture(detail: str) -> RefusedPictureError:
    return RefusedPictureError(FailureReason.NOT_A_PICTURE, detail)

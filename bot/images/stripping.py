"""Stripping: copies the picture data of a PNG or JPEG without its metadata, and reads the two parts that matter.

Position, device, author and preview images are in ancillary chunks and segments, which are left out; so are bytes
after the end of the image, such as the archive of a polyglot. Pixels are neither decoded nor changed. Orientation and
color profile are returned, because they change how the picture looks.
Sources: PNG third edition (W3C), sections 5.6 and 11; JPEG ITU-T T.81, annex B; ICC.1:2022, annex B.4; Exif 3.0, 4.7.2.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from bot.images.formats import JPEG_BARE, JPEG_FRAMES, jpeg_marker, take, truncated

__all__ = ["Stripped", "orientation_of", "strip_jpeg", "strip_png"]

_PIECE = 64 * 1024
_MAX_PARTS = 65_536
#: Larger profiles are ignored; those of printers take up to about 2 MB.
_MAX_PROFILE = 2 * 1024 * 1024
_PNG_KEPT = frozenset({b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_PNG_PALETTE = 3
_JPEG_SCAN = 0xDA
# Frames, scans, quantization, Huffman and arithmetic tables, number of lines, restart interval.
_JPEG_KEPT = JPEG_FRAMES | {_JPEG_SCAN, 0xDB, 0xC4, 0xCC, 0xDC, 0xDD}
_JPEG_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
# A marker that ends entropy-coded data: neither a stuffed byte nor a restart nor a fill byte.
_JPEG_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """Metadata that was left out, and how the pixels are stored.

    ``orientation`` is Exif's number from 1 (upright) to 8. ``is_plain``: the pixels have 8-bit channels of gray or RGB,
    with or without an alpha channel. ``buffered_bytes`` is the memory that a JPEG decoder needs for coefficients that
    come in several scans.
    """

    orientation: int = 1
    icc_profile: bytes | None = None
    is_plain: bool = False
    buffered_bytes: int = 0


def strip_png(source: BinaryIO, target: BinaryIO) -> Stripped:
    """Copy the chunks with picture data. The structure of the file has been checked by the probe."""
    orientation, profile, is_plain = 1, None, False
    target.write(take(source, 8))
    for _ in range(_MAX_PARTS):
        header = take(source, 8)
        length, kind = struct.unpack(">I4s", header)
        if kind == b"IHDR":
            chunk = take(source, length + 4)
            is_plain = chunk[8] == 8 and chunk[9] != _PNG_PALETTE
            target.write(header + chunk)
        elif kind in _PNG_KEPT:
            is_plain = is_plain and kind != b"tRNS"
            target.write(header)
            _copy(source, target, length + 4)
        elif kind == b"eXIf" and length < _PIECE:
            orientation = orientation_of(take(source, length + 4)[:-4])
        elif kind == b"iCCP" and length < _MAX_PROFILE:
            profile = _png_profile(take(source, length + 4)[:-4])
        else:
            source.seek(length + 4, 1)
        if kind == b"IEND":
            break
    return Stripped(orientation=orientation, icc_profile=profile, is_plain=is_plain)


def strip_jpeg(source: BinaryIO, target: BinaryIO) -> Stripped:
    """Copy frames, scans and tables up to the end marker.

    An ``Adobe`` segment is kept in its shortest form, because it says how the colors are stored. Raises
    :class:`~bot.images.errors.RefusedPictureError` if the file is malformed.
    """
    orientation, profile, frame, scans, is_progressive = 0, bytearray(), b"", 0, False
    source.seek(2)
    target.write(b"\xff\xd8")
    for _ in range(_MAX_PARTS):
        marker = jpeg_marker(source)
        if marker == 0xD9:
            break
        if marker in JPEG_BARE:
            continue
        (length,) = struct.unpack(">H", take(source, 2))
        body = take(source, max(0, length - 2))
        if marker in _JPEG_KEPT:
            target.write(struct.pack(">BBH", 0xFF, marker, length) + body)
            if marker in JPEG_FRAMES:
                frame, is_progressive = body, marker in _JPEG_PROGRESSIVE
            elif marker == _JPEG_SCAN:
                scans += 1
                _copy_scan(source, target)
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            target.write(b"\xff\xee\x00\x0e" + body[:12])
        elif marker == 0xE1 and body.startswith(b"Exif\x00\x00") and not orientation:
            orientation = orientation_of(body[6:])
        elif marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00") and len(profile) < _MAX_PROFILE:
            profile += body[14:]  # after name, number and count
    target.write(b"\xff\xd9")
    return Stripped(
        orientation=orientation or 1,
        icc_profile=bytes(profile) or None,
        is_plain=frame[:1] == b"\x08" and frame[5:6] in {b"\x01", b"\x03"},
        buffered_bytes=_coefficient_bytes(frame) if is_progressive or scans > 1 else 0,
    )


def orientation_of(exif: bytes) -> int:
    """Return the orientation in Exif data; 1 if it has none or is unreadable."""
    # Imported late, as few pictures need it and it takes 6 MB.
    from PIL import ExifTags, Image

    try:
        found = Image.Exif()
        found.load(exif)
        orientation = found.get(ExifTags.Base.Orientation)
    except Exception:
        return 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _coefficient_bytes(frame: bytes) -> int:
    """Return the size of all coefficients, two bytes each, from a frame header (T.81 B.2.2)."""
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    sampling: list[int] = [(factors >> 4) * (factors & 15) for factors in frame[7::3]]
    return 2 * width * height * sum(sampling) // max(1, *sampling, 1)


def _png_profile(chunk: bytes) -> bytes | None:
    """Decompress the profile of an ``iCCP`` chunk: a name, a zero byte, the method 0, and zlib data."""
    _, _, rest = chunk.partition(b"\x00")
    try:
        return zlib.decompressobj().decompress(rest[1:], _MAX_PROFILE) or None
    except zlib.error:
        return None


def _copy(source: BinaryIO, target: BinaryIO, count: int) -> None:
    for taken in range(0, count, _PIECE):
        target.write(take(source, min(_PIECE, count - taken)))


def _copy_scan(source: BinaryIO, target: BinaryIO) -> None:
    """Copy entropy-coded data; leave ``source`` at the marker after it."""
    held = b""
    while True:
        piece = source.read(_PIECE)
        if not piece:
            raise truncated("the JPEG has no end marker")
        data = held + piece
        end = _JPEG_SCAN_END.search(data)
        if end is not None:
            target.write(data[: end.start()])
            source.seek(end.start() - len(data), 1)
            return
        # A marker can be split between two pieces.
        held = data[-1:] if data.endswith(b"\xff") else b""
        target.write(data[: len(data) - len(held)])

"""Reference pictures: turns a file that a member attached into one that is safe and useful to send to fal.

The type is detected by content: PNG, JPEG, WebP, or the first frame of a GIF. The result is upright and has no
metadata: neither position nor device, comment, preview, color profile or bytes after the end. Its pixels are those of
the original, with two exceptions: colors of another space are converted to sRGB, and 16-bit channels to 8-bit ones. A
picture above the limits is scaled down.

A PNG or JPEG that needs none of this is copied without its metadata (:mod:`bot.images.stripping`) and never
re-encoded; anything else becomes a PNG. Decoding is bounded by an estimate of its memory, so that one picture takes
about 100 MB at most, whatever its header says.
"""

from __future__ import annotations

import hashlib
import io
import math
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

from bot.errors import RefusedError
from bot.images.errors import PictureError, RefusedPictureError
from bot.images.image_data import check_image_data
from bot.images.models import MAX_SOURCE_BYTES, FailureReason
from bot.images.probe import ProbedImage, probe
from bot.images.stripping import Stripped, orientation_of, strip_jpeg, strip_png
from bot.private_files import open_private

__all__ = ["PreparedReference", "prepare_reference"]

# Memory for the pixels of one picture, with room for two copies of a photo of 12 megapixels.
_MAX_MEMORY = 94 * 1024 * 1024
_BYTES_PER_PIXEL = 4  # Pillow, also for RGB
# Measured with Pillow 13 on 12-megapixel pictures: the decoder keeps two canvases, and the frame is copied twice.
_WEBP_BYTES_PER_PIXEL = 17
# Beyond this, Pillow warns of a decompression bomb.
_MAX_SOURCE_PIXELS = 80_000_000
# Smallest number of pixels to which a picture is scaled down to save memory.
_LEAST_PIXELS = 1_000_000
_SMALLEST_SIDE = 16
_LARGEST_RATIO = 10
_BAND_ROWS = 64  # rows converted at a time, so that a conversion does not need a copy of the whole picture
_LANCZOS_SUPPORT = 3
_SCALE_STEP = 0.75
# Lossless, or else without chroma subsampling.
_FORMS: tuple[tuple[str, Mapping[str, int]], ...] = (
    ("PNG", {"compress_level": 3}),
    ("JPEG", {"quality": 95, "subsampling": 0}),
)
# How to turn a picture upright, by Exif's orientation.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedReference:
    """The prepared file: its media type, size in pixels and bytes, and SHA-256 as a hex digest."""

    media_type: str
    width: int
    height: int
    size_bytes: int
    sha256: str


def prepare_reference(
    source: Path, target: Path, *, max_bytes: int, max_pixels: int, number: int = 0
) -> PreparedReference:
    """Write the picture at ``source``, prepared for fal, to ``target``; blocks while it decodes.

    ``max_bytes`` and ``max_pixels`` are the model's limits for one reference. ``number`` is the reference's position
    from 1 if there are several, and 0 otherwise; it is used in the text of a refusal. Raises
    :class:`~bot.errors.RefusedError` with a key ``refused-reference-...``, and ``OSError`` if a file cannot be read
    or written. After an error, ``target`` may exist.
    """
    with _refusals(number):
        found = _probe(source, number)
        plain = target.with_name(f"{target.name}.plain")
        try:
            stripped = _strip(source, plain, found)
            plan = _plan(found, stripped, max_pixels, number)
            if stripped is not None:
                source, found = plain, probe(plain, max_pixels=_MAX_SOURCE_PIXELS)
                check_image_data(plain, found)
            if stripped is not None and _is_ready(found, stripped, max_bytes, max_pixels):
                plain.replace(target)
            else:
                _encode(_upright(source, found, stripped, plan), target, max_bytes, number)
        finally:
            plain.unlink(missing_ok=True)
        result = probe(target)
    return PreparedReference(
        media_type=result.media_type,
        width=result.width,
        height=result.height,
        size_bytes=result.size_bytes,
        sha256=_sha256(target),
    )


@contextmanager
def _refusals(number: int) -> Iterator[None]:
    try:
        yield
    except PictureError as error:
        raise _refusal("damaged", number, detail=str(error)) from error


def _refusal(reason: str, number: int, *, detail: str = "", limit: int = 0) -> RefusedError:
    return RefusedError(f"refused-reference-{reason}", detail=detail, number=number, limit=limit)


def _probe(source: Path, number: int) -> ProbedImage:
    """Determine type and size from the first bytes, and check the structure of a PNG, JPEG or WebP."""
    size = source.stat().st_size
    if size > MAX_SOURCE_BYTES:
        raise _refusal("bytes", number, detail=f"{size} bytes", limit=MAX_SOURCE_BYTES // 1024**2)
    with source.open("rb") as file:
        head = file.read(12)
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        width, height = struct.unpack_from("<HH", head, 6)
        found = ProbedImage(
            media_type="image/gif",
            width=width,
            height=height,
            size_bytes=size,
            length=size,
            mislabelled=False,
        )
    elif head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or head[8:] == b"WEBP":
        found = probe(source, max_pixels=sys.maxsize)  # the plan limits them
    else:
        raise _refusal("type", number, detail=f"the file starts with {head[:4].hex()}")
    smaller, larger = sorted((found.width, found.height))
    if smaller < _SMALLEST_SIDE or larger > smaller * _LARGEST_RATIO:
        raise _refusal("shape", number, detail=f"{found.width}x{found.height} pixels", limit=_LARGEST_RATIO)
    return found


def _strip(source: Path, plain: Path, found: ProbedImage) -> Stripped | None:
    """Copy a PNG or JPEG to ``plain`` without its metadata; return ``None`` for other types."""
    strip = {"image/png": strip_png, "image/jpeg": strip_jpeg}.get(found.media_type)
    if strip is None:
        return None
    with source.open("rb") as file, open_private(plain) as copy:
        return strip(file, copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Decode at ``1 / divisor`` of each side, then scale down to at most ``pixels``."""

    divisor: int
    pixels: int


def _plan(found: ProbedImage, stripped: Stripped | None, max_pixels: int, number: int) -> _Plan:
    """Choose the way to decode a picture that keeps most of its pixels within the memory limit."""
    buffered = stripped.buffered_bytes if stripped is not None else 0
    plans = []
    for divisor in (1, 2, 4, 8) if found.media_type == "image/jpeg" else (1,):
        decoded = found.pixels // divisor**2
        held = decoded * _BYTES_PER_PIXEL
        peak = decoded * _WEBP_BYTES_PER_PIXEL if found.media_type == "image/webp" else buffered + held
        if peak <= _MAX_MEMORY and found.pixels <= _MAX_SOURCE_PIXELS:
            room = (_MAX_MEMORY - held) // _BYTES_PER_PIXEL
            plans.append(_Plan(divisor=divisor, pixels=min(decoded, room, max_pixels)))
    best = max(plans, key=lambda plan: plan.pixels, default=None)
    if best is None or best.pixels < min(found.pixels, max_pixels, _LEAST_PIXELS):
        limit = _most_pixels(found, buffered / found.pixels) // 1_000_000
        raise _refusal("pixels", number, detail=f"{found.width}x{found.height} pixels", limit=limit)
    return best


def _most_pixels(found: ProbedImage, buffered: float) -> int:
    """Return the limit for a picture's type; ``buffered`` is the number of bytes per pixel for coefficients."""
    if found.media_type == "image/webp":
        return _MAX_MEMORY // _WEBP_BYTES_PER_PIXEL
    if found.media_type == "image/jpeg":
        return min(_MAX_SOURCE_PIXELS, int(_MAX_MEMORY / (buffered + _BYTES_PER_PIXEL / 8**2)))
    return _MAX_MEMORY // _BYTES_PER_PIXEL - _LEAST_PIXELS


def _is_ready(found: ProbedImage, stripped: Stripped, max_bytes: int, max_pixels: int) -> bool:
    return (
        stripped.is_plain
        and stripped.orientation == 1
        and found.pixels <= max_pixels
        and found.size_bytes <= max_bytes
        and (stripped.icc_profile is None or _to_srgb(stripped.icc_profile, "RGB") is None)
    )


def _upright(path: Path, found: ProbedImage, stripped: Stripped | None, plan: _Plan) -> Image.Image:
    """Decode to upright, 8-bit gray or RGB, in sRGB, with an alpha channel if the picture has transparency."""
    try:
        image, orientation = _decoded(path, found, stripped, plan)
        turn = _UPRIGHT.get(orientation)
        return image if turn is None else image.transpose(turn)
    except PictureError:
        raise
    except OSError as error:
        if error.errno is not None:  # the disk, or the process's limit of files; decoders set no number
            raise
        raise _damaged(error) from error
    except Exception as error:  # decoders raise many types on damaged data
        raise _damaged(error) from error


def _decoded(
    path: Path, found: ProbedImage, stripped: Stripped | None, plan: _Plan
) -> tuple[Image.Image, int]:
    with Image.open(path, formats=(_FORMATS[found.media_type],)) as image:
        # The first frame of a GIF can be larger than its canvas.
        if found.media_type != "image/gif" and image.size != (found.width, found.height):
            raise ValueError("the size differs from the probed one")
        if image.width * image.height > found.pixels:
            raise ValueError("the frame is larger than the canvas")
        if stripped is None:
            stripped = Stripped(
                orientation=orientation_of(image.info.get("exif", b"")),
                icc_profile=image.info.get("icc_profile"),
            )
        if plan.divisor > 1:
            image.draft(image.mode, (found.width // plan.divisor, found.height // plan.divisor))
        image.load()
        scale = min(1.0, (plan.pixels / (image.width * image.height)) ** 0.5)
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        return _converted(image, size, stripped.icc_profile), stripped.orientation


def _converted(image: Image.Image, size: tuple[int, int], profile: bytes | None) -> Image.Image:
    """Return ``image`` in a mode that fal can read and in this size, converted in bands to save memory."""
    mode = _plain_mode(image)
    transform = _to_srgb(profile, "CMYK" if image.mode == "CMYK" else mode) if profile else None
    result = Image.new(mode, size)
    scale = image.height / size[1]
    margin = math.ceil(_LANCZOS_SUPPORT * scale) if size != image.size else 0
    for top in range(0, size[1], _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, size[1])
        start = max(0, math.floor(top * scale) - margin)
        end = min(image.height, math.ceil(bottom * scale) + margin)
        band = _plain(image.crop((0, start, image.width, end)), mode, transform)
        if size != image.size:
            # A box with fractions, so that the bands together are what scaling the whole picture gives.
            box = (0.0, top * scale - start, float(image.width), min(bottom * scale, image.height) - start)
            band = band.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box)
        result.paste(band, (0, top))
    return result


def _plain_mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "LA" if image.mode == "LA" else "RGBA"
    return "L" if image.mode in {"1", "L", "F"} or image.mode.startswith("I") else "RGB"


def _plain(band: Image.Image, mode: str, transform: ImageCms.ImageCmsTransform | None) -> Image.Image:
    if band.mode.startswith("I"):  # 16-bit gray, which a plain conversion would clip to white
        return band.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if transform is not None and band.mode == "CMYK":
        return ImageCms.applyTransform(band, transform) or band
    plain = band if band.mode == mode else band.convert(mode)
    return plain if transform is None else ImageCms.applyTransform(plain, transform) or plain


def _to_srgb(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the conversion of RGB or CMYK colors; ``None`` if it is not needed, or the profile is unusable."""
    if mode not in {"RGB", "RGBA", "CMYK"}:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        return ImageCms.buildTransform(source, target, mode, "RGB" if mode == "CMYK" else mode)
    except Exception:
        return None


def _encode(image: Image.Image, target: Path, max_bytes: int, number: int) -> None:
    """Write a PNG; a JPEG or a smaller picture only if the PNG is too large."""
    full, scale = image, 1.0
    while max(image.size) >= _SMALLEST_SIDE:
        for form, options in _FORMS[: 2 if image.mode in {"L", "RGB"} else 1]:
            with open_private(target) as file:
                image.save(file, form, **options)
            if target.stat().st_size <= max_bytes:
                return
        scale *= _SCALE_STEP
        image = full.resize((max(1, int(full.width * scale)), max(1, int(full.height * scale))))
    raise _refusal("bytes", number, detail="no version is small enough", limit=max(1, max_bytes // 1024**2))


def _damaged(error: Exception) -> RefusedPictureError:
    detail = f"the image data cannot be decoded ({type(error).__name__})"
    return RefusedPictureError(FailureReason.NOT_A_PICTURE, detail)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

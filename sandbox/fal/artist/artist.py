"""From a prompt to a picture: read its words, choose a scene and a palette, paint, letter.

The prompt decides what is seen, as far as its words are known here; the rest follows from
a digest of prompt, quality and index, so the same arguments always give the same picture
and the pictures of one request differ.
"""

from __future__ import annotations

import hashlib
import io
import random
import re

from PIL import Image

from sandbox.fal.artist.canvas import Canvas
from sandbox.fal.artist.lettering import (
    draw_caption,
    draw_headline,
    draw_ribbon,
    framed,
    print_size,
    showable,
)
from sandbox.fal.artist.palette import Palette, asked_for, suitable_palettes
from sandbox.fal.artist.scenes import Layout, Scene, suitable_scenes

__all__ = ["Artist"]

_DETAIL = {"low": 0, "medium": 1, "high": 2}


class Artist:
    """Draws pictures that are worth looking at and say that they are simulated.

    Holds no state; any number of threads may draw at once.
    """

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """A PNG file of exactly ``width`` x ``height`` pixels.

        ``quality`` (``low``, ``medium``, ``high``) decides the detail; ``index`` counts
        the variations of one prompt. Equal arguments give equal bytes.
        """
        scene, palette = _choose(prompt, index)
        detail = _DETAIL.get(quality, 1)
        paint = random.Random(_digest(prompt, quality, str(index)))
        if scene.layout is Layout.PRINT:
            image = _print(scene, palette, prompt, (width, height), detail, paint)
        else:
            image = _painted(scene, palette, (width, height), detail, paint)
            _letter(image, scene, palette, prompt)
        in_margin = scene.layout is Layout.PRINT
        draw_ribbon(image, f"{width}x{height}  ·  {quality}", in_margin=in_margin)
        with io.BytesIO() as file:
            image.save(file, "PNG", compress_level=1)
            return file.getvalue()


def _choose(prompt: str, index: int) -> tuple[Scene, Palette]:
    """What the prompt asks for first; later pictures wander further off."""
    words = re.findall(r"[a-z]+", showable(prompt).casefold())
    paint = random.Random(_digest(prompt))
    asked, others = suitable_scenes(words)
    paint.shuffle(others)
    scenes = [*asked, *others[: max(2, 5 - len(asked))]]
    palettes = suitable_palettes(words)
    wanted = [palette for palette in palettes if asked_for(palette, words)]
    rest = [palette for palette in palettes if palette not in wanted]
    paint.shuffle(rest)
    palettes = [*wanted, *rest[: max(1, 4 - len(wanted))]]
    turn = index // len(scenes)
    return scenes[index % len(scenes)], palettes[(index + turn) % len(palettes)]


def _painted(
    scene: Scene, palette: Palette, size: tuple[int, int], detail: int, paint: random.Random
) -> Image.Image:
    canvas = Canvas(*size, paint)
    scene.paint(canvas, palette, detail)
    return canvas.developed(grain=detail > 0)


def _print(
    scene: Scene,
    palette: Palette,
    prompt: str,
    size: tuple[int, int],
    detail: int,
    paint: random.Random,
) -> Image.Image:
    picture = _painted(scene, palette, print_size(size), detail, paint)
    return framed(picture, size, prompt, palette.paper, palette.ink)


def _letter(image: Image.Image, scene: Scene, palette: Palette, prompt: str) -> None:
    if scene.layout is Layout.POSTER:
        # The headline must stand out from a ground that may be light or dark.
        corner = image.crop((0, 0, image.width // 20, image.height // 20)).convert("L")
        dark = corner.resize((1, 1)).tobytes()[0] < 120
        draw_headline(image, prompt, palette.paper if dark else palette.ink)
    else:
        draw_caption(image, prompt)


def _digest(*parts: str) -> int:
    # A lone surrogate in a prompt is no reason to fail.
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:8])

"""Local artist: draws a simulated picture of the prompt without a model."""

from __future__ import annotations

import hashlib
import io
import random

from sandbox.fal.artist.canvas import Canvas
from sandbox.fal.artist.finish import apply_finish
from sandbox.fal.artist.lettering import draw_label
from sandbox.fal.artist.prompt import read_prompt
from sandbox.fal.artist.scenes import LIGHTS, paint_page, paint_scene

__all__ = ["Artist"]

_DETAIL = {"low": 0, "medium": 1, "high": 2}
_LARGE_PIXELS = 1_700_000
#: Finish of the designs whose lettering would become illegible in the prompt's medium.
_OWN_FINISH = {
    "comic": "inked",
    "plate": "inked",
    "map": None,
    "app": None,
    "infographic": None,
    "cover": None,
}


class Artist:
    """Draws pictures of the prompt's subject, labeled as simulated.

    Stateless, so any number of threads may draw concurrently.
    """

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """Return a PNG file of exactly ``width`` x ``height`` pixels; equal arguments give equal bytes.

        ``quality`` (``low``, ``medium``, ``high``) sets the grain; ``index`` numbers the variations of a
        prompt, which share the subject, setting and medium but differ in composition.
        """
        brief = read_prompt(prompt)
        rng = random.Random(_seed(prompt, quality, str(index)))
        scale = 1.5 if width * height <= _LARGE_PIXELS else 1.2
        canvas = Canvas((round(width * scale), round(height * scale)), rng)
        design = brief.design or ("market" if brief.setting == "market" else None)
        if design is None and not (brief.subjects or brief.setting):
            design = "lettered"
        if design is None:
            paint_scene(canvas, brief)
        else:
            paint_page(canvas, design, brief, LIGHTS["day"])
        # Most media would make a page's lettering illegible.
        medium = None if brief.design and brief.design != "poster" else brief.medium
        image = apply_finish(canvas.reduced((width, height)), medium, _DETAIL.get(quality, 1), rng)
        draw_label(image, f"{width}x{height}  ·  {quality}")
        with io.BytesIO() as file:
            image.save(file, "PNG", compress_level=1)
            return file.getvalue()


def _seed(*parts: str) -> int:
    # "surrogatepass": a prompt may contain a lone surrogate.
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:8])

"""Subjects of a prompt, placed in a setting."""

from __future__ import annotations

from sandbox.fal.artist.canvas import Canvas, rgb
from sandbox.fal.artist.prompt import Brief, Subject
from sandbox.fal.artist.scenes.light import Light
from sandbox.fal.artist.svg import FIGURES, draw_figure

__all__ = ["paint_subjects"]

#: Height of a figure as a share of the canvas, by the surface it stands on.
_HEIGHTS = {"ground": 0.52, "table": 0.46, "water": 0.42, "sky": 0.42, "wide": 9.0}
#: Horizontal ranges: the first figure is near the middle, the others beside it.
_SPREAD = ((0.36, 0.64), (0.1, 0.24), (0.76, 0.9), (0.24, 0.4), (0.6, 0.76))


def paint_subjects(canvas: Canvas, brief: Brief, foot: float, light: Light) -> None:
    """Draw every subject standing at height ``foot``: the first one large, the others smaller beside it."""
    subjects = [subject for subject in brief.subjects for _ in range(subject.count)][: len(_SPREAD)]
    if any(subject.figure == "viaduct" for subject in subjects):
        subjects = [subject for subject in subjects if subject.figure != "train"]  # drawn on the viaduct
    if brief.riding and len(subjects) > 1:
        rider, mount = subjects[:2]
        x, height = _paint(canvas, mount, brief, canvas.w * canvas.rng.uniform(0.4, 0.6), foot, 1.0, light)
        _paint(canvas, rider, brief, x, foot - height * 0.5, 0.75, light)
        return
    for number, subject in enumerate(subjects):
        size = 1.0 if number == 0 else 0.7 if len(subjects) == 2 else 0.55
        _paint(canvas, subject, brief, canvas.w * canvas.rng.uniform(*_SPREAD[number]), foot, size, light)


def _paint(
    canvas: Canvas, subject: Subject, brief: Brief, x: float, foot: float, size: float, light: Light
) -> tuple[float, float]:
    """Draw one subject near ``x``; return its horizontal position and its height."""
    figure, rng = FIGURES[subject.figure], canvas.rng
    slim = figure.height / figure.width
    if figure.place == "wide":
        x, height, foot = canvas.w / 2, canvas.w * slim, canvas.h * rng.uniform(0.7, 0.8)
    else:
        height = canvas.h * _HEIGHTS[figure.place] * subject.scale * size * rng.uniform(0.9, 1.15)
        height = min(height, 0.62 * canvas.w * slim)
        half = height / slim / 2
        x = min(max(x, half), canvas.w - half)
        if figure.place == "sky":
            foot = canvas.h * (rng.uniform(0.52, 0.68) if size == 1.0 else rng.uniform(0.3, 0.46))
        elif figure.place != "water":
            canvas.ellipse((x, foot - 0.004), half * 1.05, half * 0.13, rgb("100e1e"), 0.3)
    ambient = light.ambient, light.strength * (0.4 if figure.place == "table" else 1.0)
    mirrored = rng.random() < 0.5
    draw_figure(
        canvas,
        figure,
        (x, foot),
        height,
        tint=subject.tint,
        mirrored=mirrored,
        ambient=ambient,
        texts=brief.texts,
    )
    return x, height

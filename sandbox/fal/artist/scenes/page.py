"""Page painter: fills a design or setting with the prompt's texts, colors and subjects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sandbox.fal.artist.canvas import Box, Canvas, Colour, Point, mix, rgb
from sandbox.fal.artist.prompt import Brief
from sandbox.fal.artist.scenes.layers import Layer, paint_layer, paint_weather
from sandbox.fal.artist.scenes.light import LIGHTS, Light
from sandbox.fal.artist.scenes.subjects import paint_subjects
from sandbox.fal.artist.svg import FIGURES, PAGES, Drawing, Shape, draw_figure

__all__ = ["paint_page", "paint_scene"]

_PAPER, _INK = rgb("f5efe2"), rgb("22242c")
_ACCENTS = [rgb(value) for value in ("137a7f", "e4573d", "2f5fa0", "e0a02e", "7a45a5")]
_SHELTERED = {"room", "studio", "space", "moonscape", "underwater"}


def paint_scene(canvas: Canvas, brief: Brief, light: str | None = None) -> None:
    """Paint the subjects in their setting; ``light`` overrides that of the brief."""
    first = FIGURES[brief.subjects[0].figure] if brief.subjects else None
    setting = brief.setting or (first.attributes["data-setting"] if first else "meadow")
    if first and first.place == "table" and setting in {"city", "sky", "space"}:
        setting = "room"
    if first and first.place == "ground" and setting == "space":
        setting = "moonscape"
    if first and first.place == "ground" and setting == "sea" != first.attributes["data-setting"]:
        setting = "beach"
    page = PAGES[setting]
    usual = "day" if brief.medium == "sketch" else page.attributes.get("data-light", "day")
    chosen = LIGHTS[light or ("day" if brief.medium == "sketch" else brief.light) or usual]
    paint_page(canvas, setting, brief, chosen)
    paint_subjects(canvas, brief, canvas.h * float(page.attributes["data-foot"]), chosen)
    if setting not in _SHELTERED:
        paint_weather(canvas, brief.conditions, chosen)


def paint_page(canvas: Canvas, name: str, brief: Brief, light: Light) -> None:
    """Paint the page ``name``; half of the variations are mirrored if the page allows it."""
    page = PAGES[name]
    mirrored = page.place != "upright" and canvas.rng.random() < 0.5
    painter = _Painter(canvas, page, brief, light, _palette(canvas, brief), _texts(brief), mirrored)
    for shape in page.shapes:
        painter.paint(shape)
    corner = canvas.rng.uniform(0, canvas.w), canvas.rng.uniform(0, canvas.h)
    canvas.glow(corner, 0.9, (255, 255, 255), 0.12)


@dataclass(frozen=True, slots=True)
class _Painter:
    """Paints the shapes of one page."""

    canvas: Canvas
    page: Drawing
    brief: Brief
    light: Light
    palette: Mapping[str, Colour]
    texts: Mapping[str, str]
    mirrored: bool

    def paint(self, shape: Shape) -> None:
        """Paint a shape; if it is a slot, fill it."""
        canvas, attributes = self.canvas, shape.attributes
        across, down = canvas.w / self.page.width, canvas.h / self.page.height
        points = [((self.page.width - x if self.mirrored else x) * across, y * down) for x, y in shape.points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box, scale, colour = (min(xs), min(ys), max(xs), max(ys)), min(across, down), self._colour(shape)
        if shape.kind == "text":
            self._letter(shape, box, colour)
        elif "data-layer" in attributes:
            paint_layer(Layer(canvas, shape, self.light, colour, box[1], box[3] - box[1], 1 / 200))
        elif "data-page" in attributes:
            canvas.inset(
                box, lambda inner: paint_page(inner, attributes["data-page"], self.brief, self.light)
            )
        elif "data-scene" in attributes:
            self._inset_scene(box, attributes["data-scene"])
        elif "data-figure" in attributes:
            self._fit_figure(box)
        elif shape.kind == "rect":
            canvas.rect(box, colour, float(attributes.get("rx", "0")) * scale)
        elif shape.stroke:
            canvas.line(points, colour, shape.stroke * scale)
        elif shape.kind == "path":
            canvas.polygon(points, colour, shape.opacity)
        else:
            self._round(shape, box, (scale / across, scale / down), colour)

    def _colour(self, shape: Shape) -> Colour:
        conditions = (self.light.name, *self.brief.conditions)
        values = (shape.attributes.get(f"data-{condition}", "") for condition in conditions)
        colour = next((rgb(value[1:]) for value in values if value.startswith("#")), shape.colour)
        if shape.role == "lit":
            return self.light.on(colour, float(shape.attributes.get("data-distance", "0")))
        return self.palette.get(shape.role, colour)

    def _round(self, shape: Shape, box: Box, shrink: Point, colour: Colour) -> None:
        """Paint an ellipse, keeping its proportions even if the page is stretched."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        wide, tall = (box[2] - box[0]) / 2 * shrink[0], (box[3] - box[1]) / 2 * shrink[1]
        if "data-glow" in shape.attributes:
            self.canvas.glow(middle, wide, colour, float(shape.attributes["data-glow"]))
        else:
            self.canvas.ellipse(middle, wide, tall, colour, shape.opacity)

    def _letter(self, shape: Shape, box: Box, colour: Colour) -> None:
        """Fill a text slot with the prompt's quoted text, or with the slot's default text."""
        slot, align = shape.attributes["data-text"], shape.attributes["data-align"]
        words = shape.text if slot.startswith("+") or not self.brief.texts else ""
        words, size, heavy = self.texts.get(slot, words), box[3] - box[1], "data-heavy" in shape.attributes
        if align == "price":
            words, price = re.findall(r"^(.*?)\s*([\d.,]*)$", words)[0]
            self.canvas.text((self.canvas.w * 0.88, box[3]), price, size, colour, anchor="rs")
            align = "start"
        if self.mirrored:
            align = {"start": "end", "end": "start"}.get(align, align)
        x, anchor = {"start": (box[0], "ls"), "end": (box[2], "rs")}.get(align, ((box[0] + box[2]) / 2, "ms"))
        lines = words.split() if "data-lines" in shape.attributes else [words]
        for number, line in enumerate(lines):
            at = x, box[1] + size * (number + 0.86) / len(lines)
            height = min(size / len(lines), 0.17)
            self.canvas.text(at, line, height, colour, room=box[2] - box[0], anchor=anchor, heavy=heavy)

    def _inset_scene(self, box: Box, light: str) -> None:
        conditions = self.brief.conditions if light in {"", "grey"} else frozenset()
        self.canvas.inset(
            box, lambda inner: paint_scene(inner, replace(self.brief, conditions=conditions), light or None)
        )

    def _fit_figure(self, box: Box) -> None:
        figure, tint = FIGURES["flower"], None
        if self.brief.subjects:
            figure, tint = FIGURES[self.brief.subjects[0].figure], self.brief.subjects[0].tint
        height = min(box[3] - box[1], (box[2] - box[0]) * figure.height / figure.width)
        foot = (box[0] + box[2]) / 2, (box[1] + box[3] + height) / 2
        draw_figure(self.canvas, figure, foot, height, tint=tint, mirrored=self.canvas.rng.random() < 0.5)


def _palette(canvas: Canvas, brief: Brief) -> Mapping[str, Colour]:
    """Choose paper, ink and two accent colors, preferring the colors named in the prompt."""
    tints = [subject.tint for subject in brief.subjects if subject.tint]
    named = [colour for colour in brief.colours if colour not in tints]
    strong = sorted((colour for colour in named if sum(colour) <= 600), key=lambda one: min(one) - max(one))
    spare = [one for one in _ACCENTS if all(_distance(one, other) > 150 for other in [*strong, *tints])]
    first, second = [*strong, *canvas.rng.sample(spare if len(spare) > 1 else _ACCENTS, 2)][:2]
    paper = next((colour for colour in named if sum(colour) > 600), _PAPER)
    ink = mix(min(first, second, key=sum), _INK, 0.6)
    return {"paper": paper, "ink": ink, "first": first, "second": second, "bloom": [*tints, rgb("b0509c")][0]}


def _distance(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _texts(brief: Brief) -> Mapping[str, str]:
    """Return texts by slot name: all by number, then marks (m), names (n), stations (s) and lines (l)."""
    texts = brief.texts or tuple(filter(None, [brief.title.upper()]))
    kinds = {
        "m": [text for text in brief.texts if len(text) <= 2],
        "n": [text for text in texts if len(text) > 2],
        "s": [text for text in texts[1:] if "line" not in text.casefold()],
        "l": [text for text in texts if "line" in text.casefold()],
    }
    numbered = {str(number): text for number, text in enumerate(texts)}
    return numbered | {
        f"{kind}{number}": text for kind, found in kinds.items() for number, text in enumerate(found, 1)
    }

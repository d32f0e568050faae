"""Colours that go together, and which of them suit a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Colour", "Palette", "asked_for", "lighten", "mix", "ramp", "suitable_palettes"]

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """A mood: ``sky`` runs from the zenith to the horizon, ``shapes`` from light to heavy."""

    name: str
    sky: tuple[Colour, ...]
    sun: Colour
    shapes: tuple[Colour, ...]
    paper: Colour
    ink: Colour
    words: frozenset[str]

    @property
    def is_dark(self) -> bool:
        """Whether the sky is a night sky."""
        return sum(self.sky[0]) < 120


def _rgb(value: str) -> Colour:
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)


def _palette(name: str, sky: str, sun: str, shapes: str, paper: str, ink: str, words: str) -> Palette:
    return Palette(
        name=name,
        sky=tuple(_rgb(value) for value in sky.split()),
        sun=_rgb(sun),
        shapes=tuple(_rgb(value) for value in shapes.split()),
        paper=_rgb(paper),
        ink=_rgb(ink),
        words=frozenset(words.split()),
    )


_PALETTES = (
    _palette(
        "ember",
        "2b2a5b 8b3f77 e8675b f9b168 fde3a7",
        "fff3cf",
        "f6c28b e98a5f c2505a 7a2f55 35204a",
        "f8efe0",
        "2a1836",
        "sunset dusk evening fire warm red orange dragon autumn fox oranges pumpkin tiger lion",
    ),
    _palette(
        "dawn",
        "6a8fc0 a9b8dc f2c6c5 fbe0c0 fff4df",
        "fffaf0",
        "e7b9b4 b58fa8 7d7199 4d5580 2b3a5c",
        "fbf4ec",
        "2b3350",
        "dawn morning sunrise mist fog soft pastel spring dream pink lilac",
    ),
    _palette(
        "marine",
        "0d3b66 2a6f97 61a5c2 a9d6e5 e8f4ee",
        "fff6d8",
        "8cc5c9 4f9da6 2b7a8c 155a73 0a2f47",
        "f2f3ea",
        "0b2a40",
        "sea ocean beach water blue ship boat lighthouse island wave waves fish whale lake river harbour",
    ),
    _palette(
        "verdant",
        "7fb7a3 b5d6b2 e4ecc4 f7f3d0",
        "fffbe3",
        "b9cf8e 7fae6e 4c8c62 2b644f 14403a",
        "f5f2e1",
        "17352d",
        "forest jungle tree trees garden green leaf leaves plant plants frog meadow nature fern bamboo",
    ),
    _palette(
        "neon",
        "0b0824 25104f 6a1b7d d62f8a ff8a5c",
        "ffd86b",
        "ff5fa2 9b3df0 4a2bbd 21145f 0c0727",
        "f3e9ff",
        "150b35",
        "neon cyberpunk city night cyber robot robots futuristic synthwave club tokyo arcade electric future",
    ),
    _palette(
        "frost",
        "3b5c8c 7fa3c9 bcd6e6 e6f1f4 ffffff",
        "ffffff",
        "d6e6ef a6c3d8 6f97b8 456b92 1f3b5f",
        "f3f7f9",
        "17304f",
        "snow winter ice frozen cold arctic penguin polar mountain mountains alps glacier white",
    ),
    _palette(
        "desert",
        "3f7f8c 8fb9a8 f1d3a2 f4b26e ee8f5a",
        "fff1c9",
        "eab676 d98a4e b5613c 7c3f33 412330",
        "faf0dd",
        "3a1f28",
        "desert sand dune dunes canyon mars camel cactus egypt pyramid earth clay western",
    ),
    _palette(
        "orchard",
        "f2d7b6 f5b8a0 ef8e7d",
        "fff0d0",
        "f4c95d e76f51 d1495b 3d8b7d 264653",
        "fbf3e4",
        "24323f",
        "flower flowers fruit food kitchen summer happy cat dog bird birds child toy coffee tea cake party",
    ),
    _palette(
        "aurora",
        "060b23 0d2440 0f5a63 36a37f b8e6a5",
        "eafff0",
        "6fd3a5 2f9c95 1d6a82 164065 0b1b3a",
        "ecf4ee",
        "0a1b33",
        "aurora space star stars galaxy planet moon cosmos cosmic astronaut magic wizard owl wolf nebula",
    ),
    _palette(
        "gallery",
        "efe6d5 e6d3b8 d9b99b",
        "d64933",
        "f2c14e d64933 2a6f97 1f4e5f 232323",
        "f4ecdc",
        "1f1f1f",
        "poster abstract geometric bauhaus modern design logo minimal map chart art vintage retro type",
    ),
)


def suitable_palettes(words: Sequence[str]) -> list[Palette]:
    """All palettes, those that the prompt's words call for first."""
    asked = set(words)
    return sorted(_PALETTES, key=lambda palette: -len(palette.words & asked))


def asked_for(palette: Palette, words: Sequence[str]) -> bool:
    """Whether any of the prompt's words calls for this palette."""
    return not palette.words.isdisjoint(words)


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """``first`` with ``part`` (0 to 1) of ``second`` in it."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighten(colour: Colour, part: float) -> Colour:
    """``colour`` moved towards white, or towards black when ``part`` is negative."""
    return mix(colour, (255, 255, 255) if part > 0 else (0, 0, 0), abs(part))


def ramp(colours: Sequence[Colour], part: float) -> Colour:
    """The colour at ``part`` (0 to 1) of the way through ``colours``."""
    place = min(max(part, 0.0), 1.0) * (len(colours) - 1)
    left = min(int(place), len(colours) - 2)
    return mix(colours[left], colours[left + 1], place - left)

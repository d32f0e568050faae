"""Prompt parser: extracts subjects, setting, light, medium and lettering from a prompt.

Known words are in ``vocabulary.toml`` and ``figures.svg``. If the prompt names several settings, lights
or media, it uses the first. Text in double quotes becomes lettering; exclusions ("no people") are honored.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.fal.artist.canvas import Colour, rgb
from sandbox.fal.artist.lettering import printable
from sandbox.fal.artist.svg import WORDS

__all__ = ["Brief", "Subject", "read_prompt"]

_READ_CHARACTERS, _MOST_TEXTS, _MOST_SUBJECTS = 1200, 16, 3
_VOCABULARY: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8")
)
_NUMBERS, _SCALES = _VOCABULARY["numbers"], _VOCABULARY["scales"]
_COLOURS = {word: rgb(value) for word, value in _VOCABULARY["colours"].items()}
#: A name that is to be written, such as "a logo for a cafe called Bean There".
_NAMED = re.compile(r"\b(?:called|named|titled)\s+((?:[A-Z0-9][\w'&-]*\s?){1,6})")
_PHRASES = {
    "still life": "stilllife",
    "first light": "firstlight",
    "8-bit": "pixel",
    "black and white": "noir",
    "red fox": "fox",
    "hot air balloon": "balloon",
    "golden hour": "sunset",
    "van gogh": "oil",
    "paper boat": "paperboat",
    "origami boat": "paperboat",
    "northern lights": "aurora",
    "jack-o-lantern": "pumpkin",
}
#: Generic words, which count as subjects only if the sentence names no other subject.
_GENERAL = {"portrait", "face", "stilllife", "bowl", "person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A figure to draw, with its color, count and scale relative to the usual size."""

    figure: str
    tint: Colour | None = None
    count: int = 1
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The recognized content of a prompt; ``title`` contains its leading words.

    With ``riding``, the first subject sits on the second.
    """

    subjects: tuple[Subject, ...]
    setting: str | None
    light: str | None
    medium: str | None
    design: str | None
    riding: bool
    conditions: frozenset[str]
    colours: tuple[Colour, ...]
    texts: tuple[str, ...]
    title: str


def read_prompt(prompt: str) -> Brief:
    """Parse a prompt; unknown words are ignored."""
    text = prompt[:_READ_CHARACTERS].replace("“", '"').replace("”", '"')
    quoted = [printable(words) for words in re.findall(r'"([^"\n]{1,60})"', text) or _NAMED.findall(text)]
    described = printable(re.sub(r'"[^"\n]*"', " ", text)).casefold()
    for phrase, word in _PHRASES.items():
        described = described.replace(phrase, word)
    described = re.sub(r"\b(?:no|without|not)\s+(?:any\s+)?[a-z]+", " ", described)
    sentences = [re.findall(r"[a-z]+", sentence) for sentence in re.split(r"[.;:!?]", described)]
    words = [_singular(word) for sentence in sentences for word in sentence]
    return Brief(
        subjects=_subjects([sentence for sentence in sentences if sentence][:3]),
        setting=_first(words, _SETTINGS),
        light=_first(words, _LIGHTS),
        medium=_first([word for word in words if _MEDIA.get(word) != "photo"], _MEDIA)
        or _first(words, _MEDIA),
        design=_first(words, _DESIGNS),
        riding="riding" in words,
        conditions=frozenset(_CONDITIONS[word] for word in words if word in _CONDITIONS),
        colours=tuple(dict.fromkeys(_COLOURS[word] for word in words if word in _COLOURS)),
        texts=tuple(filter(None, quoted))[:_MOST_TEXTS],
        title=" ".join(re.findall(r"[A-Za-z0-9&'-]+", printable(text))[:6]),
    )


def _subjects(sentences: Sequence[Sequence[str]]) -> tuple[Subject, ...]:
    """Return the figures in the first sentence that names any."""
    for sentence in sentences:
        found: dict[str, tuple[Subject, bool]] = {}
        for at, given in enumerate(sentence):
            word, follower = _singular(given), _singular("".join(sentence[at + 1 : at + 2]))
            # "An orange tree" is a tree, not an orange.
            if word in WORDS and not (word in _COLOURS and follower in WORDS):
                subject = _subject(word, _attributes(sentence[:at]), plural=word != given)
                if found.get(subject.figure, (None, True))[1]:
                    found.pop(subject.figure, None)
                    found[subject.figure] = subject, word in _GENERAL
        specific = [subject for subject, general in found.values() if not general]
        if chosen := specific or [subject for subject, _ in found.values()]:
            return tuple(_posed(subject, sentence) for subject in chosen)[:_MOST_SUBJECTS]
    return ()


def _subject(word: str, before: Sequence[str], *, plural: bool) -> Subject:
    figure, own_tint = WORDS[word]
    return Subject(
        figure=figure,
        tint=next((_COLOURS[one] for one in reversed(before) if one in _COLOURS), own_tint),
        count=next(
            (_NUMBERS[one] for one in before if one in _NUMBERS), 3 if plural and figure != "bowl" else 1
        ),
        scale=next((_SCALES[one] for one in before if one in _SCALES), 1.0),
    )


def _attributes(before: Sequence[str]) -> Sequence[str]:
    """Return the words that may describe a subject: up to three before it, none of another subject."""
    near = list(before[-3:])
    starts = [at for at, word in enumerate(near) if word in {"and", "with"} or _singular(word) in WORDS]
    return near[starts[-1] + 1 :] if starts else near


def _posed(subject: Subject, sentence: Sequence[str]) -> Subject:
    """Return the subject lying down if the sentence says that it is asleep."""
    coats = {"fox": None, "cat": rgb("6f6a72"), "dog": rgb("a86b3c"), "bear": rgb("7a4a2c")}
    if subject.figure not in coats or not {"asleep", "sleeping", "curled"} & set(sentence):
        return subject
    tint = subject.tint or coats[subject.figure]
    return Subject(figure="asleep", tint=tint, count=subject.count, scale=subject.scale)


def _first(words: Sequence[str], table: Mapping[str, str]) -> str | None:
    """Return the key of the first known word; of two in a row, the second ("a mountain lake" is a lake)."""
    for word, follower in zip(words, [*words[1:], ""], strict=False):
        if word in table:
            return table.get(follower, table[word])
    return None


def _singular(word: str) -> str:
    """Return the listed singular of a plural word."""
    for ending, single in (("ves", "f"), ("ies", "y"), ("es", ""), ("s", "")):
        stem = word.removesuffix(ending) + single
        if word not in _KNOWN and word.endswith(ending) and stem in _KNOWN:
            return stem
    return word


def _by_word(kind: str) -> Mapping[str, str]:
    return {word: key for key, words in _VOCABULARY[kind].items() for word in words.split()}


_SETTINGS, _LIGHTS, _CONDITIONS = _by_word("settings"), _by_word("lights"), _by_word("conditions")
_MEDIA, _DESIGNS = _by_word("media"), _by_word("designs")
_KNOWN = {*WORDS, *_SETTINGS, *_LIGHTS, *_CONDITIONS, *_MEDIA, *_DESIGNS, *_COLOURS}

"""The model's choices in a reader's words."""

from __future__ import annotations

from bot.discord.i18n import Texts
from config import Model

__all__ = ["choice_label", "quality_label", "size_label"]


def choice_label(texts: Texts, option: str, value: str, label: str, locale: str) -> str:
    """The text for one choice; what the texts do not know keeps the catalogue's ``label``."""
    key = f"choice-{option}-{value}"
    return texts(key, locale) if texts.has(key) else label


def size_label(texts: Texts, model: Model, value: str, locale: str) -> str:
    """A size by its name; one that the model no longer has is named by its pixels."""
    label = next((s.label for s in model.sizes if s.value == value), value.replace("x", " × "))
    return choice_label(texts, "size", value, label, locale)


def quality_label(texts: Texts, model: Model, value: str, locale: str) -> str:
    """A quality by its name."""
    label = next((q.label for q in model.qualities if q.value == value), value)
    return choice_label(texts, "quality", value, label, locale)

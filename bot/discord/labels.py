"""Labels for a model's choices, and text lists of choices, channels and roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import TypeVar

import discord

from bot.discord.i18n import Texts
from bot.discord.markdown import quote, shorten
from bot.models import Models
from config import Model, QualityOption, SizeOption

__all__ = [
    "distinct_options",
    "format_values",
    "model_title",
    "quality_label",
    "size_label",
    "with_role_names",
]

Value = str | int | float
_Option = TypeVar("_Option", SizeOption, QualityOption)

# Maximum number of list entries shown.
_MAX_LISTED = 15
_ROLE = re.compile(r"<@&(\d+)>")
_NAME_LIMIT = 60


def format_values(values: Mapping[str, Value], texts: Texts, models: Models, locale: str) -> dict[str, Value]:
    """Return ``values`` with its space-separated lists as readable text.

    Sizes and qualities are those of the model whose ID is the value ``model``, or else of the default one.
    """
    model = models.find(str(values.get("model", ""))) or models.default
    if "model" in values:
        values = {**values, "model": model.title}
    shown: dict[str, Callable[[str], str]] = {
        "channels": lambda value: f"<#{value}>",
        "roles": lambda value: f"<@&{value}>",
        "sizes": lambda value: shorten(size_label(texts, model, value, locale), _NAME_LIMIT),
        "qualities": lambda value: shorten(quality_label(texts, model, value, locale), _NAME_LIMIT),
        "counts": str,
        "models": lambda value: model_title(models, value),
    }
    return {
        name: _list(str(value).split(), shown[name]) if name in shown else value
        for name, value in values.items()
    }


def distinct_options(options: Iterable[Iterable[_Option]]) -> list[_Option]:
    """Return the sizes or qualities of several models, each value once."""
    return list({option.value: option for option in reversed(list(chain.from_iterable(options)))}.values())[
        ::-1
    ]


def model_title(models: Models, model_id: str) -> str:
    """Return the name of a model, or its ID if the catalogue no longer contains it."""
    model = models.find(model_id)
    return model_id if model is None else model.title


def with_role_names(text: str, guild: discord.Guild | None) -> str:
    """Replace role mentions with role names, or with an ellipsis for uncached roles."""

    def name(match: re.Match[str]) -> str:
        role = guild.get_role(int(match[1])) if guild is not None else None
        return quote(role.name, _NAME_LIMIT) if role is not None else "…"

    return _ROLE.sub(name, text)


def _list(values: list[str], show: Callable[[str], str]) -> str:
    more = ", …" if len(values) > _MAX_LISTED else ""
    return ", ".join(map(show, values[:_MAX_LISTED])) + more


def _choice_label(texts: Texts, option: str, value: str, label: str, locale: str) -> str:
    """Return the translation of a choice, or the model catalog's ``label`` if there is none."""
    key = f"choice-{option}-{value}"
    return texts(key, locale) if texts.has(key) else label


def size_label(texts: Texts, model: Model, value: str, locale: str) -> str:
    """Return the name of a size, or its pixel dimensions if the model no longer has it."""
    label = next((s.label for s in model.sizes if s.value == value), value.replace("x", " × "))
    return _choice_label(texts, "size", value, label, locale)


def quality_label(texts: Texts, model: Model, value: str, locale: str) -> str:
    """Return the name of a quality."""
    label = next((q.label for q in model.qualities if q.value == value), value)
    return _choice_label(texts, "quality", value, label, locale)

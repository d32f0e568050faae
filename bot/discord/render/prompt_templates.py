"""Prompt templates as text. Pure."""

from __future__ import annotations

from typing import Literal

from bot.discord.i18n import Texts
from bot.discord.labels import quality_label, size_label
from config import Model, PromptTemplate

__all__ = ["template_facts", "template_text"]


def template_text(
    texts: Texts, template: PromptTemplate, part: Literal["title", "shows"], locale: str
) -> str:
    """Return a template's title or purpose in the reader's language, or as written in the catalog."""
    key = f"idea-{part}-{template.key}"
    return texts(key, locale) if texts.has(key, locale) else str(getattr(template, part))


def template_facts(texts: Texts, model: Model, template: PromptTemplate, locale: str) -> str:
    """Return a template's price, format and purpose, in this order, because menus cut the end."""
    facts = texts(
        "ideas-facts",
        locale,
        size=size_label(texts, model, template.size, locale),
        quality=quality_label(texts, model, template.quality, locale),
        credits=model.credits(template.size, template.quality),
    )
    return f"{facts} · {template_text(texts, template, 'shows', locale)}"

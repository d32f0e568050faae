"""Prompt templates as text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import discord

from bot.discord.i18n import Texts
from bot.discord.labels import quality_label, size_label
from bot.discord.markdown import quote, shorten
from config import Model, PromptTemplate

__all__ = ["template_embed", "template_text"]

# Discord's limits in characters: a field's name, and all embeds of a message (6,000).
_FIELD_NAME = 256
_EMBED_TEXT = 5500
# Maximum prompt length shown in the list.
_EXCERPT = 150


def template_text(
    texts: Texts, template: PromptTemplate, part: Literal["title", "shows"], locale: str
) -> str:
    """Return a template's title or purpose in the reader's language, or as written in the catalog."""
    key = f"idea-{part}-{template.key}"
    return texts(key, locale) if texts.has(key, locale) else str(getattr(template, part))


def template_embed(
    texts: Texts, model: Model, templates: Sequence[PromptTemplate], locale: str
) -> discord.Embed:
    """Build the list of templates, each with its purpose, format, price and the start of its prompt."""
    embed = discord.Embed(title=texts("ideas-title", locale), description=texts("ideas-how", locale))
    heads = []
    for t in templates:
        facts = texts(
            "ideas-facts",
            locale,
            size=size_label(texts, model, t.size, locale),
            quality=quality_label(texts, model, t.quality, locale),
            credits=model.credits(t.size, t.quality),
        )
        heads.append(
            (
                shorten(template_text(texts, t, "title", locale), _FIELD_NAME),
                f"{template_text(texts, t, 'shows', locale)}\n{facts}",
            )
        )
    # Characters remaining for the prompts; escaping may double them.
    room = (_EMBED_TEXT - sum(len(name) + len(text) for name, text in heads)) // len(templates) // 2 - 3
    for template, (name, text) in zip(templates, heads, strict=True):
        excerpt = f"\n-# {quote(template.prompt, min(room, _EXCERPT))}" if room >= 20 else ""
        embed.add_field(name=name, value=text + excerpt, inline=False)
    return embed

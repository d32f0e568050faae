"""How lists of ids and of a model's choices are shown. Pure, but for the names of roles.

Code hands them over as text with a space between; here they become mentions and words. Mentions
notify nobody: they are switched off on every message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import discord

from bot.discord.choices import quality_label, size_label
from bot.discord.i18n import Texts
from bot.discord.markdown import sanitize, shorten
from config import Model

__all__ = ["format_values", "with_role_names"]

Value = str | int | float

# More than so many are not enumerated.
_MOST_LISTED = 15
_ROLE = re.compile(r"<@&(\d+)>")
_LONGEST_NAME = 60


def format_values(values: Mapping[str, Value], texts: Texts, model: Model, locale: str) -> dict[str, Value]:
    """``values`` with its lists (by their names) as a person reads them."""
    shown: dict[str, Callable[[str], str]] = {
        "channels": lambda value: f"<#{value}>",
        "roles": lambda value: f"<@&{value}>",
        # By name and not by pixels: that is what the command's choices are called.
        "sizes": lambda value: shorten(size_label(texts, model, value, locale), _LONGEST_NAME),
        "qualities": lambda value: shorten(quality_label(texts, model, value, locale), _LONGEST_NAME),
        "counts": str,
    }
    return {
        name: _list(str(value).split(), shown[name]) if name in shown else value
        for name, value in values.items()
    }


def with_role_names(text: str, guild: discord.Guild | None) -> str:
    """The text with names in place of mentions of roles; of those the cache does not know, an ellipsis."""

    def name(match: re.Match[str]) -> str:
        role = guild.get_role(int(match[1])) if guild is not None else None
        return f"“{shorten(sanitize(role.name), _LONGEST_NAME)}”" if role is not None else "…"

    return _ROLE.sub(name, text)


def _list(values: list[str], show: Callable[[str], str]) -> str:
    more = ", …" if len(values) > _MOST_LISTED else ""
    return ", ".join(map(show, values[:_MOST_LISTED])) + more

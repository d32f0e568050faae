"""Registers every command in every language that there are texts for."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.i18n import FluentTranslator, load_texts

__all__ = ["setup"]


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.tree.set_translator(FluentTranslator(load_texts()))

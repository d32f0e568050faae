"""Cancel: the button under every request that is on its way."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.progress_view import CancelButton

__all__ = ["setup"]


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(CancelButton)

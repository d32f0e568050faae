"""/about: what this is, what it keeps and for how long, and where to go from here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.markdown import shorten

__all__ = ["About", "setup"]

_CONTENT_LIMIT = 2000


class About(commands.Cog):
    """Introduces the bot."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    @app_commands.command(name=localised("name-about"), description=localised("command-about"))
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def about(self, interaction: EaselInteraction) -> None:
        """Everything is at hand, so the answer is the acknowledgement."""
        await interaction.response.send_message(self._text(locale_of(interaction)), ephemeral=True)

    def _text(self, locale: str) -> str:
        say, days = self._texts, self._bot.settings.retention_days
        kept = say("about-kept-always", locale) if days is None else say("about-kept", locale, days=days)
        lines = (
            say("about-what", locale, version=_version(), model=f"`{self._bot.model.id}`"),
            say("about-stored", locale),
            say("about-seen", locale),
            kept,
            say("about-rights", locale),
            say("about-start", locale),
        )
        return shorten("\n\n".join(lines), _CONTENT_LIMIT)


def _version() -> str:
    try:
        return version("easel")
    except PackageNotFoundError:
        return "?"


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(About(bot))

"""/ideas: prompts to start from, each opened as a filled-in form. Only the asker sees the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.discord.choices import quality_label, size_label
from bot.discord.client import EaselBot
from bot.discord.i18n import Texts, load_texts, localised
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.job_requests import in_time
from bot.discord.markdown import quote, shorten
from bot.discord.menus import Menu, menu_pattern
from bot.discord.modals import FormValues, forms_of, open_form, request_form
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from config import Model, PromptTemplate

__all__ = ["PromptTemplateMenu", "PromptTemplates", "setup", "template_embed", "template_text"]

log = structlog.stdlib.get_logger(__name__)

# Discord: entries of a menu, and the characters of one entry and of all embeds of a message.
_ENTRIES = 25
_ENTRY_TEXT = 100
_FIELD_NAME = 256
_EMBED_TEXT = 5500
# Characters of a prompt that the list shows at most.
_EXCERPT = 150
_VERB = "idea"


class _Draws(Protocol):
    """The cog behind /imagine."""

    async def imagine(
        self,
        interaction: EaselInteraction,
        prompt: str,
        size: str | None,
        quality: str | None,
        count: int | None,
        *,
        shown: FormValues | None,
    ) -> None: ...


class PromptTemplates(commands.Cog):
    """Shows the prompt templates and takes their forms."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    async def cog_load(self) -> None:
        """Take the forms that the menu opens."""
        forms_of(self._bot).on(_VERB, self.submitted)

    @app_commands.command(name=localised("name-ideas"), description=localised("command-ideas"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def ideas(self, interaction: EaselInteraction) -> None:
        """The list, which needs no I/O and is therefore the first answer."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        points, locale = self._bot.services.prompt_templates[:_ENTRIES], locale_of(interaction)
        if not points:
            raise RefusedError("ideas-none")
        menu = PromptTemplateMenu(
            options=[
                discord.SelectOption(
                    label=shorten(template_text(self._texts, "title", p.key, p.title, locale), _ENTRY_TEXT),
                    description=shorten(
                        template_text(self._texts, "shows", p.key, p.shows, locale), _ENTRY_TEXT
                    ),
                    value=p.key,
                )
                for p in points
            ],
            placeholder=self._texts("ideas-choose", locale),
        )
        view = discord.ui.View(timeout=None)
        view.add_item(menu)
        embed = template_embed(self._texts, self._bot.model, points, locale)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    async def chosen(self, interaction: EaselInteraction, key: str) -> None:
        """Open the form of one prompt template."""
        point, decided = self._find(key), await self._decided(interaction)
        locale = locale_of(interaction)
        values = _shown(point)
        form = request_form(
            self._texts,
            self._bot.model,
            values,
            decided=decided,
            title=template_text(self._texts, "title", point.key, point.title, locale),
            locale=locale,
            custom_id=f"easel:{_VERB}:{point.key}",
        )
        await open_form(interaction, form)

    async def _decided(self, interaction: EaselInteraction) -> GuildSettings:
        """What the server allows; where that is not known in time, what is sent is looked at all the same."""
        services = self._bot.services
        try:
            return await in_time(services.clock, services.guilds.get_if_possible(interaction.guild_id or 0))
        except RefusedError:
            return GuildSettings()

    async def submitted(self, interaction: EaselInteraction, key: str, values: FormValues) -> None:
        """Draw what the form says, as if it had been typed."""
        draws = cast("_Draws", self._bot.get_cog("Imagine"))
        point = next((p for p in self._bot.services.prompt_templates if p.key == key), None)
        shown = _shown(point) if point is not None else None
        await draws.imagine(
            interaction, values.prompt, values.size, values.quality, values.count, shown=shown
        )

    def _find(self, key: str) -> PromptTemplate:
        for point in self._bot.services.prompt_templates:
            if point.key == key:
                return point
        raise RefusedError("ideas-gone")


class PromptTemplateMenu(Menu, template=menu_pattern("ideas")):
    """The prompt templates to choose from."""

    verb = "ideas"

    async def choose(self, bot: EaselBot, interaction: EaselInteraction, value: str) -> None:
        """Hand the choice to the cog."""
        await cast("PromptTemplates", bot.get_cog("PromptTemplates")).chosen(interaction, value)


def template_text(texts: Texts, part: str, key: str, original: str, locale: str) -> str:
    """Title or purpose of a prompt template in the reader's language; ``original`` where there is none."""
    name = f"idea-{part}-{key}"
    return texts(name, locale) if texts.has(name, locale) else original


def template_embed(
    texts: Texts, model: Model, points: Sequence[PromptTemplate], locale: str
) -> discord.Embed:
    """What each prompt template shows, in which format, for how many credits, and how it begins."""
    embed = discord.Embed(title=texts("ideas-title", locale), description=texts("ideas-how", locale))
    heads = []
    for p in points:
        facts = texts(
            "ideas-facts",
            locale,
            size=size_label(texts, model, p.size, locale),
            quality=quality_label(texts, model, p.quality, locale),
            credits=model.credits(p.size, p.quality),
        )
        heads.append(
            (
                shorten(template_text(texts, "title", p.key, p.title, locale), _FIELD_NAME),
                f"{template_text(texts, 'shows', p.key, p.shows, locale)}\n{facts}",
            )
        )
    # What is left for the prompts; escaping may double them.
    room = (_EMBED_TEXT - sum(len(name) + len(text) for name, text in heads)) // len(points) // 2 - 3
    for point, (name, text) in zip(points, heads, strict=True):
        excerpt = f"\n-# {quote(point.prompt, min(room, _EXCERPT))}" if room >= 20 else ""
        embed.add_field(name=name, value=text + excerpt, inline=False)
    return embed


def _shown(point: PromptTemplate) -> FormValues:
    """What the form of a prompt template is filled in with."""
    return FormValues(prompt=point.prompt, size=point.size, quality=point.quality)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(PromptTemplateMenu)
    await bot.add_cog(PromptTemplates(bot))

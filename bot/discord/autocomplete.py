"""What the prompt of /imagine is completed with: one's own recent prompts, and prompt templates."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.job_requests import in_time
from bot.discord.markdown import sanitize, shorten
from bot.errors import RefusedError
from bot.quota.ledger import Account
from cogs.prompt_templates import template_text
from config import PromptTemplate

__all__ = ["prompt_meant", "suggest_prompts"]

log = structlog.stdlib.get_logger(__name__)

# Discord: at most 25 suggestions, names and values of at most 100 characters.
_SUGGESTIONS = 25
_NAME = 100
# Recent prompts come first, but leave room for the prompt templates.
_RECENT = 12
_MARK = "🕘 "
# A suggestion's value has no room for a long prompt: it names the generation that has it.
_REFERENCE = re.compile(r"recent:([0-9a-z]{10})")


async def suggest_prompts(
    bot: EaselBot, interaction: EaselInteraction, typed: str
) -> list[app_commands.Choice[str]]:
    """Own recent prompts, then prompt templates, that hold what was typed so far."""
    wanted = typed.removeprefix(_MARK).casefold().strip()
    points = [p for p in bot.services.prompt_templates if _holds(p, wanted, locale_of(interaction))]
    names = [(_point_name(p, locale_of(interaction)), p.key) for p in points]
    recent = [
        (f"{_MARK}{sanitize(text)}", f"recent:{id}") for id, text in await _recent(bot, interaction, wanted)
    ]
    # Where few prompt templates fit, more recent ones may be shown.
    first = max(_RECENT, _SUGGESTIONS - len(names))
    shown = [*recent[:first], *names][:_SUGGESTIONS]
    return [app_commands.Choice(name=shorten(name, _NAME), value=value) for name, value in shown]


async def prompt_meant(bot: EaselBot, interaction: EaselInteraction, typed: str) -> str:
    """The prompt behind what a suggestion sends; whatever else was typed is the prompt itself.

    Raises :class:`~bot.errors.RefusedError` for a reference to what is not the member's own.
    """
    for point in bot.services.prompt_templates:
        if point.key == typed:
            return point.prompt
    match = _REFERENCE.fullmatch(typed)
    if match is None or interaction.guild_id is None:
        return typed
    account = Account(guild_id=interaction.guild_id, user_id=interaction.user.id)
    job = await in_time(bot.services.clock, bot.services.history.find_own(account, match[1]))
    if job is None:
        raise RefusedError("recent-gone")
    return job.prompt


async def _recent(bot: EaselBot, interaction: EaselInteraction, wanted: str) -> Sequence[tuple[str, str]]:
    """Nothing where the database does not answer in time: the prompt templates are there without it."""
    if interaction.guild_id is None:
        return ()
    account = Account(guild_id=interaction.guild_id, user_id=interaction.user.id)
    try:
        return await in_time(
            bot.services.clock, bot.services.history.recent_prompts(account, wanted, _SUGGESTIONS)
        )
    except Exception as error:
        log.info("no recent prompts to suggest", error=type(error).__name__)
        return ()


def _point_name(point: PromptTemplate, locale: str) -> str:
    return f"{template_text(load_texts(), 'title', point.key, point.title, locale)}: {point.prompt}"


def _holds(point: PromptTemplate, wanted: str, locale: str) -> bool:
    texts = (point.title, _point_name(point, locale))
    return any(wanted in text.casefold() for text in texts)

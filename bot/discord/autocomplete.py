"""Prompt autocompletion: the member's recent prompts and the prompt templates."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog
from discord import app_commands

from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, GuildInteraction, account_of, locale_of
from bot.discord.job_requests import in_time
from bot.discord.markdown import sanitize, shorten
from bot.discord.render.prompt_templates import template_text
from bot.errors import RefusedError
from bot.quota.models import Account
from config import PromptTemplate

__all__ = ["resolve_prompt", "suggest_prompts"]

log = structlog.stdlib.get_logger(__name__)

# Discord's limits: 25 suggestions; 100 characters per name and value.
_SUGGESTIONS = 25
_NAME = 100
# Recent prompts are listed first but leave room for the prompt templates.
_RECENT = 12
_MARK = "🕘 "
# A long prompt does not fit into a suggestion's value, so the value refers to its job.
_REFERENCE = re.compile(r"recent:([0-9a-z]{10})")


async def suggest_prompts(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the member's recent prompts, then the templates, that contain the typed text."""
    wanted, locale = typed.removeprefix(_MARK).casefold().strip(), locale_of(interaction)
    templates = [
        (name, template.key)
        for template in interaction.client.services.prompt_templates
        if wanted in (name := _name(template, locale)).casefold() or wanted in template.title.casefold()
    ]
    recent = [(f"{_MARK}{sanitize(text)}", f"recent:{id}") for id, text in await _recent(interaction, wanted)]
    # With few matching templates, there is room for more recent prompts.
    first = max(_RECENT, _SUGGESTIONS - len(templates))
    shown = [*recent[:first], *templates][:_SUGGESTIONS]
    return [app_commands.Choice(name=shorten(name, _NAME), value=value) for name, value in shown]


async def resolve_prompt(interaction: GuildInteraction, typed: str) -> str:
    """Return the prompt that a suggestion's value refers to; any other text is the prompt itself.

    Raises :class:`~bot.errors.RefusedError` for a reference to another member's job.
    """
    services = interaction.client.services
    for template in services.prompt_templates:
        if template.key == typed:
            return template.prompt
    match = _REFERENCE.fullmatch(typed)
    if match is None:
        return typed
    job = await in_time(services.clock, services.history.find_own(account_of(interaction), match[1]))
    if job is None:
        raise RefusedError("recent-gone")
    return job.prompt


async def _recent(interaction: EaselInteraction, wanted: str) -> Sequence[tuple[str, str]]:
    """Return the IDs and prompts of recent jobs; empty if the database does not respond in time."""
    if interaction.guild_id is None:
        return ()
    services = interaction.client.services
    account = Account(guild_id=interaction.guild_id, user_id=interaction.user.id)
    try:
        return await in_time(services.clock, services.history.recent_prompts(account, wanted, _SUGGESTIONS))
    except Exception as error:
        log.info("recent prompts unavailable", error=type(error).__name__)
        return ()


def _name(template: PromptTemplate, locale: str) -> str:
    return f"{template_text(load_texts(), template, 'title', locale)}: {template.prompt}"

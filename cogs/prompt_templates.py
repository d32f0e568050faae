"""/ideas: a private list of prompt templates, each opened as a filled-in form."""

from __future__ import annotations

import discord

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.components import menu, view_of
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, chosen_value, locale_of, respond
from bot.discord.job_requests import default_visibility, in_time, request_reader, submit_from_interaction
from bot.discord.markdown import shorten
from bot.discord.modals import FormValues, open_modal, request_modal
from bot.discord.render.prompt_templates import template_facts, template_text
from bot.errors import DatabaseUnavailableError, RefusedError
from bot.guilds.settings import GuildSettings
from bot.jobs.request import RequestContext, Trigger
from config import Model, PromptTemplate

__all__ = ["setup"]

# Discord's limits: options per menu, and characters per option text.
_OPTIONS = 25
_OPTION_TEXT = 100


@guild_command("ideas", defer=False)
async def ideas(interaction: GuildInteraction) -> None:
    """Respond with the menu immediately, because it needs no I/O."""
    services, texts, locale = interaction.client.services, load_texts(), locale_of(interaction)
    templates = services.prompt_templates[:_OPTIONS]
    if not templates:
        raise RefusedError("ideas-none")
    options = [
        discord.SelectOption(
            label=shorten(template_text(texts, t, "title", locale), _OPTION_TEXT),
            description=shorten(template_facts(texts, services.model, t, locale), _OPTION_TEXT),
            value=t.key,
        )
        for t in templates
    ]
    text = f"**{texts('ideas-title', locale)}**\n{texts('ideas-how', locale)}"
    view = view_of(menu(custom_id("ideas"), options, placeholder=texts("ideas-choose", locale)))
    await respond(interaction, lambda: interaction.response.send_message(text, view=view, ephemeral=True))


async def on_chosen(interaction: GuildInteraction) -> None:
    """Open the form of the chosen template."""
    template = _find(interaction, chosen_value(interaction))
    if template is None:
        raise RefusedError("ideas-gone")
    texts, locale = load_texts(), locale_of(interaction)
    modal = request_modal(
        texts,
        await _model(interaction),
        _form_values(template),
        settings=await _guild_settings(interaction),
        title=template_text(texts, template, "title", locale),
        locale=locale,
        custom_id=custom_id("idea", template.key),
    )
    await open_modal(interaction, modal)


async def on_submitted(interaction: GuildInteraction, key: str) -> None:
    """Submit the form; values left as in the template count as omitted."""
    services = interaction.client.services
    values, template = FormValues.submitted(interaction), _find(interaction, key)
    read = await request_reader(interaction, values, None)

    async def submit(context: RequestContext) -> None:
        request = await read()
        if template is not None:
            model = services.models.model(request.model)
            request = request.changed_from(_offered(model, template).parse(model))
        await services.jobs.submit(request, context)

    private = await default_visibility(interaction)
    await submit_from_interaction(interaction, Trigger.COMMAND, submit, private=private, typed=values.prompt)


def _find(interaction: GuildInteraction, key: str) -> PromptTemplate | None:
    return next((t for t in interaction.client.services.prompt_templates if t.key == key), None)


def _form_values(template: PromptTemplate) -> FormValues:
    return FormValues(prompt=template.prompt, size=template.size, quality=template.quality)


def _offered(model: Model, template: PromptTemplate) -> FormValues:
    """Return the values as the form shows them: those that the model lacks are replaced by its defaults."""
    has_size = template.size in {size.value for size in model.sizes}
    has_quality = template.quality in {quality.value for quality in model.qualities}
    return FormValues(
        prompt=template.prompt,
        size=template.size if has_size else None,
        quality=template.quality if has_quality else None,
    )


async def _model(interaction: GuildInteraction) -> Model:
    """Return the model of the form, or the default one after a timeout."""
    services = interaction.client.services
    try:
        chosen = services.jobs.model_for(interaction.guild_id, interaction.user.id)
        return await in_time(services.clock, chosen)
    except (RefusedError, DatabaseUnavailableError):
        return services.model


async def _guild_settings(interaction: GuildInteraction) -> GuildSettings:
    """Return the guild's settings, or empty ones after a timeout; the submitted form is checked again."""
    services = interaction.client.services
    try:
        return await in_time(services.clock, services.guilds.get_or_default(interaction.guild_id))
    except RefusedError:
        return GuildSettings()


async def setup(bot: EaselBot) -> None:
    """Register the command, its menu and its form; called by discord.py."""
    bot.tree.add_command(ideas)
    bot.components.register("ideas", on_chosen, argument="")
    bot.modals.register("idea", on_submitted, argument="(.{0,70})")

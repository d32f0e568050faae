"""/edit and the message menu "Edit picture": requests that start from pictures.

The menu's form has the custom ID ``easel:picture:<message id>``. Discord shows the bot the pictures of a member's
message only when the menu is used, so their addresses are kept in memory until the form is submitted.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.autocomplete import resolve_prompt, suggest_prompts
from bot.discord.client import EaselBot
from bot.discord.commands import context_menu, guild_command, prompt_options
from bot.discord.components import ButtonSpec, view_of
from bot.discord.custom_ids import custom_id
from bot.discord.edit_form import FROM_PICTURE, EditForm, SubmittedEdit
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    EaselInteraction,
    GuildInteraction,
    edit_reply,
    locale_of,
    respond,
    text_for,
)
from bot.discord.job_requests import (
    create_with_defaults,
    default_visibility,
    in_time,
    request_reader,
    submit_from_interaction,
)
from bot.discord.modals import FormValues, open_modal
from bot.discord.reference_inputs import form_uploads, uploaded_pictures
from bot.discord.router import Defer
from bot.errors import RefusedError
from bot.guilds.editing_consent import ConsentNeededError
from bot.jobs.request import RequestContext, Trigger
from bot.models import Models, models_for
from config import Model

__all__ = ["setup"]

# Message, its author, and the member who asks.
_CONSENT = "([0-9]{1,20}):([0-9]{1,20}):([0-9]{1,20})"
_ALLOW = ButtonSpec("allow-edit", "button-allow-edit", style=discord.ButtonStyle.success)
_DECLINE = ButtonSpec("decline-edit", "button-decline-edit")


def edit_command(models: Models) -> app_commands.Command[Any, ..., None]:
    """Build the command with the choices of the models that edit pictures."""

    @guild_command(
        "edit",
        defer=False,
        image="image",
        image2=("image2", "image-more"),
        image3=("image3", "image-more"),
        image4=("image4", "image-more"),
        private="private",
    )
    @prompt_options(models, prompt="option-edit-prompt", operation="edit")
    async def edit(
        interaction: GuildInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        image: discord.Attachment,
        image2: discord.Attachment | None = None,
        image3: discord.Attachment | None = None,
        image4: discord.Attachment | None = None,
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
        private: bool | None = None,
        model: str | None = None,
    ) -> None:
        prompt = await resolve_prompt(interaction, prompt)
        values = FormValues(prompt=prompt, size=size, quality=quality, count=count)
        read = await request_reader(interaction, values, model, "edit")
        downloads = uploaded_pictures([image, image2, image3, image4])

        async def submit(context: RequestContext) -> None:
            await create_with_defaults(interaction, await read(), context, downloads)

        if private is None:
            private = await default_visibility(interaction)
        await submit_from_interaction(interaction, Trigger.COMMAND, submit, private=private)

    @edit.autocomplete("prompt")
    async def suggest(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggest_prompts(interaction, typed)

    return edit


async def edit_picture(interaction: GuildInteraction, message: discord.Message) -> None:
    """Open the form for the pictures of a message, or ask their owner first."""
    services = interaction.client.services
    try:
        pictures = await in_time(services.clock, services.picked_messages.pick(interaction, message))
    except ConsentNeededError:
        await _ask_for_consent(interaction, message)
        return
    form = EditForm(
        texts=load_texts(),
        locale=locale_of(interaction),
        model=await in_time(services.clock, _model(interaction)),
        settings=await in_time(services.clock, services.guilds.get(interaction.guild_id)),
        lifetime_hours=services.reference_hours,
    )
    modal = form.build(
        FormValues(prompt=""),
        title=text_for(interaction, "title-edit-picture"),
        custom_id=custom_id("picture", message.id),
        starts=[f"{FROM_PICTURE}{number}" for number in range(1, len(pictures) + 1)],
        pick=True,
    )
    await open_modal(interaction, modal)


async def on_picture_submitted(interaction: GuildInteraction, message_id: str) -> None:
    """Submit the request for the pictures that were picked."""
    services, form = interaction.client.services, SubmittedEdit.read(interaction)
    private = await default_visibility(interaction)

    async def submit(context: RequestContext) -> None:
        request = form.values.parse(await _model(interaction))
        chosen = await services.picked_messages.find(interaction, int(message_id), form.pictures or (0,))
        await services.jobs.submit(request, context, [*chosen, *form_uploads(interaction, form.files)])

    await submit_from_interaction(
        interaction, Trigger.START, submit, private=private, typed=form.values.prompt
    )


async def _model(interaction: GuildInteraction) -> Model:
    """Return the model that edits pictures. Raises :class:`~bot.errors.RefusedError` if there is none."""
    jobs = interaction.client.services.jobs
    return await jobs.model_for(interaction.guild_id, interaction.user.id, operation="edit")


async def _ask_for_consent(interaction: GuildInteraction, message: discord.Message) -> None:
    """Ask the author of a message, in the channel, whether the user may edit its pictures."""
    texts, locale = load_texts(), locale_of(interaction)
    text = texts(
        "consent-ask",
        locale,
        owner=message.author.mention,
        who=interaction.user.mention,
        url=message.jump_url,
    )
    view = view_of(
        *(
            spec.build(texts, locale, message.id, message.author.id, interaction.user.id)
            for spec in (_ALLOW, _DECLINE)
        )
    )
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=[message.author])
    await respond(
        interaction,
        lambda: interaction.response.send_message(text, view=view, allowed_mentions=mentions),
    )


async def on_allowed(interaction: GuildInteraction, message_id: str, owner_id: str, editor_id: str) -> None:
    """Record the owner's consent and show the member who asked how to continue."""
    _check_owner(interaction, owner_id)
    await interaction.client.services.editing_consent.grant(
        int(message_id), owner_id=int(owner_id), editor_id=int(editor_id)
    )
    await _show_consent(interaction, "consent-given", owner_id, editor_id)


async def on_declined(interaction: GuildInteraction, _message_id: str, owner_id: str, editor_id: str) -> None:
    """Show that the owner does not consent."""
    _check_owner(interaction, owner_id)
    await _show_consent(interaction, "consent-declined", owner_id, editor_id)


def _check_owner(interaction: GuildInteraction, owner_id: str) -> None:
    if interaction.user.id != int(owner_id):
        raise RefusedError("refused-consent-not-yours")


async def _show_consent(interaction: GuildInteraction, key: str, owner_id: str, editor_id: str) -> None:
    text = text_for(interaction, key, owner=f"<@{owner_id}>", who=f"<@{editor_id}>")
    await edit_reply(interaction, content=text, view=None)


async def setup(bot: EaselBot) -> None:
    """Register the command, the menu and its form, if a model can edit pictures; called by discord.py."""
    models = bot.services.models
    if not models_for(models, "edit"):
        return
    bot.tree.add_command(edit_command(models))
    bot.tree.add_command(context_menu("edit-picture", edit_picture, defer=False))
    for verb, handler in (("allow-edit", on_allowed), ("decline-edit", on_declined)):
        bot.components.register(verb, handler, argument=_CONSENT, defer=Defer.UPDATE)
    bot.modals.register("picture", on_picture_submitted, argument="([0-9]{1,20})")

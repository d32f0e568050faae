"""Edit and Start here: submit a result's request again through a filled-in form.

*Edit* derives the new request from the result; *Start here* submits an independent one. The form's
custom ID is ``easel:edit:<id>`` or ``easel:start:<id>``; a trailing ``:p`` makes the reply private.
"""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.custom_ids import JOB_ID, custom_id
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, locale_of, text_for
from bot.discord.job_requests import (
    check_may_vary,
    in_time,
    is_private_followup,
    result_of,
    submit_from_interaction,
)
from bot.discord.modals import FormValues, open_modal, request_modal
from bot.guilds.settings import GuildSettings
from bot.jobs.models import Job
from bot.jobs.request import RequestContext, Trigger

__all__ = ["setup"]

_FORM_ARGUMENT = f"{JOB_ID}(:p)?"


async def on_edit(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form for a request derived from this result."""
    await _open(interaction, "edit", job_id, derived=True)


async def on_start(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form for an independent request, available to anyone who can see the result."""
    await _open(interaction, "start", job_id, derived=False)


async def on_reword(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form with a failed request, to submit an independent one."""
    await _open(interaction, "start", job_id, derived=False, title="followup-title-edit")


async def _open(
    interaction: GuildInteraction, verb: str, job_id: str, *, derived: bool, title: str | None = None
) -> None:
    """Open the form. A modal must be the initial response, so its contents are loaded under a timeout."""
    services = interaction.client.services
    job, settings = await in_time(services.clock, _read(interaction, job_id, derived=derived))
    private = ("p",) if is_private_followup(interaction, job) else ()
    modal = request_modal(
        load_texts(),
        services.models.current(job.model),
        FormValues(prompt=job.prompt, size=job.size, quality=job.quality, count=job.count),
        settings=settings,
        title=text_for(interaction, title or f"followup-title-{verb}"),
        locale=locale_of(interaction),
        custom_id=custom_id(verb, job.id, *private),
    )
    await open_modal(interaction, modal)


async def _read(interaction: GuildInteraction, job_id: str, *, derived: bool) -> tuple[Job, GuildSettings]:
    job = await result_of(interaction, job_id)
    if derived:
        await check_may_vary(interaction, job)
    return job, await interaction.client.services.guilds.get(job.guild_id)


async def on_edit_submitted(interaction: GuildInteraction, job_id: str, private: str | None) -> None:
    """Submit the changed request as a variation of the result."""
    values = FormValues.submitted(interaction)

    async def submit(context: RequestContext) -> None:
        parent = await result_of(interaction, job_id)
        request = values.parse(interaction.client.services.models.current(parent.model))
        await interaction.client.services.jobs.submit_variation(
            parent, request.changed_from(parent.request), context
        )

    await submit_from_interaction(
        interaction, Trigger.EDIT, submit, private=private is not None, typed=values.prompt
    )


async def on_start_submitted(interaction: GuildInteraction, job_id: str, private: str | None) -> None:
    """Submit the changed request as an independent one."""
    values, services = FormValues.submitted(interaction), interaction.client.services

    async def submit(context: RequestContext) -> None:
        shown = await services.jobs.find(job_id)
        request = values.parse(services.models.current("" if shown is None else shown.model))
        await services.jobs.submit(request if shown is None else request.changed_from(shown.request), context)

    await submit_from_interaction(
        interaction, Trigger.START, submit, private=private is not None, typed=values.prompt
    )


async def setup(bot: EaselBot) -> None:
    """Register the buttons and forms; called by discord.py."""
    bot.components.register("edit", on_edit)
    bot.components.register("start", on_start)
    bot.components.register("reword", on_reword)
    bot.modals.register("edit", on_edit_submitted, argument=_FORM_ARGUMENT)
    bot.modals.register("start", on_start_submitted, argument=_FORM_ARGUMENT)

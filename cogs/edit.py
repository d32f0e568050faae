"""Edit and Start here: submit a result's request again through a filled-in form.

*Edit* derives the new request from the result, and can start from its pictures or from uploaded ones; *Start here*
submits an independent request. The form's custom ID is ``easel:edit:<id>`` or ``easel:start:<id>``; a trailing ``:p``
makes the reply private.
"""

from __future__ import annotations

from dataclasses import replace

from bot.discord.client import EaselBot
from bot.discord.custom_ids import JOB_ID, custom_id
from bot.discord.edit_form import FROM_PICTURE, PROMPT_ALONE, SAME_PICTURES, EditForm, SubmittedEdit
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
from bot.discord.reference_inputs import form_uploads
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.jobs.models import Job
from bot.jobs.references import ReferenceDownload
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from config import Model

__all__ = ["setup"]

_FORM_ARGUMENT = f"{JOB_ID}(:p)?"


async def on_edit(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form for a request derived from this result."""
    services = interaction.client.services
    job, settings = await in_time(services.clock, _read(interaction, job_id, derived=True))
    model = _edit_model(interaction, job)
    if model is None:
        await _open_request(interaction, "edit", job, settings)
        return
    starts = [PROMPT_ALONE, *(f"{FROM_PICTURE}{number}" for number in range(1, _pictures_of(job) + 1))]
    if job.references:
        starts.insert(0, SAME_PICTURES)
    modal = EditForm(
        texts=load_texts(),
        locale=locale_of(interaction),
        model=model,
        settings=settings,
        lifetime_hours=services.reference_hours,
    ).build(
        FormValues(prompt=job.prompt, size=job.size, quality=job.quality, count=job.count),
        title=text_for(interaction, "followup-title-edit"),
        custom_id=_form_id(interaction, "edit", job),
        starts=starts,
    )
    await open_modal(interaction, modal)


async def on_start(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form for an independent request, available to anyone who can see the result."""
    job, settings = await in_time(
        interaction.client.services.clock, _read(interaction, job_id, derived=False)
    )
    await _open_request(interaction, "start", job, settings)


async def on_reword(interaction: GuildInteraction, job_id: str) -> None:
    """Open the form with a failed request, to submit an independent one."""
    job, settings = await in_time(
        interaction.client.services.clock, _read(interaction, job_id, derived=False)
    )
    await _open_request(interaction, "start", job, settings, title="followup-title-edit")


async def _open_request(
    interaction: GuildInteraction, verb: str, job: Job, settings: GuildSettings, *, title: str | None = None
) -> None:
    """Open the form without pictures. A modal must be the initial response."""
    modal = request_modal(
        load_texts(),
        _request_model(interaction, job),
        FormValues(prompt=job.prompt, size=job.size, quality=job.quality, count=job.count),
        settings=settings,
        title=text_for(interaction, title or f"followup-title-{verb}"),
        locale=locale_of(interaction),
        custom_id=_form_id(interaction, verb, job),
    )
    await open_modal(interaction, modal)


def _form_id(interaction: GuildInteraction, verb: str, job: Job) -> str:
    private = ("p",) if is_private_followup(interaction, job) else ()
    return custom_id(verb, job.id, *private)


def _request_model(interaction: GuildInteraction, job: Job) -> Model:
    """Return the model for a request like the job's; only its requester can use its references again."""
    models = interaction.client.services.models
    model = models.current(job.model)
    is_own = job.user_id == interaction.user.id
    return model if model.operation == "generate" or (is_own and job.references) else models.default


def _prompt_model(interaction: GuildInteraction, job: Job) -> Model:
    """Return the model that draws the job's prompt without references."""
    models = interaction.client.services.models
    model = models.current(job.model)
    return model if model.operation == "generate" else models.default


def _edit_model(interaction: GuildInteraction, job: Job) -> Model | None:
    models = interaction.client.services.models
    return models.companion(models.current(job.model), "edit") or models.companion(models.default, "edit")


def _pictures_of(job: Job) -> int:
    return job.count if job.delivered_count is None else job.delivered_count


async def _read(interaction: GuildInteraction, job_id: str, *, derived: bool) -> tuple[Job, GuildSettings]:
    job = await result_of(interaction, job_id)
    if derived:
        await check_may_vary(interaction, job)
    return job, await interaction.client.services.guilds.get(job.guild_id)


async def on_edit_submitted(interaction: GuildInteraction, job_id: str, private: str | None) -> None:
    """Submit the changed request as a variation of the result."""
    form = SubmittedEdit.read(interaction)

    async def submit(context: RequestContext) -> None:
        parent = await result_of(interaction, job_id)
        request, downloads = await _derived(interaction, parent, form)
        await interaction.client.services.jobs.submit_variation(
            parent, request.changed_from(parent.request), context, downloads
        )

    await submit_from_interaction(
        interaction, Trigger.EDIT, submit, private=private is not None, typed=form.values.prompt
    )


async def _derived(
    interaction: GuildInteraction, parent: Job, form: SubmittedEdit
) -> tuple[GenerationRequest, list[ReferenceDownload]]:
    """Return the request that the form describes, and the pictures to download for it."""
    services = interaction.client.services
    if form.pictures:
        await services.editing_consent.check_result(owner_id=parent.user_id, editor_id=interaction.user.id)
    downloads = [
        await services.reference_sources.of_result(parent, index, interaction.message)
        for index in form.pictures
    ]
    downloads += form_uploads(interaction, form.files)
    same = form.same and not downloads
    if not (downloads or same):
        values, edits = form.values, _edit_model(interaction, parent)
        plain = _prompt_model(interaction, parent)
        if edits is not None and values.size in _sizes_of(edits) - _sizes_of(plain):
            values = replace(values, size=None)  # one that only edits have, such as that of the first picture
        return values.parse(plain), []
    if (model := _edit_model(interaction, parent)) is None:
        # The form is older than the operator's choice of models.
        raise RefusedError("refused-edit-none")
    request = form.values.parse(model)
    if same:
        request = replace(request, references=await services.jobs.references_of(parent, interaction.user.id))
    return request, downloads


def _sizes_of(model: Model) -> set[str]:
    return {size.value for size in model.sizes}


async def on_start_submitted(interaction: GuildInteraction, job_id: str, private: str | None) -> None:
    """Submit the changed request as an independent one."""
    studio = interaction.client.services.jobs
    values = FormValues.submitted(interaction)

    async def submit(context: RequestContext) -> None:
        shown = await studio.find(job_id)
        if shown is None:
            await studio.submit(values.parse(interaction.client.services.models.default), context)
            return
        request = values.parse(_request_model(interaction, shown))
        if request.model == shown.model:
            references = await studio.references_of(shown, interaction.user.id)
            request = replace(request.changed_from(shown.request), references=references)
        await studio.submit(request, context)

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

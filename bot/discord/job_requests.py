"""Job requests from interactions: referenced result, visibility of the reply, submission.

Discord fixes the visibility at acknowledgement, so the member's setting is read under a timeout. If
the database does not respond in time, the reply is private, because a private result can be shared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

import discord
import structlog

from bot.clock import Clock
from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    EaselInteraction,
    GuildInteraction,
    acknowledge,
    locale_of,
    refuse_deferred,
    request_context_of,
    role_ids_of,
    send_private_notice,
    text_for,
)
from bot.discord.markdown import QUOTE_LIMIT, quote
from bot.discord.modals import FormValues
from bot.discord.reference_inputs import picture_embeds
from bot.discord.render.defaults import ignored_defaults_text
from bot.discord.render.messages import Renderer
from bot.discord.result_message import is_on_result
from bot.errors import DatabaseUnavailableError, DuplicateEventError, RefusedError
from bot.guilds.policy import allowed_counts, allowed_qualities
from bot.jobs.admission import UnaffordableError
from bot.jobs.models import Job
from bot.jobs.references import ReferenceDownload
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.jobs.variation import affordable_requests
from bot.models import models_for
from bot.priority import before_acknowledgement
from bot.retry import detach_after
from config.model import Operation

__all__ = [
    "check_may_vary",
    "create_with_defaults",
    "default_visibility",
    "in_time",
    "inherited_visibility",
    "is_private_followup",
    "model_digest",
    "request_reader",
    "result_of",
    "submit_from_interaction",
]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

_AFFORD = ButtonSpec("afford", "button-afford", style=discord.ButtonStyle.primary)

# Discord requires a modal to be the first response, within three seconds of the click; sending it
# takes some of that time.
_READ_SECONDS = 1.5


async def in_time(clock: Clock, read: Coroutine[Any, Any, _T]) -> _T:
    """Return the result of ``read`` if it is fast enough for the initial response to a click.

    Raises :class:`~bot.errors.RefusedError` otherwise. The read then finishes in the background,
    because canceling a statement would discard its connection.
    """
    try:
        with before_acknowledgement():
            return await detach_after(clock, _READ_SECONDS, read)
    except TimeoutError as error:
        raise RefusedError("refused-slow", detail="the database did not answer in time") from error


async def result_of(interaction: GuildInteraction, job_id: str) -> Job:
    """Load the result that a component refers to.

    Raises :class:`~bot.errors.RefusedError` if it was purged or deleted, belongs to another guild,
    or is private to another member.
    """
    job = await interaction.client.services.jobs.find(job_id)
    if job is None or not job.prompt or job.guild_id != interaction.guild_id:
        raise RefusedError("refused-gone")
    if job.private and job.shared_message_id is None and job.user_id != interaction.user.id:
        raise RefusedError("refused-not-yours")
    if job.deleted_at is not None:
        raise RefusedError("refused-deleted")
    return job


async def check_may_vary(interaction: EaselInteraction, parent: Job) -> None:
    """Raise :class:`~bot.errors.RefusedError` unless this member may derive a job from ``parent``."""
    studio = interaction.client.services.jobs
    await studio.check_repeat(parent, interaction.user.id, role_ids_of(interaction.user))


async def default_visibility(interaction: EaselInteraction) -> bool:
    """Return whether this member prefers private replies."""
    services, user_id = interaction.client.services, interaction.user.id
    known = services.user_defaults.prefers_private_now(user_id)
    if known is not None:
        return known
    return await _private_unless_read(services.clock, services.user_defaults.prefers_private(user_id))


async def inherited_visibility(interaction: EaselInteraction, job_id: str) -> bool:
    """Return whether the reply to a click on this job's result is private.

    It is private if the click was on a private result in a reply visible only to its requester.
    Replies to clicks on a shared message are public.
    """
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        return False
    return await _private_unless_read(interaction.client.services.clock, _is_private(interaction, job_id))


def is_private_followup(interaction: EaselInteraction, parent: Job) -> bool:
    """Like :func:`inherited_visibility`, for a job that is already loaded.

    The menu of a shared result is also a private message, although the result is public.
    """
    message = interaction.message
    if not parent.private or message is None or not message.flags.ephemeral:
        return False
    return parent.shared_message_id is None or is_on_result(interaction, parent.id)


async def _is_private(interaction: EaselInteraction, job_id: str) -> bool:
    job = await interaction.client.services.jobs.find(job_id)
    return job is not None and job.private


async def _private_unless_read(clock: Clock, answer: Coroutine[Any, Any, bool]) -> bool:
    try:
        return await in_time(clock, answer)
    except Exception as error:
        # A database error is reported after the acknowledgement.
        log.warning("visibility unknown, replying privately", error=type(error).__name__)
        return True


async def request_reader(
    interaction: GuildInteraction, values: FormValues, model: str | None, operation: Operation = "generate"
) -> Callable[[], Awaitable[GenerationRequest]]:
    """Return a function that parses the options of a command for their model.

    If several models are available and none was chosen, the model depends on the member and the server, whose
    settings the returned function reads: call it after the acknowledgement. Otherwise, invalid options are refused
    here, privately.
    """
    services = interaction.client.services

    async def read() -> GenerationRequest:
        chosen = await services.jobs.model_for(interaction.guild_id, interaction.user.id, model, operation)
        return values.parse(chosen)

    if model is not None or len(models_for(services.models, operation)) == 1:
        await read()
    return read


async def create_with_defaults(
    interaction: GuildInteraction,
    request: GenerationRequest,
    context: RequestContext,
    downloads: Sequence[ReferenceDownload] = (),
) -> None:
    """Create the job of a command, with the member's defaults; name those that the server does not allow.

    ``downloads`` are the pictures to edit. Raises the same errors as
    :meth:`~bot.jobs.service.JobService.submit`.
    """
    jobs = interaction.client.services.jobs
    admitted = await jobs.admit(request, context)
    if admitted.ignored_defaults:
        text = ignored_defaults_text(load_texts(), admitted.ignored_defaults, locale_of(interaction))
        await send_private_notice(interaction, text)
    await jobs.create(admitted, downloads)


async def submit_from_interaction(
    interaction: EaselInteraction,
    trigger: Trigger,
    submit: Callable[[RequestContext], Awaitable[object]],
    *,
    private: bool,
    typed: str = "",
) -> None:
    """Acknowledge, then ``submit``; a refusal is shown to the member only.

    The reply is ephemeral if ``private``. A refusal returns the ``typed`` prompt of a modal, which
    would otherwise be lost.
    """
    if (acknowledged := await acknowledge(interaction, ephemeral=private)) is None:
        return
    try:
        await submit(request_context_of(interaction, trigger, acknowledged))
    except DuplicateEventError:
        log.info("duplicate interaction", interaction=interaction.id)
    except RefusedError as error:
        log.info("request refused", key=error.key, detail=error.detail or None)
        text = Renderer(load_texts(), interaction.client.services.models).refusal(
            error, locale_of(interaction)
        )
        if isinstance(error, UnaffordableError) and (offers := await _cheaper(interaction, error)):
            # Prompt and pictures are read from the message when a button is pressed, also after a restart.
            embeds = [
                discord.Embed(description=offers[0].prompt),
                *picture_embeds(load_texts(), locale_of(interaction), error.downloads, covered=True),
            ]
            view = _offer_view(interaction, error, offers, private)
            await refuse_deferred(interaction, text, private=private, embeds=embeds, view=view)
            return
        if typed:
            text = f"{text}\n{text_for(interaction, 'followup-kept', prompt=quote(typed, QUOTE_LIMIT))}"
        await refuse_deferred(interaction, text, private=private)


async def _cheaper(interaction: EaselInteraction, error: UnaffordableError) -> list[GenerationRequest]:
    """Return requests that the member can still afford and the guild allows; none without the database."""
    services = interaction.client.services
    try:
        settings = await services.guilds.get(interaction.guild_id or 0)
    except DatabaseUnavailableError:
        return []
    model = services.models.model(error.request.model)
    if model.references is not None and not error.downloads and error.parent_id is None:
        return []  # a button could not find the pictures again
    return affordable_requests(
        model,
        error.request,
        left=error.left,
        qualities=allowed_qualities(settings, model),
        counts=allowed_counts(settings, model),
    )


def model_digest(model_id: str) -> str:
    """Return a short hash of a model's ID, which can be too long for a custom ID."""
    return hashlib.sha256(model_id.encode()).hexdigest()[:8]


def _offer_view(
    interaction: EaselInteraction,
    error: UnaffordableError,
    offers: Sequence[GenerationRequest],
    private: bool,
) -> discord.ui.View:
    texts, models, locale = load_texts(), interaction.client.services.models, locale_of(interaction)
    inherited = error.request.references and not error.downloads
    buttons = [
        _AFFORD.build(
            texts,
            locale,
            *(offer.size, offer.quality, offer.count, *(("p",) if private else ())),
            *(() if offer.model == models.default.id else (f"m{model_digest(offer.model)}",)),
            *((f"r{error.parent_id}",) if inherited else ()),
            count=offer.count,
            quality=Renderer(texts, models).quality(offer.quality, locale),
            cost=offer.cost(models.model(offer.model)),
        )
        for offer in offers
    ]
    return view_of(*buttons)

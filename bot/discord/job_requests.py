"""What the buttons that go on from a result have in common: finding it, and placing a request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.clock import Clock
from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    EaselInteraction,
    acknowledge,
    locale_of,
    refuse_deferred,
    request_context_of,
    role_ids_of,
)
from bot.discord.markdown import quote
from bot.discord.render.messages import Renderer
from bot.discord.result_message import is_on_result
from bot.errors import DuplicateEventError, NotYoursError, RefusedError
from bot.jobs.models import Job
from bot.jobs.request import RequestContext, Trigger

__all__ = ["check_may_vary", "in_time", "is_private", "place_followup", "result_of"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# A form must be the first answer, within three seconds of the click (Discord); the call that
# carries it needs some of them.
_READ_SECONDS = 1.5
# Characters of a refused prompt that are handed back; escaping may double them.
_KEPT_LIMIT = 400
# Reads that nobody waits for any more; held so that they end in peace.
_late: set[asyncio.Task[Any]] = set()


async def in_time(clock: Clock, read: Coroutine[Any, Any, _T]) -> _T:
    """What ``read`` returns, if it does soon enough by ``clock`` to be the first answer to a click.

    Raises :class:`~bot.errors.RefusedError` otherwise. The read is left to end by itself:
    a statement that is cut short costs its connection.
    """
    task = asyncio.create_task(read)
    _late.add(task)
    task.add_done_callback(_forget)
    too_late = asyncio.create_task(clock.sleep(_READ_SECONDS))
    try:
        await asyncio.wait({task, too_late}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        too_late.cancel()
    if not task.done():
        raise RefusedError("refused-slow", detail="the database did not answer in time")
    return task.result()


def _forget(task: asyncio.Task[Any]) -> None:
    _late.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.debug("a read failed", error=type(error).__name__)


async def result_of(bot: EaselBot, interaction: EaselInteraction, job_id: str) -> Job:
    """The result that a button is about.

    Raises :class:`~bot.errors.RefusedError` for one that is forgotten or deleted, that belongs
    to another server or that only somebody else has seen, and outside a server.
    """
    if interaction.guild_id is None:
        raise RefusedError("refused-outside")
    job = await bot.services.jobs.find(job_id)
    if job is None or not job.prompt or job.guild_id != interaction.guild_id:
        raise RefusedError("refused-gone")
    if job.private and job.shared_message_id is None and job.user_id != interaction.user.id:
        raise NotYoursError
    if job.deleted_at is not None:
        raise RefusedError("refused-deleted")
    return job


async def check_may_vary(bot: EaselBot, interaction: EaselInteraction, parent: Job) -> None:
    """Raise the :class:`~bot.errors.RefusedError` that says why unless this member may go on from it."""
    await bot.services.jobs.check_may_repeat(parent, interaction.user.id, role_ids_of(interaction.user))


def is_private(interaction: EaselInteraction, parent: Job) -> bool:
    """Whether what follows a click is for the clicker alone: see :mod:`bot.discord.visibility`.

    The menu of a shared post is a private message as well, but what it is about is public.
    """
    message = interaction.message
    if not parent.private or message is None or not message.flags.ephemeral:
        return False
    return parent.shared_message_id is None or is_on_result(interaction, parent.id)


async def place_followup(
    bot: EaselBot,
    interaction: EaselInteraction,
    source: Trigger,
    place: Callable[[RequestContext], Awaitable[object]],
    *,
    private: bool,
    typed: str = "",
) -> None:
    """Acknowledge, then ``place``; a refusal reaches only the member.

    What goes on from a ``private`` result is private as well. What was ``typed`` for a request
    that is refused is handed back, or it would be lost with its form.
    """
    with bot.services.critical_section():
        if (acknowledged := await acknowledge(interaction, ephemeral=private)) is None:
            return
        try:
            await place(request_context_of(interaction, source, acknowledged))
        except DuplicateEventError:
            log.info("the same interaction came twice")
        except RefusedError as error:
            log.info("refused", key=error.key, detail=error.detail or None)
            texts, locale = load_texts(), locale_of(interaction)
            text = Renderer(texts, bot.model).refusal(error, locale)
            if typed:
                kept = texts("followup-kept", locale, prompt=quote(typed, _KEPT_LIMIT))
                text = f"{text}\n{kept}"
            await refuse_deferred(interaction, text, private=private)

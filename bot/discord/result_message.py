"""Result messages: inspect, cover and delete them.

A public message is accessed through its channel with the bot's own permissions; a private one only
through a click on it, which carries a fresh token. A shared private result has both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, translated
from bot.discord.interactions import EaselInteraction
from bot.discord.message_client import MessageClient
from bot.discord.spoilers import change_spoilers
from bot.discord.uploads import is_result_of, job_id_of
from bot.errors import RefusedError
from bot.jobs.models import Job, JobState
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError
from bot.retry import clock_timeout

__all__ = [
    "MessageState",
    "MessageStatus",
    "ResultMessage",
    "inspect_message",
    "inspect_messages",
    "is_on_result",
    "is_spoiler_in",
    "set_message_spoiler",
]

log = structlog.stdlib.get_logger(__name__)

# Seconds that a history page waits for its thumbnails; it is also useful without them.
_INSPECT_SECONDS = 4.0
# Discord: "Unknown Channel" and "Unknown Message".
_GONE = frozenset({10003, 10008})


class MessageState(StrEnum):
    """State of a result's message on Discord."""

    HERE = "here"
    GONE = "gone"
    """The message, its channel or its pictures were deleted."""
    PRIVATE = "private"
    """The message is visible only to the requester; the bot cannot check it."""
    UNKNOWN = "unknown"
    """The bot lacks a permission, Discord did not respond, or no message was ever posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """State of a message. ``picture`` is the current URL of its first picture.

    Discord's attachment URLs expire within a day, so they are never stored.
    """

    state: MessageState
    picture: str | None = None
    covered: bool = False


_UNKNOWN = MessageStatus(state=MessageState.UNKNOWN)


async def inspect_message(bot: EaselBot, job: Job) -> MessageStatus:
    """Fetch a job's message from Discord and return its status. Never raises."""
    if job.state is not JobState.DELIVERED:
        return _UNKNOWN
    if job.public_message_id is None:
        return MessageStatus(state=MessageState.PRIVATE) if job.private else _UNKNOWN
    try:
        message = await MessageClient(bot).fetch(job.guild_id, job.public_channel_id, job.public_message_id)
    except RouteClosedError as error:
        gone = isinstance(error.__cause__, discord.HTTPException) and error.__cause__.code in _GONE
        return MessageStatus(state=MessageState.GONE) if gone else _UNKNOWN
    except (DeliveryTooLargeError, DeliveryPendingError) as error:
        log.debug("could not fetch message", job=job.id, detail=error.detail)
        return _UNKNOWN
    pictures = [file for file in message.attachments if job_id_of(file.filename) == job.id]
    if not pictures:
        return MessageStatus(state=MessageState.GONE)
    covered = job.spoiler or job.age_restricted or pictures[0].is_spoiler()
    return MessageStatus(state=MessageState.HERE, picture=pictures[0].url, covered=covered)


async def inspect_messages(bot: EaselBot, jobs: Sequence[Job]) -> list[MessageStatus]:
    """Inspect the messages of several jobs, in order; those that take too long are unknown."""
    tasks = [asyncio.create_task(inspect_message(bot, job)) for job in jobs]
    try:
        async with clock_timeout(bot.services.clock, _INSPECT_SECONDS):
            return list(await asyncio.gather(*tasks))
    except TimeoutError:
        await asyncio.gather(*tasks, return_exceptions=True)
        return [_UNKNOWN if task.cancelled() else task.result() for task in tasks]


def is_on_result(interaction: EaselInteraction, job_id: str) -> bool:
    """Return whether a private result itself was clicked rather than a menu for it."""
    message = interaction.message
    if message is None or not message.flags.ephemeral or message.flags.components_v2:
        return False
    return is_result_of(job_id, message)


def is_spoiler_in(interaction: EaselInteraction) -> bool:
    """Return whether the pictures of the clicked message are covered."""
    message = interaction.message
    return message is not None and any(file.is_spoiler() for file in message.attachments)


class ResultMessage:
    """Messages of one result that are accessible from one click."""

    def __init__(self, interaction: EaselInteraction, job: Job) -> None:
        self._interaction = interaction
        #: Whether the click was made on the private result itself.
        self.in_place = is_on_result(interaction, job.id) and (
            interaction.message is not None and interaction.message.id == job.message_id
        )
        self._messages = MessageClient(interaction.client)
        self._public: tuple[int, int, int] | None = None
        if job.public_message_id is not None:
            self._public = (job.guild_id, job.public_channel_id, job.public_message_id)

    async def set_spoiler(self, *, covered: bool) -> None:
        """Cover or uncover the pictures in all messages of the result; idempotent.

        Raises :class:`~bot.errors.RefusedError` with the reason if that fails.
        """
        if not self.in_place and self._public is None:
            raise RefusedError("refused-private-post")
        with _as_refusals():
            if self.in_place and (message := self._interaction.message) is not None:
                await change_spoilers(
                    message.attachments,
                    lambda files: self._interaction.edit_original_response(attachments=files),
                    covered=covered,
                )
        await self.set_public_spoiler(covered=covered)

    async def set_public_spoiler(self, *, covered: bool) -> None:
        """Cover or uncover the pictures of the public message, if there is one."""
        if self._public is not None:
            with _as_refusals():
                message = await self._messages.fetch(*self._public)
            await set_message_spoiler(self._messages, message, covered=covered)

    async def delete(self) -> None:
        """Delete the messages; a message that is already gone is not an error.

        Raises :class:`~bot.errors.RefusedError` with the reason if that fails.
        """
        with _as_refusals(ignore_missing=True):
            if self._public is not None:
                await self._messages.delete(*self._public)
        with _as_refusals(ignore_missing=True):
            if self.in_place:
                await self._interaction.delete_original_response()


async def set_message_spoiler(
    messages: MessageClient, message: discord.Message, *, covered: bool
) -> discord.Message:
    """Cover or uncover the pictures of one of the bot's messages; return the edited message.

    Raises :class:`~bot.errors.RefusedError` with the reason if that fails.
    """
    with _as_refusals():
        edited = await change_spoilers(
            message.attachments, lambda files: messages.replace_files(message, files), covered=covered
        )
    return edited or message


@contextmanager
def _as_refusals(*, ignore_missing: bool = False) -> Iterator[None]:
    """Convert Discord's errors to refusals with a message for the user."""
    try:
        with translated():
            yield
    except RouteClosedError as error:
        if error.message_gone and ignore_missing:
            return
        if error.message_gone:
            raise RefusedError("refused-deleted", detail=error.detail) from error
        key = "refused-no-reach" if error.forbidden else "refused-discord"
        raise RefusedError(key, detail=error.detail) from error
    except DeliveryTooLargeError as error:
        raise RefusedError("refused-cover-large", detail=error.detail) from error
    except DeliveryPendingError as error:
        raise RefusedError("refused-discord", detail=error.detail) from error

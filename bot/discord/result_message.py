"""A result's message, as it can be reached after its own interaction is long over.

A public one by the channel, with the bot's own rights. A private one only through a click on
itself, whose token is fresh. A result that was private and then shared may stand in both.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager

import discord

from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.interactions import EaselInteraction
from bot.discord.message_client import COVERED, is_result_named
from bot.errors import RefusedError
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError

__all__ = ["ResultMessage", "covered_in", "is_on_result", "may_manage", "set_spoiler"]


def may_manage(interaction: EaselInteraction, job: Job) -> bool:
    """Whether this member may cover or delete the result here: its owner, or who tidies the channel."""
    return interaction.user.id == job.user_id or interaction.permissions.manage_messages


def is_on_result(interaction: EaselInteraction, job_id: str) -> bool:
    """Whether the click was made on a private result itself, not on a menu about it."""
    message = interaction.message
    if message is None or not message.flags.ephemeral or message.flags.components_v2:
        return False
    return any(is_result_named(job_id, file.filename) for file in message.attachments)


def covered_in(interaction: EaselInteraction) -> bool:
    """Whether the pictures of the clicked message are covered."""
    message = interaction.message
    return message is not None and any(file.is_spoiler() for file in message.attachments)


class ResultMessage:
    """Where a result stands, for one click about it."""

    def __init__(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        self._interaction = interaction
        self._job = job
        self.in_place = is_on_result(interaction, job.id) and (
            interaction.message is not None and interaction.message.id == job.message_id
        )
        self._public: discord.PartialMessage | None = None
        if job.public_message_id is not None:
            channel = bot.get_partial_messageable(job.public_channel_id or job.channel_id)
            self._public = channel.get_partial_message(job.public_message_id)

    async def cover(self, *, covered: bool) -> None:
        """Upload the pictures again under names that cover or show them; harmless when they are.

        Discord marks covered files by name, and a name cannot be changed. Raises
        :class:`~bot.errors.RefusedError` with what stands in the way.
        """
        if not self.in_place and self._public is None:
            raise RefusedError("refused-private-post")
        with _explained():
            if self.in_place and (message := self._interaction.message) is not None:
                async with _renamed(message.attachments, covered=covered) as files:
                    if files:
                        await self._interaction.edit_original_response(attachments=files)
        await self.cover_public(covered=covered)

    async def cover_public(self, *, covered: bool) -> None:
        """The same for what everybody sees, where there is such a post."""
        if self._public is not None:
            with _explained():
                post = await self._public.fetch()
            await set_spoiler(post, covered=covered)

    async def delete(self) -> None:
        """Take the post away; one that is gone already is fine.

        Raises :class:`~bot.errors.RefusedError` with what stands in the way.
        """
        with _explained(gone_is_fine=True):
            if self._public is not None:
                await self._public.delete()
        with _explained(gone_is_fine=True):
            if self.in_place:
                await self._interaction.delete_original_response()


async def set_spoiler(post: discord.Message, *, covered: bool) -> discord.Message:
    """The same for a public post; returns it as it is then.

    Raises :class:`~bot.errors.RefusedError` with what stands in the way.
    """
    with _explained():
        async with _renamed(post.attachments, covered=covered) as files:
            return await post.edit(attachments=files) if files else post


@contextmanager
def _explained(*, gone_is_fine: bool = False) -> Iterator[None]:
    """Turn what Discord says into a sentence for the member."""
    try:
        with translated():
            yield
    except RouteClosedError as error:
        if error.message_gone and gone_is_fine:
            return
        if error.message_gone:
            raise RefusedError("refused-deleted", detail=error.detail) from error
        key = "refused-no-reach" if error.forbidden else "refused-discord"
        raise RefusedError(key, detail=error.detail) from error
    except TooLargeError as error:
        raise RefusedError("refused-cover-large", detail=error.detail) from error
    except DeliveryPendingError as error:
        raise RefusedError("refused-discord", detail=error.detail) from error


@asynccontextmanager
async def _renamed(
    attachments: Sequence[discord.Attachment], *, covered: bool
) -> AsyncIterator[list[discord.File]]:
    """All the files, read back one by one into temporary ones; none if every name is right already."""
    with ExitStack() as stack:
        files: list[discord.File] = []
        if any(attachment.is_spoiler() != covered for attachment in attachments):
            for attachment in attachments:
                copy = stack.enter_context(tempfile.TemporaryFile())
                await attachment.save(copy, seek_begin=True)
                name = attachment.filename.removeprefix(COVERED)
                files.append(
                    discord.File(copy, filename=name, spoiler=covered, description=attachment.description)
                )
        yield files

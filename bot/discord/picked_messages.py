"""Pictures of messages whose menus are used: which of them a user may edit, and those picked for an open form."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.clock import Clock
from bot.discord.interactions import GuildInteraction, is_own_message
from bot.discord.job_requests import check_may_vary
from bot.discord.reference_inputs import message_pictures, result_pictures
from bot.discord.uploads import job_id_in
from bot.errors import RefusedError
from bot.jobs.references import ReferenceDownload

__all__ = ["PickedMessages", "editable_pictures"]

# A form can be open for longer, but Discord deletes the token of its submission after 15 minutes anyway.
_SECONDS = 3600.0
_MOST = 1000
# Discord: choices of a menu.
_MOST_PICTURES = 10


class PickedMessages:
    """Keeps, per user and message, where its pictures can be downloaded; the oldest are forgotten first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pictures: dict[tuple[int, int], tuple[float, Sequence[ReferenceDownload]]] = {}

    async def pick(
        self, interaction: GuildInteraction, message: discord.Message
    ) -> Sequence[ReferenceDownload]:
        """Remember and return the pictures of a message; raises like :func:`editable_pictures`."""
        pictures = await editable_pictures(interaction, message)
        while len(self._pictures) >= _MOST:
            del self._pictures[next(iter(self._pictures))]
        key = (interaction.user.id, message.id)
        self._pictures.pop(key, None)
        self._pictures[key] = (self._clock.now(), pictures)
        return pictures

    async def find(
        self, interaction: GuildInteraction, message_id: int, indexes: Sequence[int]
    ) -> Sequence[ReferenceDownload]:
        """Return pictures of a message that this user picked, by their positions from 0.

        After a restart, only those of public results are found again; :class:`~bot.errors.RefusedError` is raised for
        the others.
        """
        picked_at, pictures = self._pictures.get((interaction.user.id, message_id), (0.0, ()))
        if self._clock.now() - picked_at <= _SECONDS:
            return [pictures[index] for index in indexes if index < len(pictures)]
        services = interaction.client.services
        job = await services.jobs.find_result(message_id)
        if job is None or not job.prompt or job.guild_id != interaction.guild_id:
            raise RefusedError("refused-edit-expired")
        await check_may_vary(interaction, job)
        await services.editing_consent.check_result(owner_id=job.user_id, editor_id=interaction.user.id)
        return [await services.reference_sources.of_result(job, index, None) for index in indexes]


async def editable_pictures(
    interaction: GuildInteraction, message: discord.Message
) -> Sequence[ReferenceDownload]:
    """Return the pictures of a message that the user may edit, at most as many as a menu can list.

    Raises :class:`~bot.errors.RefusedError` if there are none, or the user may not edit them.
    """
    consent = interaction.client.services.editing_consent
    pictures: Sequence[ReferenceDownload] = []
    if is_own_message(interaction, message) and (job_id := job_id_in(message)) is not None:
        job = await interaction.client.services.jobs.find(job_id)
        if job is None or not job.prompt or job.guild_id != interaction.guild_id:
            raise RefusedError("refused-gone")
        await check_may_vary(interaction, job)
        owner_id, pictures = job.user_id, result_pictures(job, message.attachments)
        await consent.check_result(owner_id=owner_id, editor_id=interaction.user.id)
    elif pictures := message_pictures(message):
        await consent.check_picture(
            interaction.guild_id,
            owner_id=message.author.id,
            editor_id=interaction.user.id,
            # Another app cannot consent.
            message_id=None if message.author.bot else message.id,
        )
    if not pictures:
        raise RefusedError("refused-edit-no-picture")
    return pictures[:_MOST_PICTURES]

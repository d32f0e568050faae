"""Reference pictures from Discord: attachments of commands, forms, messages and results, as downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError
from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction, payload_of
from bot.discord.message_client import MessageClient
from bot.discord.uploads import job_id_of
from bot.errors import RefusedError
from bot.jobs.models import Job, JobState
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError, JobStore
from bot.jobs.references import ReferenceDownload, ReferenceSource, SourceKind

__all__ = [
    "DiscordReferenceSources",
    "form_uploads",
    "message_pictures",
    "picture_embeds",
    "picture_in_embed",
    "result_pictures",
    "uploaded_pictures",
]

log = structlog.stdlib.get_logger(__name__)

_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")


class DiscordReferenceSources:
    """:class:`~bot.jobs.reference_ports.ReferenceSources` over discord.py.

    Only the bot's own messages can be read again: Discord hides the attachments of others from it.
    """

    def __init__(self, bot: EaselBot, jobs: JobStore) -> None:
        self._messages = MessageClient(bot)
        self._jobs = jobs

    async def locate(self, guild_id: int, source: ReferenceSource) -> ReferenceDownload | None:
        """Return the address of a picture of a public result; ``None`` for everything else."""
        if source.kind is not SourceKind.RESULT or source.job_id is None:
            return None
        job = await self._jobs.get(source.job_id)
        if job is None or job.guild_id != guild_id or job.state is not JobState.DELIVERED:
            return None
        if not job.prompt or job.deleted_at is not None or job.public_message_id is None:
            return None
        try:
            message = await self._messages.fetch(guild_id, job.public_channel_id, job.public_message_id)
        except (RouteClosedError, DeliveryTooLargeError) as error:
            log.debug("reference not available", job=job.id, detail=error.detail)
            return None
        except DeliveryPendingError as error:
            raise RefusedError("refused-discord", detail=error.detail) from error
        pictures = result_pictures(job, message.attachments)
        return pictures[source.index] if source.index < len(pictures) else None

    async def of_result(self, job: Job, index: int, shown: discord.Message | None) -> ReferenceDownload:
        """Return a picture of a result, counted from 0, which the message ``shown`` may display.

        Raises :class:`~bot.errors.RefusedError` if it is no longer available.
        """
        pictures = result_pictures(job, shown.attachments) if shown is not None else []
        if index < len(pictures):
            return pictures[index]
        source = ReferenceSource(kind=SourceKind.RESULT, job_id=job.id, index=index)
        found = await self.locate(job.guild_id, source)
        if found is None:
            raise RefusedError("refused-reference-gone", detail="the result's picture is not available")
        return found


def result_pictures(job: Job, attachments: Sequence[discord.Attachment]) -> list[ReferenceDownload]:
    """Return the pictures of a job among the attachments of one of the bot's messages, in order."""
    files = [file for file in attachments if job_id_of(file.filename) == job.id]
    source = ReferenceSource(kind=SourceKind.RESULT, job_id=job.id)
    return [
        ReferenceDownload(url=file.url, size_bytes=file.size, source=replace(source, index=index))
        for index, file in enumerate(files)
    ]


def message_pictures(message: discord.Message) -> list[ReferenceDownload]:
    """Return the pictures attached to a message, by the media type that Discord states."""
    return [
        ReferenceDownload(
            url=file.url,
            size_bytes=file.size,
            source=ReferenceSource(
                kind=SourceKind.MESSAGE,
                index=index,
                channel_id=message.channel.id,
                message_id=message.id,
                attachment_id=file.id,
            ),
        )
        for index, file in enumerate(message.attachments)
        if (file.content_type or "").partition(";")[0] in _PICTURES
    ]


def uploaded_pictures(attachments: Sequence[discord.Attachment | None]) -> list[ReferenceDownload]:
    """Return the files of a command's options, in order, without the options that were left out."""
    files = [file for file in attachments if file is not None]
    return [
        ReferenceDownload(url=file.url, size_bytes=file.size, source=_upload(index, file.id))
        for index, file in enumerate(files)
    ]


def form_uploads(interaction: EaselInteraction, chosen: Sequence[str]) -> list[ReferenceDownload]:
    """Return the files with the IDs ``chosen`` that Discord resolved for a submitted form."""
    resolved = payload_of(interaction).get("resolved")
    files = resolved.get("attachments") if isinstance(resolved, Mapping) else None
    found = []
    for index, number in enumerate(chosen):
        file = files.get(number) if isinstance(files, Mapping) else None
        if not isinstance(file, Mapping) or not isinstance(file.get("url"), str) or not number.isdecimal():
            raise RefusedError("refused-outdated", detail="an upload that Discord did not resolve")
        size = file.get("size")
        found.append(
            ReferenceDownload(
                url=file["url"],
                size_bytes=size if isinstance(size, int) else None,
                source=_upload(index, int(number)),
            )
        )
    return found


def picture_embeds(
    texts: Texts, locale: str, pictures: Sequence[ReferenceDownload], *, covered: bool = False
) -> list[discord.Embed]:
    """Build an embed for each picture, so that a click on the message leads to it, also after a restart.

    The pictures are shown unless they are ``covered`` by a spoiler.
    """
    embeds = [
        discord.Embed(title=texts("modal-start-picture", locale, number=number), url=picture.url)
        for number, picture in enumerate(pictures, 1)
    ]
    return embeds if covered else [embed.set_thumbnail(url=embed.url) for embed in embeds]


def picture_in_embed(embed: discord.Embed, source: ReferenceSource) -> ReferenceDownload:
    """Return the picture of an embed built by :func:`picture_embeds`.

    Raises :class:`~bot.errors.RefusedError` if it is another one.
    """
    if embed.url is None:
        raise RefusedError("refused-outdated", detail="an embed without a picture")
    return ReferenceDownload(url=embed.url, source=source)


def _upload(index: int, attachment_id: int) -> ReferenceSource:
    return ReferenceSource(kind=SourceKind.UPLOAD, index=index, attachment_id=attachment_id)

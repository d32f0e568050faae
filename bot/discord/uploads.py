"""Uploads: result pictures as Discord files, with their file names and size limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import discord

from bot.discord.render.messages import Renderer
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.jobs.ports import LocalFilesError
from bot.tuning.spooled_upload import SpooledUpload

__all__ = [
    "DEFAULT_UPLOAD_LIMIT",
    "SPOILER_PREFIX",
    "is_result_of",
    "job_id_in",
    "job_id_of",
    "parse_job_id",
    "result_files",
    "upload_limit_of",
]

#: Discord's default limit per file in bytes (10 MiB since 2025-01-16).
DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024
#: File name prefix of a spoiler file (discord.py: ``File(spoiler=True)``).
SPOILER_PREFIX = "SPOILER_"

_RESULT_FILE = re.compile(rf"(?:{SPOILER_PREFIX})?easel-([0-9a-z]{{1,16}})-\d")

# Letters that job IDs omit, because they are easily mistaken for digits.
_MISREAD = str.maketrans("oil", "011")


def upload_limit_of(guild: discord.Guild | None) -> int:
    """Return the file size limit of a guild in bytes."""
    return guild.filesize_limit if guild is not None else DEFAULT_UPLOAD_LIMIT


def job_id_of(filename: object) -> str | None:
    """Return the job ID in a result's file name, covered or not; ``None`` for anything else."""
    match = _RESULT_FILE.match(filename) if isinstance(filename, str) else None
    return match[1] if match else None


def parse_job_id(text: str) -> str | None:
    """Parse a job ID typed by a user or copied from a file name; ``None`` if it is invalid."""
    typed = text.strip().strip("`").casefold()
    found = (job_id_of(typed) or typed.removeprefix("easel-")).translate(_MISREAD)
    return found if re.fullmatch("[0-9a-z]{10}", found) else None


def job_id_in(message: discord.Message) -> str | None:
    """Return the ID of the job whose result a message shows; works as soon as it is posted."""
    return next((found for file in message.attachments if (found := job_id_of(file.filename))), None)


def is_result_of(job_id: str, message: discord.Message) -> bool:
    """Return whether the message contains this job's pictures."""
    return any(job_id_of(file.filename) == job_id for file in message.attachments)


@contextmanager
def result_files(
    render: Renderer, job: Job, pictures: Sequence[FittedPicture]
) -> Iterator[list[discord.File]]:
    """Provide the pictures as files with alt texts, open inside the block.

    Raises :class:`~bot.jobs.ports.LocalFilesError` if a file cannot be opened.
    """
    files: list[discord.File] = []
    try:
        for number, picture in enumerate(pictures, 1):
            file = discord.File(
                _open(picture),
                filename=f"easel-{job.id}-{number}.{picture.extension}",
                description=render.alt_text(job, number, picture),
                spoiler=job.spoiler,
            )
            files.append(file)
        yield files
    finally:
        for file in files:
            file.close()  # restores the file object's own close method, but does not call it
            file.fp.close()


def _open(picture: FittedPicture) -> SpooledUpload:
    try:
        return SpooledUpload(picture.path)
    except OSError as error:
        raise LocalFilesError(detail=f"{picture.path.name}: {error.strerror}") from error

"""Uploads: result pictures as Discord files, their file names and their size limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import discord

from bot.discord.render.messages import Renderer
from bot.images import FittedPicture
from bot.jobs.models import Job
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

#: Discord's limit for one file where no higher one is known, in bytes (10 MiB since 2025-01-16).
DEFAULT_UPLOAD_LIMIT = 10 * 1024 * 1024
#: Marks a covered file (Discord; discord.py: ``File(spoiler=True)``).
SPOILER_PREFIX = "SPOILER_"

_RESULT_FILE = re.compile(rf"(?:{SPOILER_PREFIX})?easel-([0-9a-z]{{1,16}})-\d")

# Letters that job ids leave out, because they are mistaken for digits when read aloud.
_MISREAD = str.maketrans("oil", "011")


def upload_limit_of(guild: discord.Guild | None) -> int:
    """The limit of one file in a guild, in bytes."""
    return guild.filesize_limit if guild is not None else DEFAULT_UPLOAD_LIMIT


def job_id_of(filename: str) -> str | None:
    """The job that a result's file belongs to, covered or not; ``None`` for other files."""
    match = _RESULT_FILE.match(filename)
    return match[1] if match else None


def parse_job_id(text: str) -> str | None:
    """Read a job's id that a user typed, or copied as the name of a file; ``None`` if it is not one."""
    typed = text.strip().strip("`").casefold()
    found = (job_id_of(typed) or typed.removeprefix("easel-")).translate(_MISREAD)
    return found if re.fullmatch("[0-9a-z]{10}", found) else None


def job_id_in(message: discord.Message) -> str | None:
    """The job whose result a message shows; that holds from the moment it is posted."""
    return next((found for file in message.attachments if (found := job_id_of(file.filename))), None)


def is_result_of(job_id: str, message: discord.Message) -> bool:
    """Whether the message carries this job's pictures."""
    return any(job_id_of(file.filename) == job_id for file in message.attachments)


@contextmanager
def result_files(
    render: Renderer, job: Job, pictures: Sequence[FittedPicture]
) -> Iterator[list[discord.File]]:
    """The pictures as files with alt texts, open inside the block."""
    files: list[discord.File] = []
    try:
        for number, picture in enumerate(pictures, 1):
            file = discord.File(
                SpooledUpload(picture.path),
                filename=f"easel-{job.id}-{number}.{picture.extension}",
                description=render.alt_text(job, number, picture),
                spoiler=job.spoiler,
            )
            files.append(file)
        yield files
    finally:
        for file in files:
            file.close()  # restores the file object's own close method, which it does not call
            file.fp.close()

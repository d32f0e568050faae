"""A result's pictures as Discord's files: named after the generation, with their alt texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import discord

from bot.discord.render.messages import Renderer
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.tuning.spooled_upload import SpooledUpload

__all__ = ["result_files"]


@contextmanager
def result_files(
    render: Renderer, job: Job, pictures: Sequence[FittedPicture]
) -> Iterator[list[discord.File]]:
    """The files, open inside the block."""
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
            file.close()  # gives the file's own close back, and calls it only for files that it has opened
            file.fp.close()

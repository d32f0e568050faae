"""Menu that picks one of a result's pictures."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.components import menu
from bot.discord.i18n import Texts
from bot.errors import RefusedError
from bot.jobs.models import Job

__all__ = ["picked_index", "picture_menu"]


def picture_menu(
    texts: Texts, locale: str, job: Job, *, custom_id: str, picked: int | None = None
) -> discord.ui.Select[Any]:
    """Build the menu; ``picked`` is the index of the selected picture, from 0."""
    options = [
        discord.SelectOption(
            label=texts("modal-start-picture", locale, number=index + 1),
            value=str(index),
            default=index == picked,
        )
        for index in range(_pictures_of(job))
    ]
    return menu(custom_id, options, placeholder=texts("placeholder-picture", locale))


def picked_index(job: Job, value: str) -> int:
    """Return the index of the picked picture; raise a refusal for a value that the menu does not have."""
    if value not in map(str, range(_pictures_of(job))):
        raise RefusedError("refused-outdated", detail="not an entry of the menu")
    return int(value)


def _pictures_of(job: Job) -> int:
    return job.count if job.delivered_count is None else job.delivered_count

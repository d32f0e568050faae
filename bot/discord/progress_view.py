"""Cancel button below a job's progress message."""

from __future__ import annotations

import discord

from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import Texts
from bot.jobs.models import Job
from bot.jobs.progress import ProgressStage, StageKind

__all__ = ["progress_view"]

_CANCEL = ButtonSpec("cancel", "button-cancel")


def progress_view(texts: Texts, job: Job, stage: ProgressStage) -> discord.ui.View | None:
    """Build a Cancel button; ``None`` if the job can no longer be canceled."""
    if stage.kind is StageKind.FETCHING:
        return None
    return view_of(_CANCEL.build(texts, job.locale, job.id))

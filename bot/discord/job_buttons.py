"""Buttons of a job: below its progress, its result or its failure, and the menu of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import Texts
from bot.jobs.models import Job
from bot.jobs.progress import ProgressStage, StageKind
from bot.models import Models
from config.model import Operation

__all__ = [
    "AGAIN",
    "DELETE",
    "REPEAT_EMOJI",
    "TOOLS",
    "failure_view",
    "menu_buttons",
    "progress_view",
    "result_view",
    "spoiler_button",
]

REPEAT_EMOJI = "🔁"

_CANCEL = ButtonSpec("cancel", "button-cancel")
AGAIN = ButtonSpec("again", "button-again", REPEAT_EMOJI)
DELETE = ButtonSpec("delete", "button-delete", "🗑️", discord.ButtonStyle.danger)
_UNDER_RESULT = (
    AGAIN,
    ButtonSpec("edit", "button-edit", "✏️"),
    ButtonSpec("finer", "button-finer", "⬆️"),
    ButtonSpec("more", "button-more"),
)
_UNDER_FAILURE = (
    ButtonSpec("reword", "button-edit", "✏️"),
    ButtonSpec("retry", "button-retry", REPEAT_EMOJI),
)
_SHARE = ButtonSpec("share", "button-share", "📣")
_START = ButtonSpec("start", "button-start", "🌱")
#: Buttons of the operations on one picture that a companion model does.
TOOLS: Mapping[Operation, ButtonSpec] = {
    "upscale": ButtonSpec("upscale", "button-upscale", "🔍"),
    "cutout": ButtonSpec("cutout", "button-cutout", "✂️"),
}
_MENU = (
    ButtonSpec("code", "button-code", "📋"),
    ButtonSpec("details", "button-details", "ℹ️"),
)
_COVER = ButtonSpec("spoiler", "button-cover", "🙈")
_UNCOVER = ButtonSpec("spoiler", "button-uncover", "🙈")


def progress_view(texts: Texts, job: Job, stage: ProgressStage) -> discord.ui.View | None:
    """Build a Cancel button; ``None`` if the job can no longer be canceled."""
    if stage.kind in {StageKind.FETCHING, StageKind.DELAYED}:
        return None
    return view_of(_CANCEL.build(texts, job.locale, job.id))


def result_view(job_id: str, texts: Texts, locale: str, *, share: bool = False) -> discord.ui.View:
    """Build the buttons below a result; ``share`` adds the button that shares a private result."""
    specs = (*_UNDER_RESULT, _SHARE) if share else _UNDER_RESULT
    return view_of(*(spec.build(texts, locale, job_id) for spec in specs))


def failure_view(job_id: str, texts: Texts, locale: str) -> discord.ui.View:
    """Build the buttons below the explanation of a failure."""
    return view_of(*(spec.build(texts, locale, job_id) for spec in _UNDER_FAILURE))


def menu_buttons(
    job_id: str, texts: Texts, locale: str, *, models: Models, covered: bool, manage: bool
) -> Sequence[discord.ui.Button[Any]]:
    """Build up to two rows of further actions; ``manage`` adds those that change the result's message."""
    tools = [spec for name, spec in TOOLS.items() if models.companion(models.default, name) is not None]
    buttons = [spec.build(texts, locale, job_id) for spec in (_START, *tools, *_MENU)]
    if manage:
        buttons.append(spoiler_button(job_id, texts, locale, covered=covered))
        buttons.append(DELETE.build(texts, locale, job_id))
    return buttons


def spoiler_button(job_id: str, texts: Texts, locale: str, *, covered: bool) -> discord.ui.Button[Any]:
    """Build the button that covers the pictures, or uncovers them if they are ``covered``.

    The custom ID contains the target state, so a repeated click has no effect.
    """
    spec, wanted = (_UNCOVER, "off") if covered else (_COVER, "on")
    return spec.build(texts, locale, job_id, wanted)

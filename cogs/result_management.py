"""🙈 Cover and 🗑️ Delete: what a result's owner, or who may manage messages, does with its post.

Every act goes to Discord first and into the row after it. Cut off in between, the click can be
made again: a post that is as it should be, or gone, is as good.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

import discord

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.job_requests import result_of
from bot.discord.result_message import ResultMessage, is_on_result, may_manage
from bot.errors import RefusedError
from bot.jobs.models import Job

__all__ = ["ConfirmDeleteButton", "DeleteButton", "SpoilerButton", "setup", "with_second_row"]


class SpoilerButton(JobButton, template=custom_id_pattern("spoiler") + r":(?P<wanted>on|off)"):
    """Covers the pictures or shows them. The custom id says which, so that two clicks do it once."""

    verb = "spoiler"
    emoji = "🙈"

    def __init__(self, job_id: str, label: str | None = None, *, cover: bool = True) -> None:
        super().__init__(job_id, label, suffix=":on" if cover else ":off")
        self.cover = cover

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """Which way it goes stands in the custom id, too."""
        return cls(match["id"], cover=match["wanted"] == "on")

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Change the post, then the row, then say so."""
        if await acknowledge(interaction, thinking=False) is None:
            return
        job = await _managed(bot, interaction, self.job_id)
        with bot.services.critical_section():
            await ResultMessage(bot, interaction, job).cover(covered=self.cover)
            await bot.services.results.mark_spoiler(job.id, covered=self.cover)
            if (now := await _shared_meanwhile(bot, job)) is not None:
                await ResultMessage(bot, interaction, now).cover_public(covered=self.cover)
        texts, locale = load_texts(), locale_of(interaction)
        done = texts("followup-covered" if self.cover else "followup-uncovered", locale)
        label = texts("button-uncover" if self.cover else "button-cover", locale)
        other = type(self)(job.id, label, cover=not self.cover)
        view = _with_other(interaction, self.item.custom_id or "", other)
        if is_on_result(interaction, job.id):
            await interaction.edit_original_response(view=view)
        else:
            await interaction.edit_original_response(content=done, view=view)


class DeleteButton(JobButton, template=custom_id_pattern("delete")):
    """Asks once, and says what is lost."""

    verb = "delete"
    emoji = "🗑️"
    style = discord.ButtonStyle.danger

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """The question is a private message; on a private result the row asks itself."""
        texts, locale = load_texts(), locale_of(interaction)
        confirm = ConfirmDeleteButton(self.job_id, texts("button-delete-go", locale))
        if is_on_result(interaction, self.job_id):
            await interaction.response.edit_message(view=with_second_row(interaction, [confirm]))
            await interaction.followup.send(texts("followup-delete-ask", locale), ephemeral=True)
            return
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        await _managed(bot, interaction, self.job_id)
        view = discord.ui.View(timeout=None)
        view.add_item(confirm)
        await interaction.edit_original_response(content=texts("followup-delete-ask", locale), view=view)


class ConfirmDeleteButton(JobButton, template=custom_id_pattern("delete-go")):
    """Deletes the post."""

    verb = "delete-go"
    style = discord.ButtonStyle.danger

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Take the post away, note it, and say so."""
        if await acknowledge(interaction, thinking=False) is None:
            return
        job = await _managed(bot, interaction, self.job_id)
        post = ResultMessage(bot, interaction, job)
        with bot.services.critical_section():
            await post.delete()
            await bot.services.results.mark_deleted(job.id, by=interaction.user.id)
            if (now := await _shared_meanwhile(bot, job)) is not None:
                await ResultMessage(bot, interaction, now).delete()
        done = load_texts()("followup-deleted", locale_of(interaction))
        if post.in_place:
            await interaction.followup.send(done, ephemeral=True)
        else:
            await interaction.edit_original_response(content=done, view=None)


async def _managed(bot: EaselBot, interaction: EaselInteraction, job_id: str) -> Job:
    """The result, if it was noted already and this member may tidy it."""
    job = await result_of(bot, interaction, job_id)
    if not may_manage(interaction, job):
        raise RefusedError("refused-not-manager")
    if job.message_id is None:
        raise RefusedError("refused-slow", detail="the post is not noted yet")
    return job


async def _shared_meanwhile(bot: EaselBot, job: Job) -> Job | None:
    """The result as it is now, if it was shared since ``job`` was read."""
    now = await bot.services.jobs.find(job.id)
    if now is None or now.public_message_id in {None, job.public_message_id}:
        return None
    return now


def with_second_row(
    interaction: EaselInteraction, items: Sequence[JobButton], *, toggle: bool = False
) -> discord.ui.View:
    """The clicked message's first row with ``items`` below; with ``toggle`` a second row goes."""
    view = _as_it_is(interaction)
    below = [child for child in view.children if child.row]
    for child in below:
        view.remove_item(child)
    if not (toggle and below):
        for item in items:
            item.row = 1
            view.add_item(item)
    return view


def _with_other(interaction: EaselInteraction, custom_id: str, other: JobButton) -> discord.ui.View:
    """The clicked message's buttons, one of them exchanged."""
    old, view = _as_it_is(interaction), _finished_view()
    for child in old.children:
        mine = isinstance(child, discord.ui.Button) and child.custom_id == custom_id
        if mine:
            other.row = child.row
        view.add_item(other if mine else child)
    return view


def _as_it_is(interaction: EaselInteraction) -> discord.ui.View:
    """A view that ended before it is sent is not kept by discord.py, whatever is in it."""
    assert interaction.message is not None  # noqa: S101 - a click always has its message
    view = discord.ui.View.from_message(interaction.message, timeout=None)
    view.stop()
    return view


def _finished_view() -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.stop()
    return view


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(SpoilerButton, DeleteButton, ConfirmDeleteButton)

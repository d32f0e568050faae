"""Result management: the ⋯ More menu, and covering or deleting a result's message.

Discord is updated before the database. Both steps are idempotent, so an interrupted click can be
repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, view_from, view_of
from bot.discord.custom_ids import JOB_ID
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    GuildInteraction,
    acknowledge,
    edit_reply,
    locale_of,
    payload_of,
    respond,
    text_for,
)
from bot.discord.job_buttons import menu_buttons, spoiler_button
from bot.discord.job_requests import result_of
from bot.discord.permissions import may_manage
from bot.discord.result_menu import acknowledge_menu_click, back_button, show_menu
from bot.discord.result_message import ResultMessage, is_on_result, is_spoiler_in
from bot.discord.router import Defer
from bot.errors import RefusedError
from bot.jobs.models import Job

__all__ = ["setup"]

# Buttons in a row.
_ROW = 5
_CONFIRM_DELETE = ButtonSpec("delete-go", "button-delete-go", style=discord.ButtonStyle.danger)


async def on_more(interaction: GuildInteraction, job_id: str) -> None:
    """Open the menu of a result.

    The menu of a public result is a private message. For a private result, it is further rows of
    buttons on the message itself, because only a click there provides a token that can edit it.
    """
    if is_on_result(interaction, job_id):
        texts, locale = load_texts(), locale_of(interaction)
        covered, models = is_spoiler_in(interaction), interaction.client.services.models
        buttons = menu_buttons(job_id, texts, locale, models=models, covered=covered, manage=True)
        view = _with_second_row(interaction, buttons, toggle=True)
        await respond(interaction, lambda: interaction.response.edit_message(view=view))
        return
    if await acknowledge(interaction, ephemeral=True) is not None:
        await show_menu(interaction, await result_of(interaction, job_id))


async def on_back(interaction: GuildInteraction, job_id: str) -> None:
    """Show the menu again in its message."""
    await show_menu(interaction, await result_of(interaction, job_id))


async def on_spoiler(interaction: GuildInteraction, job_id: str, wanted: str) -> None:
    """Cover or uncover the pictures, and update the button."""
    services, covered = interaction.client.services, wanted == "on"
    job = await _managed_result(interaction, job_id)
    await ResultMessage(interaction, job).set_spoiler(covered=covered)
    await services.results.mark_spoiler(job.id, covered=covered)
    if (now := await _shared_since(interaction, job)) is not None:
        await ResultMessage(interaction, now).set_public_spoiler(covered=covered)
    view = view_from(_message_of(interaction))
    for button in [c for c in view.children if isinstance(c, discord.ui.Button)]:
        if button.custom_id == payload_of(interaction).get("custom_id"):
            other = spoiler_button(job.id, load_texts(), locale_of(interaction), covered=covered)
            button.label, button.custom_id = other.label, other.custom_id
    if is_on_result(interaction, job.id):
        await edit_reply(interaction, view=view)
    else:
        key = "followup-covered" if covered else "followup-uncovered"
        await edit_reply(interaction, content=text_for(interaction, key), view=view)


async def on_delete(interaction: GuildInteraction, job_id: str) -> None:
    """Ask for confirmation in the menu or in the second row of a private result."""
    question = text_for(interaction, "followup-delete-ask")
    confirm = _CONFIRM_DELETE.build(load_texts(), locale_of(interaction), job_id)
    if is_on_result(interaction, job_id):
        view = _with_second_row(interaction, [confirm])
        await respond(interaction, lambda: interaction.response.edit_message(view=view))
        await interaction.followup.send(question, ephemeral=True)
        return
    if (in_menu := await acknowledge_menu_click(interaction, job_id)) is None:
        return
    await _managed_result(interaction, job_id)
    buttons = [confirm, back_button(interaction, job_id)] if in_menu else [confirm]
    await edit_reply(interaction, content=question, view=view_of(*buttons))


async def on_delete_confirmed(interaction: GuildInteraction, job_id: str) -> None:
    """Delete the result's messages and mark the job as deleted."""
    services = interaction.client.services
    job = await _managed_result(interaction, job_id)
    message = ResultMessage(interaction, job)
    await message.delete()
    await services.results.mark_deleted(job.id, by=interaction.user.id)
    if (now := await _shared_since(interaction, job)) is not None:
        await ResultMessage(interaction, now).delete()
    done = text_for(interaction, "followup-deleted")
    if message.in_place:
        await interaction.followup.send(done, ephemeral=True)
    else:
        await edit_reply(interaction, content=done, view=None)


async def _managed_result(interaction: GuildInteraction, job_id: str) -> Job:
    """Load the result; raise a refusal unless its message is known and this member may change it."""
    job = await result_of(interaction, job_id)
    if not may_manage(interaction, job):
        raise RefusedError("refused-not-manager")
    if job.message_id is None:
        raise RefusedError("refused-slow", detail="the message is not recorded yet")
    return job


async def _shared_since(interaction: GuildInteraction, job: Job) -> Job | None:
    """Reload the result and return it if it was shared since ``job`` was loaded."""
    now = await interaction.client.services.jobs.find(job.id)
    if now is None or now.public_message_id in {None, job.public_message_id}:
        return None
    return now


def _with_second_row(
    interaction: GuildInteraction, items: Sequence[discord.ui.Item[Any]], *, toggle: bool = False
) -> discord.ui.View:
    """Rebuild the first row with ``items`` below it; ``toggle`` removes those of an open menu instead."""
    view = view_from(_message_of(interaction))
    below = [child for child in view.children if child.row]
    for child in below:
        view.remove_item(child)
    if not (toggle and below):
        for index, item in enumerate(items):
            item.row = 1 + index // _ROW
            view.add_item(item)
    return view


def _message_of(interaction: GuildInteraction) -> discord.Message:
    assert interaction.message is not None  # noqa: S101 - a click always has its message
    return interaction.message


async def setup(bot: EaselBot) -> None:
    """Register the buttons; called by discord.py."""
    register = bot.components.register
    register("more", on_more)
    register("menu", on_back, defer=Defer.UPDATE)
    register("spoiler", on_spoiler, argument=f"{JOB_ID}:(on|off)", defer=Defer.UPDATE)
    register("delete", on_delete)
    register("delete-go", on_delete_confirmed, defer=Defer.UPDATE)

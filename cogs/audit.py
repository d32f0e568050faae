"""/quota-admin audit and undo: show a guild's change log and revert changes."""

from __future__ import annotations

import discord

from bot.audit.models import AuditPage
from bot.discord.client import EaselBot
from bot.discord.command_groups import add_quota_admin_commands, quota_admin_command
from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of, text_for
from bot.discord.permissions import actor_of
from bot.discord.render.audit import audit_page, undo_question, undone
from bot.discord.router import Defer

__all__ = ["setup"]

# ``easel:audit:b12`` is the page before record 12, ``a12`` the page after it.
_NEWER, _OLDER = ButtonSpec("audit", "button-audit-newer"), ButtonSpec("audit", "button-audit-older")
_CONFIRM_UNDO = ButtonSpec("undo", "button-undo-confirm", style=discord.ButtonStyle.danger)
_KEEP = ButtonSpec("keep", "button-undo-keep")

_RECORD = "([0-9]{1,18})"


@quota_admin_command("audit")
async def audit(interaction: GuildInteraction) -> None:
    """Show the newest changes."""
    await _show_page(interaction, await interaction.client.services.audit_log.page(interaction.guild_id))


@quota_admin_command("undo")
async def undo(interaction: GuildInteraction) -> None:
    """Show the latest change that can be reverted, with a button to revert it."""
    texts, locale = load_texts(), locale_of(interaction)
    plan = await interaction.client.services.audit_log.last_undoable(interaction.guild_id)
    if plan is None:
        await edit_reply(interaction, content=texts("undo-nothing", locale))
        return
    view = view_of(*(spec.build(texts, locale, plan.id) for spec in (_CONFIRM_UNDO, _KEEP)))
    await edit_reply(interaction, content=undo_question(texts, plan, locale), view=view)


async def on_page(interaction: GuildInteraction, direction: str, record: str) -> None:
    """Show another page in the same message."""
    older, newer = (int(record), None) if direction == "b" else (None, int(record))
    page = await interaction.client.services.audit_log.page(
        interaction.guild_id, older_than=older, newer_than=newer
    )
    await _show_page(interaction, page)


async def on_undo(interaction: GuildInteraction, record: str) -> None:
    """Revert a change."""
    done = await interaction.client.services.audit_log.undo(actor_of(interaction), int(record))
    text = undone(load_texts(), done, locale_of(interaction))
    await edit_reply(interaction, content=text, view=None)


async def on_keep(interaction: GuildInteraction, _record: str) -> None:
    """Keep the change and remove the buttons."""
    await edit_reply(interaction, content=text_for(interaction, "undo-kept"), view=None)


async def _show_page(interaction: GuildInteraction, page: AuditPage) -> None:
    texts, locale = load_texts(), locale_of(interaction)
    buttons = []
    if page.newer:
        buttons.append(_NEWER.build(texts, locale, f"a{page.records[0].id}"))
    if page.older:
        buttons.append(_OLDER.build(texts, locale, f"b{page.records[-1].id}"))
    view = view_of(*buttons) if buttons else None
    await edit_reply(interaction, content=audit_page(texts, page, locale), view=view)


async def setup(bot: EaselBot) -> None:
    """Register the subcommands and their buttons; called by discord.py."""
    add_quota_admin_commands(bot, audit, undo)
    register = bot.components.register
    register("audit", on_page, argument=f"([ab]){_RECORD}", defer=Defer.UPDATE, admin=True)
    register("undo", on_undo, argument=_RECORD, defer=Defer.UPDATE, admin=True)
    register("keep", on_keep, argument=_RECORD, defer=Defer.UPDATE, admin=True)

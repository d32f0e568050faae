"""/quota-admin audit and undo: what was changed, and the way back; and what a change would do."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.audit.undo import AuditPage
from bot.db.limits import TargetKind
from bot.discord.admin_components import AdminButton, actor_of, admin_pattern, button_row
from bot.discord.affected import count_active_users, count_affected
from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.render.audit import audit_page, undo_question, undone
from bot.discord.render.messages import Renderer, timestamp
from bot.quota.service import LimitChange, Target

__all__ = ["AUDIT_BUTTONS", "ChangeCommands", "UndoButton"]


class UndoButton(AdminButton, template=admin_pattern("undo")):
    """Take one change back; the argument is its record's number."""

    verb = "undo"
    style = discord.ButtonStyle.danger

    async def do(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Do it, and say what was done."""
        done = await bot.services.undo.undo(actor_of(interaction), _number(self.argument))
        text = undone(load_texts(), done, locale_of(interaction))
        await interaction.edit_original_response(content=text, view=None)


class KeepButton(AdminButton, template=admin_pattern("keep")):
    """Leave everything as it is."""

    verb = "keep"

    async def do(self, bot: EaselBot, interaction: EaselInteraction) -> None:  # noqa: ARG002
        """Say so, and take the buttons away."""
        text = load_texts()("undo-kept", locale_of(interaction))
        await interaction.edit_original_response(content=text, view=None)


class AuditButton(AdminButton, template=admin_pattern("audit")):
    """Another page: ``b12`` is what came before record 12, ``a12`` what came after."""

    verb = "audit"

    async def do(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Show that page in place of this one."""
        number = _number(self.argument[1:])
        older, newer = (number, None) if self.argument[0] == "b" else (None, number)
        page = await bot.services.undo.page(interaction.guild_id or 0, older_than=older, newer_than=newer)
        await _show_page(interaction, page)


AUDIT_BUTTONS = (UndoButton, KeepButton, AuditButton)


class ChangeCommands(commands.Cog):
    """The part of /quota-admin that looks back; mixed into its cog."""

    _bot: EaselBot
    _render: Renderer

    @app_commands.command(
        name=localised("name-quota-admin-audit"), description=localised("command-quota-admin-audit")
    )
    async def audit(self, interaction: EaselInteraction) -> None:
        """Who changed what, newest first."""
        await _show_page(interaction, await self._bot.services.undo.page(interaction.guild_id or 0))

    @app_commands.command(
        name=localised("name-quota-admin-undo"), description=localised("command-quota-admin-undo")
    )
    async def undo(self, interaction: EaselInteraction) -> None:
        """The last change that can be taken back, and a button that does it."""
        texts, locale = self._render.texts, locale_of(interaction)
        undoing = await self._bot.services.undo.last(interaction.guild_id or 0)
        if undoing is None:
            await interaction.edit_original_response(content=texts("undo-nothing", locale))
            return
        buttons = button_row(
            UndoButton(str(undoing.id), texts("button-undo-confirm", locale)),
            KeepButton(str(undoing.id), texts("button-undo-keep", locale)),
        )
        await interaction.edit_original_response(content=undo_question(texts, undoing, locale), view=buttons)

    async def _preview(
        self, interaction: EaselInteraction, target: Target, limit: int | None, mention: str = ""
    ) -> None:
        """What a limit would change, and whom; nothing is changed."""
        say, locale = self._render.texts, locale_of(interaction)
        quota = self._bot.services.quota
        now = await quota.limit_of(interaction.guild_id or 0, target)
        none = say("admin-before-none", locale)
        values = {
            "target": mention or say("audit-target-default", locale),
            "before": none if now is None else now,
            "after": none if limit is None else limit,
        }
        lines = [f"**{say('preview-title', locale)}**", say("preview-limit", locale, **values)]
        lines += await self._affected(interaction, target)
        await interaction.edit_original_response(content="\n".join(lines))

    async def _changed(
        self, interaction: EaselInteraction, text: str, target: Target, change: LimitChange
    ) -> None:
        """Say what was changed and offer the way back; where many are concerned, how many."""
        if target.kind is TargetKind.MEMBER or change.before == change.after:
            await interaction.edit_original_response(content=text)
            return
        label = self._render.texts("button-undo", locale_of(interaction))
        await interaction.edit_original_response(
            content=text, view=button_row(UndoButton(str(change.audit_id), label))
        )
        if found := await self._affected(interaction, target):
            await interaction.edit_original_response(content="\n".join([text, *found]))

    async def _affected(self, interaction: EaselInteraction, target: Target) -> list[str]:
        """How many members a limit concerns, as far as Discord and our own rows can say."""
        if target.kind is TargetKind.MEMBER:
            return []
        say, locale, guild_id = self._render.texts, locale_of(interaction), interaction.guild_id or 0
        members = await count_affected(self._bot, guild_id, target)
        key = "preview-role" if target.kind is TargetKind.ROLE else "preview-everyone"
        lines = [] if members is None else [say(key, locale, members=members)]
        # Who has which role, only Discord knows.
        if target.kind is not TargetKind.ROLE and (askers := await count_active_users(self._bot, guild_id)):
            since = timestamp(askers.since, "d")
            lines.append(say("preview-askers", locale, members=askers.members, since=since))
        return lines


async def _show_page(interaction: EaselInteraction, page: AuditPage) -> None:
    texts, locale = load_texts(), locale_of(interaction)
    buttons = []
    if page.newer:
        buttons.append(AuditButton(f"a{page.records[0].id}", texts("button-audit-newer", locale)))
    if page.older:
        buttons.append(AuditButton(f"b{page.records[-1].id}", texts("button-audit-older", locale)))
    text = audit_page(texts, page, locale)
    await interaction.edit_original_response(content=text, view=button_row(*buttons) if buttons else None)


def _number(argument: str) -> int:
    """What a forged custom id says instead of a number is no record."""
    return int(argument) if argument.isdecimal() and len(argument) < 19 else 0

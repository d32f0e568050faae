"""/quota-admin: what administrators may change, in their own server only.

Gated twice: Discord hides the command without Manage Server (which a server can override),
and every call is checked again here. Only the administrator sees the answers.
"""

from __future__ import annotations

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.db.limits import TargetKind
from bot.discord.admin_components import actor_of
from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, delay_shutdown, locale_of, role_ids_of
from bot.discord.render.messages import Renderer, timestamp
from bot.errors import InvalidAmountError
from bot.quota.ledger import Account
from bot.quota.service import LARGEST_AMOUNT, Target
from cogs.quota_ceiling import CeilingCommands
from cogs.quota_changes import AUDIT_BUTTONS, ChangeCommands
from cogs.quota_reports import ReportCommands

__all__ = ["QuotaAdmin", "setup"]

log = structlog.stdlib.get_logger(__name__)
# A month; whoever should stay out longer is blocked for good.
_LONGEST_BLOCK_HOURS = 720
_Amount = app_commands.Range[int, 1, LARGEST_AMOUNT]


class QuotaAdmin(
    ChangeCommands,
    CeilingCommands,
    ReportCommands,
    commands.GroupCog,
    group_name=localised("name-quota-admin"),
    group_description=localised("command-quota-admin"),
):
    """The administrator's commands; each one checks, changes, and says what it changed."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)

    async def interaction_check(self, interaction: EaselInteraction) -> bool:  # type: ignore[override]
        """The second gate, then the acknowledgement: whatever follows is an edit of it."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if not interaction.permissions.manage_guild:
            log.warning("not an administrator", user=interaction.user.id, guild=interaction.guild_id)
            raise app_commands.MissingPermissions(["manage_guild"])
        delay_shutdown(self._bot)
        return await acknowledge(interaction, ephemeral=True) is not None

    @app_commands.command(
        name=localised("name-quota-admin-show"), description=localised("command-quota-admin-show")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def show(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """A member's quota."""
        _refuse_bots(member)
        account = Account(guild_id=interaction.guild_id or 0, user_id=member.id)
        standing = await self._bot.services.quota.status(account, role_ids_of(member))
        text = self._render.standing(
            standing, locale_of(interaction), guild_id=interaction.guild_id, member=member.id
        )
        await interaction.edit_original_response(content=text)

    @app_commands.command(
        name=localised("name-quota-admin-set"), description=localised("command-quota-admin-set")
    )
    @app_commands.rename(
        target=localised("optname-target"),
        limit=localised("optname-limit"),
        preview=localised("optname-preview"),
    )
    @app_commands.describe(
        target=localised("option-target"),
        limit=localised("option-limit"),
        preview=localised("option-preview"),
    )
    async def set_(
        self,
        interaction: EaselInteraction,
        target: discord.Member | discord.Role,
        limit: _Amount,
        preview: bool = False,
    ) -> None:
        """The daily limit of a member or a role."""
        _refuse_bots(target)
        whom = _target(target)
        if preview:
            await self._preview(interaction, whom, limit, _mention(target))
            return
        change = await self._bot.services.quota.set_limit(actor_of(interaction), whom, limit)
        before = self._before(change.before, interaction)
        text = self._say(interaction, "admin-set", target=_mention(target), credits=limit, before=before)
        await self._changed(interaction, text, whom, change)

    @app_commands.command(
        name=localised("name-quota-admin-unset"), description=localised("command-quota-admin-unset")
    )
    @app_commands.rename(target=localised("optname-target"))
    @app_commands.describe(target=localised("option-target"))
    async def unset(self, interaction: EaselInteraction, target: discord.Member | discord.Role) -> None:
        """Back to the next rule that fits."""
        change = await self._bot.services.quota.set_limit(actor_of(interaction), _target(target), None)
        if change.before is None:
            await self._answer(interaction, "admin-unset-nothing", target=_mention(target))
            return
        text = self._say(interaction, "admin-unset", target=_mention(target), before=change.before)
        await self._changed(interaction, text, _target(target), change)

    @app_commands.command(
        name=localised("name-quota-admin-default"), description=localised("command-quota-admin-default")
    )
    @app_commands.rename(limit=localised("optname-limit"), preview=localised("optname-preview"))
    @app_commands.describe(limit=localised("option-default-limit"), preview=localised("option-preview"))
    async def default(
        self, interaction: EaselInteraction, limit: _Amount | None = None, preview: bool = False
    ) -> None:
        """This server's default, or back to the bot's own."""
        quota, everyone = self._bot.services.quota, Target(kind=TargetKind.DEFAULT, id=0)
        if preview:
            await self._preview(interaction, everyone, limit)
            return
        change = await quota.set_limit(actor_of(interaction), everyone, limit)
        before = self._before(change.before, interaction)
        if limit is None:
            operator = quota.operator_daily
            text = self._say(interaction, "admin-default-unset", before=before, operator=operator)
        else:
            text = self._say(interaction, "admin-default-set", credits=limit, before=before)
        await self._changed(interaction, text, everyone, change)

    @app_commands.command(
        name=localised("name-quota-admin-grant"), description=localised("command-quota-admin-grant")
    )
    @app_commands.rename(member=localised("optname-member"), credits=localised("optname-credits"))
    @app_commands.describe(member=localised("option-member"), credits=localised("option-credits"))
    async def grant(self, interaction: EaselInteraction, member: discord.Member, credits: _Amount) -> None:
        """Extra credits that last."""
        _refuse_bots(member)
        # An event that comes twice, or to a second process, must not give twice.
        cause = f"interaction:{interaction.id}"
        total = await self._bot.services.quota.grant(actor_of(interaction), member.id, credits, cause=cause)
        await self._answer(interaction, "admin-grant", who=member.mention, credits=credits, total=total)

    @app_commands.command(
        name=localised("name-quota-admin-reset"), description=localised("command-quota-admin-reset")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def reset(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """Forget today's use."""
        _refuse_bots(member)
        credits = await self._bot.services.quota.reset(actor_of(interaction), member.id)
        await self._answer(interaction, "admin-reset", who=member.mention, credits=credits)

    @app_commands.command(
        name=localised("name-quota-admin-block"), description=localised("command-quota-admin-block")
    )
    @app_commands.rename(member=localised("optname-member"), hours=localised("optname-hours"))
    @app_commands.describe(member=localised("option-member"), hours=localised("option-hours"))
    async def block(
        self,
        interaction: EaselInteraction,
        member: discord.Member,
        hours: app_commands.Range[int, 1, _LONGEST_BLOCK_HOURS] | None = None,
    ) -> None:
        """No more drawing for this member here, for some hours or for good."""
        await self._set_blocked(interaction, member, blocked=True, hours=hours)

    @app_commands.command(
        name=localised("name-quota-admin-unblock"), description=localised("command-quota-admin-unblock")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def unblock(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """Drawing again."""
        await self._set_blocked(interaction, member, blocked=False)

    async def _set_blocked(
        self,
        interaction: EaselInteraction,
        member: discord.Member,
        *,
        blocked: bool,
        hours: int | None = None,
    ) -> None:
        _refuse_bots(member)
        services = self._bot.services
        seconds = None if hours is None else hours * 3600.0
        changed = await services.quota.set_blocked(
            actor_of(interaction), member.id, blocked=blocked, seconds=seconds
        )
        if seconds is not None:
            until = timestamp(services.clock.now() + seconds, "f")
            await self._answer(interaction, "admin-blocked-until", who=member.mention, until=until)
            return
        key = "admin-blocked" if blocked else "admin-unblocked"
        await self._answer(interaction, key if changed else f"{key}-already", who=member.mention)

    async def _answer(self, interaction: EaselInteraction, key: str, **values: str | int) -> None:
        await interaction.edit_original_response(content=self._say(interaction, key, **values))

    def _say(self, interaction: EaselInteraction, key: str, **values: str | int) -> str:
        return self._render.texts(key, locale_of(interaction), **values)

    def _before(self, credits: int | None, interaction: EaselInteraction) -> str | int:
        return self._say(interaction, "admin-before-none") if credits is None else credits


def _mention(target: discord.Member | discord.Role) -> str:
    """How a sentence names it; a mention of everybody's role would read "@@everyone"."""
    return "@everyone" if isinstance(target, discord.Role) and target.is_default() else target.mention


def _target(target: discord.Member | discord.Role) -> Target:
    kind = TargetKind.ROLE if isinstance(target, discord.Role) else TargetKind.MEMBER
    return Target(kind=kind, id=target.id)


def _refuse_bots(target: discord.Member | discord.User | discord.Role) -> None:
    """And whoever is no member: discord.py hands a bare user through where either may be given."""
    if isinstance(target, discord.User):
        raise InvalidAmountError("refused-target")
    if isinstance(target, discord.Member) and target.bot:
        raise InvalidAmountError("refused-bot-target")


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    cog = QuotaAdmin(bot)
    group = cog.app_command
    assert isinstance(group, app_commands.Group)  # noqa: S101 - a GroupCog has one
    group.default_permissions = discord.Permissions(manage_guild=True)
    group.allowed_contexts = app_commands.AppCommandContext(guild=True)
    group.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.add_dynamic_items(*AUDIT_BUTTONS)
    await bot.add_cog(cog)

"""/quota-admin: what administrators may change, in their own server only.

Gated twice: Discord hides the command without Manage Server (which a server can override),
and every call is checked again here. Only the administrator sees the answers.
"""

from __future__ import annotations

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.client import EaselBot
from bot.errors import InvalidAmountError
from bot.quota.ledger import Account
from bot.quota.service import LARGEST_AMOUNT, Actor, Target
from bot.storage.limits import TargetKind
from cogs.context import EaselInteraction, acknowledge, locale_of, role_ids_of
from cogs.render import Renderer
from cogs.texts import load_texts, localised

__all__ = ["QuotaAdmin", "setup"]

log = structlog.stdlib.get_logger(__name__)
_Amount = app_commands.Range[int, 1, LARGEST_AMOUNT]


class QuotaAdmin(
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
        standing = await self._bot.services.quota.standing(account, role_ids_of(member))
        text = self._render.standing(standing, locale_of(interaction), member=member.id)
        await interaction.edit_original_response(content=text)

    @app_commands.command(
        name=localised("name-quota-admin-set"), description=localised("command-quota-admin-set")
    )
    @app_commands.rename(target=localised("optname-target"), limit=localised("optname-limit"))
    @app_commands.describe(target=localised("option-target"), limit=localised("option-limit"))
    async def set_(
        self, interaction: EaselInteraction, target: discord.Member | discord.Role, limit: _Amount
    ) -> None:
        """The daily limit of a member or a role."""
        _refuse_bots(target)
        change = await self._bot.services.quota.set_limit(_actor(interaction), _target(target), limit)
        await self._answer(
            interaction,
            "admin-set",
            target=target.mention,
            credits=limit,
            before=self._before(change.before, interaction),
        )

    @app_commands.command(
        name=localised("name-quota-admin-unset"), description=localised("command-quota-admin-unset")
    )
    @app_commands.rename(target=localised("optname-target"))
    @app_commands.describe(target=localised("option-target"))
    async def unset(self, interaction: EaselInteraction, target: discord.Member | discord.Role) -> None:
        """Back to the next rule that fits."""
        change = await self._bot.services.quota.set_limit(_actor(interaction), _target(target), None)
        if change.before is None:
            await self._answer(interaction, "admin-unset-nothing", target=target.mention)
            return
        await self._answer(interaction, "admin-unset", target=target.mention, before=change.before)

    @app_commands.command(
        name=localised("name-quota-admin-default"), description=localised("command-quota-admin-default")
    )
    @app_commands.rename(limit=localised("optname-limit"))
    @app_commands.describe(limit=localised("option-default-limit"))
    async def default(self, interaction: EaselInteraction, limit: _Amount | None = None) -> None:
        """This server's default, or back to the bot's own."""
        quota = self._bot.services.quota
        change = await quota.set_limit(_actor(interaction), Target(kind=TargetKind.DEFAULT, id=0), limit)
        before = self._before(change.before, interaction)
        if limit is None:
            await self._answer(
                interaction, "admin-default-unset", before=before, operator=quota.operator_daily
            )
            return
        await self._answer(interaction, "admin-default-set", credits=limit, before=before)

    @app_commands.command(
        name=localised("name-quota-admin-grant"), description=localised("command-quota-admin-grant")
    )
    @app_commands.rename(member=localised("optname-member"), credits=localised("optname-credits"))
    @app_commands.describe(member=localised("option-member"), credits=localised("option-credits"))
    async def grant(self, interaction: EaselInteraction, member: discord.Member, credits: _Amount) -> None:
        """Extra credits that last."""
        _refuse_bots(member)
        total = await self._bot.services.quota.grant(_actor(interaction), member.id, credits)
        await self._answer(interaction, "admin-grant", who=member.mention, credits=credits, total=total)

    @app_commands.command(
        name=localised("name-quota-admin-reset"), description=localised("command-quota-admin-reset")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def reset(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """Forget today's use."""
        _refuse_bots(member)
        credits = await self._bot.services.quota.reset(_actor(interaction), member.id)
        await self._answer(interaction, "admin-reset", who=member.mention, credits=credits)

    @app_commands.command(
        name=localised("name-quota-admin-block"), description=localised("command-quota-admin-block")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def block(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """No more drawing for this member here."""
        await self._set_blocked(interaction, member, blocked=True)

    @app_commands.command(
        name=localised("name-quota-admin-unblock"), description=localised("command-quota-admin-unblock")
    )
    @app_commands.rename(member=localised("optname-member"))
    @app_commands.describe(member=localised("option-member"))
    async def unblock(self, interaction: EaselInteraction, member: discord.Member) -> None:
        """Drawing again."""
        await self._set_blocked(interaction, member, blocked=False)

    async def _set_blocked(
        self, interaction: EaselInteraction, member: discord.Member, *, blocked: bool
    ) -> None:
        _refuse_bots(member)
        quota = self._bot.services.quota
        changed = await quota.set_blocked(_actor(interaction), member.id, blocked=blocked)
        key = "admin-blocked" if blocked else "admin-unblocked"
        await self._answer(interaction, key if changed else f"{key}-already", who=member.mention)

    async def _answer(self, interaction: EaselInteraction, key: str, **values: str | int) -> None:
        text = self._render.texts(key, locale_of(interaction), **values)
        await interaction.edit_original_response(content=text)

    def _before(self, credits: int | None, interaction: EaselInteraction) -> str | int:
        none = self._render.texts("admin-before-none", locale_of(interaction))
        return none if credits is None else credits


def _actor(interaction: EaselInteraction) -> Actor:
    return Actor(guild_id=interaction.guild_id or 0, user_id=interaction.user.id)


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
    await bot.add_cog(cog)

"""/quota-admin: limits, grants and blocks for members and roles. Replies are private."""

from __future__ import annotations

import asyncio

import discord
import structlog
from discord import app_commands

from bot.audit.models import Target, TargetKind
from bot.discord.client import EaselBot
from bot.discord.command_groups import add_quota_admin_commands, quota_admin_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of, role_ids_of, text_for
from bot.discord.permissions import actor_of
from bot.discord.render.audit import undo_view
from bot.discord.render.messages import Renderer, timestamp
from bot.errors import RefusedError
from bot.quota.models import LARGEST_AMOUNT, Account, LimitChange

__all__ = ["setup"]

log = structlog.stdlib.get_logger(__name__)

_Amount = app_commands.Range[int, 1, LARGEST_AMOUNT]
# Maximum duration of a temporary block; longer blocks are permanent.
_LONGEST_BLOCK_HOURS = 720
_Hours = app_commands.Range[int, 1, _LONGEST_BLOCK_HOURS]
# Time limit for counting the affected members before replying.
_COUNT_SECONDS = 2.0


@quota_admin_command("show", member="member")
async def show(interaction: GuildInteraction, member: discord.Member) -> None:
    """Show a member's quota."""
    _refuse_bots(member)
    services = interaction.client.services
    account = Account(guild_id=interaction.guild_id, user_id=member.id)
    status = await services.quota.status(account, role_ids_of(member))
    text = Renderer(load_texts(), services.models).quota_status(
        status, locale_of(interaction), guild_id=interaction.guild_id, member=member.id
    )
    await edit_reply(interaction, content=text)


@quota_admin_command("set", target="target", limit="limit", preview="preview")
async def set_(
    interaction: GuildInteraction,
    target: discord.Member | discord.Role,
    limit: _Amount,
    preview: bool = False,
) -> None:
    """Set the daily limit of a member or a role."""
    _refuse_bots(target)
    if preview:
        await _preview(interaction, _target(target), limit, _mention(target))
        return
    quota = interaction.client.services.quota
    change = await quota.set_limit(actor_of(interaction), _target(target), limit)
    before = _credits_or_none(interaction, change.before)
    text = text_for(interaction, "admin-set", target=_mention(target), credits=limit, before=before)
    await _report_change(interaction, text, _target(target), change)


@quota_admin_command("unset", target="target")
async def unset(interaction: GuildInteraction, target: discord.Member | discord.Role) -> None:
    """Remove the limit of a member or a role."""
    quota = interaction.client.services.quota
    change = await quota.set_limit(actor_of(interaction), _target(target), None)
    if change.before is None:
        await _reply(interaction, "admin-unset-nothing", target=_mention(target))
        return
    text = text_for(interaction, "admin-unset", target=_mention(target), before=change.before)
    await _report_change(interaction, text, _target(target), change)


@quota_admin_command("default", limit=("limit", "default-limit"), preview="preview")
async def default(interaction: GuildInteraction, limit: _Amount | None = None, preview: bool = False) -> None:
    """Set the guild's default limit, or reset it to the operator's."""
    quota, everyone = interaction.client.services.quota, Target(kind=TargetKind.DEFAULT, id=0)
    if preview:
        await _preview(interaction, everyone, limit)
        return
    change = await quota.set_limit(actor_of(interaction), everyone, limit)
    before = _credits_or_none(interaction, change.before)
    if limit is None:
        text = text_for(interaction, "admin-default-unset", before=before, operator=quota.operator_daily)
    else:
        text = text_for(interaction, "admin-default-set", credits=limit, before=before)
    await _report_change(interaction, text, everyone, change)


@quota_admin_command("grant", member="member", credits="credits")
async def grant(interaction: GuildInteraction, member: discord.Member, credits: _Amount) -> None:
    """Grant extra credits that do not expire."""
    _refuse_bots(member)
    # An event delivered twice, or to a second process, must not grant credits twice.
    cause = f"interaction:{interaction.id}"
    quota = interaction.client.services.quota
    total = await quota.grant(actor_of(interaction), member.id, credits, cause=cause)
    await _reply(interaction, "admin-grant", who=member.mention, credits=credits, total=total)


@quota_admin_command("reset", member="member")
async def reset(interaction: GuildInteraction, member: discord.Member) -> None:
    """Reset a member's usage for today."""
    _refuse_bots(member)
    credits = await interaction.client.services.quota.reset(actor_of(interaction), member.id)
    await _reply(interaction, "admin-reset", who=member.mention, credits=credits)


@quota_admin_command("block", member="member", hours="hours")
async def block(interaction: GuildInteraction, member: discord.Member, hours: _Hours | None = None) -> None:
    """Block a member for a number of hours or permanently."""
    _refuse_bots(member)
    quota = interaction.client.services.quota
    seconds = None if hours is None else hours * 3600.0
    change = await quota.set_blocked(actor_of(interaction), member.id, blocked=True, seconds=seconds)
    if change.after is not None and change.after.until_ms is not None:
        until = timestamp(change.after.until_ms / 1000, "f")
        await _reply(interaction, "admin-blocked-until", who=member.mention, until=until)
        return
    key = "admin-blocked" if change.changed else "admin-blocked-already"
    await _reply(interaction, key, who=member.mention)


@quota_admin_command("unblock", member="member")
async def unblock(interaction: GuildInteraction, member: discord.Member) -> None:
    """Unblock a member."""
    _refuse_bots(member)
    quota = interaction.client.services.quota
    change = await quota.set_blocked(actor_of(interaction), member.id, blocked=False)
    key = "admin-unblocked" if change.changed else "admin-unblocked-already"
    await _reply(interaction, key, who=member.mention)


async def _preview(
    interaction: GuildInteraction, target: Target, limit: int | None, mention: str | None = None
) -> None:
    """Describe a change and the members it affects, without applying it."""
    now = await interaction.client.services.quota.limit_of(interaction.guild_id, target)
    lines = [
        f"**{text_for(interaction, 'preview-title')}**",
        text_for(
            interaction,
            "preview-limit",
            target=mention or text_for(interaction, "audit-target-default"),
            before=_credits_or_none(interaction, now),
            after=_credits_or_none(interaction, limit),
        ),
        *await _affected(interaction, target),
    ]
    await edit_reply(interaction, content="\n".join(lines))


async def _report_change(
    interaction: GuildInteraction, text: str, target: Target, change: LimitChange
) -> None:
    """Report a change; if it affects many members, add their number and an undo button."""
    if target.kind is TargetKind.MEMBER or change.audit_id is None or change.before == change.after:
        await edit_reply(interaction, content=text)
        return
    view = undo_view(load_texts(), locale_of(interaction), change.audit_id)
    await edit_reply(interaction, content=text, view=view)
    if affected := await _affected(interaction, target):
        await edit_reply(interaction, content="\n".join([text, *affected]))


async def _affected(interaction: GuildInteraction, target: Target) -> list[str]:
    """Describe in sentences how many members a limit affects."""
    if target.kind is TargetKind.MEMBER:
        return []
    members = await _count_members(interaction, target)
    key = "preview-role" if target.kind is TargetKind.ROLE else "preview-everyone"
    lines = [] if members is None else [text_for(interaction, key, members=members)]
    if target.kind is not TargetKind.ROLE:
        lines += await _active_users(interaction)
    return lines


async def _count_members(interaction: GuildInteraction, target: Target) -> int | None:
    """Count a role's members or, approximately, all members; ``None`` if unknown. Never raises."""
    bot, guild_id = interaction.client, interaction.guild_id
    try:
        async with asyncio.timeout(_COUNT_SECONDS):
            if target.kind is TargetKind.ROLE and target.id != guild_id:
                counts = await bot.http.get_role_member_counts(guild_id)
                return counts.get(str(target.id), 0)
            guild = await bot.fetch_guild(guild_id, with_counts=True)
            return guild.approximate_member_count
    except Exception as error:
        log.info("member count unavailable", error=type(error).__name__)
        return None


async def _active_users(interaction: GuildInteraction) -> list[str]:
    """Describe the number of recently active members, if counted in time. Never raises."""
    services = interaction.client.services
    try:
        async with asyncio.timeout(_COUNT_SECONDS):
            found = await services.usage.active_users(
                interaction.guild_id, kept_days=services.settings.retention_days
            )
    except Exception as error:
        log.info("active-user count unavailable", error=type(error).__name__)
        return []
    since = timestamp(found.since, "d")
    return [text_for(interaction, "preview-askers", members=found.members, since=since)]


async def _reply(interaction: GuildInteraction, key: str, **values: str | int) -> None:
    await edit_reply(interaction, content=text_for(interaction, key, **values))


def _credits_or_none(interaction: GuildInteraction, credits: int | None) -> str | int:
    return text_for(interaction, "admin-before-none") if credits is None else credits


def _mention(target: discord.Member | discord.Role) -> str:
    """Mention a member or role; a mention of the default role would be shown as "@@everyone"."""
    return "@everyone" if isinstance(target, discord.Role) and target.is_default() else target.mention


def _target(target: discord.Member | discord.Role) -> Target:
    kind = TargetKind.ROLE if isinstance(target, discord.Role) else TargetKind.MEMBER
    return Target(kind=kind, id=target.id)


def _refuse_bots(target: discord.Member | discord.User | discord.Role) -> None:
    """Reject bots and non-members, which discord.py accepts for Member-or-Role options."""
    if isinstance(target, discord.User):
        raise RefusedError("refused-target")
    if isinstance(target, discord.Member) and target.bot:
        raise RefusedError("refused-bot-target")


async def setup(bot: EaselBot) -> None:
    """Register the subcommands; called by discord.py."""
    add_quota_admin_commands(bot, show, set_, unset, default, grant, reset, block, unblock)

"""/operator: how things stand, and the switch; for whoever owns the application at Discord.

Discord shows the command to administrators, because it cannot show one to owners alone; every
call is checked here, and everybody else gets a refusal.
"""

from __future__ import annotations

from typing import Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.error_handler import answer_failure
from bot.discord.i18n import Texts, load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.markdown import quote, shorten
from bot.discord.render.messages import timestamp
from bot.errors import RefusedError
from bot.jobs.models import JobState
from bot.ops.maintenance import StatusReport

__all__ = ["Operator", "overview_text", "setup"]

_CONTENT_LIMIT = 2000
_SAID_LIMIT = 300
# Kinds of failures that are listed; the rest is summed up.
_KINDS = 8
_AT_FAL = (JobState.SUBMITTING, JobState.SUBMITTED)


class _Message(Protocol):
    """A text by its key, in the reader's language."""

    def __call__(self, key: str, **values: str | int) -> str: ...


class Operator(
    commands.GroupCog,
    group_name=localised("name-operator"),
    group_description=localised("command-operator"),
):
    """The operator's commands; each one checks, asks the desk, and says what it did."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    async def interaction_check(self, interaction: EaselInteraction) -> bool:  # type: ignore[override]
        """Acknowledge first: who owns the application may have to be asked of Discord."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return False
        if not await self._bot.is_owner(interaction.user):
            refusal = RefusedError("refused-not-operator", detail=f"user {interaction.user.id}")
            await answer_failure(interaction, refusal)
            return False
        return True

    @app_commands.command(
        name=localised("name-operator-status"), description=localised("command-operator-status")
    )
    async def status(self, interaction: EaselInteraction) -> None:
        """Spending, fal, the line, failures."""
        overview = await self._bot.services.maintenance.status()
        text = overview_text(self._texts, overview, locale_of(interaction))
        await interaction.edit_original_response(content=text)

    @app_commands.command(
        name=localised("name-operator-pause"), description=localised("command-operator-pause")
    )
    @app_commands.rename(message=localised("optname-message"))
    @app_commands.describe(message=localised("option-message"))
    async def pause(
        self, interaction: EaselInteraction, message: app_commands.Range[str, 1, _SAID_LIMIT] | None = None
    ) -> None:
        """Refuse new requests; what was accepted goes on."""
        await self._bot.services.maintenance.pause(message or "")
        await self._answer(interaction, "desk-paused", open=self._bot.services.dispatcher.open_jobs)

    @app_commands.command(
        name=localised("name-operator-resume"), description=localised("command-operator-resume")
    )
    async def resume(self, interaction: EaselInteraction) -> None:
        """Take requests again."""
        was_paused = await self._bot.services.maintenance.resume()
        await self._answer(interaction, "desk-resumed" if was_paused else "desk-resumed-already")

    @app_commands.command(
        name=localised("name-operator-restart"), description=localised("command-operator-restart")
    )
    @app_commands.rename(minutes=localised("optname-minutes"))
    @app_commands.describe(minutes=localised("option-minutes"))
    async def restart(self, interaction: EaselInteraction, minutes: app_commands.Range[int, 1, 120]) -> None:
        """Tell the members whose requests wait; the restart itself is the host's business."""
        at, told = self._bot.services.maintenance.announce_restart(minutes)
        await self._answer(interaction, "desk-restart", at=timestamp(at), told=told)

    async def _answer(self, interaction: EaselInteraction, key: str, **values: str | int) -> None:
        text = self._texts(key, locale_of(interaction), **values)
        await interaction.edit_original_response(content=text)


def overview_text(texts: Texts, overview: StatusReport, locale: str) -> str:
    """The overview in words, within one message."""

    def say(key: str, **values: str | int) -> str:
        return texts(key, locale, **values)

    lines = [f"**{say('desk-title')}**", *_spending(overview, say)]
    if overview.pause is not None:
        lines.append(say("desk-pause", since=timestamp(overview.pause.since)))
        if overview.pause.message:
            lines.append(f"> {quote(overview.pause.message, _SAID_LIMIT)}")
    trouble = "none" if overview.trouble is None else overview.trouble.value
    lines.append(say(f"desk-fal-{trouble}"))
    at_fal = sum(overview.open.get(state, 0) for state in _AT_FAL)
    posting = overview.open.get(JobState.RENDERED, 0)
    waiting = overview.open.get(JobState.QUEUED, 0)
    lines.append(say("desk-line", waiting=waiting, fal=at_fal, posting=posting))
    failed = sum(overview.failures.values())
    lines.append(say("desk-ended", delivered=overview.delivered, failed=failed))
    ranked = sorted(overview.failures.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"- `{reason}`: {count}" for reason, count in ranked[:_KINDS]]
    if rest := sum(count for _, count in ranked[_KINDS:]):
        lines.append(say("desk-ended-rest", count=rest))
    return shorten("\n".join(lines), _CONTENT_LIMIT)


def _spending(overview: StatusReport, say: _Message) -> list[str]:
    renews = timestamp(overview.renews_at)
    if overview.daily_cap is None:
        today = say("desk-today", spent=overview.today, renews=renews)
    else:
        today = say("desk-today-of", spent=overview.today, ceiling=overview.daily_cap, renews=renews)
    return [today, say("desk-month", spent=overview.month)]


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    cog = Operator(bot)
    group = cog.app_command
    assert isinstance(group, app_commands.Group)  # noqa: S101 - a GroupCog has one
    group.default_permissions = discord.Permissions(administrator=True)
    group.allowed_contexts = app_commands.AppCommandContext(guild=True)
    group.allowed_installs = app_commands.AppInstallationType(guild=True)
    await bot.add_cog(cog)

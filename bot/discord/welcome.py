"""Introduction after Easel was added to a guild: the first steps, with the settings one click away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, operator_links, view_of
from bot.discord.errors import RouteClosedError
from bot.discord.http_trace import limit_waits
from bot.discord.i18n import load_texts
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.notifiers import guild_locale
from bot.guilds.service import GuildService
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError
from bot.models import Models
from bot.notifications import NoticeStore
from config import Settings

__all__ = ["OPEN_SETTINGS", "GuildWelcome"]

log = structlog.stdlib.get_logger(__name__)

OPEN_SETTINGS = ButtonSpec("open-settings", "button-open-settings", "⚙️", discord.ButtonStyle.primary)

# A longer rate limit is not worth the wait: the commands work without the introduction.
_SHORT_WAIT_SECONDS = 10.0


class GuildWelcome:
    """Posts the introduction once per time that the bot is added."""

    def __init__(
        self,
        client: EaselBot,
        *,
        notices: NoticeStore,
        guilds: GuildService,
        settings: Settings,
        models: Models,
    ) -> None:
        self._client = client
        self._notices = notices
        self._guilds = guilds
        self._settings = settings
        self._models = models
        self._texts = load_texts()
        self._messages = MessageClient(client)

    async def post(self, guild: discord.Guild) -> None:
        """Post in the system channel, or else in the first channel where the bot may; otherwise stay silent.

        Discord also reports a guild as new after an outage and in a new session; the time at which the bot
        was added tells these apart.
        """
        allowed = self._settings.allowed_guild_ids
        if self._settings.welcome_message == "no" or (allowed and guild.id not in allowed):
            return
        joined_at = guild.me.joined_at if isinstance(guild.me, discord.Member) else None
        name = "welcome" if joined_at is None else f"welcome:{round(joined_at.timestamp() * 1000)}"
        if not await self._notices.claim(name, guild_id=guild.id):
            return
        locale = await guild_locale(self._client, self._guilds, guild.id)
        outgoing = OutgoingMessage(content=self._text(locale), view=self._view(locale))
        nonce = secrets.token_hex(8)
        for channel in _channels(guild):
            try:
                with limit_waits(_SHORT_WAIT_SECONDS):
                    await self._messages.post(guild.id, channel.id, outgoing, nonce=nonce)
            except RouteClosedError as error:
                log.debug("no introduction in this channel", channel=channel.id, detail=error.detail)
                continue
            except (DeliveryPendingError, DeliveryTooLargeError) as error:
                log.info("introduction not posted", guild=guild.id, detail=error.detail)
            return
        log.info("no channel for an introduction", guild=guild.id)

    def _text(self, locale: str) -> str:
        credits, model = self._settings.quota_daily_credits, self._models.default
        pictures = credits // model.credits(model.default_size, model.default_quality)
        lines = (
            self._texts("welcome-title", locale),
            self._texts("welcome-limit", locale, credits=credits, pictures=pictures),
            self._texts("welcome-admins", locale),
        )
        return self._client.command_mentions.link("\n".join(lines), locale)

    def _view(self, locale: str) -> discord.ui.View:
        settings = OPEN_SETTINGS.build(self._texts, locale)
        return view_of(settings, *operator_links(self._settings, self._texts, locale))


def _channels(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    if (system := guild.system_channel) is not None:
        yield system
    yield from (channel for channel in guild.text_channels if channel != system)

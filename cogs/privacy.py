"""/privacy: one's own data, to take along or to have erased. Only its owner sees the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.components import PersistentComponent
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.message_client import CHANNEL_UPLOAD_LIMIT
from bot.discord.render.messages import timestamp
from bot.errors import RefusedError
from bot.jobs.ports import DeliveryPendingError
from bot.users.personal_data import DataExport

__all__ = ["EraseButton", "Privacy", "setup"]

log = structlog.stdlib.get_logger(__name__)

_FILE_NAME = "easel-data.zip"
# How long the question stands, in seconds.
_CONFIRM_SECONDS = 300
# Smaller than any limit of Discord's that we have to expect; whole requests are limited, too.
_LARGEST_EXPORT = CHANNEL_UPLOAD_LIMIT


class EraseButton(
    PersistentComponent[discord.ui.Button[discord.ui.View]],
    template=r"easel:erase:(?P<user>[0-9]{1,20}):(?P<until>[0-9]{1,12})",
):
    """Erase my data: for one person, until an instant (epoch seconds)."""

    def __init__(self, user_id: int, until: int, label: str | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.danger, label=label, custom_id=f"easel:erase:{user_id}:{until}"
            )
        )
        self.user_id = user_id
        self.until = until

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """Whose question it is, and until when it stands."""
        return cls(int(match["user"]), int(match["until"]))

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Acknowledge, look whose question it was and whether it still stands, erase."""
        services, texts = bot.services, load_texts()
        with services.critical_section():
            if await acknowledge(interaction, thinking=False) is None:
                return
            if interaction.user.id != self.user_id:
                raise RefusedError("refused-erase-not-yours")
            if services.clock.now() > self.until:
                raise RefusedError("refused-erase-late")
            erased = await services.personal_data.erase(interaction.user.id)
            log.info("a member's data was erased", generations=erased.generations)
            text = texts("erase-done", locale_of(interaction), count=erased.generations)
            await interaction.edit_original_response(content=text, view=None)


class Privacy(commands.Cog):
    """Shows and erases what is stored about whoever asks."""

    privacy = app_commands.Group(
        name=localised("name-privacy"),
        description=localised("command-privacy"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    @privacy.command(name=localised("name-privacy-export"), description=localised("command-privacy-export"))
    async def export(self, interaction: EaselInteraction) -> None:
        """Acknowledge, collect, hand over."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        locale = locale_of(interaction)
        limit = min(interaction.filesize_limit, _LARGEST_EXPORT)
        readme = self._readme(locale)
        async with self._bot.services.personal_data.export(
            interaction.user.id, max_bytes=limit, readme=readme
        ) as found:
            await self._hand_over(interaction, found, locale)

    async def _hand_over(self, interaction: EaselInteraction, found: DataExport, locale: str) -> None:
        """By the reply, or, where that is closed, by direct message."""
        left_out = sum(found.left_out.values())
        text = self._texts("export-done", locale, count=sum(found.rows.values()))
        if left_out:
            text = f"{text}\n{self._texts('export-left-out', locale, count=left_out)}"
        try:
            with translated(), found.path.open("rb") as data:
                file = discord.File(data, _FILE_NAME)
                await interaction.edit_original_response(content=text, attachments=[file])
        except (RouteClosedError, TooLargeError, DeliveryPendingError) as error:
            log.info("the export goes by direct message", detail=error.detail)
        else:
            return
        try:
            with translated(), found.path.open("rb") as data:
                direct = await self._bot.create_dm(discord.Object(interaction.user.id))
                await direct.send(text, file=discord.File(data, _FILE_NAME))
        except (RouteClosedError, TooLargeError, DeliveryPendingError) as error:
            raise RefusedError("refused-export-undelivered", detail=error.detail) from error
        with translated():
            await interaction.edit_original_response(content=self._texts("export-direct", locale))

    def _readme(self, locale: str) -> Readme:
        return Readme(self._texts("export-readme", locale), self._texts("export-readme-left", locale))

    @privacy.command(name=localised("name-privacy-delete"), description=localised("command-privacy-delete"))
    async def delete(self, interaction: EaselInteraction) -> None:
        """Ask once; everything needed is in the button."""
        locale = locale_of(interaction)
        until = int(self._bot.services.clock.now()) + _CONFIRM_SECONDS
        label = self._texts("button-erase", locale)
        view = discord.ui.View(timeout=None)
        view.add_item(EraseButton(interaction.user.id, until, label))
        text = self._texts("erase-question", locale, until=timestamp(until))
        await interaction.response.send_message(text, view=view, ephemeral=True)


class Readme:
    """Writes the README of an archive once it is known what is in it."""

    def __init__(self, introduction: str, left_out: str) -> None:
        self._introduction = introduction
        self._left_out = left_out

    def __call__(self, export: DataExport) -> str:
        """The introduction, the files with their rows, and what had no room."""
        return "\n".join([self._introduction, "", *self._files(export), ""])

    def _files(self, export: DataExport) -> Sequence[str]:
        lines = []
        for name, count in export.rows.items():
            if count or export.left_out[name]:
                more = f" ({self._left_out} {export.left_out[name]})" if export.left_out[name] else ""
                lines.append(f"{name}.json  {count}{more}")
        return lines


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(EraseButton)
    await bot.add_cog(Privacy(bot))

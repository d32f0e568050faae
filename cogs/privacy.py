"""/privacy: export or erase the member's own data. Replies are private."""

from __future__ import annotations

import discord
import structlog
from discord import app_commands

from bot.discord.channel_access import Access
from bot.discord.client import EaselBot
from bot.discord.commands import subcommand
from bot.discord.components import ButtonSpec, view_of
from bot.discord.errors import RouteClosedError, translated
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import (
    EaselInteraction,
    edit_reply,
    locale_of,
    respond,
    text_for,
    with_mentions,
)
from bot.discord.render.messages import timestamp
from bot.discord.router import Defer
from bot.discord.uploads import DEFAULT_UPLOAD_LIMIT
from bot.errors import RefusedError
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError
from bot.users.personal_data import DataExport

__all__ = ["setup"]

log = structlog.stdlib.get_logger(__name__)

_FILE_NAME = "easel-data.zip"
# Validity of the confirmation button.
_CONFIRM_SECONDS = 300
_UPLOAD_ERRORS = (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError)

# ``easel:erase:<user id>:<last instant, epoch seconds>``
_ERASE = ButtonSpec("erase", "button-erase", style=discord.ButtonStyle.danger)


@subcommand("privacy-export", check=None)
async def export(interaction: EaselInteraction) -> None:
    """Send the member's data as an archive."""
    data = interaction.client.services.personal_data
    # The lowest limit that Discord applies, because it also limits the size of the whole request.
    limit = min(interaction.filesize_limit, DEFAULT_UPLOAD_LIMIT)

    def readme(export: DataExport) -> str:
        return _readme(interaction, export)

    async with data.export(interaction.user.id, max_bytes=limit, readme=readme) as found:
        await _send(interaction, found)


@subcommand("privacy-delete", check=None, defer=False)
async def delete(interaction: EaselInteraction) -> None:
    """Ask for confirmation; the button's custom ID holds all the data needed."""
    until = int(interaction.client.services.clock.now()) + _CONFIRM_SECONDS
    button = _ERASE.build(load_texts(), locale_of(interaction), interaction.user.id, until)
    erased = interaction.client.services.settings.erase_repeats == "yes"
    repeats = text_for(interaction, "erase-repeats" if erased else "erase-repeats-kept")
    text = text_for(interaction, "erase-question", repeats=repeats, until=timestamp(until))
    text, view = with_mentions(interaction, text), view_of(button)
    await respond(interaction, lambda: interaction.response.send_message(text, view=view, ephemeral=True))


async def on_erase(interaction: EaselInteraction, user_id: str, until: str) -> None:
    """Erase the data if the confirmation belongs to this user and has not expired."""
    services = interaction.client.services
    if interaction.user.id != int(user_id):
        raise RefusedError("refused-erase-not-yours")
    if services.clock.now() > int(until):
        raise RefusedError("refused-erase-late")
    erased = await services.personal_data.erase(interaction.user.id)
    log.info("personal data erased", jobs=erased.generations)
    text = text_for(interaction, "erase-done", count=erased.generations)
    await edit_reply(interaction, content=text, view=None)


@subcommand("privacy-editing", check=None, allowed=("allowed", "editing-allowed"))
async def editing(interaction: EaselInteraction, allowed: bool) -> None:
    """Record whether others may edit the member's pictures."""
    consent = interaction.client.services.editing_consent
    await consent.set_opted_out(interaction.user.id, opted_out=not allowed)
    key = "editing-allowed-done" if allowed else "editing-refused-done"
    await edit_reply(interaction, content=text_for(interaction, key))


async def _send(interaction: EaselInteraction, found: DataExport) -> None:
    """Attach the archive to the reply, or send it by direct message if that fails."""
    text = text_for(interaction, "export-done", count=sum(found.rows.values()))
    if left_out := sum(found.left_out.values()):
        text = f"{text}\n{text_for(interaction, 'export-left-out', count=left_out)}"
    try:
        with translated(), found.path.open("rb") as data:
            file = discord.File(data, _FILE_NAME)
            await edit_reply(interaction, content=text, attachments=[file])
    except _UPLOAD_ERRORS as error:
        log.info("export sent by direct message", detail=error.detail)
    else:
        return
    try:
        access = interaction.client.access.calling(Access.DIRECT, interaction.user.id)
        with access, found.path.open("rb") as data:
            direct = await interaction.client.create_dm(discord.Object(interaction.user.id))
            await direct.send(text, file=discord.File(data, _FILE_NAME))
    except _UPLOAD_ERRORS as error:
        raise RefusedError("refused-export-undelivered", detail=error.detail) from error
    with translated():
        await edit_reply(interaction, content=text_for(interaction, "export-direct"))


def _readme(interaction: EaselInteraction, export: DataExport) -> str:
    """Build the archive's README: an introduction, and each file with its row count."""
    lines = [text_for(interaction, "export-readme"), ""]
    for name, count in export.rows.items():
        if left_out := export.left_out[name]:
            more = f" ({text_for(interaction, 'export-readme-left')} {left_out})"
            lines.append(f"{name}.json  {count}{more}")
        elif count:
            lines.append(f"{name}.json  {count}")
    return "\n".join([*lines, ""])


async def setup(bot: EaselBot) -> None:
    """Register the group and the button; called by discord.py."""
    group = app_commands.Group(
        name=localised("name-privacy"),
        description=localised("command-privacy"),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    group.add_command(export)
    group.add_command(delete)
    group.add_command(editing)
    bot.tree.add_command(group)
    bot.components.register(
        "erase",
        on_erase,
        argument="([0-9]{1,20}):([0-9]{1,12})",
        defer=Defer.UPDATE,
        guild_only=False,
    )

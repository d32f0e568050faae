"""/help: the most important commands on one screen, clickable. The reply is private."""

from __future__ import annotations

from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.i18n import localised
from bot.discord.interactions import EaselInteraction, respond, text_for, with_mentions

__all__ = ["setup"]

_COMMANDS = ("imagine", "ideas", "history", "quota", "defaults", "model", "about")
_FOR_ADMINS = ("settings", "quota-admin")


@app_commands.command(name=localised("name-help"), description=localised("command-help"))
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def help_command(interaction: EaselInteraction) -> None:
    """Respond immediately, because the text needs no I/O."""
    lines = [text_for(interaction, "help-title"), *(_line(interaction, name) for name in _COMMANDS)]
    lines += ["", text_for(interaction, "help-buttons")]
    if interaction.permissions.manage_guild:
        lines += ["", text_for(interaction, "help-admins")]
        lines += [_line(interaction, name) for name in _FOR_ADMINS]
    text = "\n".join(lines)
    await respond(interaction, lambda: interaction.response.send_message(text, ephemeral=True))


def _line(interaction: EaselInteraction, name: str) -> str:
    """Describe a command. A group of commands cannot be clicked."""
    mention = with_mentions(interaction, f"`/{text_for(interaction, f'name-{name}')}`")
    return f"- {mention} – {text_for(interaction, f'command-{name}')}"


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(help_command)

"""Command groups shared by several extensions: ``/quota-admin``."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.commands import subcommand
from bot.discord.i18n import localised
from bot.discord.permissions import require_manage_guild

__all__ = ["add_quota_admin_commands", "quota_admin_command"]

_Callback = Callable[..., Coroutine[Any, Any, None]]
_Command = app_commands.Command[Any, ..., None]


def quota_admin_command(name: str, **options: Any) -> Callable[[_Callback], _Command]:
    """Turn a function into ``/quota-admin <name>``; see :func:`bot.discord.commands.subcommand`.

    Discord hides the group from members without Manage Server, but a guild can override that, so
    every call checks the permission again.
    """
    return subcommand(f"quota-admin-{name}", check=require_manage_guild, **options)


def add_quota_admin_commands(bot: EaselBot, *commands: _Command) -> None:
    """Add commands to the bot's ``/quota-admin`` group."""
    group = bot.tree.get_command("quota-admin")
    if not isinstance(group, app_commands.Group):
        group = app_commands.Group(
            name=localised("name-quota-admin"),
            description=localised("command-quota-admin"),
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        bot.tree.add_command(group)
    for command in commands:
        group.add_command(command)

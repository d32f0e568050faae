"""Slash command decorators: localized names, guild-only contexts and acknowledgement."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.i18n import localised
from bot.discord.interactions import EaselInteraction, GuildInteraction, acknowledge
from bot.discord.permissions import require_guild
from config import Model

__all__ = ["context_menu", "guild_command", "prompt_options", "subcommand"]

_Callback = Callable[..., Coroutine[Any, Any, None]]
_Decorated = TypeVar("_Decorated", bound=_Callback)
_Check = Callable[[EaselInteraction], object]
_Command = app_commands.Command[Any, ..., None]
#: Text key of an option's name and description, or two keys if they differ.
_Keys = str | tuple[str, str]
#: Text keys of the options that describe a request.
_PROMPT_OPTIONS = ("prompt", "size", "quality", "count")


def guild_command(
    key: str,
    *,
    check: _Check | None = require_guild,
    defer: bool = True,
    **options: _Keys,
) -> Callable[[_Callback], _Command]:
    """Turn a function or a cog's method into a guild-only command.

    The command's texts are ``name-<key>`` and ``command-<key>``. ``parameter="text"`` gives a parameter
    the texts ``optname-<text>`` and ``option-<text>``. ``check`` raises an error to refuse a call; with
    ``defer``, the call is acknowledged privately before the callback runs. Shutdown waits for the callback.
    """

    def decorate(callback: _Callback) -> _Command:
        command = subcommand(key, check=check, defer=defer, **options)(callback)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True)
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        return command

    return decorate


def subcommand(
    key: str,
    *,
    check: _Check | None = require_guild,
    defer: bool = True,
    **options: _Keys,
) -> Callable[[_Callback], _Command]:
    """Like :func:`guild_command`, for a command of a group, which inherits the group's contexts."""
    names = {parameter: _pair(keys) for parameter, keys in options.items()}

    def decorate(callback: _Callback) -> _Command:
        run = _guarded(callback, check, defer=defer)
        if names:
            run = app_commands.rename(**{p: localised(f"optname-{n}") for p, (n, _) in names.items()})(run)
            run = app_commands.describe(**{p: localised(f"option-{d}") for p, (_, d) in names.items()})(run)
        return app_commands.command(name=localised(f"name-{key}"), description=localised(f"command-{key}"))(
            run
        )

    return decorate


def _pair(keys: _Keys) -> tuple[str, str]:
    return (keys, keys) if isinstance(keys, str) else keys


def _guarded(callback: _Callback, check: _Check | None, *, defer: bool) -> _Callback:
    @functools.wraps(callback)
    async def run(*arguments: Any, **options: Any) -> None:
        interaction = next(a for a in arguments if isinstance(a, discord.Interaction))
        if check is not None:
            check(interaction)
        with interaction.client.services.critical_section():
            if not defer or await acknowledge(interaction, ephemeral=True) is not None:
                await callback(*arguments, **options)

    # Otherwise discord.py would resolve the callback's annotations in this module.
    run.__signature__ = inspect.signature(callback, eval_str=True)  # type: ignore[attr-defined]
    return run


def context_menu(
    key: str,
    callback: Callable[[GuildInteraction, discord.Message], Coroutine[Any, Any, None]],
    *,
    defer: bool = True,
) -> app_commands.ContextMenu:
    """Build a guild-only message context menu command, named by the text ``menu-<key>``.

    With ``defer``, the call is acknowledged privately before the callback runs.
    """
    run = _guarded(callback, require_guild, defer=defer)
    menu = app_commands.ContextMenu(name=localised(f"menu-{key}"), callback=run)
    menu.allowed_contexts = app_commands.AppCommandContext(guild=True)
    menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return menu


def prompt_options(model: Model, *, prompt: str) -> Callable[[_Decorated], _Decorated]:
    """Add the names, descriptions and choices of ``prompt``, ``size``, ``quality`` and ``count``.

    Apply it below :func:`guild_command`. ``prompt`` is the text key of that option's description.
    """
    described = {name: f"option-{name}" for name in _PROMPT_OPTIONS} | {"prompt": prompt}
    decorators = (
        app_commands.rename(**{name: localised(f"optname-{name}") for name in described}),
        app_commands.describe(**{name: localised(key) for name, key in described.items()}),
        app_commands.choices(
            size=[_choice("size", s.value, s.label) for s in model.sizes],
            quality=[_choice("quality", q.value, q.label) for q in model.qualities],
            count=[app_commands.Choice(name=str(n), value=n) for n in model.counts],  # type: ignore[misc]
        ),
    )

    def decorate(callback: _Decorated) -> _Decorated:
        return functools.reduce(lambda decorated, decorator: decorator(decorated), decorators, callback)

    return decorate


def _choice(option: str, value: str, label: str) -> app_commands.Choice[str]:
    """Build a choice from the model catalog's English label and its translations."""
    return app_commands.Choice(
        name=app_commands.locale_str(label, key=f"choice-{option}-{value}"), value=value
    )

"""Slash command decorators: localized names, guild-only contexts and acknowledgement."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, GuildInteraction, acknowledge, locale_of
from bot.discord.labels import distinct_options, quality_label, size_label
from bot.discord.permissions import require_guild
from bot.models import Models, models_for
from config.model import Operation

__all__ = ["context_menu", "guild_command", "model_option", "prompt_options", "subcommand"]

_Callback = Callable[..., Coroutine[Any, Any, None]]
_Decorated = TypeVar("_Decorated", bound=_Callback)
_Check = Callable[[EaselInteraction], object]
_Command = app_commands.Command[Any, ..., None]
#: Text key of an option's name and description, or two keys if they differ.
_Keys = str | tuple[str, str]
#: Options that describe a request, and Discord's limit of choices per option.
_PROMPT_OPTIONS = ("prompt", "model", "size", "quality", "count")
_CHOICES = 25


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


def prompt_options(
    models: Models, *, prompt: str, operation: Operation = "generate"
) -> Callable[[_Decorated], _Decorated]:
    """Add the names, descriptions and choices of ``prompt``, ``model``, ``size``, ``quality`` and ``count``.

    Apply it below :func:`guild_command`. ``prompt`` is the text key of that option's description. An option with
    only one value is left out, so the callback needs defaults. With several models that have ``operation``, the
    suggested sizes and qualities are those of the chosen one.
    """
    pairs = models_for(models, operation)
    used = [model for _, model in pairs]
    counts = sorted({count for model in used for count in model.counts})
    choices: dict[str, list[app_commands.Choice[Any]]] = {
        "model": [app_commands.Choice(name=named.title, value=named.id) for named, _ in pairs[:_CHOICES]],
        "size": [_choice("size", s.value, s.label) for s in distinct_options(m.sizes for m in used)],
        "quality": [
            _choice("quality", q.value, q.label) for q in distinct_options(m.qualities for m in used)
        ],
        "count": [app_commands.Choice(name=str(n), value=n) for n in counts],
    }
    left_out = {name for name, values in choices.items() if len(values) == 1}
    suggested = {"size", "quality"} - left_out if len(used) > 1 else set()
    described = {name: f"option-{name}" for name in _PROMPT_OPTIONS if name not in left_out} | {
        "prompt": prompt
    }
    fixed = {name: values for name, values in choices.items() if name in described and name not in suggested}
    decorators = (
        app_commands.rename(**{name: localised(f"optname-{name}") for name in described}),
        app_commands.describe(**{name: localised(key) for name, key in described.items()}),
        app_commands.choices(**fixed),
        app_commands.autocomplete(**{name: suggest_option(name, operation) for name in suggested}),
    )

    def decorate(callback: _Decorated) -> _Decorated:
        signature = inspect.signature(callback, eval_str=True)
        kept = [one for name, one in signature.parameters.items() if name not in left_out]
        callback.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        return functools.reduce(lambda decorated, decorator: decorator(decorated), decorators, callback)

    return decorate


def model_option(models: Models) -> Callable[[_Decorated], _Decorated]:
    """Add the choices of the option ``model``, or leave it out if there is only one."""

    def decorate(callback: _Decorated) -> _Decorated:
        signature = inspect.signature(callback, eval_str=True)
        if len(models.enabled) == 1:
            kept = [one for name, one in signature.parameters.items() if name != "model"]
            callback.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
            return callback
        decorators = (
            app_commands.rename(model=localised("optname-model")),
            app_commands.describe(model=localised("option-model-shown")),
            app_commands.choices(
                model=[app_commands.Choice(name=m.title, value=m.id) for m in models.enabled[:_CHOICES]]
            ),
        )
        return functools.reduce(lambda decorated, decorator: decorator(decorated), decorators, callback)

    return decorate


def suggest_option(
    option: str, operation: Operation
) -> Callable[[EaselInteraction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    """Return the autocompletion of ``size`` or ``quality``: the values of the chosen model, or of the default one."""

    async def suggest(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        models, texts, locale = interaction.client.services.models, load_texts(), locale_of(interaction)
        chosen = getattr(interaction.namespace, "model", None)
        pairs = models_for(models, operation)
        model = next((used for named, used in pairs if named.id == chosen), pairs[0][1])
        label, options = (
            (size_label, [one.value for one in model.sizes])
            if option == "size"
            else (quality_label, [one.value for one in model.qualities])
        )
        named = [(label(texts, model, value, locale), value) for value in options]
        wanted = typed.casefold().strip()
        found = [(name, value) for name, value in named if wanted in name.casefold() or wanted in value]
        return [app_commands.Choice(name=name, value=value) for name, value in (found or named)[:_CHOICES]]

    return suggest


def _choice(option: str, value: str, label: str) -> app_commands.Choice[str]:
    """Build a choice from the model catalog's English label and its translations."""
    return app_commands.Choice(
        name=app_commands.locale_str(label, key=f"choice-{option}-{value}"), value=value
    )

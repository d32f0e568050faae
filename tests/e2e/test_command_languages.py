"""Command translations: registration, updates, and Discord's limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.discord.command_sync import sync_commands
from bot.discord.i18n import DEFAULT_LOCALE, FluentTranslator, load_texts
from sandbox.discord.localisation import in_locale, shown
from sandbox.discord.rules.commands import check_command
from sandbox.discord.rules.form_errors import FormErrors
from tests.e2e.harness import Harness, open_harness

_LOCALES = load_texts().locales
_TRANSLATED = [locale for locale in _LOCALES if locale != DEFAULT_LOCALE]


class _OneWordElse(app_commands.Translator):
    """The translations as they are, but for one description in one language."""

    def __init__(self) -> None:
        self._usual = FluentTranslator(load_texts())

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if string.extras.get("key") == "command-quota" and locale is discord.Locale.german:
            return "Ganz anders gesagt"
        return await self._usual.translate(string, locale, context)


def _writes(harness: Harness) -> int:
    requests = harness.discord.traffic.requests
    return sum(r.method == "PUT" and r.path.endswith("/commands") for r in requests)


def _registered(harness: Harness) -> dict[str, dict[str, Any]]:
    return {command["name"]: command for command in harness.discord.commands.all(None)}


def _parts(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A command and every option under it."""
    yield command
    for option in command.get("options") or []:
        yield from _parts(option)


async def test_commands_are_written_only_if_a_translation_changed(tmp_path):
    async with open_harness(tmp_path) as harness:
        bot = harness.app.bot
        assert await sync_commands(bot) == 0
        await bot.tree.set_translator(_OneWordElse())

        assert await sync_commands(bot) == len(bot.tree.get_commands())

        assert _writes(harness) == 2
        assert shown(_registered(harness)["quota"], "description", "de") == "Ganz anders gesagt"
        assert await sync_commands(bot) == 0


async def test_registered_commands_stay_within_discords_limits_in_every_language(tmp_path):
    async with open_harness(tmp_path) as harness:
        commands = _registered(harness)

    form = FormErrors()
    for command in commands.values():
        check_command(command, form)
    form.raise_if_any()
    assert {"imagine", "quota", "quota-admin"} <= set(commands)


async def test_every_description_and_choice_of_every_command_is_translated(tmp_path):
    async with open_harness(tmp_path) as harness:
        commands = _registered(harness)

    missing = [
        (command["name"], part["name"], locale)
        for command in commands.values()
        for part in _parts(command)
        for locale in _TRANSLATED
        if command["type"] == 1 and locale not in (part.get("description_localizations") or {})
    ]
    english = [
        (command["name"], choice["name"])
        for command in commands.values()
        for part in _parts(command)
        for choice in part.get("choices") or []
        if isinstance(choice["value"], str) and not choice.get("name_localizations")
    ]
    assert missing == []
    assert english == []


async def test_no_two_names_of_one_command_are_the_same_in_a_language(tmp_path):
    async with open_harness(tmp_path) as harness:
        commands = _registered(harness)

    doubled = [
        (locale, part["name"], name)
        for locale in _LOCALES
        for command in commands.values()
        for part in _parts(in_locale(command, locale))
        for key in ("options", "choices")
        for name, times in Counter(one["name"] for one in part.get(key) or []).items()
        if times > 1
    ]
    assert doubled == []


async def test_commands_have_their_localized_names(tmp_path):
    async with open_harness(tmp_path) as harness:
        commands = _registered(harness)

    plain = {
        name: command
        for name, command in commands.items()
        if command["type"] == 1 and not any(option["type"] == 1 for option in command.get("options") or [])
    }
    untranslated = {name for name, command in plain.items() if not command["name_localizations"]}
    assert commands["imagine"]["name_localizations"]["de"] == "zeichnen"
    assert {"history", "settings", "ideas"} <= set(plain)
    assert untranslated == set()


async def test_a_command_with_subcommands_has_one_name_in_all_languages(tmp_path):
    """Clients do not find the subcommands of one that is called something else (discord-api-docs 5105)."""
    async with open_harness(tmp_path) as harness:
        named = {
            name: command["name_localizations"]
            for name, command in _registered(harness).items()
            if any(option["type"] == 1 for option in command.get("options") or [])
            and command["name_localizations"]
        }

    assert named == {}


async def test_no_two_commands_have_the_same_name_in_a_language(tmp_path):
    async with open_harness(tmp_path) as harness:
        commands = _registered(harness)

    doubled = [
        (locale, name)
        for locale in _LOCALES
        for name, times in Counter(
            (c["type"], (c.get("name_localizations") or {}).get(locale, c["name"])) for c in commands.values()
        ).items()
        if times > 1
    ]
    assert doubled == []

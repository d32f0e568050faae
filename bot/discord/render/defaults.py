"""Member defaults as text and menus. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.discord.components import menu, view_of
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import Texts
from bot.discord.labels import quality_label, size_label
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.users.defaults import UserDefaults, disallowed_defaults
from config import Model

__all__ = ["DefaultsView", "ignored_defaults_text"]

# Value of the menu entry that clears a default; no size or quality uses it.
_NONE = "-"
_YES, _NO = "yes", "no"
_NAMES = ("size", "quality", "count", "private", "mention")
# Defaults that are either on or off, and off if not set.
_SWITCHES = frozenset({"private", "mention"})


class DefaultsView:
    """Builds the defaults message and its menus."""

    def __init__(self, texts: Texts, model: Model) -> None:
        self._texts = texts
        self._model = model

    def content(self, own: UserDefaults, settings: GuildSettings, locale: str) -> str:
        """List the member's own defaults, marking those that the guild does not allow."""
        say, ignored = self._texts, disallowed_defaults(own, settings, self._model)
        lines = [f"**{say('defaults-title', locale)}**"]
        for name in _NAMES:
            if (mine := getattr(own, name)) is None:
                continue  # its menu shows the value that applies
            value = self._label(name, mine, locale)
            lines.append(say("defaults-own", locale, name=self._name(name, locale), value=value))
            if name in ignored:
                lines.append(f"-# {say('defaults-ignored', locale)}")
        lines.append(f"-# {say('defaults-how', locale)}")
        return "\n".join(lines)

    def menus(self, own: UserDefaults, locale: str) -> discord.ui.View:
        """Build a menu for each option."""
        menus = []
        for name in _NAMES:
            values = self._values(name) if name in _SWITCHES else [_NONE, *self._values(name)]
            now = _as_value(getattr(own, name))
            if name in _SWITCHES and now == _NONE:
                now = _NO
            options = [
                discord.SelectOption(
                    label=self._menu_label(name, value, locale), value=value, default=value == now
                )
                for value in values
            ]
            menus.append(menu(custom_id("defaults", name), options))
        return view_of(*menus)

    def parse(self, name: str, value: str) -> object | None:
        """Convert a chosen value to its stored form. Raises :class:`~bot.errors.RefusedError`."""
        if name not in _NAMES or value not in {_NONE, *self._values(name)}:
            raise RefusedError("refused-outdated", detail="not an entry of the menu")
        if value == _NONE:
            return None
        if name in _SWITCHES:
            return value == _YES
        return int(value) if name == "count" else value

    def _values(self, name: str) -> list[str]:
        match name:
            case "size":
                return [option.value for option in self._model.sizes]
            case "quality":
                return [option.value for option in self._model.qualities]
            case "count":
                return [str(count) for count in self._model.counts]
            case _:
                return [_YES, _NO]

    def _fallback(self, name: str) -> object:
        return False if name in _SWITCHES else getattr(self._model, f"default_{name}")

    def _name(self, name: str, locale: str) -> str:
        return self._texts(f"defaults-{name}", locale)

    def _label(self, name: str, value: object, locale: str) -> str:
        match name:
            case "size":
                return size_label(self._texts, self._model, str(value), locale)
            case "quality":
                return quality_label(self._texts, self._model, str(value), locale)
            case "count":
                return str(value)
            case _:
                return self._texts("defaults-yes" if value else "defaults-no", locale)

    def _menu_label(self, name: str, value: str, locale: str) -> str:
        what = self._name(name, locale)
        if value == _NONE:
            usual = self._label(name, self._fallback(name), locale)
            return self._texts("defaults-choice-none", locale, name=what, value=usual)
        shown = self._label(name, value == _YES if name in _SWITCHES else value, locale)
        return self._texts("defaults-choice", locale, name=what, value=shown)


def ignored_defaults_text(texts: Texts, names: Iterable[str], locale: str) -> str:
    """Build the notice about defaults that a request did not use."""
    return texts("defaults-not-used", locale, names=", ".join(texts(f"defaults-{n}", locale) for n in names))


def _as_value(stored: object) -> str:
    if stored is None:
        return _NONE
    if isinstance(stored, bool):
        return _YES if stored else _NO
    return str(stored)

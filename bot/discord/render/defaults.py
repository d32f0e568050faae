"""Member defaults as text and menus. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import discord

from bot.discord.components import menu, view_of
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import Texts
from bot.discord.labels import distinct_options, model_title, quality_label, size_label
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.models import Models
from bot.users.defaults import UserDefaults, disallowed_defaults
from config import Model

__all__ = ["DefaultsView", "ignored_defaults_text"]

# Value of the menu entry that clears a default; no size or quality uses it.
_NONE = "-"
_YES, _NO = "yes", "no"
_NAMES = ("model", "size", "quality", "count", "private", "mention")
# Discord's limit of menus per message.
_ROWS = 5
# Defaults that are either on or off, and off if not set.
_SWITCHES = frozenset({"private", "mention"})


class DefaultsView:
    """Builds the defaults message and its menus."""

    def __init__(self, texts: Texts, models: Models) -> None:
        self._texts = texts
        self._models = models
        # An option of which there is only one is no choice.
        self._names = _NAMES if len(models.enabled) > 1 else _NAMES[1:]

    def content(self, own: UserDefaults, settings: GuildSettings, locale: str) -> str:
        """List the member's own defaults, marking those that the guild does not allow."""
        say, ignored = self._texts, disallowed_defaults(own, settings, self._model(own))
        lines = [f"**{say('defaults-title', locale)}**"]
        for name in self._names:
            if (mine := getattr(own, name)) is None:
                continue  # its menu shows the value that applies
            value = self._label(name, mine, self._model(own), locale)
            lines.append(say("defaults-own", locale, name=self._name(name, locale), value=value))
            if name in ignored:
                lines.append(f"-# {say('defaults-ignored', locale)}")
        lines.append(f"-# {say('defaults-how', locale)}")
        return "\n".join(lines)

    def menus(self, own: UserDefaults, locale: str) -> discord.ui.View:
        """Build a menu for each option."""
        menus, model = [], self._model(own)
        shown = [name for name in self._names if len(self._names) <= _ROWS or name not in _SWITCHES]
        for name in shown:
            offered = _values(name, self._models, [model])
            values = offered if name in _SWITCHES else [_NONE, *offered]
            now = _as_value(getattr(own, name))
            if name in _SWITCHES and now == _NONE:
                now = _NO
            options = [
                discord.SelectOption(
                    label=self._menu_label(name, value, model, locale), value=value, default=value == now
                )
                for value in values
            ]
            menus.append(menu(custom_id("defaults", name), options))
        if len(shown) < len(self._names):
            menus.append(self._switches(own, locale))
        return view_of(*menus)

    def _switches(self, own: UserDefaults, locale: str) -> discord.ui.Select[discord.ui.View]:
        """Build one menu for the defaults that are on or off."""
        options = [
            discord.SelectOption(label=self._name(name, locale), value=name, default=bool(getattr(own, name)))
            for name in self._names
            if name in _SWITCHES
        ]
        return discord.ui.Select(
            custom_id=custom_id("defaults", "switches"),
            options=options,
            min_values=0,
            max_values=len(options),
            placeholder=" · ".join(
                f"{option.label}: {self._texts('defaults-no', locale)}" for option in options
            )[:150],
        )

    def parse_switches(self, values: Collection[str]) -> dict[str, object | None]:
        """Convert the chosen entries of the menu for defaults that are on or off to what is stored."""
        return {name: True if name in values else None for name in _SWITCHES}

    def parse(self, name: str, value: str) -> object | None:
        """Convert a chosen value to its stored form. Raises :class:`~bot.errors.RefusedError`."""
        if name not in self._names or value not in {
            _NONE,
            *_values(name, self._models, self._models.enabled),
        }:
            raise RefusedError("refused-outdated", detail="not an entry of the menu")
        if value == _NONE:
            return None
        if name in _SWITCHES:
            return value == _YES
        return int(value) if name == "count" else value

    def _model(self, own: UserDefaults) -> Model:
        return self._models.current(own.model or "")

    def _fallback(self, name: str, model: Model) -> object:
        if name == "model":
            return self._models.default.id
        return False if name in _SWITCHES else getattr(model, f"default_{name}")

    def _name(self, name: str, locale: str) -> str:
        return self._texts(f"defaults-{name}", locale)

    def _label(self, name: str, value: object, model: Model, locale: str) -> str:
        match name:
            case "model":
                return model_title(self._models, str(value))
            case "size":
                return size_label(self._texts, model, str(value), locale)
            case "quality":
                return quality_label(self._texts, model, str(value), locale)
            case "count":
                return str(value)
            case _:
                return self._texts("defaults-yes" if value else "defaults-no", locale)

    def _menu_label(self, name: str, value: str, model: Model, locale: str) -> str:
        what = self._name(name, locale)
        if value == _NONE:
            usual = self._label(name, self._fallback(name, model), model, locale)
            return self._texts("defaults-choice-none", locale, name=what, value=usual)
        shown = self._label(name, value == _YES if name in _SWITCHES else value, model, locale)
        return self._texts("defaults-choice", locale, name=what, value=shown)


def _values(name: str, models: Models, of: Iterable[Model]) -> list[str]:
    """Return the values of an option that any of these models has."""
    match name:
        case "model":
            return [model.id for model in models.enabled]
        case "size":
            return [option.value for option in distinct_options(model.sizes for model in of)]
        case "quality":
            return [option.value for option in distinct_options(model.qualities for model in of)]
        case "count":
            return [str(count) for count in sorted({count for model in of for count in model.counts})]
        case _:
            return [_YES, _NO]


def ignored_defaults_text(texts: Texts, names: Iterable[str], locale: str) -> str:
    """Build the notice about defaults that a request did not use."""
    return texts("defaults-not-used", locale, names=", ".join(texts(f"defaults-{n}", locale) for n in names))


def _as_value(stored: object) -> str:
    if stored is None:
        return _NONE
    if isinstance(stored, bool):
        return _YES if stored else _NO
    return str(stored)

"""Settings panel of /settings: the guild's settings in one message, one section at a time.

Controls have the custom IDs ``easel:settings:go`` (sections), ``set:<setting>``, ``words`` (blocked
words form) and ``clear:<section>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import discord

from bot.discord.components import layout_of
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import Texts
from bot.discord.labels import distinct_options, model_title, quality_label, size_label
from bot.discord.markdown import shorten
from bot.guilds.policy import SAFETY_KEY, allowed_counts, repeat_permission, safety_tolerance
from bot.guilds.settings import GuildSettings, OthersPictures, RepeatBy
from bot.models import Models
from config import Model, Settings

__all__ = ["FOLLOW", "LANGUAGES", "OVERVIEW", "SECTIONS", "SettingsPanel", "section_of"]

#: Option that clears the setting, so that the operator's, model's or member's value applies.
FOLLOW = "-"
OVERVIEW = "overview"
#: Settings of each section, in display order.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "places": ("channels", "roles"),
        "repeats": ("repeat_by", "repeat_roles"),
        "choices": ("models", "sizes", "qualities", "largest_count"),
        "look": ("spoiler", "spoiler_channels", "language"),
        "safety": ("safety_tolerance", "others_pictures", "refused_words"),
        "notices": ("log_channel",),
    }
)
#: Languages by their native names, which need no translation.
LANGUAGES = MappingProxyType(
    {
        "en-US": "English",
        "de": "Deutsch",
        "fr": "Français",
        "es-ES": "Español",
        "pt-BR": "Português (Brasil)",
        "ja": "日本語",
        "zh-CN": "简体中文",
    }
)

# Discord's limits: 25 options of 100 characters per menu, 4,000 characters of text per message.
_MAX_OPTIONS = 25
_LABEL_LIMIT = 100
_VALUE_LIMIT = 600
# Maximum number of channels or roles listed.
_MAX_LISTED = 12
_LOG_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]
_CHANNELS = [
    *_LOG_CHANNELS,
    discord.ChannelType.forum,
    discord.ChannelType.media,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
_NOTHING_STORED = GuildSettings()

_Item = discord.ui.Item[Any]


def section_of(key: str) -> str:
    """Return the section of a setting."""
    return next(section for section, keys in SECTIONS.items() if key in keys)


class SettingsPanel:
    """Builds the panel in the reader's language.

    ``guild`` is the cached guild; if it is ``None``, deleted channels and roles are not marked.
    """

    def __init__(
        self,
        stored: GuildSettings,
        *,
        texts: Texts,
        models: Models,
        operator: Settings,
        locale: str,
        guild: discord.Guild | None,
    ) -> None:
        self._stored = stored
        self._texts = texts
        self._models = models
        # The guild's safety tolerance applies to all models that take one.
        takes_one = (model for model in models.enabled if SAFETY_KEY in model.constants)
        self._model = next(takes_one, models.default)
        self._operator = operator
        self._locale = locale
        self._guild = guild

    def layout(self, section: str) -> discord.ui.LayoutView:
        """Build the message with one section, or with an overview of what differs from the defaults."""
        items: list[_Item] = [
            _text(f"## {self._say('settings-title')}\n{self._say('settings-intro')}"),
            discord.ui.ActionRow(self._section_menu(section)),
            discord.ui.Separator(),
        ]
        if section not in SECTIONS:
            return layout_of(*items, _text(self._overview()))
        for number, key in enumerate(self._keys(section)):
            if number:
                items.append(discord.ui.Separator(visible=False))
            items.append(_text(self._line(key)))
            if (control := self._control(key)) is not None:
                items.append(discord.ui.ActionRow(control))
        return layout_of(*items, discord.ui.ActionRow(self._clear_button(section)))

    def _overview(self) -> str:
        """List only what this guild or the operator has set."""
        lines = [
            self._line(key)
            for section in SECTIONS
            for key in self._keys(section)
            if self._is_stored(key) or self._is_set_by_operator(key)
        ]
        return "\n".join([*lines, self._say("settings-rest" if lines else "settings-untouched")])

    def _keys(self, section: str) -> list[str]:
        """Return the settings of a section; that of the models only if there are several."""
        return [key for key in SECTIONS[section] if key != "models" or len(self._models.enabled) > 1]

    def options(self, key: str) -> list[discord.SelectOption]:
        """Return the choices of a setting; empty if it has no menu of choices."""
        stored, found = getattr(self._stored, key), list[discord.SelectOption]()
        match key:
            case "models" | "sizes" | "qualities":
                values = self._values(key)[:_MAX_OPTIONS]
                found = [_option(value, self._choice(key, value), value in stored) for value in values]
            case "largest_count":
                numbers = sorted({count for model in self._models.enabled for count in model.counts})
                counts = {str(n): self._say("settings-value-count", most=n) for n in numbers}
                counts.popitem()  # the model's largest count applies if nothing is stored
                found = _options(self._say("settings-value-all"), counts, stored)
            case "repeat_by":
                label = self._say("settings-option-operator", value=self._repeat_label(_NOTHING_STORED))
                named = {by.value: self._say(f"settings-value-{by}") for by in RepeatBy}
                found = _options(label, named, stored)
            case "others_pictures":
                never, *others = (
                    (one.value, self._say(f"settings-value-pictures-{one}")) for one in OthersPictures
                )
                found = _options(never[1], dict(others), None if stored is OthersPictures.NEVER else stored)
            case "spoiler":
                covered = {"all": self._say("settings-value-covered")}
                found = _options(self._say("settings-value-uncovered"), covered, "all" if stored else None)
            case "language":
                named = {code: LANGUAGES.get(code, code) for code in self._texts.locales}
                found = _options(self._say("settings-value-own-language"), named, stored)
            case "safety_tolerance":
                found = self._tolerances()
        return found

    def _values(self, key: str) -> list[str]:
        """Return the models, or the sizes or qualities that any of them has."""
        enabled = self._models.enabled
        if key == "models":
            return [model.id for model in enabled]
        if key == "sizes":
            return [one.value for one in distinct_options(model.sizes for model in enabled)]
        return [one.value for one in distinct_options(model.qualities for model in enabled)]

    def _tolerances(self) -> list[discord.SelectOption]:
        """Return the safety tolerances, from the strictest to the operator's limit.

        Empty if the model has no such constant.
        """
        most = safety_tolerance(_NOTHING_STORED, self._model, self._operator.safety_tolerance)
        if most is None:
            return []
        steps = {str(n): self._say("settings-value-tolerance", tolerance=n) for n in range(1, most + 1)}
        label = self._say("settings-option-operator", value=steps[str(most)])
        return _options(label, steps, self._stored.safety_tolerance)

    # --- effective values ------------------------------------------------------------------

    def _line(self, key: str) -> str:
        """Render a setting's name, its effective value and the value's source."""
        name = self._say(f"settings-name-{key.replace('_', '-')}")
        value, source = self._in_force(key)
        return f"**{name}**\n{shorten(value, _VALUE_LIMIT)} · *{self._say(source)}*"

    def _in_force(self, key: str) -> tuple[str, str]:
        """Return the effective value as text, and the text key of its source."""
        match key:
            case "repeat_by":
                source = "operator" if self._is_set_by_operator(key) else "default"
                if self._stored.repeat_by is not None:
                    source = "server"
                return self._repeat_label(self._stored), f"settings-why-{source}"
            case "safety_tolerance":
                return self._safety()
            case "models" | "sizes" | "qualities" | "largest_count" if not self._is_stored(key):
                return self._say("settings-value-all"), "settings-why-model"
        return self._value(key), "settings-why-server" if self._is_stored(key) else "settings-why-default"

    def _value(self, key: str) -> str:
        stored = getattr(self._stored, key)
        match key:
            case "channels" | "spoiler_channels" | "log_channel":
                ids = (stored,) if isinstance(stored, int) else stored or ()
                none = "settings-value-everywhere" if key == "channels" else "settings-value-none"
                text = self._channels(ids) or self._say(none)
            case "roles" | "repeat_roles":
                none = "settings-value-everyone" if key == "roles" else "settings-value-none"
                text = self._roles(stored) or self._say(none)
            case "models" | "sizes" | "qualities":
                text = ", ".join(self._choice(key, value) for value in stored)
            case "largest_count":
                most = max(
                    count for model in self._models.enabled for count in allowed_counts(self._stored, model)
                )
                text = self._say("settings-value-count", most=most)
            case "spoiler":
                text = self._say("settings-value-covered" if stored else "settings-value-uncovered")
            case "language":
                text = LANGUAGES.get(stored, stored) if stored else self._say("settings-value-own-language")
            case "others_pictures":
                text = self._say(f"settings-value-pictures-{stored}")
            case "refused_words":
                text = self._say("settings-value-words", words=len(stored))
            case _:
                raise LookupError(key)
        return text

    def _repeat_label(self, settings: GuildSettings) -> str:
        by = repeat_permission(settings, operator_anyone=self._operator.reroll_by == "anyone")
        if by is RepeatBy.ROLES and not settings.repeat_roles:
            return self._say("settings-value-no-roles")
        return self._say(f"settings-value-{by}")

    def _safety(self) -> tuple[str, str]:
        value = safety_tolerance(self._stored, self._model, self._operator.safety_tolerance)
        if value is None or SAFETY_KEY not in self._model.constants:
            return self._say("settings-value-no-tolerance"), "settings-why-model"
        source = "operator" if self._is_set_by_operator("safety_tolerance") else "model"
        if self._stored.safety_tolerance == value:
            source = "server"
        return self._say("settings-value-tolerance", tolerance=value), f"settings-why-{source}"

    def _is_stored(self, key: str) -> bool:
        return bool(getattr(self._stored, key) != getattr(_NOTHING_STORED, key))

    def _is_set_by_operator(self, key: str) -> bool:
        """Whether the operator's value applies, if the guild has none."""
        if key == "repeat_by":
            return self._operator.reroll_by == "anyone"
        return key == "safety_tolerance" and self._operator.safety_tolerance is not None

    def _choice(self, key: str, value: str) -> str:
        if key == "models":
            return model_title(self._models, value)
        label, has = (size_label, _sizes_of) if key == "sizes" else (quality_label, _qualities_of)
        model = next((model for model in self._models.enabled if value in has(model)), self._models.default)
        return label(self._texts, model, value, self._locale)

    def _channels(self, ids: Iterable[int]) -> str:
        gone = self._say("settings-value-gone-channel")
        return _listed(f"<#{number}>" if self._has_channel(number) else gone for number in ids)

    def _roles(self, ids: Iterable[int]) -> str:
        gone = self._say("settings-value-gone-role")
        return _listed(f"<@&{number}>" if self._has_role(number) else gone for number in ids)

    def _has_channel(self, channel_id: int) -> bool:
        """Return whether the channel may still exist; ``True`` without a cached guild."""
        return self._guild is None or self._guild.get_channel_or_thread(channel_id) is not None

    def _has_role(self, role_id: int) -> bool:
        return self._guild is None or self._guild.get_role(role_id) is not None

    def _say(self, key: str, /, **values: str | int) -> str:
        return self._texts(key, self._locale, **values)

    # --- controls --------------------------------------------------------------------------

    def _control(self, key: str) -> _Item | None:
        control_id = custom_id("settings", "set", key)
        if key == "refused_words":
            label = self._say("button-settings-words")
            return discord.ui.Button(label=label, custom_id=custom_id("settings", "words"))
        if key in {"roles", "repeat_roles"}:
            role = discord.SelectDefaultValueType.role
            return discord.ui.RoleSelect(
                custom_id=control_id,
                placeholder=self._say("placeholder-settings-roles"),
                min_values=0,
                max_values=_MAX_OPTIONS,
                default_values=[
                    discord.SelectDefaultValue(id=number, type=role)
                    for number in getattr(self._stored, key)[:_MAX_OPTIONS]
                    if self._has_role(number)
                ],
            )
        if key in {"channels", "spoiler_channels", "log_channel"}:
            return self._channel_select(key, control_id)
        options, several = self.options(key)[:_MAX_OPTIONS], key in {"models", "sizes", "qualities"}
        if not options:
            return None
        return discord.ui.Select(
            custom_id=control_id,
            placeholder=self._say("settings-value-all") if several else None,
            min_values=0 if several else 1,
            max_values=len(options) if several else 1,
            options=options,
        )

    def _channel_select(self, key: str, control_id: str) -> _Item:
        single, stored = key == "log_channel", getattr(self._stored, key)
        ids = (stored,) if isinstance(stored, int) else stored or ()
        channel = discord.SelectDefaultValueType.channel
        return discord.ui.ChannelSelect(
            custom_id=control_id,
            channel_types=_LOG_CHANNELS if single else _CHANNELS,
            placeholder=self._say("placeholder-settings-channels"),
            min_values=0,
            max_values=1 if single else _MAX_OPTIONS,
            default_values=[
                discord.SelectDefaultValue(id=number, type=channel)
                for number in ids[:_MAX_OPTIONS]
                if self._has_channel(number)
            ],
        )

    def _section_menu(self, section: str) -> _Item:
        shown = section if section in SECTIONS else OVERVIEW
        return discord.ui.Select(
            custom_id=custom_id("settings", "go"),
            options=[
                _option(name, self._say(f"settings-section-{name}"), name == shown)
                for name in (OVERVIEW, *SECTIONS)
            ],
        )

    def _clear_button(self, section: str) -> _Item:
        return discord.ui.Button(
            label=self._say("button-settings-clear"),
            custom_id=custom_id("settings", "clear", section),
            disabled=not any(self._is_stored(key) for key in SECTIONS[section]),
        )


def _sizes_of(model: Model) -> set[str]:
    return {size.value for size in model.sizes}


def _qualities_of(model: Model) -> set[str]:
    return {quality.value for quality in model.qualities}


def _option(value: str, label: str, chosen: bool) -> discord.SelectOption:
    return discord.SelectOption(label=shorten(label, _LABEL_LIMIT), value=value, default=chosen)


def _options(follow: str, options: Mapping[str, str], stored: object | None) -> list[discord.SelectOption]:
    """Build single-choice options, starting with :data:`FOLLOW`."""
    chosen = FOLLOW if stored is None else str(stored)
    return [_option(value, label, value == chosen) for value, label in {FOLLOW: follow, **options}.items()]


def _listed(shown: Iterable[str]) -> str:
    every = list(shown)
    more = f" … (+{len(every) - _MAX_LISTED})" if len(every) > _MAX_LISTED else ""
    return ", ".join(every[:_MAX_LISTED]) + more


def _text(content: str) -> _Item:
    return discord.ui.TextDisplay(content)

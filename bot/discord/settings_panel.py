"""The panel of /settings: one message, a page a section, everything in its custom ids.

``easel:settings:go`` turns the page, ``set:<setting>`` is a menu, ``words`` opens the form of
refused words, ``clear:<section>`` takes a section's decisions back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord

from bot.discord.components import layout_of
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import load_texts
from bot.discord.markdown import shorten
from bot.discord.render.settings import LANGUAGES, SettingsText, is_decided
from bot.guilds.policy import repeat_permission, safety_tolerance
from bot.guilds.settings import GuildSettings, RepeatBy

__all__ = ["FOLLOW", "OVERVIEW", "SECTIONS", "options_of", "panel", "section_of"]

#: The value of an option that decides nothing: follow the operator, the model, the member.
FOLLOW = "-"
OVERVIEW = "overview"
#: The settings of each page, in their order.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "places": ("channels", "roles"),
        "repeats": ("repeat_by", "repeat_roles"),
        "choices": ("sizes", "qualities", "largest_count"),
        "look": ("spoiler", "spoiler_channels", "language"),
        "safety": ("safety_tolerance", "refused_words"),
        "notices": ("log_channel",),
    }
)

# Discord: a menu has at most 25 options of at most 100 characters, all texts together 4,000.
_MOST_OPTIONS = 25
_LABEL = 100
_VALUE = 600
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.media,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
_LOG_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]
# What an item is, whichever view it stands in.
_Item = discord.ui.Item[Any]


def section_of(key: str) -> str:
    """The page that a setting stands on."""
    return next(section for section, keys in SECTIONS.items() if key in keys)


def panel(words: SettingsText, decided: GuildSettings, section: str) -> discord.ui.LayoutView:
    """The message with one section, or with an overview of all."""
    items: list[_Item] = [
        _text(f"## {words.say('settings-title')}\n{words.say('settings-intro')}"),
        _row(_section_menu(words, section)),
        discord.ui.Separator(),
    ]
    if section not in SECTIONS:
        lines = [_line(words, decided, key) for keys in SECTIONS.values() for key in keys]
        return layout_of(*items, _text("\n".join(lines)))
    for key in SECTIONS[section]:
        items.append(_text(_line(words, decided, key)))
        if (control := _control(words, decided, key)) is not None:
            items.append(_row(control))
    return layout_of(*items, _row(_clear_button(words, decided, section)))


def options_of(words: SettingsText, decided: GuildSettings, key: str) -> list[tuple[str, str, bool]]:
    """The choices of a setting: value, label, and whether it is chosen."""
    found: list[tuple[str, str, bool]] = []
    match key:
        case "sizes" | "qualities":
            options = words.model.sizes if key == "sizes" else words.model.qualities
            chosen = getattr(decided, key)
            found = [(o.value, words.choice(key, o.value), o.value in chosen) for o in options]
        case "largest_count":
            every = [(str(n), words.say("settings-value-count", most=n)) for n in sorted(words.model.counts)]
            # The model's own most is what there is without a decision.
            found = _with_default(words.say("settings-value-all"), every[:-1], decided.largest_count)
        case "repeat_by":
            own = repeat_permission(GuildSettings(), operator_anyone=words.operator.reroll_by == "anyone")
            follow = words.say("settings-option-operator", value=words.repeat_label(own))
            found = _with_default(
                follow, [(by, words.repeat_label(by)) for by in RepeatBy], decided.repeat_by
            )
        case "spoiler":
            labels = [(FOLLOW, "settings-value-uncovered"), ("all", "settings-value-covered")]
            found = [
                (value, words.say(label), (value == "all") is decided.spoiler) for value, label in labels
            ]
        case "language":
            named = [(code, LANGUAGES.get(code, code)) for code in load_texts().locales]
            found = _with_default(words.say("settings-value-own-language"), named, decided.language)
        case "safety_tolerance":
            found = _tolerances(words, decided)
    return found


def _tolerances(words: SettingsText, decided: GuildSettings) -> list[tuple[str, str, bool]]:
    """From the strictest to what the operator allows; none for a model without the setting."""
    most = safety_tolerance(GuildSettings(), words.model, words.operator.safety_tolerance)
    if most is None:
        return []
    steps = [(str(n), words.say("settings-value-tolerance", tolerance=n)) for n in range(1, most + 1)]
    follow = words.say("settings-option-operator", value=steps[-1][1])
    return _with_default(follow, steps, decided.safety_tolerance)


def _with_default(
    follow: str, options: Sequence[tuple[str, str]], chosen: object | None
) -> list[tuple[str, str, bool]]:
    chosen = FOLLOW if chosen is None else str(chosen)
    return [(value, label, value == chosen) for value, label in [(FOLLOW, follow), *options]]


def _line(words: SettingsText, decided: GuildSettings, key: str) -> str:
    name = words.say(f"settings-name-{key.replace('_', '-')}")
    now = words.in_force(key, decided)
    return f"**{name}**\n{shorten(now.value, _VALUE)} · *{words.say(now.why)}*"


def _control(words: SettingsText, decided: GuildSettings, key: str) -> _Item | None:
    control_id = custom_id("settings", "set", key)
    if key == "refused_words":
        label = words.say("button-settings-words")
        return discord.ui.Button(label=label, custom_id=custom_id("settings", "words"))
    if key in {"roles", "repeat_roles"}:
        return discord.ui.RoleSelect(
            custom_id=control_id,
            placeholder=words.say("placeholder-settings-roles"),
            min_values=0,
            max_values=_MOST_OPTIONS,
            default_values=[
                discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.role)
                for number in getattr(decided, key)[:_MOST_OPTIONS]
                if words.knows_role(number)
            ],
        )
    if key in {"channels", "spoiler_channels", "log_channel"}:
        single = key == "log_channel"
        found = getattr(decided, key)
        chosen = (found,) if isinstance(found, int) else found or ()
        return discord.ui.ChannelSelect(
            custom_id=control_id,
            channel_types=_LOG_CHANNELS if single else _CHANNELS,
            placeholder=words.say("placeholder-settings-channels"),
            min_values=0,
            max_values=1 if single else _MOST_OPTIONS,
            default_values=[
                discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.channel)
                for number in chosen[:_MOST_OPTIONS]
                if words.knows_channel(number)
            ],
        )
    several = key in {"sizes", "qualities"}
    options = options_of(words, decided, key)[:_MOST_OPTIONS]
    if not options:
        return None
    return discord.ui.Select(
        custom_id=control_id,
        placeholder=words.say("settings-value-all") if several else None,
        min_values=0 if several else 1,
        max_values=len(options) if several else 1,
        options=[
            discord.SelectOption(label=shorten(label, _LABEL), value=value, default=chosen)
            for value, label, chosen in options
        ],
    )


def _section_menu(words: SettingsText, section: str) -> _Item:
    every = [OVERVIEW, *SECTIONS]
    return discord.ui.Select(
        custom_id=custom_id("settings", "go"),
        options=[
            discord.SelectOption(
                label=words.say(f"settings-section-{name}"),
                value=name,
                default=name == (section if section in SECTIONS else OVERVIEW),
            )
            for name in every
        ],
    )


def _clear_button(words: SettingsText, decided: GuildSettings, section: str) -> _Item:
    return discord.ui.Button(
        label=words.say("button-settings-clear"),
        custom_id=custom_id("settings", "clear", section),
        disabled=not any(is_decided(decided, key) for key in SECTIONS[section]),
    )


def _text(content: str) -> _Item:
    return discord.ui.TextDisplay(content)


def _row(item: _Item) -> _Item:
    return discord.ui.ActionRow(item)

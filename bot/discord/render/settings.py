"""What each setting of a server is now, and who says so, in words. Pure, but for the cache's names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import discord

from bot.discord.choices import quality_label, size_label
from bot.discord.i18n import Texts
from bot.guilds.policy import SAFETY_KEY, allowed_counts, repeat_permission, safety_tolerance
from bot.guilds.settings import GuildSettings, RepeatBy
from config import Model, Settings

__all__ = ["LANGUAGES", "InForce", "SettingsText", "is_decided"]

#: Languages by their own names, which need no translation.
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

# More than so many channels or roles are not enumerated: the panel's texts have a limit together.
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A setting's value in words, and the key of who says so."""

    value: str
    why: str


def is_decided(decided: GuildSettings, key: str) -> bool:
    """Whether the server has decided this setting."""
    return bool(getattr(decided, key) != getattr(GuildSettings(), key))


class SettingsText:
    """Values in the reader's language; ``guild`` as the cache has it, ``None`` where it has not."""

    def __init__(
        self, texts: Texts, model: Model, operator: Settings, locale: str, guild: discord.Guild | None
    ) -> None:
        self.texts = texts
        self.model = model
        self.operator = operator
        self.locale = locale
        self.guild = guild

    def say(self, key: str, /, **values: str | int) -> str:
        """A sentence in the reader's language."""
        return self.texts(key, self.locale, **values)

    def in_force(self, key: str, decided: GuildSettings) -> InForce:
        """What holds for one setting now."""
        match key:
            case "repeat_by":
                return self._repeat_by(decided)
            case "safety_tolerance":
                return self._safety(decided)
            case "sizes" | "qualities" | "largest_count" if not is_decided(decided, key):
                return InForce(value=self.say("settings-value-all"), why="settings-why-model")
        why = "settings-why-server" if is_decided(decided, key) else "settings-why-nobody"
        return InForce(value=self._value(key, getattr(decided, key), decided), why=why)

    def _value(self, key: str, found: Any, decided: GuildSettings) -> str:
        match key:
            case "channels" | "spoiler_channels" | "log_channel":
                nothing = "settings-value-everywhere" if key == "channels" else "settings-value-none"
                ids = (found,) if isinstance(found, int) else found or ()
                text = self._channels(ids) or self.say(nothing)
            case "roles" | "repeat_roles":
                nothing = "settings-value-everyone" if key == "roles" else "settings-value-none"
                text = self._roles(found) or self.say(nothing)
            case "sizes" | "qualities":
                text = ", ".join(self.choice(key, value) for value in found)
            case "largest_count":
                text = self.say("settings-value-count", most=max(allowed_counts(decided, self.model)))
            case "spoiler":
                text = self.say("settings-value-covered" if found else "settings-value-uncovered")
            case "language":
                own = self.say("settings-value-own-language")
                text = LANGUAGES.get(found, found) if found else own
            case "refused_words":
                text = self.say("settings-value-words", words=len(found))
            case _:
                raise LookupError(key)
        return text

    def repeat_label(self, by: RepeatBy) -> str:
        """Who may repeat, in words."""
        return self.say(f"settings-value-{by}")

    def choice(self, key: str, value: str) -> str:
        """One of the model's sizes or qualities."""
        label = size_label if key == "sizes" else quality_label
        return label(self.texts, self.model, value, self.locale)

    def knows_channel(self, channel_id: int) -> bool:
        """Whether the channel may still exist; nobody can say without the cache."""
        return self.guild is None or self.guild.get_channel_or_thread(channel_id) is not None

    def knows_role(self, role_id: int) -> bool:
        """Whether the role may still exist."""
        return self.guild is None or self.guild.get_role(role_id) is not None

    def _repeat_by(self, decided: GuildSettings) -> InForce:
        by = repeat_permission(decided, operator_anyone=self.operator.reroll_by == "anyone")
        why = "settings-why-operator" if decided.repeat_by is None else "settings-why-server"
        if by is RepeatBy.ROLES and not decided.repeat_roles:
            return InForce(value=self.say("settings-value-no-roles"), why=why)
        return InForce(value=self.repeat_label(by), why=why)

    def _safety(self, decided: GuildSettings) -> InForce:
        value = safety_tolerance(decided, self.model, self.operator.safety_tolerance)
        if value is None or SAFETY_KEY not in self.model.constants:
            return InForce(value=self.say("settings-value-no-tolerance"), why="settings-why-model")
        if decided.safety_tolerance == value:
            why = "settings-why-server"
        else:
            own = self.operator.safety_tolerance is not None
            why = "settings-why-operator" if own else "settings-why-model"
        return InForce(value=self.say("settings-value-tolerance", tolerance=value), why=why)

    def _channels(self, ids: Iterable[int]) -> str:
        gone = self.say("settings-value-gone-channel")
        return _listed(f"<#{number}>" if self.knows_channel(number) else gone for number in ids)

    def _roles(self, ids: Iterable[int]) -> str:
        gone = self.say("settings-value-gone-role")
        return _listed(f"<@&{number}>" if self.knows_role(number) else gone for number in ids)


def _listed(shown: Iterable[str]) -> str:
    every = list(shown)
    more = f" … (+{len(every) - _MOST_LISTED})" if len(every) > _MOST_LISTED else ""
    return ", ".join(every[:_MOST_LISTED]) + more

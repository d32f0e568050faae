"""Emoji parser for REST paths and user actions."""

from __future__ import annotations

import re
import unicodedata

from sandbox.discord.errors import ApiError
from sandbox.discord.messages import Emoji
from sandbox.discord.world import World

__all__ = ["parse_emoji"]

# The leading colon is optional: discord.py sends "<:name:1>" as ":name:1".
_CUSTOM = re.compile(r"^<?a?:?(\w{2,32}):(\d+)>?$")
# Keycaps are plain characters with a combining enclosure.
_KEYCAP = re.compile("^[0-9#*]\ufe0f?\u20e3$")


def parse_emoji(world: World, text: str) -> Emoji:
    """Parse a standard emoji or an existing custom one.

    Raises 400 / 10014 for anything else.
    """
    if found := _CUSTOM.match(text):
        emoji = world.emojis.get(int(found[2]))
        if emoji is not None:
            return emoji
    elif text and (_KEYCAP.match(text) or all(_is_pictorial(character) for character in text)):
        # Discord treats an emoji with and without the variation selector as the same.
        return Emoji(name=text.replace("\ufe0f", "") if len(text) > 1 else text)
    raise ApiError(400, 10014, "Unknown Emoji")


def _is_pictorial(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"So", "Sk", "Mn", "Cf", "Sm", "Po", "Cn"} and ord(character) > 0xA0

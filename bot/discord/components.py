"""Buttons, menus and views whose custom ids hold all of their state.

discord.py keeps a view in memory until it has ended, so every view that is sent is built here and
is marked as ended. Clicks reach :class:`~bot.discord.router.InteractionRouter` by custom id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import discord

from bot.discord.custom_ids import custom_id
from bot.discord.i18n import Texts

__all__ = ["ButtonSpec", "layout_of", "menu", "view_from", "view_of"]

_ViewT = TypeVar("_ViewT", discord.ui.View, discord.ui.LayoutView)


@dataclass(frozen=True, slots=True)
class ButtonSpec:
    """A kind of button. ``label`` is the key of its text."""

    verb: str
    label: str
    emoji: str | None = None
    style: discord.ButtonStyle = discord.ButtonStyle.secondary

    def build(
        self, texts: Texts, locale: str, *arguments: object, **values: str | int
    ) -> discord.ui.Button[Any]:
        """A button with the custom id ``easel:<verb>:<arguments>``; ``values`` fill its label."""
        return discord.ui.Button(
            style=self.style,
            emoji=self.emoji,
            label=texts(self.label, locale, **values),
            custom_id=custom_id(self.verb, *arguments),
        )


def menu(
    custom_id: str, options: Sequence[discord.SelectOption], *, placeholder: str | None = None
) -> discord.ui.Select[Any]:
    """A menu of which one entry is chosen."""
    return discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder)


def view_of(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """A view that discord.py does not keep."""
    return _ended(discord.ui.View(timeout=None), items)


def layout_of(*items: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """The same for Discord's second version of components."""
    return _ended(discord.ui.LayoutView(timeout=None), items)


def view_from(message: discord.Message) -> discord.ui.View:
    """The components of a message, to be changed and sent again."""
    view = discord.ui.View.from_message(message, timeout=None)
    view.stop()
    return view


def _ended(view: _ViewT, items: Sequence[Any]) -> _ViewT:
    for item in items:
        view.add_item(item)
    view.stop()
    return view

"""Buttons, menus and views whose custom IDs hold all of their state.

discord.py keeps a view in memory until it is stopped, so all views are built here, already stopped.
:class:`~bot.discord.router.InteractionRouter` dispatches clicks by custom ID.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import discord

from bot.discord.custom_ids import custom_id
from bot.discord.i18n import Texts
from config import Settings

__all__ = ["ButtonSpec", "layout_of", "menu", "operator_links", "view_from", "view_of"]

_ViewT = TypeVar("_ViewT", discord.ui.View, discord.ui.LayoutView)


@dataclass(frozen=True, slots=True)
class ButtonSpec:
    """Kind of button. ``label`` is the text key of its label."""

    verb: str
    label: str
    emoji: str | None = None
    style: discord.ButtonStyle = discord.ButtonStyle.secondary

    def build(
        self, texts: Texts, locale: str, *arguments: object, **values: str | int
    ) -> discord.ui.Button[Any]:
        """Build a button with the custom ID ``easel:<verb>:<arguments>``; ``values`` fill in its label."""
        return discord.ui.Button(
            style=self.style,
            emoji=self.emoji,
            label=texts(self.label, locale, **values),
            custom_id=custom_id(self.verb, *arguments),
        )


def operator_links(settings: Settings, texts: Texts, locale: str) -> list[discord.ui.Button[Any]]:
    """Build buttons that link to the guide and to the support that the operator offers."""
    links = {"button-guide": settings.guide_url, "button-support": settings.support_url}
    return [discord.ui.Button(label=texts(key, locale), url=url) for key, url in links.items() if url]


def menu(
    custom_id: str, options: Sequence[discord.SelectOption], *, placeholder: str | None = None
) -> discord.ui.Select[Any]:
    """Build a menu from which one entry is chosen."""
    return discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder)


def view_of(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Build a view that discord.py does not keep in memory."""
    return _ended(discord.ui.View(timeout=None), items)


def layout_of(*items: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Build a layout view (Discord's components V2) that discord.py does not keep in memory."""
    return _ended(discord.ui.LayoutView(timeout=None), items)


def view_from(message: discord.Message) -> discord.ui.View:
    """Rebuild the components of a message so that they can be changed and sent again."""
    view = discord.ui.View.from_message(message, timeout=None)
    view.stop()
    return view


def _ended(view: _ViewT, items: Sequence[Any]) -> _ViewT:
    for item in items:
        view.add_item(item)
    view.stop()
    return view

"""The options that say what to draw, alike for every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

from bot.discord.i18n import localised
from config import Model

__all__ = ["drawing_options"]

_Callback = TypeVar("_Callback", bound=Callable[..., Any])


def drawing_options(model: Model, *, prompt: str) -> Callable[[_Callback], _Callback]:
    """Names, descriptions and ``model``'s choices for ``prompt``, ``size``, ``quality``, ``count``.

    A decorator below ``app_commands.command``; ``prompt`` is the key of that option's description.
    """
    decorators = (
        app_commands.rename(
            prompt=localised("optname-prompt"),
            size=localised("optname-size"),
            quality=localised("optname-quality"),
            count=localised("optname-count"),
        ),
        app_commands.describe(
            prompt=localised(prompt),
            size=localised("option-size"),
            quality=localised("option-quality"),
            count=localised("option-count"),
        ),
        app_commands.choices(
            size=[_choice("size", s.value, s.label) for s in model.sizes],
            quality=[_choice("quality", q.value, q.label) for q in model.qualities],
            count=[app_commands.Choice(name=str(n), value=n) for n in model.counts],  # type: ignore[misc]
        ),
    )

    def decorate(callback: _Callback) -> _Callback:
        for decorator in decorators:
            callback = decorator(callback)
        return callback

    return decorate


def _choice(option: str, value: str, label: str) -> app_commands.Choice[str]:
    """The catalogue's own label in English, and the translations that there are for it."""
    return app_commands.Choice(
        name=app_commands.locale_str(label, key=f"choice-{option}-{value}"), value=value
    )

"""What every button about a generation has in common: its custom id names what to do, and the generation."""

from __future__ import annotations

import re
from typing import ClassVar, Self

import discord

from bot.discord.components import PersistentComponent

__all__ = ["JobButton", "custom_id_pattern"]


def custom_id_pattern(verb: str) -> str:
    """The custom ids of one kind of button, for ``template=``; see :class:`JobButton`."""
    return rf"easel:{verb}:(?P<id>[0-9a-z]{{1,16}})"


class JobButton(PersistentComponent[discord.ui.Button[discord.ui.View]], template=custom_id_pattern("-")):
    """A button with the custom id ``easel:<verb>:<generation id>``.

    A kind of button is a subclass with a ``verb``, a ``template=custom_id_pattern(verb)`` and an
    :meth:`act`. One that has more to know puts it into the ``suffix`` and its template, and
    reads it in :meth:`recall`.
    """

    verb: ClassVar[str]
    emoji: ClassVar[str | None] = None
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, job_id: str, label: str | None = None, *, suffix: str = "") -> None:
        super().__init__(
            discord.ui.Button(
                style=self.style,
                emoji=self.emoji,
                label=label,
                custom_id=f"easel:{self.verb}:{job_id}{suffix}",
            )
        )
        self.job_id = job_id

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The generation is all there is to know."""
        return cls(match["id"])

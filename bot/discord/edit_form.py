"""Edit form: a prompt, what to start from, file uploads, and the options of the model that edits pictures.

Discord allows five fields, so quality and number of pictures share one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import discord

from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction
from bot.discord.labels import quality_label, size_label
from bot.discord.markdown import shorten
from bot.discord.modals import FormValues, nearest_values, prompt_field, select_field, submitted_values
from bot.guilds.policy import allowed_counts, allowed_qualities, allowed_sizes
from bot.guilds.settings import GuildSettings
from config import Model

__all__ = ["FROM_PICTURE", "PROMPT_ALONE", "SAME_PICTURES", "EditForm", "SubmittedEdit"]

#: Values of the field "start from": the prompt alone, the references of the edit shown, or a picture by its number.
PROMPT_ALONE, SAME_PICTURES, FROM_PICTURE = "prompt", "same", "picture-"
# Discord's limits: files per upload field, title of a form, label of a choice.
_MOST_FILES = 10
_TITLE_LIMIT = 45
_CHOICE_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EditForm:
    """Builds the form for ``model``, limited by the guild's ``settings``.

    ``lifetime_hours`` is the time after which fal deletes the uploaded files.
    """

    texts: Texts
    locale: str
    model: Model
    settings: GuildSettings
    lifetime_hours: int

    def build(
        self, values: FormValues, *, title: str, custom_id: str, starts: Sequence[str], pick: bool = False
    ) -> discord.ui.Modal:
        """Return the form, filled in with ``values``.

        ``starts`` are the values of the field "start from", of which the first is selected; with ``pick``, several
        can be selected.
        """
        say, locale = self.texts, self.locale
        size, quality, count = nearest_values(self.model, values, self.settings)
        sizes = [
            (s, size_label(say, self.model, s, locale)) for s in allowed_sizes(self.settings, self.model)
        ]
        modal = discord.ui.Modal(title=shorten(title, _TITLE_LIMIT), custom_id=custom_id)
        modal.add_item(prompt_field(say, self.model, values.prompt, locale))
        if len(starts) > 1:
            modal.add_item(self._start_field(starts, pick=pick))
        modal.add_item(
            discord.ui.Label(
                text=say("modal-files", locale),
                description=say("modal-files-how", locale, hours=self.lifetime_hours),
                component=discord.ui.FileUpload(
                    custom_id="files", required=False, min_values=0, max_values=self._most_files
                ),
            )
        )
        modal.add_item(select_field("size", say("modal-size", locale), sizes, size))
        drawing = [(value, shorten(text, _CHOICE_LIMIT)) for value, text in self._drawings()]
        modal.add_item(select_field("drawing", say("modal-drawing", locale), drawing, f"{quality}:{count}"))
        return modal

    @property
    def _most_files(self) -> int:
        return min(_MOST_FILES, self.model.references.most if self.model.references is not None else 1)

    def _start_field(self, starts: Sequence[str], *, pick: bool) -> discord.ui.Label[discord.ui.Modal]:
        options = [
            discord.SelectOption(label=self._start_label(value), value=value, default=value == starts[0])
            for value in starts
        ]
        return discord.ui.Label(
            text=self.texts("modal-start", self.locale),
            component=discord.ui.Select(
                custom_id="start", options=options, max_values=len(options) if pick else 1
            ),
        )

    def _start_label(self, value: str) -> str:
        if value.startswith(FROM_PICTURE):
            number = int(value.removeprefix(FROM_PICTURE))
            return self.texts("modal-start-picture", self.locale, number=number)
        return self.texts(f"modal-start-{value}", self.locale)

    def _drawings(self) -> list[tuple[str, str]]:
        return [
            (
                f"{quality}:{count}",
                self.texts(
                    "modal-drawing-choice",
                    self.locale,
                    quality=quality_label(self.texts, self.model, quality, self.locale),
                    count=count,
                ),
            )
            for quality in allowed_qualities(self.settings, self.model)
            for count in allowed_counts(self.settings, self.model)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedEdit:
    """A submitted form: unvalidated values, the pictures picked (from 0), and the IDs of uploaded files.

    ``same``: the references of the edit shown are used again.
    """

    values: FormValues
    pictures: tuple[int, ...]
    same: bool
    files: tuple[str, ...]

    @classmethod
    def read(cls, interaction: EaselInteraction) -> Self:
        """Read a submitted form; one of an earlier version has neither pictures nor files."""
        fields = submitted_values(interaction)
        starts = fields.get("start", [])
        numbers = [re.fullmatch(rf"{FROM_PICTURE}([1-9][0-9]?)", start) for start in starts]
        return cls(
            values=FormValues.submitted(interaction),
            pictures=tuple(int(number[1]) - 1 for number in numbers if number is not None),
            same=SAME_PICTURES in starts,
            files=tuple(fields.get("files", [])),
        )

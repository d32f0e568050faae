"""Modals: the job request form, and access to submitted fields.

discord.py keeps modals in memory, so a modal open during a restart would be lost. These modals are
stopped before they are sent, and submissions are dispatched by custom ID (:mod:`bot.discord.router`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction, payload_of, respond
from bot.discord.labels import quality_label, size_label
from bot.discord.markdown import shorten
from bot.errors import RefusedError
from bot.guilds.policy import allowed_counts, allowed_qualities, allowed_sizes, nearest_choices
from bot.guilds.settings import GuildSettings
from bot.jobs.request import GenerationRequest
from config import Model

__all__ = [
    "FormValues",
    "nearest_values",
    "open_modal",
    "prompt_field",
    "request_modal",
    "select_field",
    "submitted_fields",
    "submitted_values",
]

# Discord: maximum length of a modal's title.
_TITLE_LIMIT = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """Unvalidated values of a request form. ``None`` means the default."""

    prompt: str
    size: str | None = None
    quality: str | None = None
    count: int | None = None

    def parse(self, model: Model) -> GenerationRequest:
        """Validate the values. Raises :class:`~bot.errors.RefusedError`."""
        return GenerationRequest.parse(
            model, prompt=self.prompt, size=self.size, quality=self.quality, count=self.count
        )

    @classmethod
    def submitted(cls, interaction: EaselInteraction) -> Self:
        """Read a submitted form. Raises :class:`~bot.errors.RefusedError` for a non-numeric count."""
        fields = submitted_fields(interaction)
        quality, count = fields.get("quality"), fields.get("count")
        if "drawing" in fields:  # one field for both
            quality, _, count = fields["drawing"].partition(":")
        if count is not None and not re.fullmatch(r"[0-9]{1,2}", count):
            raise RefusedError("refused-option", option="count", detail="count is no number")
        return cls(
            prompt=fields.get("prompt", ""),
            size=fields.get("size"),
            quality=quality,
            count=None if count is None else int(count),
        )


def submitted_fields(interaction: EaselInteraction) -> dict[str, str]:
    """Return the answered fields of a submitted modal by custom ID, each with its first value."""
    return {name: values[0] for name, values in submitted_values(interaction).items() if values}


def submitted_values(interaction: EaselInteraction) -> dict[str, list[str]]:
    """Return the fields of a submitted modal by custom ID, each with all its values."""
    return dict(_fields(payload_of(interaction).get("components")))


def request_modal(
    texts: Texts,
    model: Model,
    values: FormValues,
    *,
    settings: GuildSettings,
    title: str,
    locale: str,
    custom_id: str,
) -> discord.ui.Modal:
    """Build the request form, filled in with ``values`` and limited by the guild's ``settings``.

    A value that the model lacks is replaced by the model's default; a value that the guild does not
    allow is replaced by the nearest allowed one.
    """
    sizes = [(s, size_label(texts, model, s, locale)) for s in allowed_sizes(settings, model)]
    qualities = [(q, quality_label(texts, model, q, locale)) for q in allowed_qualities(settings, model)]
    counts = [(str(n), str(n)) for n in allowed_counts(settings, model)]
    size, quality, count = nearest_values(model, values, settings)
    modal = discord.ui.Modal(title=shorten(title, _TITLE_LIMIT), custom_id=custom_id)
    modal.add_item(prompt_field(texts, model, values.prompt, locale))
    for name, options, chosen in (
        ("size", sizes, size),
        ("quality", qualities, quality),
        ("count", counts, str(count)),
    ):
        modal.add_item(select_field(name, texts(f"modal-{name}", locale), options, chosen))
    return modal


def prompt_field(texts: Texts, model: Model, prompt: str, locale: str) -> discord.ui.Label[discord.ui.Modal]:
    """Build the field for the prompt, filled in."""
    return discord.ui.Label(
        text=texts("modal-prompt", locale),
        component=discord.ui.TextInput(
            custom_id="prompt",
            style=discord.TextStyle.paragraph,
            default=shorten(prompt, model.prompt_max_length) or None,
            min_length=1,
            max_length=model.prompt_max_length,
        ),
    )


def nearest_values(model: Model, values: FormValues, settings: GuildSettings) -> tuple[str, str, int]:
    """Return size, quality and count as a form of ``model`` shows them; the guild's settings apply."""
    sizes, qualities = {s.value for s in model.sizes}, {q.value for q in model.qualities}
    return nearest_choices(
        settings,
        model,
        size=values.size if values.size in sizes else model.default_size,
        quality=values.quality if values.quality in qualities else model.default_quality,
        count=values.count if values.count in model.counts else model.default_count,
    )


async def open_modal(interaction: EaselInteraction, modal: discord.ui.Modal) -> None:
    """Respond with a modal, stopped so that discord.py does not keep it in memory."""
    modal.stop()
    await respond(interaction, lambda: interaction.response.send_modal(modal))


def select_field(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str
) -> discord.ui.Label[discord.ui.Modal]:
    """Build a menu of ``options`` (value and label), of which ``chosen`` is selected."""
    shown = [
        discord.SelectOption(label=text, value=value, default=value == chosen) for value, text in options
    ]
    return discord.ui.Label(text=label, component=discord.ui.Select(custom_id=name, options=shown))


def _fields(components: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the values of every field by custom ID, at any depth; the payload may have any shape."""
    for part in components if isinstance(components, list) else ():
        if not isinstance(part, Mapping):
            continue
        yield from _fields(part.get("components"))
        yield from _fields([part.get("component")])
        chosen = part.get("values")
        chosen = chosen if isinstance(chosen, list) else [part.get("value")]
        if isinstance(part.get("custom_id"), str):
            yield part["custom_id"], [value for value in chosen if isinstance(value, str)]

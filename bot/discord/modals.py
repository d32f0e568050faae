"""Modals: the job request form, and access to submitted fields.

discord.py keeps modals in memory, so a modal open during a restart would be lost. These modals are
stopped before they are sent, and submissions are dispatched by custom ID (:mod:`bot.discord.router`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

__all__ = ["FormValues", "open_modal", "request_modal", "submitted_fields"]

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
        count = fields.get("count")
        if count is not None and not re.fullmatch(r"[0-9]{1,2}", count):
            raise RefusedError("refused-option", option="count", detail="count is no number")
        return cls(
            prompt=fields.get("prompt", ""),
            size=fields.get("size"),
            quality=fields.get("quality"),
            count=None if count is None else int(count),
        )


def submitted_fields(interaction: EaselInteraction) -> dict[str, str]:
    """Return the fields of a submitted modal by custom ID, each with its first value."""
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
    size, quality, count = _filled_in(model, values, settings)
    modal = discord.ui.Modal(title=shorten(title, _TITLE_LIMIT), custom_id=custom_id)
    modal.add_item(
        discord.ui.Label(
            text=texts("modal-prompt", locale),
            component=discord.ui.TextInput(
                custom_id="prompt",
                style=discord.TextStyle.paragraph,
                default=shorten(values.prompt, model.prompt_max_length),
                min_length=1,
                max_length=model.prompt_max_length,
            ),
        )
    )
    for name, options, chosen in (
        ("size", sizes, size),
        ("quality", qualities, quality),
        ("count", counts, str(count)),
    ):
        modal.add_item(
            discord.ui.Label(text=texts(f"modal-{name}", locale), component=_select(name, options, chosen))
        )
    return modal


def _filled_in(model: Model, values: FormValues, settings: GuildSettings) -> tuple[str, str, int]:
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


def _select(name: str, options: list[tuple[str, str]], chosen: str) -> discord.ui.Select[discord.ui.Modal]:
    shown = [
        discord.SelectOption(label=text, value=value, default=value == chosen) for value, text in options
    ]
    return discord.ui.Select(custom_id=name, options=shown)


def _fields(components: Any) -> Iterator[tuple[str, str]]:
    """Yield every answered field by custom ID, at any depth; the payload may have any shape."""
    for part in components if isinstance(components, list) else ():
        if not isinstance(part, Mapping):
            continue
        yield from _fields(part.get("components"))
        yield from _fields([part.get("component")])
        chosen = part.get("values") or [part.get("value")]
        if isinstance(part.get("custom_id"), str) and isinstance(chosen[0], str):
            yield part["custom_id"], chosen[0]

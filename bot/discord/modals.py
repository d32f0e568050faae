"""The form of a request: prompt, size, quality and count, filled in and ready to be changed.

discord.py keeps forms in memory, so one that is open while the bot restarts would be lost. Here
nothing is kept: the custom id, ``easel:<verb>:<argument>``, says who takes the form, and one
listener hands every submitted form to the cog that registered the verb::

    bot.get_cog("ModalRouter").on("edit", self.edited)       # in cog_load
    await open_form(interaction, request_form(...))    # as the first answer to a click
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import discord
import structlog
from discord.ext import commands

from bot.discord.choices import quality_label, size_label
from bot.discord.client import EaselBot
from bot.discord.error_handler import answer_failure
from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction, payload_of
from bot.discord.markdown import shorten
from bot.errors import RefusedError
from bot.guilds.policy import allowed_counts, allowed_qualities, allowed_sizes, nearest_choices
from bot.guilds.settings import GuildSettings
from config import Model

__all__ = [
    "FormHandler",
    "FormValues",
    "ModalRouter",
    "forms_of",
    "open_form",
    "request_form",
    "setup",
    "submitted_fields",
]

log = structlog.stdlib.get_logger(__name__)

# Discord: title and labels of a modal.
_TITLE_LIMIT = 45
_CUSTOM_ID = re.compile(r"easel:(?P<verb>[a-z-]{1,20}):(?P<argument>.{0,70})", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What a form shows, or what came back: as typed, and checked by nobody yet.

    ``None`` takes the default; a submitted form has a value everywhere unless a client made it up.
    """

    prompt: str
    size: str | None = None
    quality: str | None = None
    count: int | None = None

    @classmethod
    def submitted(cls, interaction: EaselInteraction) -> Self:
        """Read a submitted form.

        Raises :class:`~bot.errors.RefusedError` for a count that is no number.
        """
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
    """The texts of a submitted form by their custom ids; of several values the first."""
    return dict(_fields(payload_of(interaction).get("components")))


FormHandler = Callable[[EaselInteraction, str, FormValues], Awaitable[None]]


def request_form(
    texts: Texts,
    model: Model,
    values: FormValues,
    *,
    decided: GuildSettings,
    title: str,
    locale: str,
    custom_id: str,
) -> discord.ui.Modal:
    """The form, filled in with ``values``, with the choices that the server has ``decided`` to allow.

    What the model lacks gives way to its default, what the server does not allow to what is
    nearest. ``custom_id`` is ``easel:<verb>:<argument>``, see :class:`ModalRouter`. One more component fits.
    """
    sizes = [(s, size_label(texts, model, s, locale)) for s in allowed_sizes(decided, model)]
    qualities = [(q, quality_label(texts, model, q, locale)) for q in allowed_qualities(decided, model)]
    counts = [(str(n), str(n)) for n in allowed_counts(decided, model)]
    size, quality, count = _filled_in(model, values, decided)
    form = discord.ui.Modal(title=shorten(title, _TITLE_LIMIT), custom_id=custom_id)
    form.add_item(
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
        form.add_item(
            discord.ui.Label(text=texts(f"modal-{name}", locale), component=_select(name, options, chosen))
        )
    return form


def _filled_in(model: Model, values: FormValues, decided: GuildSettings) -> tuple[str, str, int]:
    sizes, qualities = {s.value for s in model.sizes}, {q.value for q in model.qualities}
    return nearest_choices(
        decided,
        model,
        size=values.size if values.size in sizes else model.default_size,
        quality=values.quality if values.quality in qualities else model.default_quality,
        count=values.count if values.count in model.counts else model.default_count,
    )


async def open_form(interaction: EaselInteraction, form: discord.ui.Modal) -> None:
    """Answer a command or a click with the form; nothing of it stays in memory."""
    # A view that has ended already is not stored by discord.py.
    form.stop()
    await interaction.response.send_modal(form)


class ModalRouter(commands.Cog):
    """Hands submitted forms to whoever registered for their verb."""

    def __init__(self) -> None:
        self._handlers: dict[str, FormHandler] = {}

    def on(self, verb: str, handler: FormHandler) -> None:
        """Take every form ``easel:<verb>:<argument>``: ``handler(interaction, argument, values)``.

        Acknowledging the interaction is the handler's first business; what it raises is answered
        like a failed command.
        """
        self._handlers[verb] = handler

    @commands.Cog.listener()
    async def on_interaction(self, interaction: EaselInteraction) -> None:
        """discord.py's event for every interaction; only submitted forms count."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        match = _CUSTOM_ID.fullmatch(str(payload_of(interaction).get("custom_id", "")))
        handler = self._handlers.get(match["verb"]) if match else None
        try:
            if match is None or handler is None:
                raise RefusedError("refused-outdated", detail="nobody takes this form")
            await handler(interaction, match["argument"], FormValues.submitted(interaction))
        except Exception as error:
            # discord.py only logs what a listener raises; the member would wait for ever.
            await answer_failure(interaction, error)


def forms_of(bot: EaselBot) -> ModalRouter:
    """The running :class:`ModalRouter`."""
    return cast("ModalRouter", bot.get_cog("ModalRouter"))


def _select(name: str, options: list[tuple[str, str]], chosen: str) -> discord.ui.Select[discord.ui.Modal]:
    shown = [
        discord.SelectOption(label=text, value=value, default=value == chosen) for value, text in options
    ]
    return discord.ui.Select(custom_id=name, options=shown)


def _fields(components: Any) -> Iterator[tuple[str, str]]:
    """Every answered field by its custom id, wherever it stands; trusts no shape."""
    for part in components if isinstance(components, list) else ():
        if not isinstance(part, Mapping):
            continue
        yield from _fields(part.get("components"))
        yield from _fields([part.get("component")])
        chosen = part.get("values") or [part.get("value")]
        if isinstance(part.get("custom_id"), str) and isinstance(chosen[0], str):
            yield part["custom_id"], chosen[0]


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(ModalRouter())

"""Generation requests: validated on construction, regardless of client input."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from bot.characters import has_visible
from bot.errors import RefusedError
from bot.jobs.references import ReferencePicture
from config import Model

__all__ = ["GenerationRequest", "RequestContext", "Trigger", "clean_prompt"]

# Sizes named by a refusal.
_ALTERNATIVES = 3
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Surrogates, and control characters other than tabs and line feeds.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_prompt(text: str) -> str:
    """Return the prompt to store and send: the typed text without control characters and lone surrogates.

    Line ends become ``\\n``, and surrounding whitespace is removed. All other characters are kept
    unchanged, including Markdown, quotes, direction marks and emoji; renderers escape them for display.
    """
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """A prompt and the model's options. Create it with :meth:`parse`.

    ``references`` are the pictures to edit, in order. ``defaulted`` names the options that the user left unset.
    """

    model: str
    prompt: str
    size: str
    quality: str
    count: int
    references: tuple[ReferencePicture, ...] = ()
    defaulted: frozenset[str] = field(default=frozenset(), compare=False)

    @classmethod
    def parse(
        cls, model: Model, *, prompt: str, size: str | None, quality: str | None, count: int | None
    ) -> Self:
        """Validate the prompt and options against ``model``; ``None`` selects the model's default.

        Raises :class:`RefusedError` with the reason.
        """
        cleaned = clean_prompt(prompt)
        if not has_visible(cleaned):
            raise RefusedError("refused-prompt-blank")
        if len(cleaned) > model.prompt_max_length:
            raise RefusedError("refused-prompt-long", length=len(cleaned), limit=model.prompt_max_length)
        given = {"size": size, "quality": quality, "count": count}
        left_out = frozenset(name for name, value in given.items() if value is None)
        size = model.default_size if size is None else size
        quality = model.default_quality if quality is None else quality
        count = model.default_count if count is None else count
        if size not in {option.value for option in model.sizes}:
            nearest = " ".join(option.value for option in model.nearest_sizes(size)[:_ALTERNATIVES])
            raise RefusedError("refused-size", model=model.id, sizes=nearest)
        if quality not in (qualities := [option.value for option in model.qualities]):
            raise RefusedError("refused-quality", model=model.id, qualities=" ".join(qualities))
        if isinstance(count, bool) or count not in model.counts:
            raise RefusedError("refused-count", model=model.id, counts=" ".join(map(str, model.counts)))
        return cls(
            model=model.id, prompt=cleaned, size=size, quality=quality, count=count, defaulted=left_out
        )

    def cost(self, model: Model) -> int:
        """Return the price in credits."""
        return self.unit_credits(model) * self.count

    def unit_credits(self, model: Model) -> int:
        """Return the price of one picture in credits, including the references."""
        return model.unit_credits(
            self.size, self.quality, references=len(self.references), reference_size=self.reference_size
        )

    @property
    def reference_size(self) -> tuple[int, int] | None:
        """Width and height of the first reference in pixels."""
        return (self.references[0].width, self.references[0].height) if self.references else None

    def changed_from(self, shown: GenerationRequest) -> GenerationRequest:
        """Return this request, submitted by a form that displayed ``shown``, with ``defaulted`` updated.

        A form submits a value for every option; an option left at its displayed value counts as unset.
        """
        options = ("size", "quality", "count")
        same = frozenset(name for name in options if getattr(self, name) == getattr(shown, name))
        return replace(self, defaulted=same)


class Trigger(StrEnum):
    """The user action that triggered the request."""

    COMMAND = "command"
    BUTTON = "button"
    REACTION = "reaction"
    EDIT = "edit"
    FINER = "finer"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """Origin of a request, and destination of its reply.

    Parameters
    ----------
    parent_channel_id
        The parent channel of a thread; its settings also apply to its threads.
    idempotency_key
        Identifies the event; events with the same key create only one request.
    token, token_expires_at
        The interaction's webhook token and its expiry in epoch seconds; ``None`` for a reaction.
    upload_limit
        Size limit in bytes of one attachment of the reply.
    lock_key
        Held while the job runs, to prevent concurrent duplicates.
    parent_id, parent_message_id
        The job that this request repeats, and the message that the new post refers to.
    reply_message_id
        ID of the reply to edit with progress and the result, if known.
    unprocessed_since
        Ignore the reaction if one by this user on this message was processed at or after this time
        (epoch seconds): when its event arrived, or 0 if it was found by recovery.
    age_restricted
        Whether the channel is age-restricted; results created there can be reused only in such channels.
    private, spoiler
        Whether only the requester sees the reply, and whether its pictures are hidden by a spoiler.

    A reaction is recorded as processed in the transaction that creates its job.
    """

    guild_id: int
    channel_id: int
    user_id: int
    role_ids: frozenset[int]
    locale: str
    trigger: Trigger
    idempotency_key: str
    application_id: int
    upload_limit: int
    token: str | None = None
    token_expires_at: float | None = None
    lock_key: str | None = None
    parent_id: str | None = None
    parent_message_id: int | None = None
    reply_message_id: int | None = None
    unprocessed_since: float | None = None
    parent_channel_id: int | None = None
    private: bool = False
    spoiler: bool = False
    age_restricted: bool = False

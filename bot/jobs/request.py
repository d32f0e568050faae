"""What a member asks for: valid by construction, whatever a client sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from bot.errors import RefusedError
from config import Model

__all__ = ["GenerationRequest", "RequestContext", "Trigger", "clean_prompt"]

_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Categories without a mark of their own: controls, format marks, surrogates, unassigned, spaces,
# and what only changes the letter before it.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Mn", "Me"})
# A blank letter by design: Braille blank, Hangul fillers.
_BLANK_LETTERS = frozenset("\u2800\u3164\u115f\u1160\uffa0")


def clean_prompt(text: str) -> str:
    """The prompt as it is stored and sent: what was typed, less what no one can see or encode.

    Lone surrogates and control characters go, line ends become ``\\n``, the ends are
    stripped. Everything visible stays to the character: markdown, quotes, marks of
    direction, emoji. Showing it safely is the renderer's task.
    """
    unified = _NEWLINES.sub("\n", text)
    kept = (c for c in unified if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def _has_something_to_see(text: str) -> bool:
    return any(unicodedata.category(c) not in _INVISIBLE and c not in _BLANK_LETTERS for c in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """A prompt and registered choices. Build it with :meth:`parse`.

    ``left_out`` names the options that nobody chose: their values are the model's defaults.
    """

    model: str
    prompt: str
    size: str
    quality: str
    count: int
    defaulted: frozenset[str] = field(default=frozenset(), compare=False)

    @classmethod
    def parse(
        cls, model: Model, *, prompt: str, size: str | None, quality: str | None, count: int | None
    ) -> Self:
        """Check everything against ``model``; ``None`` takes the model's default.

        Raises :class:`RefusedError` with a sentence for the member.
        """
        cleaned = clean_prompt(prompt)
        if not _has_something_to_see(cleaned):
            raise RefusedError("refused-prompt-blank")
        if len(cleaned) > model.prompt_max_length:
            raise RefusedError("refused-prompt-long", length=len(cleaned), limit=model.prompt_max_length)
        given = {"size": size, "quality": quality, "count": count}
        left_out = frozenset(name for name, value in given.items() if value is None)
        size = model.default_size if size is None else size
        quality = model.default_quality if quality is None else quality
        count = model.default_count if count is None else count
        if size not in {option.value for option in model.sizes}:
            raise RefusedError("refused-option", option="size", detail="size is not a choice")
        if quality not in {option.value for option in model.qualities}:
            raise RefusedError("refused-option", option="quality", detail="quality is not a choice")
        if isinstance(count, bool) or count not in model.counts:
            raise RefusedError("refused-option", option="count", detail="count is not a choice")
        return cls(
            model=model.id, prompt=cleaned, size=size, quality=quality, count=count, defaulted=left_out
        )

    def changed_from(self, shown: GenerationRequest) -> GenerationRequest:
        """This request as it came out of a form that showed ``shown``.

        A form has a value for every option; what still stands as it was shown, nobody has chosen.
        """
        options = ("size", "quality", "count")
        same = frozenset(name for name in options if getattr(self, name) == getattr(shown, name))
        return replace(self, defaulted=same)


class Trigger(StrEnum):
    """What a member did to ask."""

    COMMAND = "command"
    BUTTON = "button"
    REACTION = "reaction"
    EDIT = "edit"
    FINER = "finer"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """Who asked, where, and where the reply goes.

    Parameters
    ----------
    parent_channel_id
        The channel that a thread belongs to; what is decided for it counts in its threads, too.
    idempotency_key
        Names the event; two events with the same cause are one request.
    token, token_expires_at
        The interaction's webhook token and its end in epoch seconds; ``None`` for a reaction.
    upload_limit
        Bytes that one attachment of the reply may have.
    lock_key
        Held while the job runs, so that it cannot run twice side by side.
    parent_id, parent_message_id
        The generation that is repeated and the message that the new post refers to.

    reply_message_id
        The reply that progress and the result will be edits of, where it is known already.
    unprocessed_since
        A reaction counts only if none of this member on this message was treated from that instant
        on (epoch seconds): the one at which Discord told of it, or 0 where it was found by looking.
    age_restricted
        Whether the channel is: what is drawn there is gone on from only in such channels.
    private, spoiler
        Whether only the requester sees the reply, and whether its pictures are covered.

    A reaction is noted as treated in the transaction that places its request.
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

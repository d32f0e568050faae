"""User defaults: values, in every guild, for options that a request leaves out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.guilds.policy import allowed_counts, allowed_qualities, allowed_sizes
from bot.guilds.settings import GuildSettings
from bot.jobs.request import GenerationRequest
from config import Model

__all__ = ["UserDefaults", "apply_defaults", "disallowed_defaults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDefaults:
    """A user's defaults; ``None`` means the model's default, a public reply and no mention.

    ``mention``: a new message mentions the user when a public result is ready.
    """

    size: str | None = None
    quality: str | None = None
    count: int | None = None
    private: bool | None = None
    mention: bool | None = None
    model: str | None = None


def disallowed_defaults(defaults: UserDefaults, settings: GuildSettings, model: Model) -> tuple[str, ...]:
    """Return the names of defaults that the model or the guild does not allow."""
    allowed = {
        "size": allowed_sizes(settings, model),
        "quality": allowed_qualities(settings, model),
        "count": allowed_counts(settings, model),
    }
    values = {name: getattr(defaults, name) for name in allowed}
    return tuple(n for n, value in values.items() if value is not None and value not in allowed[n])


def apply_defaults(
    request: GenerationRequest, defaults: UserDefaults, settings: GuildSettings, model: Model
) -> tuple[GenerationRequest, tuple[str, ...]]:
    """Fill in options that the request leaves out; return the request and the names of ignored defaults.

    Filled-in options still count as left out, so that the guild policy may adjust them.
    """
    ignored = disallowed_defaults(defaults, settings, model)
    filled = {
        name: value
        for name in request.defaulted
        if (value := getattr(defaults, name)) is not None and name not in ignored
    }
    return replace(request, **filled), tuple(name for name in ignored if name in request.defaulted)

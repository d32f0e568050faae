"""Guild policy: refuses or adjusts a request according to the guild's settings. No input or output.

A refusal lists the allowed values (IDs or model option names, separated by spaces), which the renderer
formats. An option that the request leaves out is set to the nearest allowed value instead.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings, RepeatBy
from bot.guilds.word_filter import contains_blocked_word
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext
from config import Model

__all__ = [
    "SAFETY_KEY",
    "allowed_counts",
    "allowed_models",
    "allowed_qualities",
    "allowed_sizes",
    "apply_guild_policy",
    "check_age_restriction",
    "check_blocked_words",
    "check_model",
    "model_constants",
    "nearest_choices",
    "repeat_denial",
    "repeat_permission",
    "safety_tolerance",
]

#: Name of the model constant that sets the permissiveness of its content filter.
SAFETY_KEY = "safety_tolerance"


def apply_guild_policy(
    settings: GuildSettings, model: Model, request: GenerationRequest, origin: RequestContext
) -> tuple[GenerationRequest, RequestContext]:
    """Return the request and its context, adjusted to the guild's settings.

    Raises :class:`RefusedError` with the allowed values if the request is not allowed. Blocked words are
    checked separately, by :func:`check_blocked_words`.
    """
    places = {origin.channel_id, origin.parent_channel_id}
    if settings.channels and not places & set(settings.channels):
        raise RefusedError("rules-channel", channels=_listed(settings.channels))
    if settings.roles and not origin.role_ids & set(settings.roles):
        raise RefusedError("rules-role", roles=_listed(settings.roles))
    covered = settings.spoiler or bool(places & set(settings.spoiler_channels))
    # A private reply uses the requester's own language.
    language = None if origin.private else settings.language
    return _within_choices(settings, model, request), replace(
        origin, spoiler=origin.spoiler or covered, locale=language or origin.locale
    )


async def check_blocked_words(settings: GuildSettings, prompt: str) -> None:
    """Raise :class:`RefusedError` if the prompt contains a word that the guild blocks.

    The words are compared in a thread. Call this last, because refused requests are free: members whose requests
    are refused for other reasons must not cause this work.
    """
    if not settings.refused_words:
        return
    found = await asyncio.to_thread(contains_blocked_word, prompt, settings.refused_words)
    if found:
        raise RefusedError("rules-word")


def check_age_restriction(parent: Job, origin: RequestContext) -> None:
    """Raise :class:`RefusedError` if an age-restricted result is repeated in an unrestricted channel."""
    if parent.age_restricted and not origin.age_restricted:
        raise RefusedError("rules-age-restricted")


def _within_choices(settings: GuildSettings, model: Model, request: GenerationRequest) -> GenerationRequest:
    size, quality, count = nearest_choices(
        settings, model, size=request.size, quality=request.quality, count=request.count
    )
    if size != request.size and "size" not in request.defaulted:
        raise RefusedError("rules-size", model=model.id, sizes=_listed(allowed_sizes(settings, model)))
    if quality != request.quality and "quality" not in request.defaulted:
        raise RefusedError(
            "rules-quality", model=model.id, qualities=_listed(allowed_qualities(settings, model))
        )
    if count != request.count and "count" not in request.defaulted:
        counts = allowed_counts(settings, model)
        raise RefusedError("rules-count", counts=_listed(counts), most=max(counts))
    return replace(request, size=size, quality=quality, count=count)


def nearest_choices(
    settings: GuildSettings, model: Model, *, size: str, quality: str, count: int
) -> tuple[str, str, int]:
    """Return the choices, each replaced by the nearest allowed one if necessary."""
    sizes, qualities = allowed_sizes(settings, model), allowed_qualities(settings, model)
    counts = allowed_counts(settings, model)
    return (
        size if size in sizes else _nearest_size(model, size, sizes),
        quality if quality in qualities else _nearest_quality(model, quality, qualities),
        count if count in counts else max((n for n in counts if n < count), default=min(counts)),
    )


# If none of the stored choices exist in the model, all are allowed; otherwise the guild could not make
# requests.


def allowed_models(settings: GuildSettings, enabled: Sequence[Model]) -> tuple[Model, ...]:
    """Return the allowed ones of the enabled models, in the same order."""
    return tuple(model for model in enabled if model.id in settings.models) or tuple(enabled)


def check_model(settings: GuildSettings, enabled: Sequence[Model], model_id: str) -> None:
    """Raise :class:`RefusedError` unless the model, or one that it is a companion of, is allowed."""
    allowed = allowed_models(settings, enabled)
    if not any(model_id in {model.id, *model.companions.values()} for model in allowed):
        raise RefusedError("rules-model", models=_listed(model.id for model in allowed))


def allowed_sizes(settings: GuildSettings, model: Model) -> tuple[str, ...]:
    """Return the allowed sizes, in the model's order."""
    every = tuple(option.value for option in model.sizes)
    return tuple(value for value in every if value in settings.sizes) or every


def allowed_qualities(settings: GuildSettings, model: Model) -> tuple[str, ...]:
    """Return the allowed qualities, in the model's order."""
    every = tuple(option.value for option in model.qualities)
    return tuple(value for value in every if value in settings.qualities) or every


def allowed_counts(settings: GuildSettings, model: Model) -> tuple[int, ...]:
    """Return the allowed image counts; never empty."""
    every = tuple(sorted(model.counts))
    most = settings.largest_count
    return every if most is None else tuple(n for n in every if n <= most) or every[:1]


def _nearest_size(model: Model, value: str, allowed: Iterable[str]) -> str:
    """Return the allowed size with the closest aspect ratio, then the closest number of pixels."""
    target = model.size(value)

    def distance(other: str) -> tuple[float, float]:
        option = model.size(other)
        # A size whose shape or pixels the model decides on is the last choice.
        far = math.inf
        shape = abs(math.log(option.shape / target.shape)) if option.shape and target.shape else far
        here, wanted = option.pixels, target.pixels
        pixels = abs(math.log(math.prod(here) / math.prod(wanted))) if here and wanted else far
        return round(shape, 6) if shape < far else far, round(pixels, 6) if pixels < far else far

    return min(allowed, key=distance)


def _nearest_quality(model: Model, wanted: str, allowed: Iterable[str]) -> str:
    """Return the nearest allowed quality in the model's order; of two equally near, the cheaper one."""
    order = [option.value for option in model.qualities]
    target = order.index(wanted)
    return min(allowed, key=lambda value: (abs(order.index(value) - target), order.index(value)))


def repeat_permission(settings: GuildSettings, *, operator_anyone: bool) -> RepeatBy:
    """Return the guild's repeat permission, or the operator's (``REROLL_BY``) if unset."""
    if settings.repeat_by is not None:
        return settings.repeat_by
    return RepeatBy.ANYONE if operator_anyone else RepeatBy.REQUESTER


def repeat_denial(
    settings: GuildSettings, *, operator_anyone: bool, role_ids: Collection[int] | None
) -> RefusedError | None:
    """Return the refusal for repeating another member's result, or ``None`` if it is allowed.

    If the roles are unknown (``role_ids`` is ``None``), they count as permitted.
    """
    match repeat_permission(settings, operator_anyone=operator_anyone):
        case RepeatBy.ANYONE:
            return None
        case RepeatBy.ROLES if settings.repeat_roles:
            if role_ids is None or set(role_ids) & set(settings.repeat_roles):
                return None
            return RefusedError("rules-repeat", roles=_listed(settings.repeat_roles))
        case _:
            return RefusedError("refused-not-yours")


def safety_tolerance(settings: GuildSettings, model: Model, operator: int | None) -> int | None:
    """Return the safety tolerance to send: the lower of the operator's and the guild's.

    Return ``None`` if the model has no such constant.
    """
    if SAFETY_KEY not in model.constants:
        return None
    most = _as_number(model.constants[SAFETY_KEY]) if operator is None else operator
    if most is None:
        return None
    return most if settings.safety_tolerance is None else min(settings.safety_tolerance, most)


def model_constants(settings: GuildSettings, model: Model, operator: int | None) -> dict[str, object]:
    """Return the constants of ``model`` that the guild or the operator overrides. Pure."""
    value = safety_tolerance(settings, model, operator)
    if value is None:
        return {}
    # Some endpoints take the number as text.
    return {SAFETY_KEY: str(value) if isinstance(model.constants[SAFETY_KEY], str) else value}


def _as_number(constant: object) -> int | None:
    text = str(constant)
    return int(text) if text.isdecimal() else None


def _listed(values: Iterable[object]) -> str:
    return " ".join(map(str, values))

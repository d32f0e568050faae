"""Model card: the model's choices, the cost of a request, and its code snippets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.container import Container
from bot.jobs.code_snippets import snippets_for

__all__ = ["estimate", "model_view"]

Json = dict[str, Any]


async def model_view(services: Container, guild_id: int) -> Json:
    """Return the current model with its choices, constants, input reference and prompt templates."""
    model = services.model
    return {
        "id": model.id,
        "title": model.title,
        "documentation": model.documentation,
        "longest": model.prompt_max_length,
        "sizes": [{"value": one.value, "label": one.label} for one in model.sizes],
        "qualities": [{"value": one.value, "label": one.label} for one in model.qualities],
        "counts": list(model.counts),
        "defaults": {
            "size": model.default_size,
            "quality": model.default_quality,
            "count": model.default_count,
        },
        "constants": await _constants(services, guild_id),
        "inputs": [
            {
                "key": field.key,
                "kind": field.kind,
                "default": field.default,
                "options": list(field.options),
                "required": field.required,
                "note": field.note,
            }
            for field in model.inputs
        ],
        "prices": {"source": model.prices.source, "as_of": model.prices.as_of},
        "points": [
            {
                "key": point.key,
                "title": point.title,
                "shows": point.shows,
                "prompt": point.prompt,
                "size": point.size,
                "quality": point.quality,
            }
            for point in services.prompt_templates
        ],
    }


async def estimate(services: Container, guild_id: int, body: Json) -> Json:
    """Return the cost of a request and its code snippets.

    Raises :class:`LookupError` for a choice that the model does not offer.
    """
    model = services.model
    size, quality = str(body.get("size")), str(body.get("quality"))
    count, prompt = body.get("count"), str(body.get("prompt") or "")
    if not isinstance(count, int) or count not in model.counts:
        raise LookupError(f"{model.id} offers no count {count!r}")
    constants = await _constants(services, guild_id)
    usd: Decimal = model.price(size, quality) * count
    return {
        "credits": model.credits(size, quality) * count,
        "usd": f"{usd:.2f}",
        "constants": constants,
        "snippets": [
            {"key": key, "title": one.title, "code": one.code, "extension": one.extension}
            for key, one in snippets_for(
                model, prompt=prompt, size=size, quality=quality, count=count, overrides=constants
            ).items()
        ],
    }


async def _constants(services: Container, guild_id: int) -> Json:
    """Return the model's constants, including the values overridden by the operator or the guild."""
    return {**services.model.constants, **await services.constants(guild_id, services.model)}

"""Model card: the model's choices, the cost of a request, and its code snippets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.container import Container
from bot.jobs.code_snippets import snippets_for
from config import Model

__all__ = ["estimate", "model_view"]

Json = dict[str, Any]


async def model_view(services: Container, guild_id: int) -> Json:
    """Return the default model's card, and those of all enabled models as ``models``."""
    cards = [await _card(services, guild_id, model) for model in services.models.enabled]
    return {**cards[0], "models": cards}


async def _card(services: Container, guild_id: int, model: Model) -> Json:
    """Return a model with its choices, constants, input reference and prompt templates."""
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
        "constants": await _constants(services, guild_id, model),
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
            if point.size in {one.value for one in model.sizes}
            and point.quality in {one.value for one in model.qualities}
        ],
    }


async def estimate(services: Container, guild_id: int, body: Json) -> Json:
    """Return the cost of a request and its code snippets.

    Raises :class:`LookupError` for a choice that the model does not offer.
    """
    model = services.models.model(str(body.get("model") or services.model.id))
    size, quality = str(body.get("size")), str(body.get("quality"))
    count, prompt = body.get("count"), str(body.get("prompt") or "")
    if not isinstance(count, int) or count not in model.counts:
        raise LookupError(f"{model.id} offers no count {count!r}")
    constants = await _constants(services, guild_id, model)
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


async def _constants(services: Container, guild_id: int, model: Model) -> Json:
    """Return the model's constants, including the values overridden by the operator or the guild."""
    return {**model.constants, **await services.constants(guild_id, model)}

"""The card beside the channel: what the model offers, what a request costs, and its code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.services import Services
from sandbox.web.snippets import snippets_for

__all__ = ["estimate", "model_view"]

Json = dict[str, Any]


def model_view(services: Services) -> Json:
    """The model in use: its choices, its input reference, the starting points."""
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
        "constants": dict(model.constants),
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
            for point in services.starting_points
        ],
    }


def estimate(services: Services, body: Json) -> Json:
    """What a request would cost, and the three ways of making it in code.

    Raises :class:`LookupError` for a choice that the model does not offer.
    """
    model = services.model
    size, quality = str(body.get("size")), str(body.get("quality"))
    count, prompt = body.get("count"), str(body.get("prompt") or "")
    if not isinstance(count, int) or count not in model.counts:
        raise LookupError(f"{model.id} offers no count {count!r}")
    usd: Decimal = model.price(size, quality) * count
    return {
        "credits": model.credits(size, quality) * count,
        "usd": f"{usd:.2f}",
        "snippets": snippets_for(model, prompt=prompt, size=size, quality=quality, count=count),
    }

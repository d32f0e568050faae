"""The card beside the channel: what the model offers, what a request costs, and its code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.container import Container
from bot.jobs.code_snippets import snippets_for

__all__ = ["estimate", "model_view"]

Json = dict[str, Any]


def model_view(services: Container) -> Json:
    """The model in use: its choices, its input reference, the prompt templates."""
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
        "constants": {**model.constants, **_overrides(services)},
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


def estimate(services: Container, body: Json) -> Json:
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
        "snippets": [
            {"key": key, "title": one.title, "code": one.code, "extension": one.extension}
            for key, one in snippets_for(
                model, prompt=prompt, size=size, quality=quality, count=count, overrides=_overrides(services)
            ).items()
        ],
    }


def _overrides(services: Container) -> dict[str, Any]:
    """What the operator sends instead of the model's constants."""
    tolerance = services.settings.safety_tolerance
    known = "safety_tolerance" in services.model.constants
    return {} if tolerance is None or not known else {"safety_tolerance": tolerance}

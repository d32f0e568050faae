"""Model card: a model's endpoint, inputs and prices as text. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.discord.i18n import Texts
from config import Model
from config.model import InputField

__all__ = ["model_card"]


def model_card(
    texts: Texts, model: Model, locale: str, overrides: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """Render the card, short enough for one message. ``overrides`` replaces constants of the model."""
    return "\n".join(
        [
            f"**{model.title}** · `{model.id}`",
            f"<{model.documentation}>",
            "",
            f"**{texts('model-inputs', locale)}**",
            *(_line(texts, field, model, locale, overrides) for field in model.inputs),
            "",
            f"**{texts('model-credits', locale)}**",
            f"```\n{_credit_table(model)}\n```",
        ]
    )


def _credit_table(model: Model) -> str:
    """Build the table of credits per picture by size (rows) and quality (columns)."""
    rows = [["", *(quality.value for quality in model.qualities)]]
    for size in model.sizes:
        credits = [str(model.credits(size.value, quality.value)) for quality in model.qualities]
        rows.append([size.value, *credits])
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _line(texts: Texts, field: InputField, model: Model, locale: str, overrides: Mapping[str, Any]) -> str:
    if field.key in model.constants:
        facts = [texts("model-constant", locale, value=_json(overrides.get(field.key, field.default)))]
    elif field.required:
        facts = [texts("model-required", locale, most=model.prompt_max_length)]
    else:
        options = ", ".join(_json(option) for option in field.options)
        facts = [texts("model-default", locale, value=_json(field.default))]
        facts.append(texts("model-options", locale, options=options))
    key = f"model-note-{field.key.replace('_', '-')}"
    note = texts(key, locale) if texts.has(key) else field.note
    line = f"- `{field.key}` · `{field.kind}` · {' · '.join(facts)}"
    return f"{line}\n  -# {note}" if note else line


def _json(value: Any) -> str:
    return f"`{json.dumps(value, separators=(',', ':'))}`"

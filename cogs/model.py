"""/model: what draws here, and everything that it takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import Texts, load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from config import Model
from config.model import InputField

__all__ = ["ModelInfo", "model_card", "setup"]


class ModelInfo(commands.Cog):
    """Shows the catalogue entry in use."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot

    @app_commands.command(name=localised("name-model"), description=localised("command-model"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def model(self, interaction: EaselInteraction) -> None:
        """The catalogue's entry, with what this server sends in place of its constants."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        model = self._bot.model
        overrides = await self._bot.services.constants(interaction.guild_id or 0, model)
        card = model_card(load_texts(), model, locale_of(interaction), overrides)
        await interaction.edit_original_response(content=card)


def model_card(
    texts: Texts, model: Model, locale: str, overrides: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """The endpoint, its input reference and its prices; within one message.

    ``overrides``: what is sent instead of the model's constants.
    """
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
    """Credits of one picture by size (down) and quality (across), as the options are called."""
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


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(ModelInfo(bot))

"""Model constants that guilds override, such as the permissiveness of the content filter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.guilds.policy import model_constants
from bot.guilds.service import GuildService
from config import Model

__all__ = ["guild_constants"]


def guild_constants(
    guilds: GuildService, safety_tolerance: int | None
) -> Callable[[int, Model], Awaitable[Mapping[str, object]]]:
    """Return a function that looks up the model constants a guild currently overrides.

    ``safety_tolerance`` is the operator's limit, if any.
    """

    async def constants(guild_id: int, model: Model) -> Mapping[str, object]:
        return model_constants(await guilds.get(guild_id), model, safety_tolerance)

    return constants

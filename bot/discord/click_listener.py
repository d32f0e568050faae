"""Gateway client that waits for the click on one button, for ``easel doctor --live``."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
import discord

from bot.discord.api_base import use_api, use_gateway

__all__ = ["GATEWAY_ERRORS", "Click", "ClickListener", "listen_for_clicks"]

#: Errors of :func:`listen_for_clicks`.
GATEWAY_ERRORS = (discord.DiscordException, OSError, TimeoutError, aiohttp.ClientError)

# The library always waits this long for guilds before READY.
_READY_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A click: ID and webhook token of its interaction, and the file size limit of its replies."""

    interaction_id: int
    token: str
    upload_limit: int


class ClickListener(discord.Client):
    """Client without caches. :attr:`guilds_seen` are the GUILD_CREATE events by guild ID."""

    def __init__(self, *, shard_id: int, shard_count: int) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            enable_debug_events=True,
            shard_id=shard_id,
            shard_count=shard_count,
        )
        self.guilds_seen: dict[str, Mapping[str, Any]] = {}
        self._awaited: dict[str, asyncio.Future[Click]] = {}

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Resolve the waiter of the button's custom ID."""
        data: Mapping[str, Any] = cast("Mapping[str, Any]", interaction.data or {})
        waiter = self._awaited.get(str(data.get("custom_id")))
        if waiter is not None and not waiter.done():
            waiter.set_result(
                Click(
                    interaction_id=interaction.id,
                    token=interaction.token,
                    upload_limit=interaction.filesize_limit,
                )
            )

    async def on_socket_raw_receive(self, message: str) -> None:
        """Keep the raw GUILD_CREATE events, which discord.py does not pass on."""
        if '"GUILD_CREATE"' in message:
            event = json.loads(message)
            if event.get("t") == "GUILD_CREATE":
                self.guilds_seen[str(event["d"].get("id"))] = event["d"]

    def expect(self, custom_id: str) -> asyncio.Future[Click]:
        """Return a future for the first click on the button with this custom ID."""
        return self._awaited.setdefault(custom_id, asyncio.get_running_loop().create_future())


@asynccontextmanager
async def listen_for_clicks(
    *, api_url: str, gateway_url: str, shards: int, token: str, guild_id: int
) -> AsyncIterator[ClickListener]:
    """Connect to the shard of a guild and provide the client once its guilds have been announced.

    Raises :data:`GATEWAY_ERRORS`.
    """
    use_api(api_url)
    use_gateway(gateway_url)
    client = ClickListener(shard_id=(guild_id >> 22) % shards, shard_count=shards)
    async with client:
        await client.login(token)
        connection = asyncio.create_task(client.connect(reconnect=False), name="click listener")
        ready = asyncio.create_task(client.wait_until_ready())
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await asyncio.wait({connection, ready}, return_when=asyncio.FIRST_COMPLETED)
            if connection.done():
                connection.result()
                raise discord.GatewayNotFound
            yield client
        finally:
            ready.cancel()
            await client.close()
            connection.cancel()
            with contextlib.suppress(asyncio.CancelledError, *GATEWAY_ERRORS):
                await connection

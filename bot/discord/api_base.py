"""Pointing discord.py at another server than Discord's.

discord.py keeps its two addresses in class attributes. They are only touched when the
operator overrides ``DISCORD_API_URL``; in production this module does nothing.
"""

from __future__ import annotations

import discord.gateway
import discord.http
import yarl

__all__ = ["use_api", "use_gateway"]


def use_api(base_url: str) -> None:
    """Send every REST call below ``base_url`` (for example ``http://127.0.0.1:8080/api/v10``)."""
    discord.http.Route.BASE = base_url


def use_gateway(url: str) -> None:
    """Open websockets at ``url``; discord.py falls back to this address when a session is lost."""
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

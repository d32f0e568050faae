"""API base URL: direct discord.py to a server other than Discord, such as the sandbox.

discord.py keeps its REST and gateway URLs in class attributes, which this module sets.
"""

from __future__ import annotations

import discord.gateway
import discord.http
import yarl

__all__ = ["use_api", "use_gateway"]


def use_api(base_url: str) -> None:
    """Set the base URL of every REST call, for example ``http://127.0.0.1:8080/api/v10``."""
    discord.http.Route.BASE = base_url


def use_gateway(url: str) -> None:
    """Set the gateway URL, which discord.py also uses when it cannot resume a session.

    Raises :class:`TypeError` or :class:`ValueError` unless it is an absolute URL.
    """
    gateway = yarl.URL(url)
    if gateway.scheme not in {"ws", "wss"} or gateway.host is None:
        raise ValueError("not a gateway URL")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway

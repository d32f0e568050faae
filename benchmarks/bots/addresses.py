"""Sandbox addresses for discord.py and fal-client, read from the environment."""

from __future__ import annotations

import os

import discord
import fal_client.client
import yarl

__all__ = ["use_fal_sandbox", "use_sandbox"]


def use_sandbox() -> None:
    """Send discord.py's calls to ``DISCORD_API_URL``."""
    base = yarl.URL(os.environ["DISCORD_API_URL"])
    discord.http.Route.BASE = str(base)
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base.with_scheme("ws").with_path("/gateway")


def use_fal_sandbox() -> None:
    """Send fal-client's calls to ``FAL_QUEUE_URL``; its own setting supports only https."""
    fal_client.client.QUEUE_URL_FORMAT = os.environ["FAL_QUEUE_URL"] + "/"

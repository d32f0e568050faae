"""Sandbox: a simulated Discord and a simulated fal on one adjustable clock.

A bot needs only :meth:`Sandbox.environment` (in another process) or :meth:`Sandbox.settings` (in this one);
it cannot detect that it is running in a sandbox.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from config import Settings
from sandbox.clock import SandboxClock
from sandbox.discord import DefaultWorld, DiscordSimulator, create_default_world
from sandbox.discord.gateway import IdleGuilds, SessionStartLimits
from sandbox.discord.traffic_log import RequestCheck
from sandbox.fal import FalSimulator, new_key
from sandbox.fal.result_files import ImageGenerator
from sandbox.faults import Faults

__all__ = ["Sandbox", "open_sandbox"]

_APPLICATION_ID = 1_200_000_000_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """The running simulators with their default world, faults and clock.

    With ``published``, fal behaves as its published schemas say, and the bot's settings contain their URL.
    """

    clock: SandboxClock
    faults: Faults
    discord: DiscordSimulator
    fal: FalSimulator
    people: DefaultWorld
    published: bool = False

    def environment(self, folder: Path, **more: str) -> dict[str, str]:
        """Return environment variables that point a bot at the sandbox; it stores its files in ``folder``."""
        return {
            "DISCORD_TOKEN": self.discord.token,
            "FAL_KEY": self.fal.key,
            "DISCORD_API_URL": self.discord.api_url,
            "FAL_QUEUE_URL": self.fal.queue_url,
            "FAL_REST_URL": self.fal.queue_url,
            **({"FAL_SCHEMA_URL": self.fal.schema_url} if self.published else {}),
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'easel.db'}",
            "SPOOL_DIR": str(folder / "spool"),
            "HEALTH_FILE": str(folder / "health.json"),
            **more,
        }

    def settings(self, folder: Path, **more: str) -> Settings:
        """Build settings for a bot in this process; ``more`` uses the names of environment variables."""
        values = self.environment(folder, **more)
        return Settings.model_validate({name.lower(): value for name, value in values.items()})


@asynccontextmanager
async def open_sandbox(
    *,
    concurrency: int = 2,
    queue_seconds: float = 0.0,
    render_seconds: Mapping[str, float] | float = 0.0,
    picture_bytes: int | None = None,
    stream: bool = True,
    cancel_stops: bool = False,
    rate_limits: bool = True,
    webhook_limits: bool = False,
    validate: RequestCheck | None = None,
    compress: bool = True,
    idle_guilds: IdleGuilds | None = None,
    shards: int = 1,
    session_starts: SessionStartLimits | None = None,
    artist: ImageGenerator | None = None,
    published: bool = False,
) -> AsyncIterator[Sandbox]:
    """Start the simulators with the default world, on loopback ports chosen by the system.

    Rendering takes ``render_seconds``, overall or by quality; fal runs ``concurrency`` requests at once (a
    new account has 2). ``picture_bytes`` sets the size of result files, ``artist`` replaces the default image
    generator; with ``cancel_stops``, a running request can be canceled. ``idle_guilds`` are additional guilds
    without activity, ``shards`` is the number that Discord recommends, ``session_starts`` limits the sessions,
    and ``compress`` enables gateway compression. ``webhook_limits`` applies the limit of a channel's webhook
    calls as well. With ``published``, fal behaves as its published schemas say.
    """
    clock, faults = SandboxClock(), Faults()
    discord = DiscordSimulator(
        clock=clock,
        faults=faults,
        token=_new_token(),
        application_id=_APPLICATION_ID,
        rate_limits=rate_limits,
        webhook_limits=webhook_limits,
        validate=validate,
        compress=compress,
        idle_guilds=idle_guilds,
        shards=shards,
        session_starts=session_starts,
    )
    fal = FalSimulator(
        clock=clock,
        faults=faults,
        key=new_key(),
        concurrency=concurrency,
        queue_seconds=queue_seconds,
        render_seconds=render_seconds,
        picture_bytes=picture_bytes,
        artist=artist,
        stream=stream,
        cancel_stops=cancel_stops,
        published=published,
    )
    async with discord, fal:
        people = create_default_world(discord.world)
        yield Sandbox(
            clock=clock, faults=faults, discord=discord, fal=fal, people=people, published=published
        )


def _new_token() -> str:
    """Return a random token formatted like Discord's: libraries read the application's ID from its first part."""
    application = base64.b64encode(str(_APPLICATION_ID).encode()).decode()
    return f"{application}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"

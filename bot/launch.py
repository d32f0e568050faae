"""``easel run``: settings, log, locks, and then the bot until it is stopped."""

from __future__ import annotations

import asyncio
import signal
import sys

from bot.app import open_app
from bot.log import set_up_logging
from bot.one_line import one_line_errors
from bot.single import only_process
from config import Settings, load_settings

__all__ = ["run", "settings_for", "start_logging"]


def run() -> None:
    """Start the bot, and serve until it is stopped."""
    with one_line_errors():
        settings = settings_for("discord_token", "fal_key")
        start_logging(settings)
        with only_process(settings):
            asyncio.run(_run(settings))


def settings_for(*required: str) -> Settings:
    """The settings, with ``required`` among them. Raises :class:`config.ConfigError`."""
    settings = load_settings()
    settings.require(*required)
    return settings


def start_logging(settings: Settings) -> None:
    """Log as the settings say, with their secrets masked."""
    secrets = [s.get_secret_value() for s in (settings.discord_token, settings.fal_key) if s is not None]
    set_up_logging(level=settings.log_level, form=settings.log_format, secrets=secrets)


async def _run(settings: Settings) -> None:
    async with open_app(settings) as easel:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            if sys.platform == "win32":
                signal.signal(name, lambda *_: loop.call_soon_threadsafe(easel.stop))
            else:
                loop.add_signal_handler(name, easel.stop)
        await easel.run()

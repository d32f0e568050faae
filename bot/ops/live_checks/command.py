"""The command ``easel doctor --live``: options, signals and exit status."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable

from bot.clock import SystemClock
from bot.ops.live_checks.run import LiveOptions, plan_live_checks, run_live_checks
from bot.platform_clients import fal_client
from config import Settings, load_catalogue

__all__ = ["check_live", "show_plan"]

_EXIT_FAILED = 1
_EXIT_INTERRUPTED = 130


def show_plan(settings: Settings, options: argparse.Namespace, say: Callable[[str], None]) -> None:
    """Print what the checks will do and cost."""

    async def plan() -> list[str]:
        async with fal_client(settings, SystemClock()) as fal:
            return await plan_live_checks(
                settings,
                _live_options(settings, options),
                clock=SystemClock(),
                model=load_catalogue(own=settings.models_folder).get(settings.enabled_models[0]),
                fal=fal,
            )

    for line in asyncio.run(plan()):
        say(line)


def check_live(settings: Settings, options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Run the checks and return the exit status: 0 if every assumption holds, otherwise 1.

    SIGINT and SIGTERM end the checks early; the clean-up and the report are completed, and the status is 130.
    """

    async def check() -> bool:
        _cancel_on_signals()
        async with fal_client(settings, SystemClock()) as fal:
            report = await run_live_checks(
                settings,
                _live_options(settings, options),
                clock=SystemClock(),
                model=load_catalogue(own=settings.models_folder).get(settings.enabled_models[0]),
                fal=fal,
                say=say,
            )
        return report.passed

    try:
        return 0 if asyncio.run(check()) else _EXIT_FAILED
    except asyncio.CancelledError:
        return _EXIT_INTERRUPTED


def _cancel_on_signals() -> None:
    if sys.platform == "win32":
        return
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None  # noqa: S101 - called in a task
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)


def _live_options(settings: Settings, options: argparse.Namespace) -> LiveOptions:
    return LiveOptions(
        channel_id=options.channel,
        guild_id=options.guild,
        only=options.only,
        click_seconds=options.wait,
        report=options.report or settings.health_file.with_name("easel-live-report"),
    )

"""Plays the scenes of the guide with the real bot in the sandbox, and writes their pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import open_app
from sandbox.guide import administrators, members, operators
from sandbox.guide.drawing import draw
from sandbox.guide.hand import DRAWING_SECONDS, Hand
from sandbox.server import open_sandbox

__all__ = ["SCENES", "open_hand", "play_all"]

Scene = Callable[[Hand], Awaitable[None]]
SCENES: Sequence[Scene] = (*members.SCENES, *administrators.SCENES, *operators.SCENES)
"""Every scene, in the order of the guide; each needs what came before it."""

_SETTINGS = {
    "PROGRESS_SECONDS": "0.05",
    "FAL_POLL_SECONDS": "0.1",
    "QUOTA_DAILY_CREDITS": "300",
    "QUOTA_BOT_DAILY_CREDITS": "5000",
    "RETENTION_DAYS": "90",
}


@asynccontextmanager
async def open_hand(state: Path, *, picture_bytes: int | None = None) -> AsyncIterator[Hand]:
    """A sandbox with the bot online; ``picture_bytes`` makes pictures plain and quick."""
    async with (
        open_sandbox(
            render_seconds=DRAWING_SECONDS, cancel_stops=True, rate_limits=False, picture_bytes=picture_bytes
        ) as box,
        open_app(box.settings(state, **_SETTINGS), clock=box.clock) as app,
    ):
        running = asyncio.create_task(app.run())
        await box.discord.gateway.wait_identified()
        try:
            yield Hand(box=box, app=app, channel=box.people.studio)
        finally:
            app.stop()
            await running


async def play_all(state: Path, folder: Path | None = None, *, picture_bytes: int | None = None) -> Hand:
    """Play every scene; with a ``folder`` write the pictures into it. Returns what was seen."""
    async with open_hand(state, picture_bytes=picture_bytes) as hand:
        for scene in SCENES:
            await scene(hand)
            await hand.settled()
        if folder is not None:
            for shot in hand.shots:
                (folder / f"{shot.name}.svg").write_text(draw(shot.cards, shot.alt), encoding="utf-8")
            for name, data in hand.files.items():
                (folder / name).write_bytes(data)
        return hand

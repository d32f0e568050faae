"""Guide scenarios: every feature, played in the sandbox and photographed in the playground page.

``python -m sandbox.scenarios.guide`` (``make guide``) writes ``docs/guide/``. A test plays the same
scenes without a browser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sandbox.scenarios.guide import administrators, members, operators
from sandbox.scenarios.guide.guide_driver import GuideDriver, open_guide

__all__ = ["SCENES", "play_all"]

SCENES: Sequence[Callable[[GuideDriver], Awaitable[None]]] = (
    *members.SCENES,
    *administrators.SCENES,
    *operators.SCENES,
)
"""Every scene, in the order of the guide; each needs those before it."""


async def play_all(
    state: Path, folder: Path | None = None, *, picture_bytes: int | None = None
) -> GuideDriver:
    """Play every scene; with a ``folder`` write the pictures into it, which needs Chromium."""
    async with open_guide(state, folder, picture_bytes=picture_bytes) as guide:
        for scene in SCENES:
            await scene(guide)
            await guide.wait_idle()
        guide.finish_shot()
        return guide

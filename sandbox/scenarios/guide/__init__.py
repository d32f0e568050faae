"""Guide scenarios: play every feature in the sandbox and take screenshots of the playground page.

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
"""All scenes, in the order of the guide; each depends on the earlier ones."""


async def play_all(
    state: Path, folder: Path | None = None, *, picture_bytes: int | None = None
) -> GuideDriver:
    """Play every scene; if ``folder`` is given, save screenshots in it, which requires Chromium."""
    async with open_guide(state, folder, picture_bytes=picture_bytes) as guide:
        for scene in SCENES:
            await scene(guide)
            await guide.wait_idle()
        guide.finish_shot()
        return guide

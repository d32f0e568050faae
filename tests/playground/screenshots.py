"""Screenshots: ``make screenshots`` takes the README's pictures of the playground page.

Stills of the page with a result, and a short animation of the main job; WebP, without duplicate
frames.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, expect

from sandbox.embedded_bot import local_session
from sandbox.scenarios.guide.browser import open_browser
from sandbox.web import open_playground
from sandbox.web.examples import post_examples

_STILL = "playground.webp"
_HOOD = "playground-hood.webp"
_PHONE = "playground-phone.webp"
_MOVING = "playground-capture.webp"
_RENDERS = {"low": 2.6, "medium": 3.2, "high": 4.0}
_SETTINGS = {"PROGRESS_SECONDS": "0.8", "QUOTA_DAILY_CREDITS": "600", "QUOTA_BOT_DAILY_CREDITS": "5000"}
_PROMPT = "hot air balloons over the mountains at dawn"
# The same font on every machine that has it, instead of the system's.
_FONT = 'body { font-family: "Liberation Sans", Arial, "Noto Color Emoji", sans-serif }'
_FRAME_SECONDS = 0.14
_SIZE = (1280, 780)
_SHOWN = (960, 585)
# A busy machine takes fewer frames; they are not shown for longer.
_LONGEST_MS, _LAST_MS = 800, 2600


@dataclass(slots=True)
class Camera:
    """Records frames until ``running`` is false."""

    page: Page
    frames: list[Image.Image] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    running: bool = True

    async def roll(self) -> None:
        last, begun = b"", time.monotonic()
        while self.running:
            shot = await self.page.screenshot(type="png", animations="allow", caret="initial")
            now = time.monotonic()
            if shot != last:
                if self.frames:
                    self.lengths.append(min(_LONGEST_MS, round((now - begun) * 1000)))
                self.frames.append(
                    Image.open(io.BytesIO(shot)).convert("RGB").resize(_SHOWN, Image.Resampling.LANCZOS)
                )
                last, begun = shot, now
            await asyncio.sleep(max(0.0, _FRAME_SECONDS - (time.monotonic() - now)))
        self.lengths.append(_LAST_MS)

    def save(self, path: Path) -> None:
        first, *others = self.frames
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=self.lengths,
            loop=0,
            quality=78,
            method=6,
            minimize_size=True,
        )


async def _draw(page: Page, prompt: str) -> None:
    """Request pictures with the keyboard, at a typist's speed."""
    keys = page.keyboard
    await keys.press("/")
    await keys.type("im", delay=160)
    await asyncio.sleep(0.6)
    await keys.press("Enter")
    await keys.type(prompt, delay=45)
    await keys.press("Tab")
    await keys.type("count", delay=80)
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await asyncio.sleep(0.5)
    await keys.type("4")
    await asyncio.sleep(0.4)
    await keys.press("Enter")
    await asyncio.sleep(0.5)
    await keys.press("Enter")


async def _take(out: Path) -> None:
    expect.set_options(timeout=20_000)
    renders = dict.fromkeys(_RENDERS, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            local_session(Path(folder), _SETTINGS, render_seconds=renders) as (sandbox, bot),
            open_playground(sandbox, bot.app, bot=bot) as playground,
            open_browser() as browser,
        ):
            await post_examples(sandbox)
            renders.update(_RENDERS)
            page = await browser.new_page(
                viewport={"width": _SIZE[0], "height": _SIZE[1]}, color_scheme="dark", bypass_csp=True
            )
            await page.goto(playground.new_link())
            await page.wait_for_selector("body[data-ready]")
            await page.add_style_tag(content=_FONT)
            newest = page.locator(".message").last
            await expect(newest.locator(".gallery img")).to_have_count(4)
            await asyncio.sleep(2.5)
            camera = Camera(page)
            rolling = asyncio.create_task(camera.roll())
            await asyncio.sleep(1.5)
            await _draw(page, _PROMPT)
            await expect(page.locator(".message .gallery")).to_have_count(3)
            await expect(newest.locator(".reaction")).to_have_count(1)
            await asyncio.sleep(1.2)
            camera.running = False
            await rolling
            camera.save(out / _MOVING)

            await page.set_viewport_size({"width": 1440, "height": 900})
            await page.locator("#prompt").fill(_PROMPT)
            await asyncio.sleep(0.8)
            await _still(page, out / _STILL)
            await page.get_by_role("button", name="Under the hood").first.click()
            await asyncio.sleep(0.5)
            await _still(page, out / _HOOD)
            await page.get_by_role("button", name="Close").first.click()
            await page.set_viewport_size({"width": 390, "height": 844})
            await page.get_by_role("button", name="Dismiss the introduction").click()
            await asyncio.sleep(0.5)
            await _still(page, out / _PHONE)
    for name in (_MOVING, _STILL, _HOOD, _PHONE):
        print(f"{out / name}: {(out / name).stat().st_size // 1024} kB")  # noqa: T201 - says what was made


async def _still(page: Page, path: Path) -> None:
    shot = await page.screenshot(type="png", animations="disabled")
    Image.open(io.BytesIO(shot)).convert("RGB").save(path, quality=82, method=6)


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    asyncio.run(_take(parser.parse_args().out))


if __name__ == "__main__":
    main()

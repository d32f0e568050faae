"""Camera: takes screenshots of the playground page's messages, forms and message box in Chromium."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Locator, Page, ViewportSize

from bot.app import App
from sandbox.discord import Channel, Message, User
from sandbox.scenarios.guide.browser import open_browser
from sandbox.server import Sandbox
from sandbox.web import open_playground

__all__ = ["Camera", "open_camera"]

_VIEW = ViewportSize(width=600, height=2400)
_HIGHEST, _GAP = 760, 10
_BACKGROUND = "#1a1b1e"
_QUALITY = 62
# Show messages without their toolbar and rounded corners.
_STYLE = ".message .tools { display: none } .message { margin: 0 !important; border-radius: 0 !important }"
_LOADED = """async message => {
  const images = [...message.querySelectorAll("img")];
  for (const image of images) image.loading = "eager";
  await Promise.all(images.map(image => image.decode()));
  await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
}"""
_FORM = "form => import('/static/js/form.js').then(module => module.openForm(form, async () => {}))"


class Camera:
    """Collects screenshots of the page and saves them, stacked vertically, as one picture."""

    def __init__(self, page: Page, link: str) -> None:
        self._page = page
        self._origin = link.partition("/enter")[0]
        self._photos: list[Image.Image] = []

    async def message(self, message: Message, viewer: User) -> None:
        """Capture ``message`` as ``viewer`` sees it."""
        await self._visit(viewer, message.channel)
        element = self._page.locator(f"#m-{message.id}")
        await element.scroll_into_view_if_needed()
        await element.evaluate(_LOADED)
        await self._shoot(element)

    async def command(self, text: str, user: User, channel: Channel) -> None:
        """Capture a command as typed into the message box, before it is sent."""
        await self._visit(user, channel)
        await self._page.locator("#composer textarea").fill(f"{text} ")
        await self._page.evaluate("document.activeElement.blur()")
        await self._shoot(self._page.locator("#composer .line"))

    async def suggestions(self, text: str, user: User, channel: Channel) -> None:
        """Capture the suggestions for the last option of a command."""
        await self._visit(user, channel)
        await self._page.locator("#composer textarea").fill(f"{text} ")
        await self._page.locator("#composer .option-field input").last.press("End")
        await self._page.locator("#composer .option-field input").last.press_sequentially("x")
        await self._page.keyboard.press("Backspace")
        await self._page.locator(".suggestions .option").first.wait_for()
        await self._shoot(self._page.locator("#composer .popup"))
        await self._shoot(self._page.locator("#composer .line"))

    async def form(self, modal: dict[str, Any], user: User, channel: Channel) -> None:
        """Capture an open form."""
        await self._visit(user, channel)
        await self._page.evaluate(_FORM, modal)
        await self._shoot(self._page.locator("dialog.form"))

    def save(self, path: Path) -> None:
        """Write the screenshots since the last call to ``path`` (WebP); do nothing if there are none."""
        if not self._photos:
            return
        height = sum(photo.height + _GAP for photo in self._photos) - _GAP
        picture = Image.new("RGB", (_VIEW["width"], height), _BACKGROUND)
        top = 0
        for photo in self._photos:
            picture.paste(photo, ((_VIEW["width"] - photo.width) // 2, top))
            top += photo.height + _GAP
        picture.save(path, quality=_QUALITY, method=6)
        self._photos.clear()

    async def _visit(self, user: User, channel: Channel) -> None:
        """Reload the page, so that it shows the current state of every message."""
        await self._page.goto("about:blank")
        await self._page.goto(f"{self._origin}/#as={user.name}&in={channel.id}")
        await self._page.wait_for_selector("body[data-ready]")
        await self._page.add_style_tag(content=_STYLE)

    async def _shoot(self, element: Locator) -> None:
        png = await element.screenshot(animations="disabled")
        photo = Image.open(io.BytesIO(png)).convert("RGB")
        self._photos.append(photo.crop((0, 0, photo.width, min(photo.height, _HIGHEST))))


@asynccontextmanager
async def open_camera(sandbox: Sandbox, app: App) -> AsyncIterator[Camera]:
    """Open the playground page in a headless Chromium."""
    async with open_playground(sandbox, app) as playground, open_browser() as browser:
        # The page's content security policy forbids the style sheet added for the screenshots.
        page = await browser.new_page(viewport=_VIEW, color_scheme="dark", bypass_csp=True)
        link = playground.new_link()
        await page.goto(link)
        await page.wait_for_selector("body[data-ready]")
        yield Camera(page, link)

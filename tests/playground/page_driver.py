"""Page driver: the playground page in a real Chromium, with the real bot behind it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, Request, expect

from sandbox.scenarios.guide.browser import open_browser
from sandbox.web import Playground, open_playground
from tests.e2e.harness import Harness, open_harness

__all__ = ["SIZES", "PageDriver", "open_page"]

#: Window sizes in which every part of the page has to work: two desktops and a phone.
SIZES = ((1440, 900), (1280, 720), (390, 844))

# Two cores run the bot, the sandbox and the browser, and often other tests as well.
_TIMEOUT_MS = 20_000
QUICK: dict[str, Any] = {"render_seconds": 0.2, "picture_bytes": 20_000}


@dataclass(slots=True, kw_only=True)
class PageDriver:
    """One tab, with the errors the browser has logged and the hosts it has contacted."""

    harness: Harness
    playground: Playground
    browser: Browser
    context: BrowserContext
    page: Page
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    def watch(self, page: Page) -> None:
        """Record the errors of ``page`` and the hosts it contacts."""

        def asked(request: Request) -> None:
            self.hosts.add(urlsplit(request.url).netloc)

        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda line: self.errors.append(line.text) if line.type in {"error", "warning"} else None,
        )
        page.on("request", asked)
        page.on("response", lambda answer: self._note(answer.status, answer.url))

    def _note(self, status: int, url: str) -> None:
        if status >= 400:
            self.errors.append(f"{status} {url}")

    async def ready(self) -> None:
        await self.page.wait_for_selector("body[data-ready]")

    async def choose_command(self, path: str) -> None:
        """Type ``/path`` with the keyboard, and open the command's form."""
        await self.page.keyboard.press("/")
        await self.page.keyboard.type(path)
        await expect(self.page.get_by_role("option", name=f"/{path}").first).to_be_visible()
        await self.page.keyboard.press("Enter")

    async def type_command(self, path: str, **options: str) -> None:
        """Type ``/path`` with the keyboard, add each option by name, and send it."""
        await self.choose_command(path)
        for name, value in options.items():
            await self.fill_option(name, value)
        await self.page.get_by_role("button", name="Send the command").click()

    async def fill_option(self, name: str, value: str) -> None:
        """Fill in one option, adding it if it is not shown; a choice is taken from its list."""
        box = self.page.get_by_role("combobox", name=re.compile(f"^{re.escape(name)}:"))
        if not await box.count():
            await self.page.locator("input.rest").fill(name)
            await self.page.get_by_role("option", name=name).first.click()
        await box.fill(value)
        await self.page.wait_for_timeout(50)
        offered = self.page.locator(".suggestions .option.active")
        if await offered.count():
            await offered.click()

    async def be(self, label: str) -> None:
        """Switch to the user whose name begins with ``label``."""
        box = self.page.locator("#who")
        option = box.locator("option", has_text=re.compile(f"^{label}"))
        await box.select_option(value=await option.get_attribute("value"))
        await expect(self.page.locator("#who")).to_have_value((await option.get_attribute("value")) or "")
        await self.page.wait_for_function("who => location.hash.includes('as=' + who)", arg=label.lower())

    async def go(self, channel: str) -> None:
        name = self.page.locator(".place > span:not(.sr)").get_by_text(channel, exact=True)
        await name.click()
        await expect(self.page.locator("#here")).to_have_text(channel)


@asynccontextmanager
async def open_page(
    folder: Path,
    *,
    sandbox: dict[str, Any] | None = None,
    view: dict[str, Any] | None = None,
    live: bool = False,
    **settings: str,
) -> AsyncIterator[PageDriver]:
    """Open the page, with its bot and sandbox, in one browser; an error the page logs fails the test."""
    async with (
        open_harness(folder, sandbox={**QUICK, **(sandbox or {})}, **settings) as harness,
        open_playground(harness.sandbox, harness.app, live=live) as playground,
        open_browser() as browser,
    ):
        context = await browser.new_context(**{"viewport": {"width": 1360, "height": 860}, **(view or {})})
        context.set_default_timeout(_TIMEOUT_MS)
        expect.set_options(timeout=_TIMEOUT_MS)
        page = await context.new_page()
        driver = PageDriver(
            harness=harness, playground=playground, browser=browser, context=context, page=page
        )
        driver.watch(page)
        await page.goto(playground.new_link())
        await driver.ready()
        yield driver
        assert driver.errors == [], driver.errors

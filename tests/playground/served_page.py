"""Served page: ``easel sandbox --web`` or ``--live`` as a process, opened in a browser."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page

from sandbox.bot_process import BotProcess
from sandbox.scenarios.guide.browser import open_browser

__all__ = ["OPERATORS_KEY", "live_page", "served_page"]

OPERATORS_KEY = "operator-id-4711:operator-secret-0815"
_START_SECONDS = 40


@asynccontextmanager
async def live_page(folder: Path, queue_url: str) -> AsyncIterator[Page]:
    """Open the page of a live sandbox whose fal is at ``queue_url``."""
    settings = {"FAL_KEY": OPERATORS_KEY, "FAL_QUEUE_URL": queue_url}
    async with served_page(folder, "--live", **settings) as page:
        yield page


@asynccontextmanager
async def served_page(folder: Path, option: str, **settings: str) -> AsyncIterator[Page]:
    """Open the page that ``easel sandbox`` serves; SIGTERM must end the process with status 0."""
    command = ("-m", "bot", "sandbox", option, "--keep", str(folder))
    output = folder / "output.log"
    async with (
        BotProcess(folder, settings, log=output, command=command) as process,
        open_browser() as browser,
    ):
        await process.start()
        link = None
        async with asyncio.timeout(_START_SECONDS):
            while link is None:
                assert process.running, process.log_tail()
                await asyncio.sleep(0.05)
                link = re.search(r"http://\S+/enter\?key=\S+(?=\s)", output.read_text("utf-8"))
        page = await browser.new_page()
        await page.goto(link[0])
        await page.wait_for_selector("body[data-ready]")
        yield page
        await page.close()
        assert await process.stop() == 0

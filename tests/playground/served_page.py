"""``easel sandbox --live`` as an operator starts it: a process with a key in its environment."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from config import Settings
from tests.playground.page_driver import chromium, flags

__all__ = ["OPERATORS_KEY", "easel", "live_page", "served_page"]

OPERATORS_KEY = "operator-id-4711:operator-secret-0815"
_START_SECONDS = 40


async def _start(folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    known = {name.upper() for name in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name not in known}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[2]), **settings},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def easel(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run a command to its end: the exit status and what it said."""
    process = await _start(folder, *arguments, **settings)
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@asynccontextmanager
async def live_page(folder: Path, queue_url: str) -> AsyncIterator[Page]:
    """The page of a live sandbox whose fal is at ``queue_url``."""
    settings = {"FAL_KEY": OPERATORS_KEY, "FAL_QUEUE_URL": queue_url}
    async with served_page(folder, "--live", **settings) as page:
        yield page


@asynccontextmanager
async def served_page(folder: Path, option: str, **settings: str) -> AsyncIterator[Page]:
    """The page as ``easel sandbox`` serves it; the process ends by SIGTERM, with 0."""
    process = await _start(folder, "sandbox", option, "--keep", str(folder), **settings)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_START_SECONDS):
            link = None
            while link is None:
                line = (await process.stdout.readline()).decode()
                assert line, "the process ended"
                link = re.search(r"http://\S+/enter\?key=\S+", line)
        async with async_playwright() as tool:
            browser = await tool.chromium.launch(executable_path=chromium(), args=list(flags()))
            page = await browser.new_page()
            await page.goto(link[0])
            await page.wait_for_selector("body[data-ready]")
            yield page
            await browser.close()
        process.terminate()
        await process.communicate()
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

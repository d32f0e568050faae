"""Hostile input: messages of a hostile member, and requests of a hostile page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from playwright.async_api import expect

from tests.playground.page_driver import open_page

SCRIPT = '<script>window.owned = 1</script><img src=x onerror="window.owned = 2">'
PICTURE = "![x](https://evil.example/pixel.png) [a](javascript:window.owned=3) <https://evil.example/>"
TURNED = "safe \u202egpj.exe\u202c **bold** \u0000\u200f \u2066x"
# As long as the option takes; the model takes less, and the bot says so.
LONG = "a very long prompt, " * 300


@pytest.mark.parametrize("prompt", [SCRIPT, PICTURE, TURNED], ids=["script", "picture", "direction"])
async def test_a_hostile_prompt_is_shown_as_text(tmp_path: Path, prompt: str):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.get_by_label("Prompt").fill(prompt)
        await page.get_by_label("Quality").select_option("low")
        await page.get_by_role("button", name="Run").click()
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        # Neither markup nor a link nor a request came of it, here or in what a person says.
        await driver.harness.bob.send(prompt.replace("\u0000", ""))
        await expect(driver.messages).to_have_count(2)
        assert await page.evaluate("window.owned") is None
        assert await page.locator("#messages script, #messages img[src='x']").count() == 0
        assert await page.locator("#messages a[href^='javascript']").count() == 0
        assert driver.hosts == {urlsplit(driver.playground.origin).netloc}
        await driver.newest.hover()
        text = await driver.messages.first.inner_text()
        assert "window.owned" in text or "safe" in text


async def test_a_prompt_of_six_thousand_characters_is_refused_with_a_message(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.choose_command("imagine")
        await driver.page.get_by_role("combobox", name="prompt:").fill(LONG)
        await driver.page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest).to_contain_text("4,000")
        width = await driver.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0


async def test_the_page_never_connects_to_another_host(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.type_command("imagine", prompt="a kite", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        await driver.newest.locator(".tile").click()
        await driver.page.keyboard.press("Escape")
        await driver.page.get_by_role("button", name="Under the hood").first.click()
        await driver.page.reload()
        await driver.ready()

        assert driver.hosts == {urlsplit(driver.playground.origin).netloc}


@asynccontextmanager
async def foreign_page(target: str, studio: int) -> AsyncIterator[str]:
    """A page of another origin that attacks the playground."""
    script = f"""
      const say = JSON.stringify({{as: "alice", in: "{studio}", do: "say", content: "owned"}});
      const tries = [
        fetch("{target}/api/act", {{method: "POST", credentials: "include", headers: {{"Content-Type": "application/json"}}, body: say}}),
        fetch("{target}/api/act", {{method: "POST", credentials: "include", mode: "no-cors", body: say}}),
        fetch("{target}/api/stream", {{credentials: "include"}}).then((answer) => answer.text()),
      ];
      const form = document.createElement("form");
      form.method = "post"; form.enctype = "text/plain"; form.action = "{target}/api/act"; form.target = "inside";
      const input = document.createElement("input"); input.name = say; form.append(input);
      const frame = document.createElement("iframe"); frame.name = "inside";
      document.body.append(frame, form); form.submit();
      const shown = document.createElement("iframe"); shown.src = "{target}/"; document.body.append(shown);
      Promise.allSettled(tries).then((all) => setTimeout(() => document.title = all.map((one) => one.status).join(), 600));
    """

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><body><script>{script}</script>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_a_page_of_another_origin_cannot_act(tmp_path: Path, name: str):
    async with open_page(tmp_path) as driver:
        studio = driver.harness.people.studio.id
        async with foreign_page(driver.playground.origin, studio) as address:
            # 127.0.0.1 on another port is the same site to a browser: the cookie goes with it.
            other = await driver.context.new_page()
            await other.goto(address.replace("127.0.0.1", name))
            await expect(other).to_have_title("rejected,rejected,rejected")

        assert driver.harness.world.messages(driver.harness.people.studio) == []
        assert driver.harness.discord.interactions == []

"""Multiple clients: new commands, another library, live mode, two users at once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import hikari
from discord import Interaction, app_commands
from playwright.async_api import expect

from sandbox.bot_process import BotProcess
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults
from sandbox.scenarios.guide.browser import open_browser
from tests.cli_commands import easel, error_line
from tests.playground.page_driver import SIZES, open_page
from tests.playground.served_page import OPERATORS_KEY, live_page, served_page

#: Everything one tab receives, as text.
LISTEN = """() => {
    const heard = [];
    const here = new URLSearchParams(location.hash.slice(1));
    const stream = new EventSource("/api/stream?" + here);
    for (const name of ["hello", "message", "wire", "queue", "ledger", "place", "hood"])
        stream.addEventListener(name, (event) => heard.push(event.data));
    return heard;
}"""


async def test_a_newly_registered_command_appears_without_a_reload(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        tree = driver.harness.app.bot.tree

        @tree.command(name="weather", description="What it is like outside")
        @app_commands.describe(place="Where", days="How many days")
        @app_commands.choices(place=[app_commands.Choice(name="By the sea", value="sea")])
        async def weather(interaction: Interaction, place: str, days: int = 1) -> None:
            await interaction.response.send_message(f"{place}: fair for {days}", ephemeral=True)

        await tree.sync()

        page = driver.page
        await page.keyboard.press("/")
        await page.keyboard.type("wea")
        await expect(page.get_by_role("option", name="/weather")).to_contain_text("What it is like outside")
        await page.keyboard.press("Enter")
        await driver.fill_option("place", "By")
        await driver.fill_option("days", "3")
        await page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest).to_contain_text("sea: fair for 3")


async def test_suggestions_come_from_the_bot(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        point = driver.harness.app.bot.services.prompt_templates[0]
        await driver.choose_command("imagine")
        await page.keyboard.type(point.title[:8])

        await page.get_by_role("option", name=point.title).click()
        await page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        (submit,) = driver.harness.fal.submits
        assert submit.arguments is not None
        assert submit.arguments["prompt"] == point.prompt


async def test_a_private_answer_is_not_sent_to_another_user(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        other = await driver.context.new_page()
        driver.watch(other)
        await other.goto(f"{driver.playground.origin}/#as=bob")
        await expect(other.locator("#who")).to_have_value("bob")
        heard = await other.evaluate_handle(LISTEN)

        await driver.type_command("quota")
        await expect(driver.page.locator(".message.ephemeral")).to_have_count(1)
        await driver.harness.bob.send("seen by both")
        await expect(other.locator(".message").last).to_contain_text("seen by both")

        await expect(other.locator(".message")).to_have_count(1)
        assert "seen by both" in str(await heard.json_value())
        assert '"ephemeral":true' not in str(await heard.json_value())


async def test_another_library_connects_while_the_page_is_open(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        discord = driver.harness.discord
        bot = hikari.GatewayBot(
            discord.token,
            banner=None,
            intents=hikari.Intents.GUILDS,
            rest_url=discord.api_url,
            suppress_optimization_warning=True,
            logs=None,
        )
        started: list[hikari.StartedEvent] = []
        bot.subscribe(hikari.StartedEvent, _noting(started))
        await bot.start(check_for_updates=False)
        try:
            assert started
            await driver.type_command("quota")
            await expect(driver.newest).to_contain_text("60")
        finally:
            await bot.close()


def _noting(seen: list[hikari.StartedEvent]):
    async def note(event: hikari.StartedEvent) -> None:
        seen.append(event)

    return note


async def test_live_mode_renders_with_the_operators_key_and_never_shows_it(tmp_path: Path):
    fal = FalSimulator(
        clock=SandboxClock(), faults=Faults(), key=OPERATORS_KEY, render_seconds=0.2, picture_bytes=20_000
    )
    async with fal, live_page(tmp_path, fal.queue_url) as page:
        heard = await page.evaluate_handle(LISTEN)
        await expect(page.locator("#mode")).to_contain_text("real cost")
        await page.get_by_label("Prompt").fill("a lantern")
        await page.get_by_label("Quality").select_option("low")
        await page.get_by_role("button", name="Run").click()
        await expect(page.locator(".message .gallery img")).to_have_count(1)
        await page.get_by_role("button", name="Under the hood").first.click()
        await page.get_by_role("tab", name="fal's queue").click()
        await expect(page.locator("#hood-queue .request")).to_contain_text("a lantern")

        (submit,) = fal.submits
        headers = {name.lower(): value for name, value in submit.headers.items()}
        assert headers["authorization"] == f"Key {OPERATORS_KEY}"
        everything = f"{await heard.json_value()} {await page.content()} {(tmp_path / 'bot.log').read_text()}"
        assert "a lantern" in everything
        for part in OPERATORS_KEY.split(":"):
            assert part not in everything
        await page.get_by_role("tab", name="Faults and time").click()
        await expect(page.locator("#hood-faults")).to_contain_text("the clock cannot be moved")


async def test_live_mode_without_a_key_ends_with_one_line(tmp_path: Path):
    ended = await easel(tmp_path, {"FAL_KEY": ""}, "sandbox", "--live")

    assert error_line(ended).startswith("easel: FAL_KEY")


async def test_the_first_picture_appears_within_thirty_seconds(tmp_path: Path):
    async with served_page(tmp_path, "--web") as page:
        await page.locator(".point").first.click()
        await page.get_by_role("button", name="Run").click()

        # The bar fits the simulated times from the first picture.
        await expect(page.locator(".message").last).to_contain_text("usually 5–8 s")
        newest = page.locator(".message").last.locator(".gallery img")
        await expect(newest).to_have_count(1, timeout=30_000)
        assert await newest.evaluate("image => image.decode().then(() => true)")


async def test_the_bot_answers_in_the_users_language(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page, book = driver.page, driver.harness.discord.commands
        command = book.find("quota", 1, None)
        assert command is not None

        await page.get_by_label("Language of your Discord").select_option("ja")
        await page.keyboard.press("/")
        await expect(page.get_by_role("listbox")).to_contain_text(command["description_localizations"]["ja"])
        await page.keyboard.type("quota")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest).to_contain_text("クレジット")
        assert driver.harness.discord.interactions[-1].payload["locale"] == "ja"
        await driver.be("Bob")
        await expect(page.get_by_label("Language of your Discord")).to_have_value("en-US")


async def test_an_open_page_reconnects_after_a_restart_of_the_sandbox(tmp_path: Path):
    output = tmp_path / "output.log"
    command = ("-m", "bot", "sandbox", "--web", "--keep", str(tmp_path))

    async def link() -> str:
        async with asyncio.timeout(40):
            while not (found := re.findall(r"http://\S+/enter\?key=\S+(?=\s)", output.read_text("utf-8"))):
                assert process.running, process.log_tail()
                await asyncio.sleep(0.05)
        return str(found[-1])

    async with BotProcess(tmp_path, {}, log=output, command=command) as process, open_browser() as browser:
        await process.start()
        page = await browser.new_page()
        await page.goto(await link())
        await page.wait_for_selector("body[data-ready]")
        assert await process.stop() == 0
        await expect(page.locator("#banner")).to_contain_text("make playground", timeout=20_000)
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            await expect(page.locator("#banner")).to_be_in_viewport(ratio=1)
        assert (tmp_path / "page.json").stat().st_mode & 0o077 == 0

        output.write_text("")
        await process.start()
        await link()
        await expect(page.locator("#banner")).to_be_hidden(timeout=20_000)
        await expect(page.locator(".message .gallery img")).to_have_count(5)
        await page.close()
        assert await process.stop() == 0

"""First screen: example results, things to try, and recovery of a killed bot."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from tests.playground.page_driver import SIZES, open_page
from tests.playground.served_page import served_page


async def test_the_introduction_offers_things_to_try_and_can_be_dismissed(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.get_by_role("button", name="Draw a picture").click()
        await expect(page.get_by_role("combobox", name="prompt:")).to_have_value(
            "a paper boat on a lake at dawn"
        )
        await page.get_by_role("button", name="Be the administrator").click()
        await expect(page.locator("#who")).to_have_value("mod")
        await expect(page.locator(".composer .chip")).to_have_text("/settings")
        await page.get_by_role("button", name="Dismiss the introduction").click()
        await page.reload()
        await driver.ready()
        await expect(page.locator("#intro")).to_be_hidden()


async def test_a_bot_killed_while_it_draws_posts_once_after_its_restart(tmp_path: Path):
    async with served_page(tmp_path, "--web") as page:
        results = page.locator(".message", has=page.locator(".gallery"))
        await expect(results).to_have_count(2)
        await page.get_by_role("button", name="Kill the bot while it draws").click()
        again = page.get_by_role("button", name="Start it again")
        await expect(again).to_be_visible()
        await expect(page.locator("#killed")).to_contain_text("The bot is dead")
        await expect(results).to_have_count(2)
        # The log lines appear once the picture is finished, whether the bot runs or not.
        await expect(page.locator("#hood-queue .request", has_text="oil painting")).to_contain_text("done")
        for width, height in SIZES:
            for scheme in ("dark", "light"):
                await page.set_viewport_size({"width": width, "height": height})
                await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                await expect(again).to_be_in_viewport(ratio=1)
                await expect(page.locator("#killed")).to_be_in_viewport(ratio=1)

        await again.click()
        await expect(page.get_by_role("button", name="Kill the bot", exact=True)).to_be_visible()
        await expect(page.locator("#killed")).to_be_hidden()
        await expect(results).to_have_count(3)
        await expect(results.last).to_contain_text("a lighthouse in a storm, oil painting")
        await page.set_viewport_size({"width": 1440, "height": 900})
        await page.get_by_role("button", name="Under the hood").first.click()
        await page.get_by_role("tab", name="fal's queue").click()
        await expect(page.locator(".request", has_text="oil painting")).to_have_count(1)
        await page.get_by_role("tab", name="Credits").click()
        await expect(page.locator("#hood-ledger td", has_text="settled")).to_have_count(1)

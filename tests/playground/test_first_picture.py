"""First picture: a visitor types a command and sees pictures, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from tests.playground.page_driver import open_page


async def test_a_command_typed_by_keyboard_gives_four_pictures(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page, keys = driver.page, driver.page.keyboard

        await keys.press("/")
        await keys.type("im")
        await expect(page.get_by_role("option", name="/imagine")).to_be_visible()
        await keys.press("Enter")
        await keys.type("a red fox, asleep")
        await keys.press("Tab")
        await keys.type("count")
        await keys.press("ArrowDown")
        await keys.press("Enter")
        await keys.type("4")
        await expect(page.locator(".suggestions .option.active")).to_have_text("4")
        await keys.press("Enter")
        await keys.press("Enter")

        await expect(driver.newest.locator(".gallery img")).to_have_count(4)
        picture = driver.newest.locator(".gallery img").first
        assert "a red fox, asleep" in (await picture.get_attribute("alt") or "")
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1024
        (submit,) = driver.harness.fal.submits
        assert submit.arguments is not None
        assert submit.arguments["prompt"] == "a red fox, asleep"
        assert submit.arguments["num_images"] == 4


async def test_run_on_the_card_issues_the_same_command(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page

        await page.get_by_label("Prompt").fill("a paper boat")
        await page.get_by_label("Quality").select_option("low")
        await expect(page.locator("#cost")).to_contain_text("1 credit")
        await page.get_by_role("button", name="Run").click()

        await expect(driver.newest.locator(".above")).to_contain_text("Alice used /imagine")
        await expect(page.locator("#card .outcome img")).to_have_count(1)
        (interaction,) = driver.harness.discord.interactions
        assert interaction.name == "imagine"
        assert interaction.payload["data"]["options"] == [
            {"name": "prompt", "type": 3, "value": "a paper boat"},
            {"name": "size", "type": 3, "value": "1024x1024"},
            {"name": "quality", "type": 3, "value": "low"},
            {"name": "count", "type": 4, "value": 1},
        ]

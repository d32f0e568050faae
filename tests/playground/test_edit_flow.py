"""Pictures as references: dragged to the message box, edited, and compared in the lightbox; a choice of models."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from tests.playground.page_driver import open_page


async def test_a_picture_is_dragged_to_the_message_box_edited_and_compared(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("imagine", prompt="a paper boat", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        await driver.newest.locator(".gallery .tile").drag_to(page.locator("#composer"))
        await expect(page.locator("#composer .chip")).to_have_text("/edit")
        await driver.fill_option("prompt", "at night")
        await page.get_by_role("button", name="Send the command").click()
        await expect(driver.newest.locator(".content")).to_contain_text("Made from an attached picture")

        await driver.newest.locator(".gallery .tile").click()
        slider = page.get_by_role("slider", name="Compare with the picture it was made from")
        await slider.fill("50")
        await expect(page.locator(".lightbox .before")).to_have_css("clip-path", "inset(0px 50% 0px 0px)")
        assert await page.locator(".lightbox .before").evaluate(
            "image => image.complete && image.naturalWidth > 0"
        )


async def test_the_card_offers_the_enabled_models(tmp_path: Path):
    models = "fal-ai/gpt-image-2,fal-ai/nano-banana-2"
    async with open_page(tmp_path, FAL_MODELS=models) as driver:
        page = driver.page
        await page.get_by_label("Model", exact=True).select_option("fal-ai/nano-banana-2")
        await expect(page.locator("#card .endpoint code")).to_have_text("fal-ai/nano-banana-2")
        await page.get_by_label("Prompt", exact=True).fill("a paper boat")
        await page.get_by_role("button", name="Run").click()
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        assert [submit.path for submit in driver.harness.fal.submits] == ["/fal-ai/nano-banana-2"]

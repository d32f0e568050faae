"""Accessibility: phone width, themes, keyboard and screen readers; axe finds nothing in any state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.playground.message_samples import post_parts
from tests.playground.page_driver import open_page

PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 740}, "has_touch": True}


# The arrow keys of the message box scroll its suggestions. axe recognizes that only for the combobox role, which a
# multi-line text box may not have.
SCROLLED_BY_KEYS = '[role="listbox"].suggestions'


async def violations(page: Page) -> list[str]:
    """Return axe's violations, each with its elements."""
    found = await Axe().run(page, {"exclude": [[SCROLLED_BY_KEYS]]})
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes']]}"
        for one in found.response["violations"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_axe_finds_nothing_in_any_state(tmp_path: Path, scheme: str):
    async with open_page(tmp_path, view={"color_scheme": scheme, "reduced_motion": "reduce"}) as driver:
        page = driver.page
        assert await violations(page) == [], "empty"

        post_parts(driver.harness)
        await driver.type_command("imagine", prompt="a kite", quality="low", count="2")
        await expect(driver.newest.locator(".gallery img")).to_have_count(2)
        await expect(driver.newest.locator(".reaction")).to_have_count(1)
        await driver.type_command("quota")
        await expect(page.locator(".message.ephemeral")).to_have_count(1)
        assert await violations(page) == [], "messages"

        await page.keyboard.press("/")
        await expect(page.get_by_role("listbox")).to_be_visible()
        assert await violations(page) == [], "commands"
        await page.keyboard.type("imagine")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("listbox")).to_be_visible()
        assert await violations(page) == [], "options"
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")

        await page.get_by_role("button", name="Edit").first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await violations(page) == [], "form"
        await page.keyboard.press("Escape")

        await page.locator(".tile").last.click()
        await expect(page.locator("dialog.lightbox")).to_be_visible()
        assert await violations(page) == [], "lightbox"
        await page.keyboard.press("Escape")

        await page.get_by_role("button", name="Under the hood").first.click()
        for tab in ("Wire", "fal's queue", "Credits", "Faults and time"):
            await page.get_by_role("tab", name=tab).click()
            assert await violations(page) == [], tab


async def test_a_phone_shows_one_view_at_a_time_and_never_scrolls_sideways(tmp_path: Path):
    async with open_page(tmp_path, view=PHONE) as driver:
        page = driver.page

        async def fits() -> bool:
            return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

        await page.get_by_role("navigation", name="Views").get_by_role("button", name="Playground").click()
        await page.get_by_label("Prompt").fill("a kite over the dunes")
        await page.get_by_label("Quality").select_option("low")
        assert await fits()
        await page.get_by_role("button", name="Run").click()
        await expect(page.locator("#card .outcome img")).to_have_count(1)
        await page.get_by_role("button", name="Show in the channel").click()
        await expect(driver.newest.locator(".gallery img")).to_be_visible()
        assert await fits()
        assert await violations(page) == []

        await page.get_by_role("button", name="Channels and people").click()
        await page.locator("#who").select_option("bob")
        await page.locator(".place", has_text="after-dark").click()
        await expect(page.locator("#here")).to_have_text("after-dark")
        await (
            page.get_by_role("navigation", name="Views").get_by_role("button", name="Under the hood").click()
        )
        await expect(page.locator("#hood-wire")).to_be_visible()
        assert await fits()
        assert await violations(page) == []


async def test_the_chosen_theme_is_kept(tmp_path: Path):
    async with open_page(tmp_path, view={"color_scheme": "dark"}) as driver:
        page = driver.page
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = await page.evaluate(ground)

        await page.get_by_role("button", name="Dark or light").click()
        light = await page.evaluate(ground)
        await page.reload()
        await driver.ready()

        assert light != dark
        assert await page.evaluate(ground) == light


async def test_an_invalid_option_is_explained_beside_the_box(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.be("Mod")
        await driver.choose_command("quota-admin grant")

        await page.get_by_role("button", name="Send the command").click()
        await expect(page.locator("#composer-problem")).to_have_text("member is required.")
        await driver.fill_option("member", "Bob")
        await page.get_by_role("combobox", name="credits:").fill("many")
        await page.get_by_role("button", name="Send the command").click()
        await expect(page.locator("#composer-problem")).to_have_text("credits must be a whole number.")
        assert driver.harness.discord.interactions == []

        await page.get_by_role("button", name="Leave the command").click()
        await page.keyboard.type("/nothing-like-it ")
        await page.keyboard.press("Enter")
        await expect(page.locator("#composer-problem")).to_contain_text(
            "You have no command /nothing-like-it"
        )


async def test_messages_can_be_navigated_by_keyboard(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        for words in ("one", "two", "three"):
            await driver.harness.bob.send(words)
        await expect(driver.messages).to_have_count(3)

        await page.locator("#messages").focus()
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("ArrowUp")

        focused = page.locator(".message:focus")
        await expect(focused).to_contain_text("two")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(focused.or_(driver.messages.nth(1)).locator(".reaction")).to_have_count(1)


async def test_the_page_reports_that_the_sandbox_has_stopped(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        driver.playground.hub.end_streams()
        await expect(driver.page.locator("#banner")).to_be_visible()
        await expect(driver.page.locator("#banner")).to_contain_text("Reconnecting")
        await expect(driver.page.locator("#banner")).to_be_hidden()

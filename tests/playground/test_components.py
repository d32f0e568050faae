"""Components: forms, menus, context menus and layouts of any bot can be used."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image
from playwright.async_api import FilePayload, expect

from tests.playground.message_samples import post_parts
from tests.playground.page_driver import open_page


async def test_a_form_opens_with_its_values_and_submits_the_changes(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("imagine", prompt="a red kite", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        await driver.newest.get_by_role("button", name="Edit").click()
        form = page.get_by_role("dialog")
        await expect(form.get_by_label("Prompt")).to_have_value("a red kite")
        await form.get_by_label("Prompt").fill("a blue kite")
        await form.get_by_label("number of pictures").select_option("low:2")
        await form.get_by_role("button", name="Submit").click()

        await expect(form).to_have_count(0)
        await expect(driver.newest.locator(".gallery img")).to_have_count(2)
        await expect(driver.newest).to_contain_text("a blue kite")


async def test_uploaded_pictures_reach_a_command_and_a_form(tmp_path: Path):
    picture = io.BytesIO()
    Image.new("RGB", (320, 320), "teal").save(picture, "PNG")
    file: FilePayload = {"name": "teal.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.choose_command("edit")
        await page.get_by_role("combobox", name=re.compile("^prompt:")).fill("add a red kite")
        await page.get_by_role("button", name="Send the command").click()
        await expect(page.locator("#composer-problem")).to_have_text("image is required.")
        await page.get_by_role("combobox", name=re.compile("^prompt:")).fill("")
        await page.get_by_label(re.compile("^image:")).set_input_files(file)
        await expect(page.get_by_role("combobox", name=re.compile("^prompt:"))).to_be_focused()
        await page.keyboard.type("add a red kite")
        await page.get_by_role("button", name="Send the command").click()
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        await driver.newest.get_by_role("button", name="Edit").click()
        form = page.get_by_role("dialog")
        await form.locator("input[type=file]").set_input_files(file)
        await form.get_by_role("button", name="Submit").click()
        await expect(form).to_have_count(0)
        await expect(page.locator(".message .gallery img")).to_have_count(2)
        sent = [one.payload["data"].get("resolved", {}) for one in driver.harness.discord.interactions]
    names = [[one["filename"] for one in found.get("attachments", {}).values()] for found in sent]
    assert [found for found in names if found] == [["teal.png"], ["teal.png"]]
    assert all((submit.arguments or {})["image_urls"] for submit in driver.harness.fal.submits)


async def test_escape_closes_a_form_without_submitting(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.type_command("imagine", prompt="a red kite", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        await driver.newest.get_by_role("button", name="Edit").click()
        await expect(driver.page.get_by_role("dialog")).to_be_visible()

        await driver.page.keyboard.press("Escape")

        await expect(driver.page.get_by_role("dialog")).to_have_count(0)
        assert len(driver.harness.fal.submits) == 1


async def test_a_select_menu_works_by_keyboard_and_opens_its_form(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("ideas")
        menu = driver.newest.locator(".select").first
        await expect(menu).to_be_visible()

        await menu.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("listbox")).to_be_visible()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("dialog").get_by_label("Prompt")).to_have_value(
            driver.harness.app.bot.services.prompt_templates[1].prompt if driver.harness.app else ""
        )


async def test_message_commands_are_in_the_context_menu_of_a_message(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("imagine", prompt="a red kite", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        registered = [one["name"] for one in driver.harness.discord.commands.all(None) if one["type"] == 3]
        assert registered

        await driver.newest.get_by_role("button", name="More: reply").click(force=True)
        for name in registered:
            await expect(page.get_by_role("menuitem", name=name)).to_be_visible()
        await page.get_by_role("menuitem", name="Copy as code").click()

        await expect(page.locator(".message.ephemeral", has_text="fal.subscribe").first).to_be_visible()


async def test_a_reply_links_to_its_message(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.harness.bob.send("who wants a fox?")
        await driver.newest.get_by_role("button", name="More: reply").click(force=True)
        await page.get_by_role("menuitem", name="Reply").click()
        await page.keyboard.type("I **do**")
        await page.keyboard.press("Enter")

        await expect(driver.newest.locator("strong")).to_have_text("do")
        await expect(driver.newest.locator(".above a")).to_contain_text("who wants a fox?")


async def test_every_component_type_is_rendered(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        post_parts(driver.harness)
        page = driver.page

        embed = page.locator(".embed")
        await expect(embed).to_contain_text("An embed")
        await expect(embed.locator("dt")).to_have_text(["One", "Two"])
        layout = driver.newest
        await expect(layout.locator(".container")).to_contain_text("A layout")
        await expect(layout.locator(".section .button")).to_have_text("Beside")
        await expect(layout.locator("hr")).to_have_count(1)
        await expect(layout.locator(".gallery img")).to_have_count(1)
        await expect(layout).to_contain_text("cannot show components of type 99")
        await expect(layout.get_by_role("link", name="Away")).to_have_attribute(
            "rel", "noopener noreferrer nofollow"
        )
        await expect(layout.get_by_role("button", name="Not now")).to_be_disabled()

        await layout.locator(".select").click()
        await page.get_by_role("option", name="@Bob").click()
        await page.get_by_role("option", name="@Mod").click()
        await page.keyboard.press("Enter")
        sent = driver.harness.discord
        await driver.harness.until(lambda: sent.interactions)
        data = sent.interactions[-1].payload["data"]
        assert data["custom_id"] == "people"
        assert set(data["values"]) == {
            str(one.id) for one in (driver.harness.people.bob, driver.harness.people.mod)
        }
        assert set(data["resolved"]["users"]) == set(data["values"])
        # The bot has no handler for this menu and answers privately that it is outdated.
        await expect(driver.newest).to_contain_text("Only you can see this")


async def test_the_lightbox_steps_through_the_pictures_and_closes(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("imagine", prompt="a red kite", quality="low", count="4")
        await expect(driver.newest.locator(".gallery img")).to_have_count(4)

        await driver.newest.locator(".tile").nth(1).click()
        box = page.locator("dialog.lightbox")
        await expect(box.locator(".count")).to_have_text("2 of 4")
        await page.keyboard.press("ArrowRight")
        await expect(box.locator(".count")).to_have_text("3 of 4")
        await expect(box.locator(".caption")).to_contain_text("a red kite")
        await page.keyboard.press("Escape")

        await expect(box).to_have_count(0)

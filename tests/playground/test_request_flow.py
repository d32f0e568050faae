"""Request flow in one tab: draw, repeat, run out of credits, get a grant, continue."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from tests.playground.page_driver import open_page


async def test_progress_is_shown_before_the_pictures(tmp_path: Path):
    async with open_page(tmp_path, sandbox={"render_seconds": 4.0}) as driver:
        await driver.type_command("imagine", prompt="a paper boat", quality="low")

        await expect(driver.page.locator(".thinking, .content .text").last).to_be_visible()
        await expect(driver.newest.locator(".content")).to_contain_text(
            re.compile("Drawing|Waiting for the image service")
        )
        await expect(driver.newest.locator(".gallery img")).to_have_count(0)
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)


async def test_a_grant_lets_a_user_continue_after_running_out_of_credits(tmp_path: Path):
    async with open_page(tmp_path, QUOTA_DAILY_CREDITS="12") as driver:
        page = driver.page
        await driver.type_command("imagine", prompt="a brass kettle")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        first = driver.newest
        await expect(first.locator(".reaction")).to_contain_text("1")

        # Again, by the reaction that the bot put there.
        await first.locator(".reaction").click()
        await expect(page.locator(".message .gallery img")).to_have_count(2)
        await expect(driver.newest.locator(".above")).to_contain_text("Easel")

        # Nothing is left, which only Alice reads.
        await page.locator(".message").first.get_by_role("button", name="Again").click()
        refusal = page.locator(".message.ephemeral")
        await expect(refusal).to_contain_text("you have 0 left")
        await expect(refusal).to_contain_text("Only you can see this")
        await expect(page.locator(".message .gallery img")).to_have_count(2)

        # The administrator grants, and does not see what was said to Alice alone.
        await driver.be("Mod")
        await expect(page.locator(".message .gallery img")).to_have_count(2)
        await expect(page.locator(".message.ephemeral")).to_have_count(0)
        await driver.type_command("quota-admin grant", member="Alice", credits="10")
        await expect(page.locator(".message.ephemeral")).to_contain_text("10")

        # Back as Alice: her refusal is still there, the grant's answer is not, and she draws again.
        await driver.be("Alice")
        await expect(page.locator(".message.ephemeral")).to_have_count(1)
        await page.locator(".message").first.get_by_role("button", name="Again").click()
        await expect(page.locator(".message .gallery img")).to_have_count(3)
        assert len(driver.harness.fal.submits) == 3


async def test_a_dismissed_private_message_disappears(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.type_command("quota")
        await expect(driver.newest).to_contain_text("60")

        await driver.page.get_by_role("button", name="Dismiss message").click()

        await expect(driver.messages).to_have_count(0)
        await expect(driver.page.locator(".welcome")).to_be_visible()


async def test_a_reload_restores_the_state(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.be("Bob")
        await driver.go("after-dark")
        await driver.type_command("imagine", prompt="a copper weathercock", count="2", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(2)

        await driver.page.locator("#prompt").fill("a kite")
        await driver.page.locator("#quality").select_option("high")

        await driver.page.reload()
        await driver.ready()

        await expect(driver.page.locator("#prompt")).to_have_value("a kite")
        await expect(driver.page.locator("#quality")).to_have_value("high")
        await expect(driver.page.locator("#here")).to_have_text("after-dark")
        await expect(driver.page.locator("#who")).to_have_value("bob")
        await expect(driver.newest.locator(".gallery img")).to_have_count(2)


async def test_channels_and_commands_are_those_the_user_may_use(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.keyboard.press("/")
        await page.keyboard.type("quota")
        await expect(page.get_by_role("option", name="/quota", exact=False).first).to_be_visible()
        assert await page.get_by_role("option", name="/quota-admin").count() == 0

        await driver.be("Mod")
        await expect(page.locator(".place", has_text="general")).to_have_count(0)
        await page.keyboard.press("/")
        await page.keyboard.type("quota-admin")
        await expect(page.get_by_role("option", name="/quota-admin grant")).to_be_visible()
        await page.keyboard.press("Escape")

        await driver.go("quiet")
        await expect(page.locator("#here-notes")).to_contain_text("Easel may not attach files here")
        await driver.go("Easel")
        await page.get_by_label("Message", exact=True).fill("/")
        await expect(page.get_by_role("option", name="/imagine")).to_have_count(0)


async def test_a_private_result_in_another_channel_is_marked_as_unread(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.go("after-dark")

        await driver.harness.bob.send("hello from the studio")

        studio = driver.page.locator(".place", has_text="studio")
        await expect(studio).to_have_class("place unread")
        await driver.go("studio")
        await expect(driver.newest).to_contain_text("hello from the studio")

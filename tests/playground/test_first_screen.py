"""First screen: example results, an introduction, and a channel that follows its end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from sandbox.web.examples import post_examples
from tests.playground.page_driver import PageDriver, open_page
from tests.playground.served_page import served_page

SIZES = ((1440, 900), (1280, 720), (390, 844))
_GAP = "list => list.scrollHeight - list.scrollTop - list.clientHeight"


async def gap(driver: PageDriver) -> float:
    """Return the pixels between the visible part of the channel and its end, after the layout has settled."""
    await driver.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    return float(await driver.page.locator("#messages").evaluate(_GAP))


async def test_the_first_screen_has_pictures_and_things_to_try(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await post_examples(driver.harness.sandbox)
        await expect(driver.messages).to_have_count(2)
        await expect(driver.newest.locator(".gallery img")).to_have_count(4)

        for width, height in SIZES:
            for scheme in ("dark", "light"):
                await page.set_viewport_size({"width": width, "height": height})
                await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                await expect(page.locator("#intro")).to_contain_text("Nothing here costs money")
                await expect(driver.newest.locator(".gallery img").last).to_be_in_viewport(ratio=0.9)
                assert await gap(driver) < 2, (width, height)
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

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


async def test_the_channel_follows_its_end_unless_the_reader_scrolled_up(tmp_path: Path):
    view: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
    async with open_page(tmp_path, view=view, sandbox={"render_seconds": 0.0}) as driver:
        page = driver.page
        # The pictures arrive after their messages.
        await page.route("**/attachments/**", lambda route: _late(driver, route))
        for number in range(10):
            await driver.type_command("imagine", prompt=f"paper boat {number}", quality="low")
            await expect(page.locator(".message .reaction")).to_have_count(number + 1)
            await expect(driver.newest.locator(".gallery img")).to_have_count(1)
            before = await driver.newest.locator(".gallery").bounding_box()
            loaded = "image => image.decode().then(() => image.getBoundingClientRect().height)"
            height = await driver.newest.locator(".gallery img").evaluate(loaded)
            assert before is not None
            assert abs(before["height"] - height) < 1
            assert await gap(driver) < 2, number

        await page.locator("#messages").hover()
        await page.mouse.wheel(0, -900)
        await expect(driver.messages.nth(7)).to_be_in_viewport()
        await driver.harness.bob.send("hello")
        await expect(driver.messages).to_have_count(11)
        assert await gap(driver) > 300
        await page.get_by_role("button", name="Jump to the newest message").click()
        assert await gap(driver) < 2

        await page.mouse.wheel(0, -900)
        await driver.type_command("quota")
        await expect(driver.messages).to_have_count(12)
        assert await gap(driver) < 2


async def _late(driver: PageDriver, route: Any) -> None:
    await driver.page.wait_for_timeout(120)
    await route.continue_()


async def test_the_composer_accepts_the_only_suggestion_and_clears_an_error(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page, keys = driver.page, driver.page.keyboard
        await keys.press("/")
        offered = page.locator(".suggestions .option").first
        await expect(offered).to_contain_text("/imagine")
        await expect(offered).to_contain_text("private")
        await keys.press("Enter")
        await keys.type("a paper boat")
        await keys.press("Tab")

        await keys.type("xyz")
        await keys.press("Enter")
        await expect(page.locator("#composer-problem")).to_have_text("There is no option called xyz here.")
        await keys.press("Backspace")
        await expect(page.locator("#composer-problem")).to_be_empty()
        await page.locator("input.rest").fill("")

        await keys.type("co")
        await expect(page.locator(".suggestions .option.active")).to_contain_text("count")
        await keys.press("Enter")
        await keys.type("2")
        await expect(page.locator(".suggestions .option.active")).to_have_text("2")
        await keys.press("Enter")
        await expect(page.locator("#composer-problem")).to_be_empty()
        await keys.press("Enter")
        await expect(driver.newest.locator(".gallery img")).to_have_count(2)


async def test_the_line_above_a_reply_shows_rendered_text(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        first = await driver.harness.bob.send(
            "**Bold** [this picture](https://discord.com/channels/1/2/3) <t:0:t> ||hidden||\nend"
        )
        await driver.harness.alice.send("yes", reply_to=first)

        line = driver.newest.locator(".above")
        await expect(line).to_contain_text("Bold this picture")
        await expect(line).to_contain_text("end")
        for markup in ("**", "](", "<t:", "hidden"):
            await expect(line).not_to_contain_text(markup)


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
            await page.set_viewport_size({"width": width, "height": height})
            await expect(again).to_be_in_viewport(ratio=1)

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


async def test_discords_own_texts_and_times_are_in_the_members_language(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.type_command("quota")
        await expect(driver.newest).to_contain_text("Only you can see this")
        await page.locator("#language").select_option("de")
        await expect(driver.newest).to_contain_text("Nur du kannst das sehen")
        await expect(driver.newest.locator(".above")).to_have_text("Alice hat /quota verwendet")
        await expect(page.get_by_label("Message", exact=True)).to_have_attribute(
            "placeholder", "Nachricht an #studio oder / für Befehle"
        )
        await driver.harness.bob.send("Bald: <t:4102444800:R>")
        await expect(driver.newest.locator("time[data-relative]")).to_have_text(
            re.compile(r"^in \d+ Jahren$")
        )
        for locale in await page.locator("#language option").evaluate_all("all => all.map(one => one.value)"):
            await page.locator("#language").select_option(locale)
            english = "Only you can see this"
            check = expect(driver.messages.first)
            await (check.to_contain_text if locale == "en-US" else check.not_to_contain_text)(english)

"""Unusual input: fast typing, double clicks, pasted text and edited URLs."""

from __future__ import annotations

from pathlib import Path

import pytest
from discord import Interaction, app_commands
from playwright.async_api import expect

from tests.playground.page_driver import PageDriver, open_page

DEPTH = """() => {
    const depth = (node) => 1 + Math.max(0, ...[...node.children].map(depth));
    return Math.max(...[...document.querySelectorAll(".message .text")].map(depth));
}"""


@pytest.mark.parametrize("piece", ["> ", ">>> ", "*_", "||**", "- > "])
async def test_a_message_of_markdown_characters_does_not_break_the_page(tmp_path: Path, piece: str):
    async with open_page(tmp_path) as driver:
        half = piece * (900 // len(piece))
        await driver.harness.bob.send(f"{half}x{half[::-1]}")
        await driver.harness.bob.send("still here")

        await expect(driver.newest).to_contain_text("still here")
        assert await driver.page.evaluate(DEPTH) < 40


async def test_a_double_click_on_run_is_one_request(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.page.get_by_label("Prompt").fill("a kite")
        await driver.page.get_by_role("button", name="Run").dblclick()

        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        await driver.harness.wait_idle()
        assert len(await driver.harness.rows()) == 1


async def test_a_fully_typed_command_is_recognized(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.page.keyboard.press("/")
        await driver.page.keyboard.type("imagine a red fox")
        await expect(driver.page.get_by_role("combobox", name="prompt:")).to_have_value("a red fox")
        await driver.page.keyboard.press("Enter")

        await expect(driver.newest.locator(".gallery img")).to_have_count(1)
        assert [row["prompt"] for row in await driver.harness.rows()] == ["a red fox"]


async def test_a_pasted_command_keeps_its_options(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        box = driver.page.get_by_label("Message", exact=True)
        await box.fill("/imagine prompt: a fox, style: ink quality:low count:2")
        await driver.page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest.locator(".gallery img")).to_have_count(2)
        (row,) = await driver.harness.rows()
        assert (row["prompt"], row["quality"]) == ("a fox, style: ink", "low")


async def test_pasted_text_is_not_truncated_silently(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.get_by_label("Message", exact=True).fill("a" * 2001)
        await page.keyboard.press("Enter")
        await expect(page.locator("#composer-problem")).to_contain_text("at most 2,000 characters")

        await page.get_by_label("Message", exact=True).fill(f"/imagine {'b' * 3000}")
        await expect(page.get_by_role("combobox", name="prompt:")).to_have_value("b" * 3000)

        await page.locator("#prompt").fill("c" * 4001)
        await page.get_by_role("button", name="Run").click()
        await expect(driver.newest).to_contain_text(
            "Your prompt has 4,001 characters, but the limit is 4,000."
        )
        assert await driver.harness.rows() == []


async def test_the_skip_link_focuses_the_message_box_and_keeps_the_url(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        before = await driver.page.evaluate("location.hash")
        await driver.page.keyboard.press("Tab")
        await driver.page.keyboard.press("Enter")

        await expect(driver.page.get_by_label("Message", exact=True)).to_be_focused()
        assert "as=alice" in before
        assert await driver.page.evaluate("location.hash") == before


async def test_a_url_pasted_from_another_tab_switches_the_channel(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.page.evaluate("location.hash = '#as=bob'")

        await expect(driver.page.locator("#who")).to_have_value("bob")


async def test_a_slash_in_an_open_menu_stays_in_the_menu(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.harness.bob.send("hello")
        await driver.newest.hover()
        await driver.newest.get_by_label("More: reply, apps, reactions").click()
        await driver.page.keyboard.press("/")
        await driver.page.keyboard.press("Escape")

        await expect(driver.page.get_by_role("menu")).to_have_count(0)


async def test_options_may_have_names_of_object_properties(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await _add_odd_command(driver)
        page = driver.page
        await driver.choose_command("odd")
        await driver.fill_option("force", "by hand")
        await page.get_by_role("button", name="Send the command").click()

        await expect(driver.newest).to_contain_text("by hand None")


async def test_a_form_is_not_shown_after_switching_the_user(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.route("**/api/act", _held := _Held())
        post = await driver.harness.result_of(await driver.harness.alice.slash("imagine", prompt="a kite"))
        await page.locator(f"#m-{post.id}").get_by_role("button", name="Edit").click()
        await driver.be("Bob")
        await _held.let_go()

        await expect(page.locator(f"#m-{post.id}")).to_be_visible()
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_seven_tabs_of_one_browser_all_work(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        tabs = [driver.page]
        for _ in range(6):
            tab = await driver.context.new_page()
            driver.watch(tab)
            await tab.goto(f"{driver.playground.origin}/#as=bob")
            await expect(tab.locator("#who")).to_have_value("bob")
            tabs.append(tab)

        # The oldest rest and say so; using one wakes it.
        await expect(tabs[0].locator("#banner")).to_contain_text("This tab is paused")
        await tabs[0].locator("#here").click()
        await expect(tabs[0].locator("#banner")).to_be_hidden()
        await driver.harness.bob.send("hello")
        await expect(tabs[0].locator(".message").last).to_contain_text("hello")
        await expect(tabs[6].locator(".message").last).to_contain_text("hello")


async def test_a_long_channel_list_keeps_its_scroll_position(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        for number in range(60):
            driver.harness.people.guild.create_channel(f"channel-{number:02}")
        await driver.page.get_by_text("channel-59", exact=True).scroll_into_view_if_needed()
        await driver.go("channel-58")

        chosen = driver.page.locator(".place.current")
        await expect(chosen).to_contain_text("channel-58")
        await expect(chosen).to_be_in_viewport()
        await expect(chosen).to_be_focused()


class _Held:
    """Keeps the page's calls waiting until they are let go."""

    def __init__(self) -> None:
        self._waiting: list[object] = []

    async def __call__(self, route: object) -> None:
        self._waiting.append(route)

    async def let_go(self) -> None:
        for route in self._waiting:
            await route.continue_()  # type: ignore[attr-defined]


async def _add_odd_command(driver: PageDriver) -> None:
    tree = driver.harness.app.bot.tree

    @tree.command(name="odd", description="Options with odd names")
    @app_commands.rename(other="constructor")
    async def odd(interaction: Interaction, force: str, other: str | None = None) -> None:
        await interaction.response.send_message(f"{force} {other}", ephemeral=True)

    await tree.sync()

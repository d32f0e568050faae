"""Guide camera: the guide's pictures are screenshots of the page."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.async_api import expect

from bot.discord.i18n import load_texts
from sandbox.scenarios.guide.guide_driver import open_guide
from sandbox.scenarios.guide.members import first_picture
from tests.playground.page_driver import open_page


async def test_a_scene_is_photographed_with_its_command_and_its_pictures(tmp_path: Path):
    folder = tmp_path / "guide"
    folder.mkdir()

    async with open_guide(tmp_path, folder) as guide:
        await first_picture(guide)
        guide.finish_shot()

    (picture,) = folder.iterdir()
    assert picture.name == f"{guide.shots[0].name}.webp"
    with Image.open(picture) as image:
        colours = image.convert("RGB").getcolors(1 << 24) or []
    assert image.width == 600
    assert image.height > 300
    # The drawn pictures are in it; the page alone has few colours.
    assert len(colours) > 1000


async def test_a_typed_command_is_shown_by_its_name_in_the_users_language(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        driver.harness.people.bob.locale = "de"
        await driver.be("Bob")
        await driver.page.reload()
        await driver.ready()

        await driver.page.locator("#composer textarea").fill("/imagine prompt:ein Leuchtturm ")

        name = load_texts()("name-imagine", "de")
        await expect(driver.page.locator("#composer .chip")).to_have_text(f"/{name}")

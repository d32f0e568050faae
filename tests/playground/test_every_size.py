"""Every size and color scheme: the first screen, the channel, the message box, the card and the drawer.

The tests share one page, bot and sandbox per module; each starts as Alice in ``#studio``.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Route, expect

from sandbox.scenarios.guide.browser import NO_BROWSER, find_chromium
from sandbox.web.examples import post_examples
from tests.playground.page_driver import SIZES, PageDriver, open_page

pytestmark = pytest.mark.asyncio(loop_scope="module")

_GAP = "list => list.scrollHeight - list.scrollTop - list.clientHeight"
# The page's security policy forbids Playwright's wait_for_function.
_SCROLLED_UP = f"""list => new Promise(done => {{
    const look = () => ({_GAP})(list) > 300 ? done() : requestAnimationFrame(look);
    look();
}})"""
_OVERFLOW = "element => element.scrollWidth - element.clientWidth"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window size (pixels) and color scheme."""

    width: int
    height: int
    scheme: Literal["dark", "light"]

    @property
    def narrow(self) -> bool:
        """Whether the page shows one view at a time."""
        return self.width <= 900


VIEWS = [
    View(width=width, height=height, scheme=scheme)
    for width, height in SIZES
    for scheme in ("dark", "light")  # type: ignore[assignment]  # mypy widens the literals
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PageDriver]:
    if find_chromium() is None:
        pytest.skip(NO_BROWSER)
    credits = {"QUOTA_DAILY_CREDITS": "600", "QUOTA_BOT_DAILY_CREDITS": "5000"}
    async with open_page(tmp_path_factory.mktemp("page"), **credits) as driver:
        await post_examples(driver.harness.sandbox)
        yield driver


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view.width}x{view.height}-{view.scheme}")
def view(request: pytest.FixtureRequest) -> View:
    found: View = request.param
    return found


@pytest_asyncio.fixture(loop_scope="module")
async def driver(shared: PageDriver, view: View) -> PageDriver:
    page, studio = shared.page, shared.harness.people.studio
    await page.set_viewport_size({"width": view.width, "height": view.height})
    await page.emulate_media(color_scheme=view.scheme)
    await page.goto(f"{shared.playground.origin}/#as=alice&in={studio.id}")
    await page.reload()
    await shared.ready()
    return shared


async def gap(driver: PageDriver) -> float:
    """Return the pixels between the visible part of the channel and its end, after the layout has settled."""
    await driver.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    return float(await driver.page.locator("#messages").evaluate(_GAP))


async def fits(locator: Locator) -> bool:
    """Return whether the element's content is no wider than the element."""
    return int(await locator.evaluate(_OVERFLOW)) <= 0


async def open_drawer(driver: PageDriver, view: View) -> None:
    name = "Under the hood"
    await driver.page.locator("#views" if view.narrow else ".bar").get_by_role("button", name=name).click()


async def test_the_first_screen_shows_pictures_and_an_introduction(driver: PageDriver, view: View):
    page = driver.page
    intro = page.locator("#intro")
    await expect(intro).to_contain_text("Nothing here costs money")
    await expect(intro.get_by_role("button")).to_have_count(3)
    await expect(page.locator(".message .gallery img").last).to_be_in_viewport(ratio=0.5)
    assert await gap(driver) < 2
    assert await fits(page.locator("html"))
    if not view.narrow:
        assert await fits(page.locator(".places .scroll"))
        await expect(page.locator(".place", has_text="quiet")).to_contain_text("Easel may not attach files")


async def test_the_channel_follows_its_end_unless_the_reader_scrolled_up(driver: PageDriver):
    page = driver.page

    async def late(route: Route) -> None:
        await page.wait_for_timeout(120)
        await route.continue_()

    # The pictures arrive after their messages.
    await page.route("**/attachments/**", late)
    await driver.type_command("imagine", prompt="paper boat", quality="low")
    await expect(driver.newest.locator(".gallery img")).to_have_count(1)
    before = await driver.newest.locator(".gallery").bounding_box()
    loaded = "image => image.decode().then(() => image.getBoundingClientRect().height)"
    height = await driver.newest.locator(".gallery img").evaluate(loaded)
    assert before is not None
    assert abs(before["height"] - height) < 1
    await expect(driver.newest.locator(".reaction")).to_have_count(1)
    assert await gap(driver) < 2
    await page.unroute("**/attachments/**")

    await page.locator("#messages").hover()
    await page.mouse.wheel(0, -900)
    await page.locator("#messages").evaluate(_SCROLLED_UP)
    await driver.harness.bob.send("hello")
    await expect(driver.newest).to_contain_text("hello")
    assert await gap(driver) > 300
    await page.get_by_role("button", name="Jump to the newest message").click()
    assert await gap(driver) < 2

    # Alice's own answer is shown wherever she reads.
    await page.locator("#messages").hover()
    await page.mouse.wheel(0, -900)
    await page.locator("#messages").evaluate(_SCROLLED_UP)
    await driver.type_command("quota")
    await expect(driver.newest).to_contain_text("Only you can see this")
    await expect(driver.newest).not_to_contain_text("(edited)")
    assert await gap(driver) < 2


async def test_the_message_box_suggests_options_and_clears_an_error(driver: PageDriver):
    page, keys, problem = driver.page, driver.page.keyboard, driver.page.locator("#composer-problem")
    await keys.press("/")
    offered = page.locator(".suggestions .option")
    await expect(offered.first).to_contain_text("/imagine")
    await expect(offered.first).to_contain_text("private")
    await keys.press("Enter")
    await expect(offered.filter(has_text="Night market").first).to_be_visible()
    popup, line = page.locator(".suggestions"), await offered.first.bounding_box()
    box = await popup.bounding_box()
    assert box is not None
    assert line is not None
    assert box["height"] / line["height"] < 6.6
    assert await fits(page.locator(".popup"))
    await keys.type("a paper boat")
    await keys.press("Tab")

    await keys.type("xyz")
    await keys.press("Enter")
    await expect(problem).to_have_text("There is no option called xyz here.")
    await keys.press("Backspace")
    await expect(problem).to_be_empty()
    await page.locator("input.rest").fill("")
    await keys.type("co")
    await expect(page.locator(".suggestions .option.active")).to_contain_text("count")
    await keys.press("Enter")
    await keys.type("2")
    await keys.press("Enter")
    await expect(problem).to_be_empty()
    field = page.get_by_role("combobox", name=re.compile("^count:"))
    await expect(field).to_have_value("2")
    assert await fits(field)
    await page.get_by_role("button", name="Leave the command").click()

    await driver.type_command("help")
    await driver.newest.get_by_role("button", name="/history").click()
    await expect(page.locator("#composer .chip")).to_have_text("/history")
    await page.get_by_role("button", name="Leave the command").click()


async def test_the_line_above_a_reply_shows_rendered_text(driver: PageDriver):
    first = await driver.harness.bob.send(
        "**Bold** [this picture](https://discord.com/channels/1/2/3) <t:0:t> ||hidden||\nend"
    )
    await driver.harness.alice.send("yes", reply_to=first)

    line = driver.newest.locator(".above")
    await expect(line).to_contain_text("Bold this picture")
    await expect(line).to_contain_text("end")
    for markup in ("**", "](", "<t:", "hidden"):
        await expect(line).not_to_contain_text(markup)
    assert await fits(driver.page.locator("html"))


async def test_the_card_wraps_and_run_stays_in_view(driver: PageDriver, view: View):
    page, card = driver.page, driver.page.locator("#card")
    if view.narrow:
        await page.locator("#views").get_by_role("button", name="Playground").click()
    else:
        await open_drawer(driver, view)
    await expect(card.get_by_role("button", name="Run")).to_be_in_viewport(ratio=1)
    await card.get_by_role("button", name="Show all 12").click()
    await expect(card.locator(".point")).to_have_count(12)
    await card.locator(".point img").last.scroll_into_view_if_needed()
    loaded = "image => image.decode().then(() => image.naturalWidth)"
    assert await card.locator(".point img").last.evaluate(loaded) > 0
    await card.locator(".point").first.click()
    await expect(card.locator("#prompt")).not_to_have_value("")
    await expect(card.locator(".tok-text").first).to_be_attached()
    colours = await card.evaluate(
        "card => ['.tok-word', '.tok-text', '.tok-number'].map(name => getComputedStyle(card.querySelector(name)).color)"
    )
    assert len(set(colours)) == 3
    values = card.locator(".inputs-reference .value")
    await expect(values.filter(has_text="Square 1024")).to_be_visible()
    for part in (".points", ".code", ".inputs-reference", ".scroll"):
        assert await fits(card.locator(part).first), part
    await expect(card.get_by_role("link", name="Schema for language models")).to_be_visible()


async def test_the_drawer_resizes_and_the_clock_brings_a_date_line(driver: PageDriver, view: View):
    page, drawer = driver.page, driver.page.locator("#hood")
    await open_drawer(driver, view)
    lines = page.locator("#hood-wire .wire-line", has_text="/webhooks/")
    await expect(lines.last).to_contain_text(f"/webhooks/…{str(driver.harness.world.bot.id)[-4:]}/…/messages")
    await expect(lines.last).not_to_contain_text("{")
    if not view.narrow:
        before = await height_of(drawer)
        grip = page.get_by_role("separator", name="Height of the drawer")
        await grip.hover()
        await page.mouse.down()
        await page.mouse.move(view.width / 2, view.height - before - 60)
        await page.mouse.up()
        assert abs(await height_of(drawer) - before - 60) < 8
        await grip.press("ArrowDown")
        assert abs(await height_of(drawer) - before - 20) < 8

    await driver.harness.bob.send("yesterday")
    await page.get_by_role("tab", name="Faults and time").click()
    dividers = await page.locator(".divider").count()
    await page.get_by_role("button", name="+ 1 day").click()
    await expect(page.locator(".toast").last).to_contain_text("Daily credits were renewed.")
    await expect(page.locator("#clock")).to_contain_text(",")
    await driver.harness.bob.send("today")
    await expect(driver.newest).to_contain_text("today")
    assert await page.locator(".divider").count() > dividers


async def height_of(locator: Locator) -> float:
    box = await locator.bounding_box()
    assert box is not None
    return box["height"]


async def test_discords_own_texts_and_times_are_in_the_members_language(driver: PageDriver):
    page = driver.page
    language: Any = page.locator("#language")
    await driver.type_command("quota")
    await expect(driver.newest).to_contain_text("Only you can see this")
    await language.select_option("de", force=True)
    await expect(driver.newest).to_contain_text("Nur du kannst das sehen")
    await expect(driver.newest.locator(".above")).to_have_text("Alice hat /quota verwendet")
    await expect(page.get_by_label("Message", exact=True)).to_have_attribute(
        "placeholder", "Nachricht an #studio oder / für Befehle"
    )
    await driver.harness.bob.send("Bald: <t:4102444800:R>")
    await expect(driver.newest.locator("time[data-relative]")).to_have_text(re.compile(r"^in \d+ Jahren$"))
    english = "Only you can see this"
    private = page.locator(".message.ephemeral").last
    for locale in await language.locator("option").evaluate_all("all => all.map(one => one.value)"):
        await language.select_option(locale, force=True)
        check = expect(private)
        await (check.to_contain_text if locale == "en-US" else check.not_to_contain_text)(english)
        assert await fits(page.locator("html"))
    await language.select_option("en-US", force=True)
    await expect(driver.newest.locator("time[data-relative]")).to_have_text(re.compile(r"^in \d+ years$"))

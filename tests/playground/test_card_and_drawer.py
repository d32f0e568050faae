"""The playground card, and the drawer with traffic, queue and ledger."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from bot.jobs.code_snippets import snippets_for
from tests.playground.page_driver import PageDriver, open_page

HARD = "Say \"cheese\"\\n in `code` — ${1} 👩\u200d🎨 $HOME 'x' \u202erow"


def model_of(driver: PageDriver):
    return driver.harness.app.bot.services.model


async def test_the_code_snippets_follow_the_prompt_and_are_copied_exactly(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await driver.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await page.get_by_label("Prompt").fill(HARD)
        await page.get_by_label("Size").select_option("2048x1152")
        await page.get_by_label("Quality").select_option("high")
        await page.get_by_label("Pictures", exact=True).select_option("4")

        await expect(page.locator("#cost")).to_have_text("92 credits · about $0.92 at fal")
        wanted = snippets_for(model_of(driver), prompt=HARD, size="2048x1152", quality="high", count=4)
        for snippet in wanted.values():
            await page.get_by_role("tab", name=snippet.title).click()
            await expect(page.locator(".code-box pre")).to_contain_text("2048x1152")
            await page.get_by_role("button", name="Copy the code").click()
            await expect(page.get_by_role("button", name="Copy the code")).to_have_text("Copied")
            assert await page.evaluate("navigator.clipboard.readText()") == snippet.code
            await expect(page.get_by_role("button", name="Copy the code")).to_have_text("Copy")


async def test_a_prompt_template_fills_the_card(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        point = driver.harness.app.bot.services.prompt_templates[1]

        await page.get_by_role("button", name=point.title).click()

        await expect(page.get_by_label("Prompt")).to_have_value(point.prompt)
        await expect(page.get_by_label("Size")).to_have_value(point.size)
        await expect(page.get_by_label("Quality")).to_have_value(point.quality)
        await expect(page.locator("#prompt-count")).to_have_text(
            re.compile(f"^{len(point.prompt):,} / 4,000$")
        )


async def test_the_card_shows_endpoint_constants_and_the_whole_input_reference(tmp_path: Path):
    async with open_page(tmp_path, SAFETY_TOLERANCE="4") as driver:
        card = driver.page.locator("#card")
        model = model_of(driver)

        await expect(card.locator(".endpoint code")).to_have_text(model.id)
        await expect(card).to_contain_text("safety_tolerance = 4")
        rows = card.locator(".inputs-reference > div")
        await expect(rows).to_have_count(len(model.inputs))
        for at, field in enumerate(model.inputs):
            await expect(rows.nth(at).locator("dt code").first).to_have_text(field.key)
            await expect(rows.nth(at).locator(".value")).to_have_count(len(field.options))
        sizes = rows.filter(has_text="select").first.locator(".value")
        assert await sizes.all_inner_texts() == [one.label for one in model.sizes]
        await expect(card.locator("h2 a")).to_have_attribute("href", model.documentation)


async def test_an_empty_prompt_shows_a_message_and_sends_no_request(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.page.get_by_role("button", name="Run").click()

        await expect(driver.page.locator("#card .problem")).to_have_text(
            "Write a prompt first, or pick a starting point."
        )
        assert driver.harness.fal.submits == []


async def test_run_is_disabled_if_the_command_is_not_available(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        await driver.go("Easel")
        await expect(driver.page.get_by_role("button", name="Run")).to_be_disabled()
        await expect(driver.page.locator("#card-about")).to_contain_text("not offered in direct messages")
        await driver.go("studio")
        await expect(driver.page.get_by_role("button", name="Run")).to_be_enabled()
        await expect(driver.page.locator("#card-about")).to_have_text(
            "Run sends /imagine as Alice in #studio."
        )


async def test_the_drawer_shows_traffic_queue_and_ledger(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page = driver.page
        await page.get_by_role("button", name="Under the hood").first.click()
        await driver.type_command("imagine", prompt="a tin robot", quality="low")
        await expect(driver.newest.locator(".gallery img")).to_have_count(1)

        wire = page.locator("#hood-wire")
        await expect(wire).to_contain_text("INTERACTION_CREATE")
        await expect(wire).to_contain_text("POST /fal-ai/gpt-image-2")
        event = wire.locator(".wire-line", has_text="INTERACTION_CREATE").last
        await event.locator("summary").click()
        await expect(event.locator("pre")).to_contain_text("a tin robot")
        token = driver.harness.discord.interactions[0].token
        assert token not in await event.inner_text()

        await page.get_by_role("tab", name="fal's queue").click()
        request = page.locator("#hood-queue .request")
        await expect(request).to_contain_text("done")
        await expect(request).to_contain_text("Developing pictures")

        await page.get_by_role("tab", name="Credits").click()
        ledger = page.locator("#hood-ledger")
        await expect(ledger).to_contain_text("59 credits left for Alice")
        await expect(ledger.locator("tbody tr")).to_have_count(2)
        await driver.be("Bob")
        await expect(ledger).to_contain_text("60 credits left for Bob")


async def test_an_armed_fault_strikes_and_is_shown(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page, box = driver.page, driver.harness.sandbox
        await page.get_by_role("button", name="Under the hood").first.click()
        await page.get_by_role("tab", name="Faults and time").click()

        await page.get_by_role("button", name="The prompt is refused").click()
        await expect(page.get_by_role("button", name="The prompt is refused")).to_contain_text("strikes next")
        await driver.type_command("imagine", prompt="a tin robot", quality="low")
        await expect(driver.messages.last).to_contain_text("blocked", ignore_case=True)
        await expect(page.locator(".fault.armed")).to_have_count(0)
        assert "fal.job.policy-422" in box.faults.taken

        await page.get_by_role("button", name="Drop the gateway").click()
        await driver.type_command("quota")
        await expect(page.locator(".message.ephemeral").last).to_contain_text("60")
        assert "discord.gateway.drop" in box.faults.taken

        await page.get_by_label("Any fault").select_option("discord.rest.slow")
        await expect(page.locator("#hood-faults")).to_contain_text("discord.rest.slow × 1")
        await page.get_by_role("button", name="Disarm").click()
        await expect(page.locator("#hood-faults")).not_to_contain_text("Armed:")
        assert box.faults.armed() == {}


async def test_the_clock_can_be_sped_up_and_advanced(tmp_path: Path):
    async with open_page(tmp_path) as driver:
        page, clock = driver.page, driver.harness.clock
        await page.get_by_role("button", name="Under the hood").first.click()
        await page.get_by_role("tab", name="Faults and time").click()

        await page.get_by_role("button", name="5×", exact=True).click()
        await expect(page.locator("#clock")).to_contain_text("5×")
        assert clock.speed == 5
        before = clock.now()
        await page.get_by_role("button", name="+ 1 day").click()
        await driver.harness.discord.until(lambda: True)
        await expect(page.get_by_role("button", name="5×", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        await page.wait_for_timeout(200)
        assert clock.now() - before >= 86400

"""Costs at fal: recorded with each result, shown to the operator, and watched for drift and a low balance."""

from __future__ import annotations

import csv
import io
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.harness import QUICK, Harness, running_bot
from tests.e2e.menu_helpers import labels, open_menu, pressed
from tests.pictures import png

MODEL, EDIT, UPSCALE = "fal-ai/gpt-image-2", "fal-ai/gpt-image-2/edit", "fal-ai/seedvr/upscale/image"
PRICES = {MODEL: (0.05, "images"), EDIT: (0.08, "images"), UPSCALE: (0.001, "megapixels")}
CREDITS = {"QUOTA_DAILY_CREDITS": "1000", "QUOTA_BOT_DAILY_CREDITS": "none"}
# 1.72 US dollars by the catalogue.
LARGE = {"size": "2048x2048", "quality": "high", "count": 4}
HOUR, DAY = 3600, 24 * 3600


@asynccontextmanager
async def opened(folder, *, prices=PRICES, **settings):
    """A sandbox whose platform API states prices, with a bot that reads them and an operator's channel."""
    async with open_sandbox(picture_bytes=20_000) as box, AsyncExitStack() as stack:
        box.fal.prices.update(prices)
        harness = Harness(box, folder)
        await stack.enter_async_context(restarted(harness, **settings))
        yield harness


def restarted(harness, **settings):
    return running_bot(
        harness,
        **{
            **QUICK,
            **CREDITS,
            "FAL_API_URL": harness.fal.api_url,
            "OPERATOR_CHANNEL_ID": str(harness.people.quiet.id),
            **settings,
        },
    )


def reads(harness, path: str) -> list[int | None]:
    """The status of every read of the platform API's ``path``."""
    return [one.status for one in harness.fal.exchanges if f"/v1/{path}" in one.path]


async def priced(harness, endpoint: str = MODEL) -> None:
    await harness.until(lambda: harness.app.services.prices.get(endpoint) is not None)


def told(harness) -> list[str]:
    return [message.content for message in harness.discord.world.messages(harness.people.quiet)]


async def costs_of(harness) -> list[tuple[Any, ...]]:
    """Model, estimate and price in US dollars, and units of each job."""
    return [
        (
            row["model"],
            row["estimated_cost"] and row["estimated_cost"] / 1e6,
            row["billed_units"],
            row["unit_price"] and row["unit_price"] / 1e9,
        )
        for row in await harness.rows()
    ]


async def status_of(harness) -> list[str]:
    olivia = harness.client(harness.people.olivia)
    answer = await olivia.slash("operator status")
    await harness.until(lambda: any(m.content not in ("", "…") for m in answer.messages))
    text = next(m.content for m in reversed(answer.messages) if m.content not in ("", "…"))
    return [line for line in text.splitlines() if line.startswith(("Cost", "Balance"))]


async def test_pictures_edits_and_upscales_record_what_they_cost_and_the_operator_sees_the_sums(tmp_path):
    async with opened(tmp_path) as harness:
        await priced(harness)
        post = await harness.draw("a red kite", count=2)
        upload = harness.alice.upload("cat.png", png())
        await harness.result_of(await harness.alice.slash("edit", prompt="make it night", image=upload))
        tool = await pressed(harness, harness.alice, await open_menu(harness, harness.alice, post), "Upscale")
        await harness.until(lambda: any(": 1 credit" in one for one in labels(tool.response)))
        await harness.result_of(await harness.alice.click(tool.response, "Picture 2: 1 credit"))
        await harness.wait_idle()

        first, second, third = await costs_of(harness)
        assert first == (MODEL, 0.12, 2.0, 0.05)
        assert (second[0], *second[2:]) == (EDIT, 1.0, 0.08)
        assert second[1] > 0.06, "an edit also pays for its reference"
        assert third == (UPSCALE, pytest.approx(0.004194), pytest.approx(4.1943), 0.001)
        today, month = await status_of(harness)
        total = 0.12 + second[1] + 0.004194
        assert today.startswith(f"Cost today: ${total:.2f} estimated, $0.18 billed by fal (")
        assert month.startswith(f"Cost, last 30 days: ${total:.2f} estimated, $0.18 billed by fal (")

        environment = {**harness.sandbox.environment(tmp_path)}
        table = await easel(tmp_path, environment, "costs")
        models = await easel(tmp_path, environment, "costs", "--by", "model", "--csv")

    assert table.returncode == 0, table.stderr
    assert "Total" in table.stdout
    assert "0.18" in table.stdout
    rows = list(csv.DictReader(io.StringIO(models.stdout)))
    assert {row["model"]: (row["requests"], row["billed_usd"]) for row in rows} == {
        MODEL: ("1", "0.100000"),
        EDIT: ("1", "0.080000"),
        UPSCALE: ("1", "0.004194"),
    }
    assert rows[0]["estimated_usd"] == "0.120000"
    assert rows[0]["drift_percent"] == "-16.7"


@pytest.mark.parametrize("value", ["", "-4", "nan", "many", "1e300"])
async def test_units_that_cannot_be_read_cost_no_picture_and_stay_unknown(tmp_path, value):
    async with opened(tmp_path) as harness:
        await priced(harness)
        harness.faults.arm("fal.result.units", value=value)
        post = await harness.draw()

        assert len(post.attachments) == 1
        assert await costs_of(harness) == [(MODEL, 0.06, None, 0.05)]
        assert (await status_of(harness))[0] == "Cost today: $0.06 estimated, bill unknown"


async def test_a_refused_request_that_fal_bills_is_refunded_and_counted(tmp_path):
    async with opened(tmp_path) as harness:
        await priced(harness)
        await harness.draw()
        harness.faults.arm("fal.result.billed-failure", units=1)
        await harness.answer_text(await harness.alice.slash("imagine", prompt="forbidden-422"))
        await harness.wait_idle()

        rows = await harness.rows()
        assert [row["charged"] for row in rows] == [6, 0]
        assert (await costs_of(harness))[1] == (MODEL, 0.0, 1.0, 0.05)
        assert (await status_of(harness))[0] == "Cost today: $0.06 estimated, $0.10 billed by fal (+67%)"


async def test_prices_are_read_once_a_day_also_across_restarts_and_no_job_waits_for_them(tmp_path):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        box.fal.prices.update(dict.fromkeys((MODEL, EDIT, UPSCALE, "fal-ai/birefnet/v2"), (0.05, "images")))
        harness.faults.arm("fal.prices.slow", seconds=15)
        async with restarted(harness):
            await harness.until(lambda: "fal.prices.slow" in harness.faults.taken)
            await harness.draw()
            assert await costs_of(harness) == [(MODEL, 0.06, 1.0, None)]
            harness.clock.advance(15)
            await priced(harness)
        async with restarted(harness):
            await harness.draw()
            assert (await costs_of(harness))[1] == (MODEL, 0.06, 1.0, 0.05)
            assert reads(harness, "models/pricing") == [200]
            box.fal.prices[MODEL] = (0.07, "images")
            harness.clock.advance(DAY)
            await harness.until(lambda: reads(harness, "models/pricing") == [200, 200])


@pytest.mark.parametrize("fault", ["500", "garbage", "reset"])
async def test_prices_that_cannot_be_read_are_read_again_after_an_hour(tmp_path, caplog, fault):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        box.fal.prices.update(PRICES)
        harness.faults.arm(f"fal.prices.{fault}")
        async with restarted(harness):
            await harness.until(lambda: "published prices unavailable" in caplog.text)
            assert len((await harness.draw()).attachments) == 1
            harness.clock.advance(HOUR)
            await priced(harness)


async def test_a_low_balance_is_reported_once_per_episode(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        box.fal.platform.balance = 4.5
        async with restarted(harness) as app:
            harness.clock.advance(60)
            await harness.until(lambda: told(harness))
            await app.services.cost_monitor.check()
            assert told(harness)[0].startswith(
                "The balance at fal is $4.50, below $5 (FAL_BALANCE_WARNING_USD)."
            )
            assert await status_of(harness) == ["Balance at fal: $4.50"]
        async with restarted(harness) as app:
            monitor = app.services.cost_monitor
            await monitor.check()
            for balance in (30.0, 1.0, 0.5):
                box.fal.platform.balance = balance
                await monitor.check()
            await harness.until(lambda: len(told(harness)) == 2)
            assert reads(harness, "account/billing") == [200] * 6
            assert told(harness)[1].startswith("The balance at fal is $1.00")


async def test_a_key_without_access_to_billing_is_tried_once_a_day_and_faults_warn_nobody(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with restarted(harness) as app:
            monitor = app.services.cost_monitor
            await monitor.check()
            await monitor.check()
            assert reads(harness, "account/billing") == [403]
            # The monitor also checks by itself after this.
            harness.clock.advance(DAY)
            box.fal.platform.balance = 30.0
            for fault in ("500", "garbage", "reset"):
                harness.faults.arm(f"fal.balance.{fault}")
                await monitor.check()
            assert told(harness) == []
            harness.faults.clear()
            box.fal.platform.balance = 1.0
            await monitor.check()
            await harness.until(lambda: told(harness))


async def test_nothing_is_read_where_the_operator_has_turned_it_off(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        box.fal.platform.balance = 1.0
        async with restarted(harness, FAL_BALANCE_WARNING_USD="none") as app:
            await app.services.cost_monitor.check()

        assert reads(harness, "account/billing") == []
        assert told(harness) == []


async def test_bills_far_above_the_estimates_are_reported_once(tmp_path):
    async with opened(tmp_path, prices={MODEL: (0.7, "images")}) as harness:
        await priced(harness)
        monitor = harness.app.services.cost_monitor
        await harness.draw()
        await monitor.check()
        assert told(harness) == [], "six cents are too little to compare"
        await harness.draw(**LARGE)
        await monitor.check()
        await monitor.check()

        await harness.until(lambda: told(harness))
        (warning,) = told(harness)
        assert (
            "In the last 7 days, fal billed $3.50 for requests that Easel estimated at $1.78 (97%)" in warning
        )


async def test_the_command_refuses_a_missing_database_and_a_range_that_ends_before_it_begins(tmp_path):
    missing = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'none.db'}"}

    assert "no database at" in error_line(await easel(tmp_path, missing, "costs"))
    assert not (tmp_path / "none.db").exists()
    wrong = await easel(tmp_path, missing, "costs", "--from", "2026-11-02", "--to", "2026-11-01")
    assert "--from: must not be later than --to" in error_line(wrong)

"""Cost store and price store: sums over the requests of all servers, and the cache of published prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.fal.ports import StoredPrice
from bot.fal.pricing import EndpointPrice
from bot.jobs.billing import Bill
from bot.quota.costs import Cost, CostGroup, cost_report
from tests.contracts.conftest import SqlStores
from tests.unit.bot.factories import Place, pictures, quota_day, submit

FIRST, SECOND, THIRD = (quota_day(n) for n in range(3))
CENT = 10_000
# Two units at 5 cents: 10 cents.
BILLED = Bill(estimate=8 * CENT, units=2.0, unit_price=50_000_000)


async def _drawn(sql: SqlStores, bill: Bill | None, **place: object) -> None:
    job = await Place(sql.jobs)(**place)  # type: ignore[arg-type]
    await sql.jobs.claim(job.id, wire_form="playground")
    await submit(sql.jobs, job.id)
    await sql.jobs.record_rendered(job.id, pictures(1), started_at=None, bill=bill)


async def _some_costs(sql: SqlStores) -> None:
    await _drawn(sql, BILLED, guild_id=1, user_id=10, period=FIRST)
    await _drawn(sql, BILLED, guild_id=1, user_id=11, period=SECOND)
    await _drawn(sql, Bill(estimate=20 * CENT), guild_id=2, user_id=10, period=SECOND)
    await _drawn(sql, Bill(estimate=1 * CENT, units=3.0), guild_id=2, user_id=12, period=THIRD)
    # A job of an earlier version, and one that never got to fal.
    await _drawn(sql, None, guild_id=3, user_id=13, period=SECOND)
    await Place(sql.jobs)(guild_id=3, user_id=13, period=SECOND)


async def test_costs_are_summed_over_all_servers_and_bills_only_where_they_are_known(sql: SqlStores) -> None:
    await _some_costs(sql)

    total = await sql.costs.total(FIRST.day, SECOND.day)

    assert total == Cost(
        requests=3, estimated=36 * CENT, billed_requests=2, billed_estimate=16 * CENT, billed=20 * CENT
    )
    assert total.drift == pytest.approx(0.25)
    assert await sql.costs.total("1999-01-01", "1999-12-31") == Cost()
    assert Cost().drift is None


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (CostGroup.DAY, [(FIRST.day, 8), (SECOND.day, 28), (THIRD.day, 1)]),
        (CostGroup.SERVER, [("2", 21), ("1", 16)]),
        (CostGroup.MEMBER, [("10", 28), ("11", 8), ("12", 1)]),
        (CostGroup.MODEL, [("fal-ai/gpt-image-2", 37)]),
    ],
)
async def test_costs_are_grouped_and_limited(
    sql: SqlStores, group: CostGroup, expected: list[tuple[str, int]]
) -> None:
    await _some_costs(sql)

    rows = await sql.costs.groups(group, FIRST.day, THIRD.day, limit=10)

    assert [(row.key, row.cost.estimated // CENT) for row in rows] == expected
    assert [row.key for row in await sql.costs.groups(group, FIRST.day, THIRD.day, limit=1)] == [
        expected[0][0]
    ]


async def test_a_request_that_failed_but_was_billed_costs_its_bill(sql: SqlStores) -> None:
    job = await Place(sql.jobs)(period=FIRST)
    await sql.jobs.claim(job.id, wire_form="playground")
    await submit(sql.jobs, job.id)
    await sql.jobs.finish_failed(
        job.id, reason="fal-policy", bill=Bill(estimate=0, units=1.0, unit_price=50_000_000)
    )

    report = await cost_report(sql.costs, FIRST.day)

    assert report.today == report.month
    assert report.today == Cost(requests=1, billed_requests=1, billed=5 * CENT)


async def test_the_latest_price_of_each_endpoint_is_kept(sql: SqlStores) -> None:
    price = EndpointPrice(usd=Decimal("0.000000001"), unit="tokens")
    first = StoredPrice(price=price, source="https://a.test", read_at=1_700_000_000.5)
    second = StoredPrice(
        price=EndpointPrice(usd=Decimal("0.025"), unit="megapixels"), source="https://b.test", read_at=1.0
    )
    await sql.prices.save({"a/b": first, "c/d": first})
    await sql.prices.save({"a/b": second})

    assert await sql.prices.get(["a/b", "c/d", "e/f"]) == {"a/b": second, "c/d": first}
    assert await sql.prices.get([]) == {}

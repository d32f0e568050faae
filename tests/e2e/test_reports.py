"""Usage reports: chart, ranking and export, for administrators only and without pings."""

from __future__ import annotations

import csv
import io

from tests.e2e.harness import open_harness


async def test_usage_top_and_export_show_what_was_drawn_only_to_the_administrator(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        await harness.result_of(await harness.bob.slash("imagine", prompt="two", count=2))
        await harness.answer_text(await harness.alice.slash("imagine", prompt="forbidden-422"))
        await harness.wait_idle()

        usage = await harness.mod.slash("quota-admin usage", days=7)
        chart = (await harness.result_of(usage)).attachments[0]
        top = await harness.mod.slash("quota-admin top")
        ranking = await harness.answer_text(top)
        export = await harness.mod.slash("quota-admin export")
        file = (await harness.result_of(export)).attachments[0]
        wrong = await harness.answer_text(await harness.mod.slash("quota-admin export", **{"from": "monday"}))
        rows = list(csv.DictReader(io.StringIO(file.blob.read().decode())))

        assert usage.response.content.startswith("**18 credits, ")
        assert (
            "2 delivered, 1 blocked by the content policy, 0 failed, 0 canceled, 0 in progress"
            in usage.response.content
        )
        assert f"#1 <@{people.bob.id}> 12 (67%)" in usage.response.content
        assert "18 credits" in chart.description and "Bob: 12, Alice: 6" in chart.description
        assert f"#2 <@{people.alice.id}> 6 (33%)" in ranking
        assert {row["member_id"] for row in rows} == {str(people.alice.id), str(people.bob.id)}
        assert sum(int(row["spend_delta"]) for row in rows) == 18
        assert "Write it as YYYY-MM-DD" in wrong
        for asked in (usage, top, export):
            assert asked.response.ephemeral_to is people.mod


async def test_a_server_without_usage_gets_a_sentence_and_no_chart(tmp_path):
    async with open_harness(tmp_path) as harness:
        asked = await harness.mod.slash("quota-admin usage")
        text = await harness.answer_text(asked)

        assert text.startswith("**0 credits, ")
        assert asked.response.attachments == []

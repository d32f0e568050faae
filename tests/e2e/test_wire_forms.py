"""Wire forms: the request body follows the schema that fal publishes, if it can be read."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK, Harness, open_harness, running_bot

PUBLISHED = {"published": True}
FIVE_INPUTS = {
    "prompt": "a red kite",
    "size": "1536x1024",
    "quality": "medium",
    "num_images": 1,
    "safety_tolerance": 2,
}
FOUR_INPUTS = {
    "prompt": "a red kite",
    "image_size": {"width": 1536, "height": 1024},
    "quality": "medium",
    "num_images": 1,
}


@asynccontextmanager
async def published_harness(folder, *faults, **options):
    """A harness without a bot, whose fal publishes schemas; the faults are armed."""
    async with open_sandbox(published=True, **options) as box:
        for fault in faults:
            box.faults.arm(fault, times=100)
        yield Harness(box, folder)


async def draw(harness):
    return await harness.draw(size="1536x1024")


async def test_the_published_schema_determines_the_body_and_the_requested_size_is_drawn(tmp_path):
    async with open_harness(tmp_path, sandbox=PUBLISHED) as harness:
        post = await draw(harness)

        assert harness.fal.submits[0].path == "/fal-ai/gpt-image-2"
        assert harness.fal.submits[0].arguments == FOUR_INPUTS
        assert (post.attachments[0].width, post.attachments[0].height) == (1536, 1024)
        assert "instead of the size" not in post.content
        assert (await harness.rows())[0]["wire_form"] == "published"


async def test_the_schema_is_read_without_the_key_and_uncompressed(tmp_path):
    async with open_harness(tmp_path, sandbox=PUBLISHED) as harness:
        await draw(harness)

        (headers,) = harness.fal.schema_reads
        assert "Authorization" not in headers
        assert not any(half in str(headers) for half in harness.fal.key.split(":"))
        assert headers["Accept-Encoding"] == "identity"
        read = next(one for one in harness.fal.exchanges if "openapi" in one.path)
        assert read.path.endswith("?endpoint_id=fal-ai%2Fgpt-image-2")


async def test_without_a_schema_url_nothing_is_read_and_five_inputs_are_sent(tmp_path):
    async with open_harness(tmp_path) as harness:
        await draw(harness)

        assert harness.fal.schema_reads == []
        assert harness.fal.submits[0].arguments == FIVE_INPUTS


@pytest.mark.parametrize(
    "fault",
    [
        "404",
        "500",
        "compressed",
        "endless",
        "garbage",
        "html",
        "nested",
        "no-inputs",
        "not-an-object",
        "redirect",
        "reset",
        "wrong-type",
    ],
)
async def test_an_unreadable_schema_leaves_the_five_inputs_unchanged(tmp_path, fault):
    async with (
        published_harness(tmp_path, f"fal.schema.{fault}") as harness,
        running_bot(harness, **QUICK) as app,
    ):
        await draw(harness)
        await harness.until(lambda: f"fal.schema.{fault}" in harness.faults.taken)

        assert harness.fal.submits[0].arguments == FIVE_INPUTS
        assert app.services.model.form == "playground"
        assert len(harness.fal.schema_reads) == 1


async def test_a_schema_that_repeats_the_key_is_neither_used_stored_nor_logged(tmp_path, caplog):
    async with published_harness(tmp_path) as harness:
        key = harness.sandbox.settings(tmp_path).fal_key.get_secret_value()
        harness.faults.arm("fal.schema.repeating", text=key)
        async with running_bot(harness, **QUICK):
            await draw(harness)

        assert harness.fal.submits[0].arguments == FIVE_INPUTS
        assert "contains a secret" in caplog.text
        assert key not in caplog.text
        assert not any(key.encode() in path.read_bytes() for path in tmp_path.glob("easel.db*"))


async def test_an_unreachable_schema_leaves_the_five_inputs_unchanged(tmp_path):
    async with open_harness(tmp_path, FAL_SCHEMA_URL="http://127.0.0.1:9/openapi.json") as harness:
        await draw(harness)

        assert harness.fal.submits[0].arguments == FIVE_INPUTS


async def test_a_slow_schema_delays_only_one_request_by_at_most_two_seconds(tmp_path):
    async with published_harness(tmp_path) as harness:
        harness.faults.arm("fal.schema.slow", seconds=10_000)
        async with running_bot(harness, **QUICK):
            await harness.until(lambda: harness.fal.schema_reads)
            first = await harness.alice.slash("imagine", prompt="a red kite", size="1536x1024")
            await harness.until(lambda: harness.app.bot.services.dispatcher.open_jobs)
            harness.clock.advance(2.0)
            await harness.result_of(first)
            await draw(harness)

            assert [submit.arguments for submit in harness.fal.submits] == [FIVE_INPUTS] * 2
            assert not any("openapi" in exchange.path for exchange in harness.fal.exchanges)


async def test_a_request_waits_for_a_schema_that_arrives_within_two_seconds(tmp_path):
    async with published_harness(tmp_path) as harness:
        harness.faults.arm("fal.schema.slow", seconds=1.9)
        async with running_bot(harness, **QUICK):
            await harness.until(lambda: harness.fal.schema_reads)
            interaction = await harness.alice.slash("imagine", prompt="a red kite", size="1536x1024")
            await harness.until(lambda: harness.app.bot.services.dispatcher.open_jobs)
            harness.clock.advance(1.9)
            await harness.result_of(interaction)

            assert harness.fal.submits[0].arguments == FOUR_INPUTS


async def test_a_cached_schema_is_used_at_once_and_read_again_after_a_day(tmp_path):
    async with published_harness(tmp_path) as harness:
        async with running_bot(harness, **QUICK):
            await draw(harness)
        await harness.until(lambda: not any(s.connected for s in harness.discord.gateway.sessions))
        harness.clock.advance(3600)
        harness.faults.arm("fal.schema.500")
        async with running_bot(harness, **QUICK) as app:
            assert app.services.model.form == "published"
            await draw(harness)
            assert len(harness.fal.schema_reads) == 1

            harness.clock.advance(24 * 3600)
            await harness.until(lambda: len(harness.fal.schema_reads) == 2)
            await draw(harness)

            assert app.services.model.form == "published"
            assert [submit.arguments for submit in harness.fal.submits] == [FOUR_INPUTS] * 3


async def test_a_cached_schema_of_another_address_is_not_used(tmp_path):
    async with published_harness(tmp_path) as harness:
        async with running_bot(harness, **QUICK):
            await draw(harness)
        await harness.until(lambda: not any(s.connected for s in harness.discord.gateway.sessions))
        other = f"{harness.fal.queue_url}/nothing/openapi.json"
        async with running_bot(harness, **QUICK, FAL_SCHEMA_URL=other):
            await draw(harness)

        assert harness.fal.submits[1].arguments == FIVE_INPUTS


async def test_a_job_keeps_its_form_if_the_schema_arrives_before_a_retry(tmp_path):
    async with published_harness(tmp_path) as harness:
        harness.faults.arm("fal.schema.slow", seconds=10_000)
        harness.faults.arm("fal.submit.429", retry_after=60)
        async with running_bot(harness, **QUICK) as app:
            interaction = await harness.alice.slash("imagine", prompt="a red kite", size="1536x1024")
            await harness.until(lambda: app.services.dispatcher.open_jobs)
            harness.clock.advance(2.0)
            await harness.until(lambda: harness.fal.submits)
        await harness.until(lambda: not any(s.connected for s in harness.discord.gateway.sessions))
        async with running_bot(harness, **QUICK) as app:
            await harness.until(lambda: app.services.model.form == "published")
            harness.clock.advance(61)
            await harness.result_of(interaction)
            await harness.wait_idle()
            await draw(harness)

        assert [submit.arguments for submit in harness.fal.submits] == [FIVE_INPUTS, FIVE_INPUTS, FOUR_INPUTS]


async def test_model_settings_and_code_show_the_form_in_use(tmp_path):
    async with open_harness(tmp_path, sandbox=PUBLISHED) as harness:
        await draw(harness)

        card = await harness.content_of(await harness.alice.slash("model"))
        assert "`image_size`" in card
        assert "safety_tolerance" not in card
        code = await harness.content_of(await harness.alice.slash("code", prompt="a red kite"))
        assert "image_size: {" in code
        assert "safety_tolerance" not in code
        panel = await harness.mod.slash("settings")
        await harness.until(lambda: panel.response and panel.response.components)
        opened = await harness.mod.select(panel.response, "easel:settings:go", ["safety"])
        await harness.until(lambda: "Not supported by this model" in str(opened.response or panel.response))

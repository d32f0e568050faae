"""Traces: one for each job, received by a collector over HTTP."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from bot.errors import StartupError
from tests.e2e.harness import open_harness, running_bot


class _Collector:
    """What an OpenTelemetry collector has received: spans, and the attributes of their resources."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.resources: list[dict[str, str]] = []

    async def receive(self, request: web.Request) -> web.Response:
        body = ExportTraceServiceRequest.FromString(await request.read())
        for group in body.resource_spans:
            self.resources.append({one.key: one.value.string_value for one in group.resource.attributes})
            self.spans += [span for scope in group.scope_spans for span in scope.spans]
        return web.Response(body=b"", content_type="application/x-protobuf")

    def trace(self, number: int) -> dict[str, Span]:
        """The spans of the ``number``-th job by name."""
        root = [span for span in self.spans if not span.parent_span_id][number]
        return {span.name: span for span in self.spans if span.trace_id == root.trace_id}


@pytest.fixture
async def collector(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[_Collector]:
    found = _Collector()
    application = web.Application()
    application.router.add_post("/v1/traces", found.receive)
    async with TestServer(application) as server:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", str(server.make_url("")))
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        yield found


def _attributes(span: Span) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}


async def test_a_job_is_a_trace_with_a_span_for_each_step(tmp_path: Path, collector: _Collector) -> None:
    async with open_harness(tmp_path) as harness:
        await harness.draw("a red kite", quality="low")
        harness.faults.arm("fal.job.no-pictures")
        await harness.answer_text(await harness.bob.slash("imagine", prompt="a blue kite"))
        await harness.wait_idle()
        rows = await harness.rows()
        await harness.until(lambda: len(collector.spans) == 4 + 3)

    delivered, failed = collector.trace(0), collector.trace(1)
    assert set(delivered) == {"job", "waiting", "drawing", "delivery"}
    job, steps = delivered["job"], [delivered[name] for name in ("waiting", "drawing", "delivery")]
    assert {step.parent_span_id for step in steps} == {job.span_id}
    assert steps[0].start_time_unix_nano == job.start_time_unix_nano == rows[0]["created_ms"] * 10**6
    assert steps[1].start_time_unix_nano == steps[0].end_time_unix_nano == rows[0]["submitted_ms"] * 10**6
    assert steps[2].start_time_unix_nano == steps[1].end_time_unix_nano == rows[0]["rendered_ms"] * 10**6
    assert steps[2].end_time_unix_nano == job.end_time_unix_nano
    assert job.status.code == Status.STATUS_CODE_UNSET
    assert _attributes(job)["job.id"] == rows[0]["id"]
    assert _attributes(job)["job.credits"] == rows[0]["charged"] > 0

    assert set(failed) == {"job", "waiting", "drawing"}
    codes = {name: span.status.code for name, span in failed.items()}
    error, unset = Status.STATUS_CODE_ERROR, Status.STATUS_CODE_UNSET
    assert codes == {"job": error, "waiting": unset, "drawing": error}
    assert _attributes(failed["job"])["job.reason"] == failed["job"].status.message == "fal-no-media"

    texts = " ".join(str(span) for span in collector.spans)
    for row in rows:
        for column in ("prompt", "user_id", "guild_id", "channel_id", "token"):
            assert row[column] is None or str(row[column]) not in texts
    assert collector.resources[0]["service.name"] == "easel"


async def test_the_last_trace_is_exported_when_the_bot_stops(
    tmp_path: Path, collector: _Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "3600000")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "easel-test")
    async with open_harness(tmp_path) as harness:
        await harness.draw("a red kite")
        before = len(collector.spans)
        await harness.stop_bot()

    assert (before, len(collector.spans)) == (0, 4)
    assert collector.resources[0]["service.name"] == "easel-test"


async def test_a_missing_package_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("opentelemetry"):
            raise ModuleNotFoundError(name)
        return imported(name, *arguments, **named)

    async with open_harness(tmp_path) as harness:
        await harness.stop_bot()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(StartupError, match="install Easel with its extra otel"):
            async with running_bot(harness):
                pass

"""Calls of the playground's page, made by a client without a browser."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.web import open_playground
from tests.e2e.harness import Harness, open_harness


@asynccontextmanager
async def open_client(folder: Path) -> AsyncIterator[tuple[Harness, httpx.AsyncClient]]:
    """A harness, and a client that has opened the page's link."""
    async with (
        open_harness(folder, sandbox={"render_seconds": 60.0, "picture_bytes": 20_000}) as harness,
        open_playground(harness.sandbox, harness.app) as page,
        httpx.AsyncClient(base_url=page.origin, headers={"Origin": page.origin}, timeout=60) as client,
    ):
        await client.get(page.new_link())
        yield harness, client


def _act(harness: Harness, **act: Any) -> dict[str, Any]:
    return {"as": "alice", "in": str(harness.people.studio.id), **act}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "fal.submit.slow", "details": {"seconds": "abc"}},
        {"name": "fal.submit.slow", "details": {"seconds": None}},
        {"name": "fal.submit.slow", "details": {"seconds": 1e308}},
        {"name": "fal.submit.slow", "details": {"name": "x"}},
        {"name": "fal.submit.slow", "details": {"self": 1}},
        {"name": "fal.submit.422", "details": {"loc": {"a": 1}}},
        {"name": "fal.submit.422", "details": {"msg": "line\nline"}},
        {"name": "discord.gateway.drop", "details": {"code": 5}},
        {"name": "discord.rest.429", "details": {"retry_after": -1}},
    ],
    ids=str,
)
async def test_invalid_fault_parameters_are_refused_with_an_explanation(tmp_path: Path, body: dict[str, Any]):
    async with open_client(tmp_path) as (harness, client):
        answer = await client.post("/api/fault", json=body)

        assert answer.status_code == 200
        assert body["name"] in answer.json()["problem"]
        assert harness.faults.armed() == {}


@pytest.mark.parametrize("times", [0, 101, 1.5, "1", True, None, [], 10**30])
async def test_a_fault_strikes_a_whole_number_of_times(tmp_path: Path, times: Any):
    async with open_client(tmp_path) as (harness, client):
        answer = await client.post("/api/fault", json={"name": "fal.submit.500", "times": times})

        assert "1 to 100 times" in answer.json()["problem"]
        assert harness.faults.armed() == {}


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 16, "1234567"])
async def test_a_nonexistent_exchange_is_404(tmp_path: Path, number: str):
    async with open_client(tmp_path) as (_, client):
        assert (await client.get(f"/api/wire/{number}")).status_code == 404


async def test_messages_have_discords_maximum_length(tmp_path: Path):
    async with open_client(tmp_path) as (harness, client):
        longest = await client.post("/api/act", json=_act(harness, do="say", content="x" * 2000))
        longer = await client.post("/api/act", json=_act(harness, do="say", content="x" * 2001))

        assert longest.json() == {}
        assert "2000 characters" in longer.json()["problem"]
        assert [len(one.content) for one in harness.world.messages(harness.people.studio)] == [2000]


async def test_the_queue_shows_private_prompts_only_to_their_owner(tmp_path: Path):
    async with open_client(tmp_path) as (harness, client):
        await harness.alice.slash("imagine", prompt="a secret garden", private=True)
        await harness.bob.slash("imagine", prompt="a public garden")
        await harness.fal.until(lambda: len(harness.fal.requests) == 2)
        seen = {}
        for who in ("alice", "bob"):
            query = {"as": who, "in": str(harness.people.studio.id)}
            async with client.stream("GET", "/api/stream", params=query) as stream:
                async for entries in _events(stream, "queue"):
                    if len(entries) == 2:
                        seen[who] = {entry["prompt"] for entry in entries}
                        break

    assert seen["alice"] == {"a secret garden", "a public garden"}
    assert seen["bob"] == {"", "a public garden"}


async def _events(stream: httpx.Response, wanted: str) -> AsyncIterator[Any]:
    name = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: ") and name == wanted:
            yield json.loads(line.removeprefix("data: "))

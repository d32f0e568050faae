"""A simulator on real sockets, and the unmodified fal-client pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import fal_client
import fal_client.client
import httpx
import pytest

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator, FixedSizeArtist
from sandbox.faults import Faults

MODEL = "fal-ai/gpt-image-2"
KEY = "sandbox-id:sandbox-secret"


class PlainArtist:
    """Draws the smallest honest files there are, for tests that look at everything else."""

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        return FixedSizeArtist(1).draw(prompt, width, height, quality, index)


@pytest.fixture
def clock() -> SandboxClock:
    return SandboxClock()


@pytest.fixture
def faults() -> Faults:
    return Faults()


Opener = Callable[..., FalSimulator]


@pytest.fixture
def open_fal(clock: SandboxClock, faults: Faults) -> Opener:
    """Opens a simulator with small pictures and jobs of 100 s, on the test's clock."""

    def open_with(**options: Any) -> FalSimulator:
        return FalSimulator(
            **{"clock": clock, "faults": faults, "key": KEY, "artist": PlainArtist(), "render_seconds": 100.0}
            | options
        )

    return open_with


@pytest.fixture
async def fal(open_fal: Opener) -> AsyncIterator[FalSimulator]:
    async with open_fal() as simulator:
        yield simulator


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """A plain client with the right key."""
    async with httpx.AsyncClient(
        headers={"Authorization": f"Key {KEY}"}, timeout=30, trust_env=False
    ) as client:
        yield client


@pytest.fixture
async def client(fal: FalSimulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[fal_client.AsyncClient]:
    """fal's own client; its base address is a module global without a setting for plain http."""
    monkeypatch.setattr(fal_client.client, "QUEUE_URL_FORMAT", f"{fal.queue_url}/")
    client = fal_client.AsyncClient(key=KEY)
    yield client
    await (await client._client).aclose()


@pytest.fixture
def submit(fal: FalSimulator, http: httpx.AsyncClient) -> Callable[..., Any]:
    """Posts arguments to the model and returns the answer's JSON."""

    async def post(
        prompt: str = "a lamp", model: str = MODEL, headers: dict[str, str] | None = None, **arguments: Any
    ) -> dict[str, Any]:
        answer = await http.post(
            f"{fal.queue_url}/{model}", json={"prompt": prompt, **arguments}, headers=headers
        )
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    return post

"""The file host."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults

Post = Callable[..., Any]


@pytest.fixture
async def url(submit: Post, http: httpx.AsyncClient, clock: SandboxClock) -> str:
    """The address of a finished picture."""
    job = await submit()
    clock.advance(100)
    address: str = (await http.get(job["response_url"])).json()["images"][0]["url"]
    return address


async def test_files_are_public_and_served_from_the_queues_origin(fal: FalSimulator, url: str) -> None:
    async with httpx.AsyncClient() as stranger:
        answer = await stranger.get(url)
        unknown = await stranger.get(f"{fal.files_url}/files/b/00000000/nothing.png")

    assert answer.status_code == 200
    assert url.startswith(f"{fal.files_url}/files/b/")
    assert fal.files_url == fal.queue_url != fal.other_port_url
    assert unknown.status_code == 404


@pytest.mark.parametrize(("fault", "status"), [("404", 404), ("500", 500), ("redirect", 302)])
async def test_a_file_can_fail_once(
    http: httpx.AsyncClient, faults: Faults, url: str, fault: str, status: int
) -> None:
    faults.arm(f"fal.file.{fault}")

    answers = [await http.get(url), await http.get(url)]

    assert [answer.status_code for answer in answers] == [status, 200]


async def test_a_redirect_leads_to_the_same_picture_and_a_private_one_does_not(
    http: httpx.AsyncClient, faults: Faults, url: str
) -> None:
    faults.arm("fal.file.redirect")
    followed = await http.get(url, follow_redirects=True)
    faults.arm("fal.file.redirect-private")
    private = await http.get(url)

    assert followed.status_code == 200
    assert private.headers["location"].startswith("http://169.254.169.254/")


@pytest.mark.parametrize("fault", ["cut-off", "reset"])
async def test_a_file_can_be_cut_off(http: httpx.AsyncClient, faults: Faults, url: str, fault: str) -> None:
    faults.arm(f"fal.file.{fault}")

    with pytest.raises(httpx.TransportError):
        await http.get(url)


async def test_a_file_can_arrive_late(http: httpx.AsyncClient, faults: Faults, url: str) -> None:
    faults.arm("fal.file.slow")

    with pytest.raises(httpx.ReadTimeout):
        await http.get(url, timeout=0.05)


async def test_a_file_can_have_a_false_type(http: httpx.AsyncClient, faults: Faults, url: str) -> None:
    faults.arm("fal.file.not-a-picture")
    page = await http.get(url)
    faults.arm("fal.file.wrong-type")
    mislabelled = await http.get(url)

    assert page.headers["content-type"] == "image/png"
    assert page.content.startswith(b"<!doctype html>")
    assert mislabelled.headers["content-type"].startswith("text/html")
    assert mislabelled.content.startswith(b"\x89PNG")


async def test_a_file_can_be_endless_without_a_stated_length(
    http: httpx.AsyncClient, faults: Faults, url: str
) -> None:
    faults.arm("fal.file.too-large", bytes=1_000_000)

    answer = await http.get(url)

    assert "content-length" not in answer.headers
    assert len(answer.content) >= 1_000_000


async def test_a_small_file_can_declare_an_enormous_size(
    http: httpx.AsyncClient, faults: Faults, url: str
) -> None:
    faults.arm("fal.file.bomb")

    answer = await http.get(url)

    assert len(answer.content) < 200
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(answer.content))

"""The sandbox's own ports: open to programs with this run's token, closed to web pages and other host names."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import httpx
import pytest

from sandbox.server import Sandbox, open_sandbox

FOREIGN = [
    ({"Host": "evil.example"}, 421),
    ({"Host": "evil.example:{port}"}, 421),
    ({"Host": "127.0.0.1.evil.example:{port}"}, 421),
    ({"Host": "127.0.0.1"}, 421),
    ({"Host": "127.0.0.1:1"}, 421),
    ({"Host": "127.0.0.1:x"}, 421),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://127.0.0.1:{port}"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
]


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with open_sandbox() as box:
        yield box


def _addresses(box: Sandbox) -> dict[str, str]:
    return {
        "rest": f"{box.discord.api_url}/users/@me",
        "gateway": f"{box.discord.base_url}/gateway",
        "attachments": f"{box.discord.base_url}/attachments/1/2/a.png",
        "queue": f"{box.fal.queue_url}/fal-ai/gpt-image-2/requests/1/status",
        "files": f"{box.fal.files_url}/files/a.png",
    }


@pytest.mark.parametrize(("headers", "status"), FOREIGN, ids=str)
@pytest.mark.parametrize("port", ["rest", "gateway", "attachments", "queue", "files"])
async def test_no_port_serves_a_page_or_another_host_name(
    box: Sandbox, port: str, headers: dict[str, str], status: int
) -> None:
    address = httpx.URL(_addresses(box)[port])
    sent = {name: value.format(port=address.port) for name, value in headers.items()}
    keys = {"Authorization": f"Bot {box.discord.token}" if port != "queue" else f"Key {box.fal.key}"}
    async with httpx.AsyncClient() as client:
        answer = await client.get(address, headers=keys | sent)

    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers


async def test_a_page_cannot_open_the_gateway(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(box.discord.gateway_url, origin="http://127.0.0.1:8080")

    assert refused.value.status == 403
    assert box.discord.gateway.sessions == []


async def test_a_program_reaches_every_port_by_each_local_name(box: Sandbox) -> None:
    async with httpx.AsyncClient() as client:
        for name in ("127.0.0.1", "localhost"):
            address = httpx.URL(_addresses(box)["rest"])
            headers = {"Authorization": f"Bot {box.discord.token}", "Host": f"{name}:{address.port}"}
            assert (await client.get(address, headers=headers)).status_code == 200


async def test_each_run_has_its_own_token_and_key(box: Sandbox) -> None:
    async with open_sandbox() as other:
        assert box.discord.token != other.discord.token
        assert box.fal.key != other.fal.key
        async with httpx.AsyncClient() as client:
            with_token = await client.get(
                _addresses(other)["rest"], headers={"Authorization": f"Bot {box.discord.token}"}
            )
            with_key = await client.get(
                _addresses(other)["queue"], headers={"Authorization": f"Key {box.fal.key}"}
            )

    assert [with_token.status_code, with_key.status_code] == [401, 401]

"""Where a connection really goes, compared with the name it was meant for."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest

from bot.generation.pictures import HostPolicy, HostRefusedError
from bot.generation.pictures.transport import CheckedTransport, resolve


class Names:
    """A resolver that says what it is told and counts how often it was asked."""

    def __init__(self, *answers: Sequence[str] | OSError) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer


class Wire(httpx.AsyncBaseTransport):
    """Keeps the requests that would have been sent; ``dead`` addresses refuse to connect."""

    def __init__(self, *dead: str) -> None:
        self.sent: list[httpx.Request] = []
        self.dead = dead

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if request.url.host in self.dead:
            raise httpx.ConnectError("refused")
        return httpx.Response(200)


async def send(url: str, names: Names, wire: Wire) -> httpx.Response:
    transport = CheckedTransport(policy=HostPolicy(insecure_host="box"), inner=wire, resolver=names)
    async with httpx.AsyncClient(transport=transport) as client:
        return await client.get(url)


async def test_the_connection_goes_to_the_checked_address_under_the_original_name() -> None:
    wire, names = Wire(), Names(["1.1.1.1"], ["127.0.0.1"])

    response = await send("https://v3b.fal.media/x.png?a=b", names, wire)

    assert str(wire.sent[0].url) == "https://1.1.1.1/x.png?a=b"
    assert wire.sent[0].headers["Host"] == "v3b.fal.media"
    assert wire.sent[0].extensions["sni_hostname"] == "v3b.fal.media"
    assert names.asked == ["v3b.fal.media"]  # a second look could be answered differently
    assert response.url.host == "v3b.fal.media"


async def test_an_ipv6_address_is_written_into_the_url_properly() -> None:
    wire = Wire()

    await send("https://fal.media/", Names(["2606:4700::1111"]), wire)

    assert str(wire.sent[0].url) == "https://[2606:4700::1111]/"


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.8"], ["1.1.1.1", "169.254.169.254"], ["::1"]])
async def test_a_name_with_any_address_that_is_not_public_is_refused_unconnected(
    addresses: list[str],
) -> None:
    wire = Wire()

    with pytest.raises(HostRefusedError):
        await send("https://v3b.fal.media/", Names(addresses), wire)

    assert wire.sent == []


async def test_a_literal_private_address_is_refused_without_asking_for_a_name() -> None:
    wire, names = Wire(), Names()

    with pytest.raises(HostRefusedError):
        await send("https://192.168.0.1/", names, wire)

    assert (wire.sent, names.asked) == ([], [])


async def test_the_insecure_host_may_be_private() -> None:
    wire = Wire()

    await send("http://box:8000/", Names(["10.0.0.8"]), wire)

    assert str(wire.sent[0].url) == "http://10.0.0.8:8000/"
    assert wire.sent[0].headers["Host"] == "box:8000"


async def test_the_next_address_is_tried_when_one_does_not_connect() -> None:
    wire = Wire("1.1.1.1")

    response = await send("https://fal.media/", Names(["1.1.1.1", "1.0.0.1"]), wire)

    assert response.status_code == 200
    assert [request.url.host for request in wire.sent] == ["1.1.1.1", "1.0.0.1"]


@pytest.mark.parametrize("answer", [OSError("no such name"), []])
async def test_a_name_without_an_address_is_a_connect_error(answer: Sequence[str] | OSError) -> None:
    with pytest.raises(httpx.ConnectError):
        await send("https://fal.media/", Names(answer), Wire())


async def test_the_system_resolver_knows_this_machine() -> None:
    addresses = await resolve("localhost")

    assert {"127.0.0.1", "::1"} & set(addresses)
    assert len(addresses) == len(set(addresses))

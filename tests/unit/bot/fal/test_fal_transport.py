"""Transport: a submit is sent once, and only trusted hosts receive the key."""

from __future__ import annotations

import httpx
import pytest

from bot.fal.transport import AtMostOnceTransport
from bot.jobs.ports import SubmitBusyError, SubmitUnknownError

KEY = {"Authorization": "Key id:secret"}


class Inner(httpx.AsyncBaseTransport):
    """Notes each request and ends it as it was told to."""

    def __init__(self, end: httpx.Response | Exception | None = None) -> None:
        self.end = end or httpx.Response(200, json={})
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if isinstance(self.end, Exception):
            raise self.end
        return self.end


async def send(inner: Inner, method: str, url: str, queue_url: str | None = None) -> httpx.Request:
    """Send one request with the key; the request as it arrived at the inner transport."""
    async with httpx.AsyncClient(
        transport=AtMostOnceTransport(inner, queue_url=queue_url), headers=KEY
    ) as client:
        await client.request(method, url)
    return inner.requests[-1]


@pytest.mark.parametrize(
    "url",
    [
        "https://queue.fal.run/fal-ai/gpt-image-2",
        "https://fal.run/x",
        "https://queue.falrun.com/x",
        "https://rest.fal.ai/x",
        "https://QUEUE.FAL.RUN/x",
    ],
)
async def test_fals_own_hosts_receive_the_key(url: str) -> None:
    assert (await send(Inner(), "GET", url)).headers["Authorization"] == "Key id:secret"


@pytest.mark.parametrize(
    "url",
    [
        "http://queue.fal.run/x",
        "https://v3b.fal.media/files/b/x.png",
        "https://evilfal.run/x",
        "https://fal.run.example/x",
        "https://fal.run@example.org/x",
        "https://me:pass@queue.fal.run/x",
        "https://queue.fal.run:8443/x",
        "http://queue.fal.run:443/x",
        "https://customer.fal.run/x",
        "https://127.0.0.1/x",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
async def test_no_other_host_receives_the_key(method: str, url: str) -> None:
    arrived = await send(Inner(), method, url)

    assert "secret" not in arrived.headers.get("Authorization", "")


async def test_another_queue_server_replaces_fals() -> None:
    url = "https://queue.fal.run/fal-ai/gpt-image-2?fal_webhook=x"

    arrived = await send(Inner(), "POST", url, "http://127.0.0.1:9/base/")

    assert str(arrived.url) == "http://127.0.0.1:9/base/fal-ai/gpt-image-2?fal_webhook=x"
    assert arrived.headers["Host"] == "127.0.0.1:9"
    assert arrived.headers["Authorization"] == "Key id:secret"


async def test_with_another_queue_server_fals_hosts_do_not_receive_its_key() -> None:
    arrived = await send(Inner(), "GET", "https://rest.fal.ai/x", "http://127.0.0.1:9")

    assert "Authorization" not in arrived.headers


@pytest.mark.parametrize(
    ("url", "has_key"),
    [
        ("https://gateway.example:8443/fal/x", True),
        ("https://GATEWAY.example:8443/fal/x?logs=1", True),
        ("https://gateway.example:8443/fal", False),
        ("https://gateway.example:8443/fal-too/x", False),
        ("https://gateway.example:8443/other", False),
        ("https://gateway.example:8443/fal/../other", False),
        ("https://gateway.example:8443/fal/%2e%2e/other", False),
        ("https://gateway.example:8443/fal/%252e%252e/other", False),
        ("https://gateway.example:8443/fal/..%5Cother", False),
        ("https://gateway.example/fal/x", False),
        ("https://gateway.example:22/fal/x", False),
        ("http://gateway.example:8443/fal/x", False),
        ("https://me@gateway.example:8443/fal/x", False),
        ("https://sub.gateway.example:8443/fal/x", False),
    ],
)
async def test_the_key_stays_within_the_base_url_of_the_queue(url: str, has_key: bool) -> None:
    arrived = await send(Inner(), "GET", url, "https://gateway.example:8443/fal")

    assert ("secret" in arrived.headers.get("Authorization", "")) is has_key


@pytest.mark.parametrize(
    ("base", "url"),
    [("https://gateway.example", "https://gateway.example:443/x"), ("http://box", "http://box:80/x")],
)
async def test_the_default_port_may_be_stated(base: str, url: str) -> None:
    assert (await send(Inner(), "GET", url, base)).headers["Authorization"] == "Key id:secret"


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("full")],
    ids=repr,
)
async def test_a_submit_that_was_never_sent_can_be_sent_later(error: Exception) -> None:
    inner = Inner(error)

    with pytest.raises(SubmitBusyError):
        await send(inner, "POST", "https://queue.fal.run/x")

    assert len(inner.requests) == 1


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout("slow"),
        httpx.WriteTimeout("slow"),
        httpx.ReadError("reset"),
        httpx.WriteError("reset"),
        httpx.CloseError("closed"),
        httpx.RemoteProtocolError("no answer"),
        httpx.ProxyError("502"),
    ],
    ids=repr,
)
async def test_a_submit_without_a_response_is_unknown(error: Exception) -> None:
    inner = Inner(error)

    with pytest.raises(SubmitUnknownError):
        await send(inner, "POST", "https://queue.fal.run/x")

    assert len(inner.requests) == 1


@pytest.mark.parametrize("status", [408, 409, 500, 502, 503, 504])
async def test_a_submit_with_an_unclear_response_is_unknown(status: int) -> None:
    inner = Inner(httpx.Response(status, text="<html>nginx</html>"))

    with pytest.raises(SubmitUnknownError):
        await send(inner, "POST", "https://queue.fal.run/x")

    assert len(inner.requests) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [({}, None), ({"Retry-After": "7"}, 7.0), ({"Retry-After": "-1"}, 0.0), ({"Retry-After": "soon"}, None)],
)
async def test_a_429_states_when_to_retry(header: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(SubmitBusyError) as busy:
        await send(Inner(httpx.Response(429, headers=header)), "POST", "https://queue.fal.run/x")

    assert busy.value.retry_after == seconds


async def test_only_submits_are_limited_to_one_attempt() -> None:
    inner = Inner(httpx.ReadTimeout("slow"))

    with pytest.raises(httpx.ReadTimeout):
        await send(inner, "GET", "https://queue.fal.run/x")

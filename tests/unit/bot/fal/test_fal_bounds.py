"""Bounds: no response from fal takes much memory, read over real sockets and counted by tracemalloc."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
import structlog

from bot.errors import EaselError
from bot.fal.aiohttp_transport import AiohttpTransport
from bot.fal.bounded_transport import DEFAULT_MAX_BYTES, BoundedTransport, RefusedResponseError
from bot.fal.client import FalClient
from bot.fal.event_stream import read_events
from bot.fal.schemas import parse_json
from bot.jobs.ports import CancelReply, RequestInProgressError, Submitted
from sandbox.clock import SandboxClock
from tests.unit.bot.fal.fal_client_fixture import KEY, MODEL, arguments

MIB = 1024 * 1024
LIMIT = 64 * MIB
HUGE = 256 * MIB

Body = Callable[[], Iterator[bytes]]


class RawServer:
    """Answers each request with the same head and body; counts the body bytes sent.

    Only one piece of the body exists at a time, so that the memory measured is the client's.
    """

    def __init__(self, body: Body, *, status: int = 200, headers: str = "") -> None:
        self.handed_out = 0
        self._body = body
        self._head = f"HTTP/1.1 {status} Answer\r\n{headers}Connection: close\r\n\r\n".encode()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self._head)
            for piece in self._body():
                writer.write(piece)
                await writer.drain()
                self.handed_out += len(piece)
        writer.close()


def repeated(piece: bytes, total: int, *, head: bytes = b"", tail: bytes = b"") -> Body:
    """``head``, then ``piece`` until there are ``total`` bytes, then ``tail``."""
    block = piece * max(1, 65_536 // len(piece))

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(total // len(block)):
            yield block
        yield tail

    return body


def packed(wbits: int) -> bytes:
    """Compress 64 MiB of zeros, piece by piece."""
    packer = zlib.compressobj(1, wbits=wbits)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(64)) + packer.flush()


GZIP, DEFLATE = packed(31), packed(15)
GZIP_TWICE = gzip.compress(GZIP)
JSON = "Content-Type: application/json\r\n"
EVENTS = "Content-Type: text/event-stream\r\n"
ENTRY = b'{"url":"a"},'
BODIES: dict[str, tuple[Body, str]] = {
    "endless": (repeated(b" ", HUGE), JSON),
    "endless, stated": (repeated(b" ", HUGE), f"{JSON}Content-Length: {HUGE}\r\n"),
    "gzip": (lambda: iter([GZIP]), f"{JSON}Content-Encoding: gzip\r\n"),
    "gzip twice": (lambda: iter([GZIP_TWICE]), f"{JSON}Content-Encoding: gzip, gzip\r\n"),
    "deflate": (lambda: iter([DEFLATE]), f"{JSON}Content-Encoding: Deflate\r\n"),
    "unknown coding": (repeated(b" ", HUGE), f"{JSON}Content-Encoding: x-anything\r\n"),
    "charset of a codec": (lambda: iter([DEFLATE]), "Content-Type: text/plain; charset=zlib_codec\r\n"),
    "lists": (repeated(b"[],", 9 * MIB, head=b'{"images":[', tail=b"[]]}"), JSON),
    "entries": (repeated(ENTRY, 9 * MIB, head=b'{"images":[', tail=ENTRY[:-1] + b"]}"), JSON),
    "nested": (repeated(b'{"a":[', 9 * MIB), JSON),
    "wide characters": (repeated("\U0001f600".encode(), 9 * MIB, head=b'{"detail":"', tail=b'"}'), JSON),
    "escapes": (repeated(b"\\ud83d\\ude00", 9 * MIB, head=b'{"detail":"', tail=b'"}'), JSON),
    "long number": (repeated(b"9", 9 * MIB, head=b'{"images":'), JSON),
}


@asynccontextmanager
async def served(body: Body, headers: str, status: int = 200) -> AsyncIterator[tuple[FalClient, Submitted]]:
    async with (
        RawServer(body, status=status, headers=headers).listening() as url,
        FalClient(key=KEY, clock=SandboxClock(), queue_url=url, poll_seconds=0.01) as queue,
    ):
        base = f"{url}/requests/1"
        yield (
            queue,
            Submitted(
                request_id="1", status_url=f"{base}/status", response_url=base, cancel_url=f"{base}/cancel"
            ),
        )


@contextlib.contextmanager
def memory_limit(limit: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        yield
        added = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert added < limit, f"{added / MIB:.1f} MiB were added"


@pytest.mark.parametrize("name", BODIES)
async def test_a_result_adds_little_memory(name: str) -> None:
    async with served(*BODIES[name]) as (queue, submitted):
        with memory_limit(LIMIT), pytest.raises(RequestInProgressError):
            await queue.result(submitted)


@pytest.mark.parametrize("name", BODIES)
async def test_a_failed_result_adds_little_memory(name: str) -> None:
    async with served(*BODIES[name], status=422) as (queue, submitted):
        with memory_limit(LIMIT), contextlib.suppress(EaselError):
            await queue.result(submitted)


@pytest.mark.parametrize("name", BODIES)
async def test_a_status_adds_little_memory(name: str) -> None:
    async with served(*BODIES[name]) as (queue, submitted):
        with memory_limit(LIMIT):
            assert not await queue.is_gone(submitted)


@pytest.mark.parametrize("name", BODIES)
async def test_a_cancel_adds_little_memory(name: str) -> None:
    async with served(*BODIES[name]) as (queue, submitted):
        with memory_limit(LIMIT):
            assert await queue.cancel(submitted) in {CancelReply.ACCEPTED, CancelReply.UNREACHED}


@pytest.mark.parametrize("status", [200, 422])
@pytest.mark.parametrize("tuning_off", ["", "fal_http_client"], ids=["fal-client", "tuning off"])
@pytest.mark.parametrize("name", BODIES)
async def test_a_submit_adds_little_memory(
    monkeypatch: pytest.MonkeyPatch, name: str, tuning_off: str, status: int
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", tuning_off)
    async with served(*BODIES[name], status=status) as (queue, _):
        with memory_limit(LIMIT), pytest.raises(EaselError):
            await queue.submit(MODEL, arguments(), start_within=60)


async def test_a_result_of_the_largest_size_is_read_within_the_limit() -> None:
    uri = b'{"url":"data:image/png;base64,' + b"A" * (28 * 65_536) + b'"},'
    body = repeated(uri, 4 * len(uri), head=b'{"images":[', tail=uri[:-1] + b"]}")

    async with served(body, JSON) as (queue, submitted):
        with memory_limit(LIMIT):
            assert len((await queue.result(submitted)).pictures) == 5


@pytest.mark.parametrize(
    "body",
    [
        repeated(b"x", HUGE, head=b"data: "),
        repeated(b"data: x\n", HUGE),
        repeated(b"id: x\n", HUGE),
        repeated(b": x", HUGE),
        repeated(b"data:" + b"[" * 1000 + b"\n\n", HUGE),
    ],
    ids=["line", "event", "fields", "comment", "flood"],
)
async def test_a_status_stream_adds_little_memory(body: Body) -> None:
    server = RawServer(body, headers="Content-Type: text/event-stream\r\n")
    async with server.listening() as url, BoundedClient() as http:
        with memory_limit(LIMIT), contextlib.suppress(RefusedResponseError):
            async with http.stream("GET", url, extensions={"max_bytes": LIMIT}) as response:
                async for _ in read_events(response, max_event_bytes=MIB):
                    pass

    assert server.handed_out < LIMIT + 16 * MIB


def BoundedClient() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=BoundedTransport(AiohttpTransport()))


@pytest.mark.parametrize("stated", ["", f"Content-Length: {HUGE}\r\n"])
async def test_a_connection_is_read_only_up_to_the_limit(stated: str) -> None:
    server = RawServer(repeated(b" ", HUGE), headers=stated)
    async with server.listening() as url, BoundedClient() as http:
        with pytest.raises(RefusedResponseError):
            await http.get(url)

    # At most the limit and the buffers of two sockets.
    assert server.handed_out < DEFAULT_MAX_BYTES + 16 * MIB


async def test_a_body_of_exactly_the_limit_is_read_and_one_more_byte_is_refused() -> None:
    for extra in (0, 1):
        server = RawServer(repeated(b"x", DEFAULT_MAX_BYTES, tail=b"x" * extra))
        async with server.listening() as url, BoundedClient() as http:
            if extra:
                with pytest.raises(RefusedResponseError):
                    await http.get(url)
            else:
                assert len((await http.get(url)).content) == DEFAULT_MAX_BYTES


async def test_no_request_accepts_a_content_coding() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    heads: list[bytes] = []
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, BoundedClient() as http:
        await http.get(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    (head,) = heads
    assert b"accept-encoding: identity\r\n" in head.lower()


@pytest.mark.parametrize(
    ("pieces", "events"),
    [
        ([b'data: {"a":1}\n\n'], [b'{"a":1}']),
        ([b"data:x\r\n\r\ndata: y\r\n\r\n"], [b"x", b"y"]),
        ([b"data: x\r\rdata: y\r\r"], [b"x", b"y"]),
        ([b"data: x\r", b"\n\r", b"\ndata: y\n\n"], [b"x", b"y"]),
        ([b"da", b"ta: ", b"x", b"\n", b"\n"], [b"x"]),
        ([b"data: x\ndata: y\n\n"], [b"x\ny"]),
        ([b": keep-alive\n\ndata: x\n\n: keep-alive\n\n"], [b"x"]),
        ([b"event: status\nid: 1\ndata: x\n\n"], [b"x"]),
        ([b"data\n\n"], [b""]),
        ([b"\n\n\n"], []),
        ([b"data: cut off"], []),
    ],
)
async def test_events_are_read_according_to_the_standard(pieces: list[bytes], events: list[bytes]) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    response = httpx.Response(200, content=stream())

    assert [data async for data in read_events(response, max_event_bytes=100)] == events


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5_000, "9" * 100_000, "\ufeff", "", "NaN,"])
def test_json_that_breaks_a_parser_is_rejected(text: str) -> None:
    assert parse_json(text.encode()) is None


@pytest.mark.parametrize("position", [-1, 10**9, 10**4000])
async def test_an_absurd_queue_position_is_not_shown(position: int) -> None:
    text = f'{{"status":"IN_QUEUE","queue_position":{position}}}'.encode()
    async with served(lambda: iter([b"data: " + text + b"\n\n"]), EVENTS) as (queue, submitted):
        async for status in queue.watch(submitted):
            assert status.position is None
            break


@pytest.mark.parametrize(("units", "told"), [("1", True), ("0", False), ("nan?", False)])
async def test_a_failed_request_that_fal_bills_is_logged(units: str, told: bool) -> None:
    body = (
        lambda: iter([b'{"detail":[{"type":"missing","msg":"no"}]}']),
        f"{JSON}X-Fal-Billable-Units: {units}\r\n",
    )
    async with served(*body, status=422) as (queue, submitted):
        with structlog.testing.capture_logs() as lines, pytest.raises(EaselError):
            await queue.result(submitted)

    assert any(line["event"] == "fal billed a failed request" for line in lines) is told

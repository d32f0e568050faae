"""Page access: admitted clients, and attacks by other pages, over plain HTTP without a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.app import open_app
from bot.errors import StartupError
from sandbox.server import open_sandbox
from sandbox.web import Playground, open_playground

ALICE = {"as": "alice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A client that has come by a link."""

    page: Playground
    http: aiohttp.ClientSession
    studio: str

    async def post(self, path: str, body: object, **headers: str) -> tuple[int, str]:
        given = {"Origin": self.page.origin, **headers}
        async with self.http.post(f"{self.page.origin}{path}", json=body, headers=given) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.http.get(f"{self.page.origin}{path}", headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def visiting(folder: Path, *, enter: bool = True, host: str = "127.0.0.1") -> AsyncIterator[Visitor]:
    """The page of a bot that is wired but never connects."""
    async with (
        open_sandbox() as box,
        open_app(box.settings(folder), clock=box.clock) as app,
        open_playground(box, app, host=host) as page,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http,
    ):
        if enter:
            async with http.get(page.new_link()) as answer:
                assert answer.status == 200
        yield Visitor(page=page, http=http, studio=str(box.people.studio.id))


def say(visitor: Visitor, words: str = "hello") -> dict[str, str]:
    return {"as": "alice", "in": visitor.studio, "do": "say", "content": words}


@pytest.mark.parametrize(
    "path", ["/", "/api/stream", "/api/wire/1", "/static/js/main.js", "/attachments/1/1/a.png"]
)
async def test_without_the_link_access_is_refused(tmp_path: Path, path: str):
    async with visiting(tmp_path, enter=False) as visitor:
        status, text = await visitor.get(path)

        assert status == 403
        assert "the link shown in the terminal" in text


async def test_a_link_works_once(tmp_path: Path):
    async with visiting(tmp_path, enter=False) as visitor:
        link = visitor.page.new_link()
        async with visitor.http.get(link) as first:
            cookie = first.headers["Set-Cookie"]
        async with aiohttp.ClientSession() as other, other.get(link) as second:
            refused = second.status, await second.text()

        assert first.status == 200
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert refused[0] == 403
        assert "already been used" in refused[1]


async def test_a_forged_link_is_refused(tmp_path: Path):
    async with visiting(tmp_path, enter=False) as visitor:
        status, text = await visitor.get("/enter?key=guess")

        assert (status, "not from this sandbox" in text) == (403, True)


async def test_the_page_may_act(tmp_path: Path):
    async with visiting(tmp_path) as visitor:
        status, text = await visitor.post("/api/act", say(visitor))

        assert (status, text) == (200, "{}")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
async def test_another_page_cannot_act_even_with_the_cookie(tmp_path: Path, headers: dict[str, str]):
    async with visiting(tmp_path) as visitor:
        status, _ = await visitor.post("/api/act", say(visitor), **headers)

        assert status == 403


async def test_an_action_without_an_origin_is_refused(tmp_path: Path):
    async with (
        visiting(tmp_path) as visitor,
        visitor.http.post(f"{visitor.page.origin}/api/act", json=say(visitor)) as answer,
    ):
        assert answer.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_page_cannot_embed_or_read(tmp_path: Path, site: str):
    async with visiting(tmp_path) as visitor:
        status, _ = await visitor.get("/api/stream", **{"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors"})

        assert status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[", ""])
async def test_a_rebound_host_name_is_refused(tmp_path: Path, host: str):
    async with visiting(tmp_path) as visitor:
        port = urlsplit(visitor.page.origin).port
        status, _ = await visitor.get("/", Host=host.format(port=port))

        assert status in {400, 421}


async def test_localhost_is_the_same_server(tmp_path: Path):
    async with visiting(tmp_path, enter=False) as visitor:
        link = visitor.page.new_link().replace("127.0.0.1", "localhost")
        async with visitor.http.get(link) as answer:
            assert answer.status == 200


async def test_every_response_has_the_security_policy(tmp_path: Path):
    async with visiting(tmp_path) as visitor:
        for path in ("/", "/static/js/main.js", "/nowhere"):
            async with visitor.http.get(f"{visitor.page.origin}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_only_the_pages_folder_is_served(tmp_path: Path):
    async with visiting(tmp_path) as visitor:
        status, _ = await visitor.get("/static/../server.py")

        assert status == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/act", []),
        ("/api/act", {"as": "nobody", "in": "1", "do": "say", "content": "x"}),
        ("/api/act", {"as": "alice", "in": "x", "do": "say", "content": "x"}),
        ("/api/act", {"as": "alice", "do": "__class__"}),
        ("/api/act", {"as": {"a": 1}, "in": [], "do": {}}),
        ("/api/act", {"as": "alice", "in": "9" * 5000, "do": "say", "content": "x"}),
        ("/api/language", {"as": "alice", "locale": []}),
        ("/api/fault", {"name": "fal.submit.503", "details": {"times": 3}}),
        ("/api/fault", {"name": "fal.no.such"}),
        ("/api/fault", {"name": "fal.submit.503", "times": -1}),
        ("/api/clock", {"skip": -5}),
        ("/api/clock", {"speed": 0}),
        ("/api/clock", {"speed": 1e-300}),
        ("/api/clock", {}),
        ("/api/estimate", {"size": "1x1", "quality": "best", "count": 1}),
    ],
)
async def test_invalid_requests_get_an_explanation(tmp_path: Path, path: str, body: object):
    async with visiting(tmp_path) as visitor:
        status, text = await visitor.post(path, body)

        assert status == (400 if body == [] else 200)
        assert text.startswith('{"problem":"')
        assert text.endswith('."}')


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "slash", "path": "imagine", "options": [1]},
        {"do": "slash", "path": "imagine", "options": "prompt"},
        {"do": "slash", "path": " "},
        {"do": "slash", "path": "imagine", "options": {"prompt": "x", "force": True}},
        {"do": "menu", "name": "x", "user": "9" * 5000},
        {"do": "select", "message": "1", "custom_id": "x", "values": 5},
    ],
)
async def test_unknown_actions_get_an_explanation(tmp_path: Path, deed: dict[str, object]):
    async with visiting(tmp_path) as visitor:
        status, text = await visitor.post("/api/act", say(visitor) | deed)

        assert status == 200
        assert text.startswith('{"problem":"')


async def test_an_occupied_port_is_one_line(tmp_path: Path):
    async with visiting(tmp_path) as visitor:
        port = urlsplit(visitor.page.origin).port or 0
        async with open_sandbox() as box, open_app(box.settings(tmp_path / "b"), clock=box.clock) as app:
            with pytest.raises(StartupError, match="cannot be served"):
                async with open_playground(box, app, port=port):
                    pass


async def test_on_every_address_only_names_are_refused(tmp_path: Path):
    async with visiting(tmp_path, host="0.0.0.0") as visitor:
        port = urlsplit(visitor.page.origin).port
        assert (await visitor.get("/", Host=f"evil.example:{port}"))[0] == 421
        assert (await visitor.get("/", Host=f"192.0.2.7:{port}"))[0] == 200

"""Page server: serves static files, the event stream and the page's calls."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from bot.app import App
from bot.errors import StartupError
from sandbox.discord.entities import Channel
from sandbox.discord.localisation import LOCALES
from sandbox.embedded_bot import LocalBot
from sandbox.fal.artist import Artist
from sandbox.fault_parameters import FaultParameterError
from sandbox.faults import UnknownFaultError
from sandbox.server import Sandbox
from sandbox.web.actions import ActionError, Actions, find_channel, find_user
from sandbox.web.auth import PageAuth
from sandbox.web.model_card import estimate, model_view
from sandbox.web.stream import EventHub, Tab

__all__ = ["Playground", "open_playground"]

Json = dict[str, Any]
_STATIC = Path(__file__).parent / "static"
_LARGEST_POST = 64 * 1024
# More than any upload limit of Discord's, which its client checks.
_LARGEST_UPLOAD = 512 * 1024 * 1024
_LONGEST_STEP = 31 * 24 * 3600.0
_THUMBNAIL = (336, 224)
_FASTEST = 60.0
_SLOWEST = 0.05
_MOST_STRIKES = 100
# Displayed in the page; any other file is a download.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


class Playground:
    """The served page. Each link from :meth:`new_link` admits one browser."""

    def __init__(
        self, sandbox: Sandbox, app: App, auth: PageAuth, *, live: bool, bot: LocalBot | None = None
    ) -> None:
        self._sandbox = sandbox
        self._app = app
        self._bot = bot
        self._switching = asyncio.Lock()
        # By guild; shown while the bot is not running.
        self._models: dict[int, Json] = {}
        self._live = live
        self._auth = auth
        self._acts = Actions(sandbox.discord)
        self.hub = EventHub(sandbox, app, live=live, is_running=None if bot is None else lambda: bot.running)

    @property
    def origin(self) -> str:
        """The page's origin, ``http://127.0.0.1:PORT``."""
        return self._auth.origin

    def new_link(self) -> str:
        """Create a one-time link for one browser."""
        return self._auth.new_link()

    def routes(self) -> web.Application:
        """Build the application with all routes, each of which requires authorization."""
        site = web.Application(client_max_size=_LARGEST_POST)
        self._auth.protect(site)
        site.router.add_get("/", self._index)
        # Browsers request this name regardless of the page's markup, even before they have the cookie.
        site.router.add_get("/favicon.ico", self._icon)
        site.router.add_get("/api/stream", self._stream)
        site.router.add_get("/api/wire", self._wires)
        site.router.add_get("/api/wire/{number:[0-9]{1,15}}", self._wire)
        site.router.add_get("/api/thumbnail/{key:[a-z0-9-]{1,60}}", self._thumbnail)
        site.router.add_get("/api/sources/{job:[0-9a-z]{1,16}}", self._sources)
        site.router.add_get("/api/sources/{job:[0-9a-z]{1,16}}/{index:[0-9]{1,2}}", self._source)
        site.router.add_post("/api/act", self._answering(self._act))
        site.router.add_post("/api/upload", self._upload)
        site.router.add_post("/api/suggest", self._answering(self._suggest))
        site.router.add_post("/api/estimate", self._answering(self._estimate))
        site.router.add_post("/api/language", self._answering(self._language))
        site.router.add_post("/api/fault", self._answering(self._fault))
        site.router.add_post("/api/bot", self._answering(self._switch))
        site.router.add_post("/api/clock", self._answering(self._clock))
        site.router.add_get("/attachments/{channel}/{attachment}/{filename}", self._attachment)
        site.router.add_static("/static/", _STATIC)
        return site

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def _icon(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_STATIC / "icon.svg", headers={"Cache-Control": "max-age=86400"})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """Serve the event stream of one user in one channel."""
        people = self._sandbox.people
        user, channel = people.alice, people.studio
        # The URL may predate this sandbox and name a user or channel that does not exist.
        with contextlib.suppress(ActionError):
            user = find_user(self._sandbox.discord, request.query.get("as"))
        with contextlib.suppress(ActionError):
            channel = find_channel(self._sandbox.discord, request.query.get("in"))
        answer = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await answer.prepare(request)
        tab = Tab(session=self._auth.session_of(request), is_open=lambda: _is_open(request))
        guild = _guild_id(channel)
        if self._is_running or guild not in self._models:
            self._models[guild] = await model_view(self._app.bot.services, guild)
        model = self._models[guild]
        with (
            self.hub.stream_for(user, channel, tab, model) as stream,
            contextlib.suppress(ConnectionError),
        ):
            async for event in stream.events():
                await answer.write(event)
        return answer

    async def _wires(self, _: web.Request) -> web.StreamResponse:
        return _json({"lines": len(self.hub.traffic.lines)})

    async def _wire(self, request: web.Request) -> web.StreamResponse:
        body = self.hub.traffic.body(int(request.match_info["number"]))
        if body is None:
            return _json({"problem": "This entry is no longer kept."}, 404)
        return _json(body)

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        """Serve a message's file: images are displayed, any other file is a download."""
        where = request.match_info
        found = self._sandbox.discord.find_attachment(where["channel"], where["attachment"])
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        shown = found.content_type in _PICTURES
        return web.Response(
            body=found.data,
            content_type=found.content_type if shown else "application/octet-stream",
            headers={
                "Cache-Control": "private, max-age=86400, immutable",
                "Content-Disposition": "inline" if shown else "attachment",
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )

    async def _sources(self, request: web.Request) -> web.StreamResponse:
        """Serve the URLs of the pictures that a result was made from, if the simulated storage has them."""
        job_id = request.match_info["job"]
        paths = await self._source_paths(job_id)
        return _json(
            {"sources": [f"/api/sources/{job_id}/{index}" for index, path in enumerate(paths) if path]}
        )

    async def _source(self, request: web.Request) -> web.StreamResponse:
        paths, index = await self._source_paths(request.match_info["job"]), int(request.match_info["index"])
        file = self._sandbox.fal.storage.find(paths[index]) if index < len(paths) else None
        if file is None or file.content_type not in _PICTURES:
            return web.Response(status=404, text="This picture is no longer available.")
        headers = {"Cache-Control": "private, max-age=3600"}
        return web.Response(body=file.data, content_type=file.content_type, headers=headers)

    async def _source_paths(self, job_id: str) -> list[str]:
        """Return the URL path of each source in the simulated storage; empty for one it does not have."""
        job = await self._app.bot.services.jobs.find(job_id) if self._is_running else None
        base, storage = self._sandbox.fal.rest_url, self._sandbox.fal.storage
        paths = [(one.url or "").removeprefix(base) for one in job.references] if job is not None else []
        return [path if storage.find(path) is not None else "" for path in paths]

    async def _thumbnail(self, request: web.Request) -> web.StreamResponse:
        """Serve a simulated picture of a prompt template."""
        templates = self._app.bot.services.prompt_templates
        found = next((one for one in templates if one.key == request.match_info["key"]), None)
        if found is None:
            return web.Response(status=404, text="There is no such starting point.")
        data = await asyncio.to_thread(_thumbnail, found.prompt)
        return web.Response(
            body=data, content_type="image/png", headers={"Cache-Control": "private, max-age=86400"}
        )

    # Calls

    @staticmethod
    def _answering(
        call: Callable[[Json], Awaitable[Json]],
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Wrap ``call`` in a handler with JSON input and output; a refusal is a sentence for the visitor."""

        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                body = orjson.loads(await request.read())
            except ValueError:
                body = None
            if not isinstance(body, dict):
                return _json({"problem": "The page sent an invalid request."}, 400)
            try:
                return _json(await call(body))
            except ActionError as error:
                # Status 200: the call itself succeeded, only the action was refused.
                return _json({"problem": str(error)})

        return answer

    async def _act(self, body: Json) -> Json:
        return await self._acts.do(body)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Upload the body, to be attached to a command or form."""
        data = bytearray()
        async for part in request.content.iter_chunked(_LARGEST_POST):
            data += part
            if len(data) > _LARGEST_UPLOAD:
                return _json({"problem": "This file is too large."}, 413)
        try:
            return _json(self._acts.upload(dict(request.query), bytes(data)))
        except ActionError as error:
            return _json({"problem": str(error)})

    async def _suggest(self, body: Json) -> Json:
        return {"choices": await self._acts.suggest(body)}

    async def _estimate(self, body: Json) -> Json:
        channel = find_channel(self._sandbox.discord, body.get("in"))
        if not self._is_running:
            raise ActionError("The bot is not running.")
        try:
            return await estimate(self._app.bot.services, _guild_id(channel), body)
        except (LookupError, AttributeError) as error:
            raise ActionError("The model does not offer that.") from error

    async def _language(self, body: Json) -> Json:
        """Change the language of a user's client."""
        user, locale = find_user(self._sandbox.discord, body.get("as")), body.get("locale")
        if not isinstance(locale, str) or locale not in LOCALES:
            raise ActionError("Discord does not support that language.")
        user.locale = locale
        self.hub.send_place(user)
        return {}

    async def _fault(self, body: Json) -> Json:
        """Arm a fault, or disarm all of them."""
        faults = self._sandbox.faults
        if body.get("clear"):
            faults.clear()
        else:
            times, details = body.get("times", 1), body.get("details") or {}
            if type(times) is not int or not 1 <= times <= _MOST_STRIKES or not isinstance(details, dict):
                raise ActionError(f"A fault strikes 1 to {_MOST_STRIKES} times.")
            name = str(body.get("name"))
            try:
                faults.check(name, details)
            except UnknownFaultError as error:
                raise ActionError("There is no such fault.") from error
            except FaultParameterError as error:
                raise ActionError(str(error)) from error
            faults.arm(name, times=times, **details)
        self.hub.send_time_and_faults()
        return {}

    @property
    def _is_running(self) -> bool:
        return self._bot is None or self._bot.running

    async def _switch(self, body: Json) -> Json:
        """Kill the bot, or start it again."""
        run = body.get("run")
        if self._bot is None or not isinstance(run, bool):
            raise ActionError("The bot cannot be killed here.")
        async with self._switching:
            if run and not self._bot.running:
                await self._bot.start()
                self._app = self._bot.app
                self.hub.use_app(self._app)
            elif not run and self._bot.running:
                await self._bot.kill()
        self.hub.send_running()
        return {}

    async def _clock(self, body: Json) -> Json:
        """Advance the clock, or change its speed."""
        if self._live:
            raise ActionError("The clock cannot be moved in live mode.")
        skip, speed = body.get("skip"), body.get("speed")
        if isinstance(skip, int | float) and 0 <= skip <= _LONGEST_STEP:
            self._sandbox.clock.advance(skip)
        elif isinstance(speed, int | float) and _SLOWEST <= speed <= _FASTEST:
            self._sandbox.clock.run_at(speed)
        else:
            raise ActionError("The clock cannot be set that way.")
        self.hub.send_time_and_faults()
        return {"now": self._sandbox.clock.now()}


@asynccontextmanager
async def open_playground(
    sandbox: Sandbox,
    app: App,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    live: bool = False,
    bot: LocalBot | None = None,
    kept: Path | None = None,
) -> AsyncIterator[Playground]:
    """Serve the page for the duration of the block.

    ``live`` means that the bot uses the real fal. The page can kill ``bot``, whose application is ``app``.
    The port and the browsers' sessions are kept in the file ``kept``.
    """
    auth = PageAuth(host, kept)
    page = Playground(sandbox, app, auth, live=live, bot=bot)
    runner = web.AppRunner(page.routes(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    loops: list[asyncio.Task[None]] = []
    try:
        auth.set_port(await _listen(runner, host, port, auth.last_port))
        loops = [
            asyncio.create_task(loop, name=f"playground-{number}")
            for number, loop in enumerate(
                (page.hub.poll_ledger(), page.hub.poll_queue(), page.hub.keep_alive())
            )
        ]
        yield page
    finally:
        page.hub.close()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, last_port: int) -> int:
    """Start listening and return the port: by default the last one, if it is free."""
    if not port and last_port:
        with contextlib.suppress(OSError, OverflowError):
            await web.TCPSite(runner, host, last_port).start()
            return last_port
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, socket.gaierror) as error:
        raise StartupError(detail=f"the page cannot be served on {host}:{port}: {error.strerror}") from error
    return int(runner.addresses[0][1])


@lru_cache(maxsize=64)
def _thumbnail(prompt: str) -> bytes:
    return Artist().draw(prompt, *_THUMBNAIL, "low", 0)


def _is_open(request: web.Request) -> bool:
    """Return whether the browser is still connected; without this check, a disconnect is noticed late."""
    return request.transport is not None and not request.transport.is_closing()


def _guild_id(channel: Channel) -> int:
    """Return the guild whose settings apply; 0, which has none, in a direct message."""
    return channel.guild.id if channel.guild is not None else 0


def _json(body: Json, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )

"""Page streams: server-sent events, one stream per open page.

A stream belongs to a user in a channel. It starts with the full state, followed by each change that the user
would see. The page stores nothing: a reload opens a new stream.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.exc import SQLAlchemyError

from bot.app import App
from bot.errors import DatabaseUnavailableError
from sandbox.discord import (
    Change,
    Channel,
    GatewayEvent,
    Guild,
    Member,
    Message,
    Reaction,
    RestExchange,
    Role,
    User,
)
from sandbox.server import Sandbox
from sandbox.web.ledger_view import LedgerView
from sandbox.web.serializers import (
    can_see,
    commands_for,
    directory,
    languages,
    message_view,
    personas,
    places_for,
)
from sandbox.web.traffic_view import TrafficView

__all__ = ["EventHub", "PageStream", "Tab"]

Json = dict[str, Any]
_POLL_SECONDS = 0.5
_RETRY_MS = 800
_SHOWN_MESSAGES = 200
_SHOWN_REQUESTS = 20
# The stream of a page that stops reading is closed; its browser reconnects and gets the full state.
_QUEUED_EVENTS = 2000
# Browsers open at most six connections per host for all tabs together. Each stream occupies one; with
# all six in use, the page could no longer load or act.
_MOST_STREAMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A stream's browser tab: ``session`` is the browser's, ``is_open()`` whether it is still connected."""

    session: str = ""
    is_open: Callable[[], bool] = lambda: True


class PageStream:
    """The stream of one open page: ``user`` in ``channel``, and the events that are still to be sent."""

    def __init__(self, user: User, channel: Channel, tab: Tab) -> None:
        self.user = user
        self.channel = channel
        self.tab = tab
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(_QUEUED_EVENTS)
        self._last: dict[str, bytes] = {}

    def send(self, event: str, data: Any) -> None:
        """Queue an event."""
        self._put(b"event: %s\ndata: %s\n\n" % (event.encode(), orjson.dumps(data)))

    def send_changed(self, event: str, data: Any) -> None:
        """Queue an event unless its data equal those last sent."""
        packed = orjson.dumps(data)
        if self._last.get(event) != packed:
            self._last[event] = packed
            self.send(event, data)

    def end(self) -> None:
        """End the stream; the browser reconnects."""
        self._put(None)

    def set_retry(self, milliseconds: int) -> None:
        """Set the delay before the browser reconnects after the stream ends."""
        self._put(b"retry: %d\n\n" % milliseconds)

    def keep_alive(self) -> None:
        """Queue a comment, so that a closed connection is noticed."""
        self._put(b": keep-alive\n\n")

    async def events(self) -> AsyncIterator[bytes]:
        """Yield the queued events as bytes, until the stream ends."""
        while (event := await self._queue.get()) is not None:
            yield event

    def _put(self, event: bytes | None) -> None:
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            event = None
        self._queue.put_nowait(event)


class EventHub:
    """Sends each stream the events its user may see.

    ``live`` means that fal is the real one; ``is_running`` returns whether a bot that can be killed is running.
    """

    def __init__(
        self, sandbox: Sandbox, app: App, *, live: bool, is_running: Callable[[], bool] | None = None
    ) -> None:
        self._is_running = is_running
        self._sandbox = sandbox
        self._discord = sandbox.discord
        self._live = live
        self._ledger = LedgerView(app)
        # By the request's ID: who requested it privately.
        self._owners: dict[str, set[int]] = {}
        # Oldest first.
        self._streams: dict[PageStream, None] = {}
        self.traffic = TrafficView(sandbox, self._on_traffic)
        self._unsubscribe = sandbox.discord.traffic.subscribe(self._on_exchange)
        sandbox.discord.world.watch(self._on_change)

    def close(self) -> None:
        """Stop listening and end all streams."""
        self.traffic.close()
        self._unsubscribe()
        self.end_streams()

    def end_streams(self) -> None:
        """End all streams, so that the pages reconnect."""
        for stream in self._streams:
            stream.end()

    @contextmanager
    def stream_for(self, user: User, channel: Channel, tab: Tab, model: Json) -> Iterator[PageStream]:
        """Register a stream for the duration of the block. ``model`` is the model card."""
        self._pause_oldest(tab)
        stream = PageStream(user, channel, tab)
        stream.set_retry(_RETRY_MS)
        stream.send("hello", self._hello(stream, model))
        self._streams[stream] = None
        try:
            yield stream
        finally:
            self._streams.pop(stream, None)

    def _pause_oldest(self, tab: Tab) -> None:
        """Pause a browser's oldest tabs if one more stream would leave it no free connection."""
        same = [one for one in self._streams if one.tab.session == tab.session and one.tab.is_open()]
        for stream in same[: max(0, len(same) + 1 - _MOST_STREAMS)]:
            stream.send("rest", {})
            stream.end()
            del self._streams[stream]

    # Polling of state whose changes are not announced

    async def poll_ledger(self) -> None:
        """Send each stream its member's credits when they change."""
        while True:
            for stream in list(self._streams):
                guild = stream.channel.guild or next(iter(self._discord.world.guilds.values()))
                with self._while_running():
                    stream.send_changed("ledger", await self._ledger.of_member(stream.user, guild))
            await asyncio.sleep(_POLL_SECONDS)

    async def poll_queue(self) -> None:
        """Send each stream fal's queue when it changes."""
        requests: list[Json] = []
        private: Mapping[str, set[int]] = {}
        while True:
            with self._while_running():
                if self._live:
                    requests = await self._ledger.jobs()
                private = await self._ledger.private_prompts()
            if not self._live:
                requests = self._requests()
            for one in requests:
                if one["prompt"] in private:
                    self._owners.setdefault(one["id"], set()).update(private[one["prompt"]])
            for stream in list(self._streams):
                stream.send_changed("queue", [self._as_seen(one, stream.user) for one in requests])
            if self._live:
                await asyncio.sleep(_POLL_SECONDS)
            else:
                await self._sandbox.fal.changed(_POLL_SECONDS)

    async def keep_alive(self, seconds: float = 15.0) -> None:
        """Detect disconnected pages."""
        while True:
            await asyncio.sleep(seconds)
            for stream in self._streams:
                stream.keep_alive()

    def send_place(self, user: User) -> None:
        """Send ``user``'s streams the channels and commands after a change the world does not announce."""
        for stream in self._streams:
            if stream.user is user:
                stream.send("place", self._place(stream))

    def use_app(self, app: App) -> None:
        """Read the ledger of a bot that was started again."""
        self._ledger = LedgerView(app)

    def send_running(self) -> None:
        """Send all streams whether the bot is running."""
        for stream in self._streams:
            stream.send("bot", self._bot_state())

    def _bot_state(self) -> Json:
        return {"running": None if self._is_running is None else self._is_running()}

    @contextmanager
    def _while_running(self) -> Iterator[None]:
        """Ignore errors of a database whose bot has been killed."""
        try:
            yield
        except (DatabaseUnavailableError, SQLAlchemyError):
            if self._is_running is None or self._is_running():
                raise

    def send_time_and_faults(self) -> None:
        """Send all streams the clock and the armed faults."""
        for stream in self._streams:
            stream.send("hood", self._time_and_faults())

    # State

    def _time_and_faults(self) -> Json:
        clock, faults = self._sandbox.clock, self._sandbox.faults
        armed = faults.armed()
        return {
            "now": clock.now(),
            "speed": clock.speed,
            "movable": not self._live,
            "faults": [
                {"name": name, "what": what, "armed": armed.get(name, 0)}
                for name, what in sorted(faults.known.items())
                if not (self._live and name.startswith("fal."))
            ],
        }

    def _hello(self, stream: PageStream, model: Json) -> Json:
        fal, client = self._sandbox.fal, self._discord.client(stream.user, stream.channel)
        return {
            "live": self._live,
            "me": str(stream.user.id),
            "here": str(stream.channel.id),
            "bot": str(self._discord.world.bot.id),
            "hood": self._time_and_faults(),
            "running": self._bot_state()["running"],
            "wire": self.traffic.lines,
            "model": model,
            "fal": None if self._live else {"url": fal.queue_url, "key": fal.key},
            **self._place(stream),
            "messages": [self._view(one, stream) for one in client.visible_messages()[-_SHOWN_MESSAGES:]],
        }

    def _place(self, stream: PageStream) -> Json:
        return {
            "people": personas(self._discord),
            "languages": languages(self._discord),
            "places": places_for(self._discord, stream.user),
            "names": directory(self._discord, stream.channel),
            "commands": commands_for(self._discord, stream.user, stream.channel),
        }

    def _view(self, message: Message, stream: PageStream) -> Json:
        return message_view(message, stream.user, self._discord.world.cdn_url)

    def _requests(self) -> list[Json]:
        fal = self._sandbox.fal
        newest = list(fal.requests.values())[-_SHOWN_REQUESTS:]
        return [
            {
                "id": one.id,
                "state": str(one.state.value),
                "prompt": str(one.arguments.get("prompt", "")),
                "position": fal.position(one.id),
                "logs": fal.logs(one.id),
            }
            for one in reversed(newest)
        ]

    def _as_seen(self, request: Json, user: User) -> Json:
        """Return an entry of the queue, without the prompt of another user's private request."""
        owners = self._owners.get(request["id"])
        return request if owners is None or user.id in owners else {**request, "prompt": "", "private": True}

    # Events

    def _on_change(self, change: Change) -> None:
        match change.subject:
            case Message() as message:
                self._on_message(message, gone=change.verb == "delete", new=change.verb == "create")
            case Reaction(message=message):
                self._on_message(message)
            case Guild() | Channel() | Role() | Member():
                self._send_places()

    def _on_message(self, message: Message, *, gone: bool = False, new: bool = False) -> None:
        for stream in self._streams:
            if message.ephemeral_to not in (None, stream.user) or not can_see(message.channel, stream.user):
                continue
            if message.channel is not stream.channel:
                if new:
                    stream.send("elsewhere", {"channel": str(message.channel.id)})
            elif gone:
                stream.send("gone", {"id": str(message.id)})
            else:
                stream.send("message", self._view(message, stream))

    def _on_exchange(self, entry: RestExchange | GatewayEvent) -> None:
        """Resend the commands after the bot registers some, which the world does not announce."""
        if isinstance(entry, RestExchange) and entry.method != "GET" and "/commands" in entry.route_template:
            self._send_places()

    def _send_places(self) -> None:
        for stream in self._streams:
            stream.send("place", self._place(stream))

    def _on_traffic(self, line: Json) -> None:
        for stream in self._streams:
            stream.send("wire", line)
            stream.send_changed("hood-faults", self._sandbox.faults.armed())

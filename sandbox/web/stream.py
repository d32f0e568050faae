"""What the page is told, as it happens: server-sent events, one stream for each open page.

A seat is somebody in a channel. It gets everything once when it is taken, and then each change
that this person would see. The page keeps nothing: a reload takes a new seat.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from bot.app import App
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
_BOOKS_SECONDS = 0.5
_QUEUE_SECONDS = 0.5
_BACK_AFTER_MS = 800
_SHOWN_MESSAGES = 200
_SHOWN_REQUESTS = 20
# A page that does not read is given up; its browser connects again and gets everything anew.
_WAITING_EVENTS = 2000
# Browsers keep six connections to a host for all their tabs; a stream occupies one for good,
# and with all six taken nothing of the page would load or act any more.
_MOST_STREAMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """Where a seat is looked at: in a browser (``session``), for as long as ``is_open()``."""

    session: str = ""
    is_open: Callable[[], bool] = lambda: True


class PageStream:
    """One open page: ``user`` in ``channel``, and what it has not been sent yet."""

    def __init__(self, user: User, channel: Channel, tab: Tab) -> None:
        self.user = user
        self.channel = channel
        self.tab = tab
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING_EVENTS)
        self._last: dict[str, bytes] = {}

    def tell(self, event: str, data: Any) -> None:
        """Send ``data`` as soon as the browser reads."""
        self._put(b"event: %s\ndata: %s\n\n" % (event.encode(), orjson.dumps(data)))

    def tell_new(self, event: str, data: Any) -> None:
        """The same, unless it is what was told last."""
        packed = orjson.dumps(data)
        if self._last.get(event) != packed:
            self._last[event] = packed
            self.tell(event, data)

    def end(self) -> None:
        """Let the stream end; the browser comes back."""
        self._put(None)

    def come_back_after(self, milliseconds: int) -> None:
        """How long the browser waits before it connects again, should the stream end."""
        self._put(b"retry: %d\n\n" % milliseconds)

    def keep_alive(self) -> None:
        """A line that browsers ignore, so that a closed connection is noticed."""
        self._put(b": still here\n\n")

    async def events(self) -> AsyncIterator[bytes]:
        """Everything from now on, as it goes over the wire."""
        while (event := await self._waiting.get()) is not None:
            yield event

    def _put(self, event: bytes | None) -> None:
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            event = None
        self._waiting.put_nowait(event)


class EventHub:
    """Knows every seat and tells each what it may see. ``live`` says that fal is the real one."""

    def __init__(self, box: Sandbox, app: App, *, live: bool) -> None:
        self._box = box
        self._app = app
        self._live = live
        self._books = LedgerView(app)
        # In the order in which they were taken.
        self._seats: dict[PageStream, None] = {}
        self.wire = TrafficView(box, self._on_wire)
        self._end = box.discord.traffic.subscribe(self._on_exchange)
        box.discord.world.watch(self._on_change)

    def close(self) -> None:
        """End every stream."""
        self.wire.close()
        self._end()
        self.end_streams()

    def end_streams(self) -> None:
        """Let every page connect again."""
        for seat in self._seats:
            seat.end()

    @contextmanager
    def seated(self, user: User, channel: Channel, tab: Tab, model: Json) -> Iterator[PageStream]:
        """A seat for as long as the block runs. ``model`` is the card beside the channel."""
        self._rest_others(tab)
        seat = PageStream(user, channel, tab)
        seat.come_back_after(_BACK_AFTER_MS)
        seat.tell("hello", self._hello(seat, model))
        self._seats[seat] = None
        try:
            yield seat
        finally:
            self._seats.pop(seat, None)

    def _rest_others(self, tab: Tab) -> None:
        """Let a browser's oldest tabs rest where one more would leave it no connection."""
        same = [seat for seat in self._seats if seat.tab.session == tab.session and seat.tab.is_open()]
        for seat in same[: max(0, len(same) + 1 - _MOST_STREAMS)]:
            seat.tell("rest", {})
            seat.end()
            del self._seats[seat]

    # Loops: what no change announces

    async def watch_books(self) -> None:
        """Tell each seat of its member's credits when they changed."""
        while True:
            for seat in list(self._seats):
                guild = seat.channel.guild or next(iter(self._box.discord.world.guilds.values()))
                seat.tell_new("books", await self._books.of_member(seat.user, guild))
            await asyncio.sleep(_BOOKS_SECONDS)

    async def watch_queue(self) -> None:
        """Tell each seat of fal's queue when it changed."""
        while True:
            requests = await self._books.jobs() if self._live else self._requests()
            for seat in list(self._seats):
                seat.tell_new("queue", requests)
            if self._live:
                await asyncio.sleep(_BOOKS_SECONDS)
            else:
                await self._box.fal.changed(_QUEUE_SECONDS)

    async def keep_alive(self, seconds: float = 15.0) -> None:
        """Notice pages that are gone."""
        while True:
            await asyncio.sleep(seconds)
            for seat in self._seats:
                seat.keep_alive()

    # What there is

    def time_and_faults(self) -> Json:
        """The clock, and what is armed to go wrong."""
        clock, faults = self._box.clock, self._box.faults
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

    def tell_place(self, user: User) -> None:
        """Something about ``user`` changed that the world does not announce."""
        for seat in self._seats:
            if seat.user is user:
                seat.tell("place", self._place(seat))

    def tell_time_and_faults(self) -> None:
        """Somebody moved the clock or armed a fault."""
        for seat in self._seats:
            seat.tell("hood", self.time_and_faults())

    def _hello(self, seat: PageStream, model: Json) -> Json:
        discord = self._box.discord
        return {
            "live": self._live,
            "me": str(seat.user.id),
            "here": str(seat.channel.id),
            "bot": str(discord.world.bot.id),
            "hood": self.time_and_faults(),
            "wire": self.wire.lines,
            "model": model,
            "fal": None if self._live else {"url": self._box.fal.queue_url, "key": self._box.fal.key},
            **self._place(seat),
            "messages": [self._view(one, seat) for one in self._seen(seat)],
        }

    def _place(self, seat: PageStream) -> Json:
        discord = self._box.discord
        return {
            "people": personas(discord),
            "languages": languages(discord),
            "places": places_for(discord, seat.user),
            "names": directory(discord, seat.channel),
            "commands": commands_for(discord, seat.user, seat.channel),
        }

    def _seen(self, seat: PageStream) -> list[Message]:
        return self._box.discord.client(seat.user, seat.channel).visible_messages()[-_SHOWN_MESSAGES:]

    def _view(self, message: Message, seat: PageStream) -> Json:
        return message_view(message, seat.user, self._box.discord.world.cdn_url)

    def _requests(self) -> list[Json]:
        fal = self._box.fal
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

    # What happens

    def _on_change(self, change: Change) -> None:
        match change.subject:
            case Message() as message:
                self._on_message(message, gone=change.verb == "delete", new=change.verb == "create")
            case Reaction(message=message):
                self._on_message(message)
            case Guild() | Channel() | Role() | Member():
                for seat in self._seats:
                    seat.tell("place", self._place(seat))

    def _on_message(self, message: Message, *, gone: bool = False, new: bool = False) -> None:
        for seat in self._seats:
            if message.ephemeral_to not in (None, seat.user) or not can_see(message.channel, seat.user):
                continue
            if message.channel is not seat.channel:
                if new:
                    seat.tell("elsewhere", {"channel": str(message.channel.id)})
            elif gone:
                seat.tell("gone", {"id": str(message.id)})
            else:
                seat.tell("message", self._view(message, seat))

    def _on_exchange(self, entry: RestExchange | GatewayEvent) -> None:
        """The bot may have registered commands: nothing else announces that."""
        if isinstance(entry, RestExchange) and entry.method != "GET" and "/commands" in entry.route_template:
            for seat in self._seats:
                seat.tell("place", self._place(seat))

    def _on_wire(self, line: Json) -> None:
        for seat in self._seats:
            seat.tell("wire", line)
            seat.tell_new("hood-faults", self._box.faults.armed())

"""The small Discord, assembled: REST, gateway and attachments on one loopback port."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.discord.changes import Change, MessageChange, ReactionChange, Watch
from sandbox.discord.commands import CommandRegistry
from sandbox.discord.dispatch import InteractionDispatcher
from sandbox.discord.entities import Attachment, Channel, User
from sandbox.discord.gateway import Gateway, IdleGuilds, events_of
from sandbox.discord.interactions import Interaction, InteractionRegistry
from sandbox.discord.rest import RestService
from sandbox.discord.rest.call import Api
from sandbox.discord.rest.faults import RestFaults
from sandbox.discord.rest.limits import RateLimits
from sandbox.discord.traffic_log import RequestCheck, TrafficLog
from sandbox.discord.users import UserClient
from sandbox.discord.world import World
from sandbox.faults import Faults

__all__ = ["DiscordSimulator"]

_READ_AT_MOST = 256 * 1024 * 1024


class DiscordSimulator:
    """A Discord for one application, on 127.0.0.1 and a port that the system chooses.

    Use as ``async with``; leaving closes every connection and removes the files.

    :param clock: tells the time of ids, deadlines and rate limits.
    :param faults: what goes wrong; the simulator publishes its names there.
    :param token: the bot token that is accepted.
    :param application_id: also the bot user's id; chosen if not given.
    :param compress: whether the gateway compresses when asked; plain text is easier to watch.
    :param validate: holds every exchange against a description; see ``record.violations``.
    :param privileged_intents: bits of the privileged intents that are switched on.
    :param rate_limits: whether calls are refused with 429; headers are sent either way.
    :param shards: the number of shards that ``GET /gateway/bot`` recommends.
    :param idle_guilds: servers beside those of the world, in which nothing happens.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        faults: Faults,
        token: str = "sandbox-token",  # noqa: S107 - opens nothing but this simulator
        application_id: int | None = None,
        compress: bool = True,
        validate: RequestCheck | None = None,
        privileged_intents: int = 0,
        rate_limits: bool = True,
        shards: int = 1,
        idle_guilds: IdleGuilds | None = None,
    ) -> None:
        self.token = token
        self.watch = Watch()
        self.world = World(clock=clock, application_id=application_id)
        self.traffic = TrafficLog(watch=self.watch, check=validate)
        self.limits = RateLimits(clock, enabled=rate_limits)
        self.commands = CommandRegistry(self.world)
        self._desk = InteractionRegistry()
        self._port = 0
        self._runner: web.AppRunner | None = None
        self.gateway = Gateway(
            world=self.world,
            record=self.traffic,
            watch=self.watch,
            faults=faults,
            token=token,
            privileged_intents=privileged_intents,
            compress=compress,
            url=lambda: self.gateway_url,
            idle_guilds=idle_guilds,
        )
        api = Api(
            world=self.world,
            clock=clock,
            desk=self._desk,
            commands=self.commands,
            gateway_url=lambda: self.gateway_url,
            session_limit=self.gateway.session_limit,
            privileged_intents=privileged_intents,
            shards=shards,
        )
        self._rest = RestService(
            api,
            token=token,
            record=self.traffic,
            clock=clock,
            faults=RestFaults(faults),
            limits=self.limits,
        )
        self._stage = InteractionDispatcher(
            world=self.world,
            clock=clock,
            desk=self._desk,
            commands=self.commands,
            gateway=self.gateway,
        )
        self.world.watch(self._on_change)

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """The base of every REST call, for ``DISCORD_API_URL``."""
        return f"{self.base_url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The websocket's address, which ``GET /gateway/bot`` tells too."""
        return f"ws://127.0.0.1:{self._port}/gateway"

    @property
    def interactions(self) -> list[Interaction]:
        """Every interaction so far, in order."""
        return self._desk.all()

    def client(self, user: User, channel: Channel) -> UserClient:
        """``user``, acting in ``channel``."""
        return UserClient(self._stage, user, channel)

    async def until(self, condition: Callable[[], object], timeout: float = 10.0) -> None:
        """Return once ``condition()`` is true; it is looked at after every change.

        Raises :class:`TimeoutError` after ``timeout`` real seconds.
        """
        await self.watch.until(condition, timeout)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_READ_AT_MOST)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/attachments/{channel}/{attachment}/{filename}", self._attachment)
        app.router.add_route("*", "/{path:.*}", self._rest.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        # discord.py opens a connection for each interaction of a burst; those beyond the backlog
        # would wait a second for TCP to try again.
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=4096)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.cdn_url = self.base_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.drop_all(None)
        if self._runner is not None:
            await self._runner.cleanup()
        self.world.files.close()

    def _on_change(self, change: Change) -> None:
        self.gateway.publish(events_of(self.world, change))
        if isinstance(change, MessageChange | ReactionChange) and change.message.interaction_metadata:
            self._desk.touch(interaction_id=change.message.interaction_metadata.id)
        self.watch.notify()

    async def _attachment(self, request: web.Request) -> web.Response:
        """A file, as the CDN gives it: no token, the type by its name."""
        found = self.find_attachment(request.match_info["channel"], request.match_info["attachment"])
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        media_type = found.content_type or mimetypes.guess_type(found.filename)[0]
        return web.Response(body=found.data, content_type=media_type or "application/octet-stream")

    def find_attachment(self, channel_id: str, attachment_id: str) -> Attachment | None:
        """The file that an attachment's address names, while its message exists."""
        channel = self.world.channels.get(int(channel_id)) if channel_id.isdigit() else None
        if channel is None:
            return None
        for message in reversed(self.world.messages(channel)):
            for attachment in message.attachments:
                if str(attachment.id) == attachment_id:
                    return attachment
        return None

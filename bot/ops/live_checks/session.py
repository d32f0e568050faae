"""Session of the live checks: clients, calls that are completed even after Ctrl-C, and clean-up.

Everything that the checks post carries :data:`MARKER`, so that the clean-up finds it in the channel and in the
server's commands, even if the answer that would have named it never arrived.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx
import structlog

from bot.clock import Clock
from bot.discord.click_listener import GATEWAY_ERRORS, ClickListener, listen_for_clicks
from bot.discord.errors import stated_wait
from bot.discord.raw_api import Answer, File, NoAnswerError, RawApi
from bot.fal.client import FalClient
from bot.fal.schemas import parse_json
from bot.jobs.ports import CancelReply, Submitted
from bot.ops.live_checks.model import NotSettledError
from config import Model, Settings

__all__ = ["COMMAND", "MARKER", "ChannelInfo", "FalAnswer", "LiveSession", "open_session", "reset_after"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

#: Text in every message that the checks post.
MARKER = "easel-live-check"
#: Name of the command that the checks register.
COMMAND = MARKER

_UPLOAD_SECONDS = 300.0
_READ_SECONDS = 30.0
# Number of 429s after which a call fails, and the longest wait for one.
_RATE_LIMITED_ATTEMPTS = 5
_LONGEST_WAIT = 60.0
# Discord rounds reset times.
_MARGIN_SECONDS = 0.1
_MESSAGE = f"a message in the channel; search for {MARKER}"
# Number of messages searched for leftovers; the checks post far fewer.
_SEARCHED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """The channel in which the checks run, and its server; ``upload_limit`` is in bytes per file."""

    channel_id: str
    channel_name: str
    guild_id: str
    guild_name: str
    upload_limit: int
    application_id: str
    bot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FalAnswer:
    """HTTP status, headers and parsed body (``None`` if it is not JSON) of a response from fal."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def state(self) -> str | None:
        """The ``status`` field of the body, if it has one."""
        state = self.body.get("status") if isinstance(self.body, dict) else None
        return state if isinstance(state, str) else None


@dataclass(slots=True, kw_only=True)
class LiveSession:
    """Clients and state shared by the checks."""

    settings: Settings
    clock: Clock
    model: Model
    api: RawApi
    fal: FalClient
    channel: ChannelInfo
    click_seconds: float
    say: Callable[[str], None]
    dates: list[tuple[float, float]] = field(default_factory=list)
    submitted: list[Submitted] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    token_messages: list[str] = field(default_factory=list)
    stack: AsyncExitStack
    _webhook_calls: list[tuple[str, float]] = field(default_factory=list)
    _shared: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    _pending: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def messages_path(self) -> str:
        """Path of the channel's messages."""
        return f"/channels/{self.channel.channel_id}/messages"

    async def discord(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        files: Sequence[File] = (),
        params: Mapping[str, str] | None = None,
        token_route: bool = False,
        wait: bool = True,
    ) -> Answer:
        """Call Discord's API and return any response.

        With ``wait``, the call is repeated after a 429. Routes whose path contains an interaction
        token are ``token_route``. Raises :class:`NotSettledError` without a response.
        """
        attempts = 0
        while True:
            attempts += 1
            call = self.api.call(
                method,
                path,
                body=body,
                files=files,
                params=params,
                authorized=not token_route,
                **({"seconds": _UPLOAD_SECONDS} if files else {}),
            )
            try:
                answer = await self.complete(self._noted(method, path, call))
            except NoAnswerError as error:
                raise NotSettledError(f"Discord: {error}") from error
            if answer.status == 429 and wait and attempts < _RATE_LIMITED_ATTEMPTS:
                await self.clock.sleep(_retry_after(answer))
                continue
            if wait and answer.headers.get("X-RateLimit-Remaining") == "0":
                await self.clock.sleep(reset_after(answer))
            return answer

    async def read_fal(self, url: str) -> FalAnswer:
        """Read a URL of fal's queue once and return any response.

        Raises :class:`NotSettledError` without a response.
        """
        try:
            async with asyncio.timeout(_READ_SECONDS):
                response = await self.fal.http.get(url)
        except TimeoutError:
            raise NotSettledError(f"fal: no complete response within {_READ_SECONDS:g} s") from None
        except httpx.HTTPError as error:
            raise NotSettledError(f"fal: {type(error).__name__}") from error
        return FalAnswer(
            status=response.status_code, headers=response.headers, body=parse_json(response.content)
        )

    async def complete(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Await ``work``; if this task is canceled meanwhile, ``work`` continues and the clean-up awaits it.

        Otherwise the clean-up would not know about a message or request that was being created.
        """
        task = asyncio.ensure_future(work)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        return await asyncio.shield(task)

    async def once(self, name: str, make: Callable[[LiveSession], Coroutine[Any, Any, Any]]) -> Any:
        """Return the result of ``make(self)``, which runs once for all checks; its error is raised again."""
        if name not in self._shared:
            self._shared[name] = asyncio.ensure_future(make(self))
        return await asyncio.shield(self._shared[name])

    async def listener(self) -> ClickListener:
        """Return the gateway client, connected at first use. Raises :class:`NotSettledError`."""
        found: ClickListener = await self.once("listener", _connect)
        return found

    async def close_shared(self) -> None:
        """Cancel shared work that is still in progress, and wait for calls that create something."""
        for task in self._shared.values():
            task.cancel()
        await asyncio.gather(*self._shared.values(), return_exceptions=True)
        await asyncio.gather(*list(self._pending), return_exceptions=True)

    async def clean_up(self) -> list[str]:
        """Cancel requests, and delete messages and commands; return what was left behind and why."""
        await self.close_shared()
        left: list[str] = []
        for path in self.token_messages:
            left += await self._attempt(self._delete(path, "a reply", token_route=True), "a reply")
        for path in dict.fromkeys(self.posted):
            left += await self._attempt(self._delete(path, _MESSAGE), _MESSAGE)
        for submitted in self.submitted:
            if await self._ended(submitted):
                continue
            if await self.fal.cancel(submitted) is CancelReply.UNREACHED:
                left.append("a request at fal could not be cancelled; it will complete and be billed")
        left += await self._attempt(self.delete_messages(), "messages in the channel")
        left += await self._attempt(self.delete_command(), f"the command {COMMAND}")
        return list(dict.fromkeys(left))

    async def delete_messages(self) -> list[str]:
        """Delete the bot's messages with the marker in the channel; return those that remain."""
        path = self.messages_path
        found = await self.discord("GET", path, params={"limit": str(_SEARCHED)})
        if not isinstance(found.body, list):
            return [f"messages in the channel: its history cannot be read ({found.observed})"]
        left = []
        for message in found.body:
            own = message.get("author", {}).get("id") == self.channel.bot_id
            if own and MARKER in json.dumps(message):
                left += await self._delete(f"{path}/{message['id']}", _MESSAGE)
        return left

    async def delete_command(self) -> list[str]:
        """Delete the registered command from the server, if it is there."""
        path = f"/applications/{self.channel.application_id}/guilds/{self.channel.guild_id}/commands"
        found = await self.discord("GET", path)
        left = []
        for command in found.body if isinstance(found.body, list) else []:
            if command.get("name") == COMMAND:
                left += await self._delete(f"{path}/{command['id']}", f"the command {COMMAND}")
        return left

    async def _delete(self, path: str, what: str, *, token_route: bool = False) -> list[str]:
        answer = await self.discord("DELETE", path, token_route=token_route)
        return [] if answer.status in {204, 404} else [f"{what} ({answer.observed})"]

    async def _attempt(self, work: Awaitable[list[str]], what: str) -> list[str]:
        try:
            return await work
        except NotSettledError as error:
            return [f"{what} ({error})"]
        except Exception as error:
            # An unexpected response must not prevent the rest from being removed.
            log.exception("clean-up failed")
            return [f"{what} ({type(error).__name__})"]

    async def _ended(self, submitted: Submitted) -> bool:
        """Return whether fal reports that it no longer works on a request."""
        try:
            answer = await self.read_fal(submitted.status_url)
        except NotSettledError:
            return False
        return answer.status == 404 or answer.state == "COMPLETED"

    async def _noted(self, method: str, path: str, call: Awaitable[Answer]) -> Answer:
        """Await a call, and record data for the clean-up and the clock check."""
        answer = await call
        created = answer.body.get("id") if isinstance(answer.body, dict) and answer.ok else None
        if method != "POST" or created is None:
            pass
        elif path == self.messages_path:
            self.posted.append(f"{path}/{created}")
        elif path.startswith("/webhooks/"):
            self.token_messages.append(f"{path}/messages/{created}")
        if path.startswith("/webhooks/"):
            self._webhook_calls.append((path, self.clock.now()))
        self._note_date(answer)
        return answer

    def recent_webhook_calls(self, route: str, seconds: float) -> int:
        """Return the number of calls below an interaction webhook's ``route`` in the last ``seconds``."""
        since = self.clock.now() - seconds
        return sum(at > since and path.startswith(route) for path, at in self._webhook_calls)

    def _note_date(self, answer: Answer) -> None:
        try:
            stated = parsedate_to_datetime(answer.headers["Date"])
        except (KeyError, ValueError):
            return
        self.dates.append((stated.replace(tzinfo=stated.tzinfo or UTC).timestamp(), self.clock.now()))


@asynccontextmanager
async def open_session(
    settings: Settings,
    *,
    clock: Clock,
    model: Model,
    fal: FalClient,
    channel_id: int,
    guild_id: int | None,
    click_seconds: float,
    say: Callable[[str], None],
) -> AsyncIterator[LiveSession]:
    """Look up the channel and its server, and provide the session. Raises :class:`NotSettledError`."""
    assert settings.discord_token is not None  # noqa: S101 - doctor has checked it
    token = settings.discord_token.get_secret_value()
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(RawApi(base_url=settings.discord_api_url, token=token))
        channel = await _find_channel(api, channel_id, guild_id)
        yield LiveSession(
            settings=settings,
            clock=clock,
            model=model,
            api=api,
            fal=fal,
            channel=channel,
            click_seconds=click_seconds,
            say=say,
            stack=stack,
        )


async def _connect(session: LiveSession) -> ClickListener:
    assert session.settings.discord_token is not None  # noqa: S101 - doctor has checked it
    gateway = await session.discord("GET", "/gateway/bot")
    if not gateway.ok:
        raise NotSettledError(f"the gateway is unknown: {gateway.observed}")
    listening = listen_for_clicks(
        gateway_url=str(gateway.body["url"]),
        shards=int(gateway.body["shards"]),
        api_url=session.settings.discord_api_url,
        token=session.settings.discord_token.get_secret_value(),
        guild_id=int(session.channel.guild_id),
    )
    try:
        return await session.stack.enter_async_context(listening)
    except GATEWAY_ERRORS as error:
        raise NotSettledError(f"no connection to the gateway: {type(error).__name__}") from error


async def _find_channel(api: RawApi, channel_id: int, guild_id: int | None) -> ChannelInfo:
    channel = await _get(api, f"/channels/{channel_id}", "the channel")
    found = channel.get("guild_id")
    if not found:
        raise NotSettledError("the channel is not in a server")
    if guild_id is not None and str(guild_id) != str(found):
        raise NotSettledError(f"the channel is in server {found}, not in {guild_id}")
    guild = await _get(api, f"/guilds/{found}", "the server")
    application = await _get(api, "/oauth2/applications/@me", "the application")
    me = await _get(api, "/users/@me", "the bot's account")
    return ChannelInfo(
        channel_id=str(channel_id),
        channel_name=str(channel.get("name")),
        guild_id=str(found),
        guild_name=str(guild.get("name")),
        upload_limit=_UPLOAD_LIMITS.get(int(guild.get("premium_tier") or 0), 10 * _MIB),
        application_id=str(application["id"]),
        bot_id=str(me["id"]),
    )


# File size limits by boost tier, as in discord.py (Guild.filesize_limit).
_MIB = 1024 * 1024
_UPLOAD_LIMITS = {0: 10 * _MIB, 1: 10 * _MIB, 2: 50 * _MIB, 3: 100 * _MIB}


async def _get(api: RawApi, path: str, what: str) -> dict[str, Any]:
    try:
        answer = await api.call("GET", path)
    except NoAnswerError as error:
        raise NotSettledError(f"{what} cannot be read: {error}") from error
    if answer.status != 200 or not isinstance(answer.body, dict):
        raise NotSettledError(f"{what} cannot be read: {answer.observed}; is the bot in the server?")
    return answer.body


def reset_after(answer: Answer) -> float:
    """Return the seconds until the rate limit of a call's bucket is reset."""
    return _wait(answer.headers.get("X-RateLimit-Reset-After"))


def _retry_after(answer: Answer) -> float:
    stated = answer.body.get("retry_after") if isinstance(answer.body, dict) else None
    return _wait(answer.headers.get("Retry-After") if stated is None else stated)


def _wait(stated: object) -> float:
    seconds = stated_wait(stated)
    return _MARGIN_SECONDS + min(1.0 if seconds is None else seconds, _LONGEST_WAIT)

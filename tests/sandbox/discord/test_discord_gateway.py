"""Gateway: permitted connections, sent events, and resumed sessions."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.clock import SandboxClock
from sandbox.discord import DiscordSimulator, GatewayEvent
from sandbox.discord.gateway import SessionStartLimits
from sandbox.faults import Faults
from tests.sandbox.discord.discord_studio import Bot, RunBot, Studio, soon

GUILDS, MESSAGES, REACTIONS, MEMBERS, CONTENT = 1, 1 << 9, 1 << 10, 1 << 1, 1 << 15


class RawClient:
    """A websocket that speaks the gateway by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self.socket = socket
        self.token = token
        self._stream = zlib.decompressobj()

    async def receive(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=30)
        if message.type is aiohttp.WSMsgType.BINARY:
            assert message.data.endswith(b"\x00\x00\xff\xff")
            payload: dict[str, Any] = json.loads(self._stream.decompress(message.data))
        else:
            payload = json.loads(message.data)
        return payload

    async def send(self, op: int, data: Any = None) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def identify(self, **changes: Any) -> dict[str, Any]:
        data = {"token": self.token, "intents": GUILDS, "properties": {}} | changes
        await self.send(2, data)
        return await self.receive()

    async def closed(self) -> int | None:
        while not self.socket.closed:
            await self.socket.receive(timeout=30)
        return self.socket.close_code


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def connect(
    web: aiohttp.ClientSession, sim: DiscordSimulator, query: str = "v=10&encoding=json"
) -> RawClient:
    client = RawClient(await web.ws_connect(f"{sim.gateway_url}?{query}"), sim.token)
    hello = await client.receive()
    assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41250)
    return client


def names(studio: Studio) -> list[str]:
    return [event.name for event in studio.sim.traffic.events]


async def test_a_session_starts_with_unavailable_guilds_that_then_arrive(
    studio: Studio, web: aiohttp.ClientSession
) -> None:
    client = await connect(web, studio.sim)
    ready = await client.identify()
    guilds = [await client.receive() for _ in ready["d"]["guilds"]]

    assert ready["d"]["resume_gateway_url"] == studio.sim.gateway_url
    assert all(entry["unavailable"] for entry in ready["d"]["guilds"])
    assert [guild["d"]["name"] for guild in guilds] == ["Easel Studio", "Other Server"]
    assert [guild["s"] for guild in guilds] == [2, 3]


async def test_a_heartbeat_is_acknowledged_even_before_identify(
    studio: Studio, web: aiohttp.ClientSession
) -> None:
    client = await connect(web, studio.sim)
    await client.send(1)

    assert (await client.receive())["op"] == 11


async def test_a_heartbeat_can_remain_unacknowledged(studio: Studio, web: aiohttp.ClientSession) -> None:
    studio.faults.arm("discord.gateway.no-ack")
    client = await connect(web, studio.sim)
    await client.send(1)
    ready = await client.identify()

    assert ready["t"] == "READY"


async def test_compressed_frames_share_one_stream(studio: Studio, web: aiohttp.ClientSession) -> None:
    client = await connect(web, studio.sim, "v=10&encoding=json&compress=zlib-stream")
    ready = await client.identify()

    assert ready["t"] == "READY"
    assert (await client.receive())["t"] == "GUILD_CREATE"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"intents": 1 << 40}, 4013),
        ({"intents": GUILDS | MEMBERS}, 4014),
    ],
)
async def test_a_wrong_identify_closes_with_its_code(
    studio: Studio, web: aiohttp.ClientSession, changes: dict[str, Any], code: int
) -> None:
    client = await connect(web, studio.sim)
    await client.send(2, {"token": client.token, "intents": GUILDS, "properties": {}} | changes)

    assert await client.closed() == code


async def test_a_second_identify_and_an_unknown_opcode_close_the_connection(
    studio: Studio, web: aiohttp.ClientSession
) -> None:
    first, second = await connect(web, studio.sim), await connect(web, studio.sim)
    await first.identify()
    await first.send(2, {"token": first.token, "intents": GUILDS})
    await second.send(99)

    assert [await first.closed(), await second.closed()] == [4005, 4001]


async def test_events_follow_the_intents_and_permissions(studio: Studio, web: aiohttp.ClientSession) -> None:
    client = await connect(web, studio.sim)
    await client.identify(intents=GUILDS | MESSAGES)
    place = studio.place
    message = await studio.alice.send("secret")
    await studio.alice.react(message, "🔁")
    await studio.sim.client(place.alice, place.gallery).send("unseen")

    created = [event for event in studio.sim.traffic.events if event.name.startswith("MESSAGE")]
    assert [event.name for event in created] == ["MESSAGE_CREATE"]
    assert created[0].data["content"] == ""


async def test_shards_get_the_events_of_their_guilds(studio: Studio, web: aiohttp.ClientSession) -> None:
    owners = {(guild.id >> 22) % 2 for guild in studio.sim.world.guilds.values()}
    clients = [await connect(web, studio.sim) for _ in range(2)]
    readies = [await client.identify(shard=[n, 2]) for n, client in enumerate(clients)]

    listed = [len(ready["d"]["guilds"]) for ready in readies]
    assert sum(listed) == 2
    assert {n for n, count in enumerate(listed) if count} == owners


async def test_an_unknown_session_cannot_be_resumed(studio: Studio, web: aiohttp.ClientSession) -> None:
    client = await connect(web, studio.sim)
    await client.send(6, {"token": client.token, "session_id": "unknown", "seq": 1})
    answer = await client.receive()

    assert (answer["op"], answer["d"]) == (9, False)


async def test_a_normal_close_ends_the_session(studio: Studio, web: aiohttp.ClientSession) -> None:
    client = await connect(web, studio.sim)
    await client.identify()
    await client.socket.close(code=1000)
    await studio.sim.until(lambda: not studio.sim.gateway.sessions)

    assert studio.sim.gateway.sessions == []


def echo(heard: asyncio.Queue[str]) -> Any:
    def prepare(bot: Bot) -> None:
        @bot.tree.command()
        async def say(interaction: discord.Interaction, text: str) -> None:
            await heard.put(text)
            await interaction.response.send_message(text)

    return prepare


async def test_a_real_client_resumes_after_a_drop_and_gets_missed_events(
    studio: Studio, run_bot: RunBot
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    await run_bot(echo(heard))
    studio.faults.arm("discord.gateway.drop", event="INTERACTION_CREATE")
    await studio.alice.slash("say", text="while away")

    assert await soon(heard) == "while away"
    assert names(studio).count("READY") == 1
    assert names(studio).count("RESUMED") == 1


@pytest.mark.parametrize("code", [4000, 1000, None])
async def test_a_real_client_reconnects_after_any_close(
    studio: Studio, run_bot: RunBot, code: int | None
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    await run_bot(echo(heard))
    studio.sim.gateway.drop_all(code)
    await studio.alice.slash("say", text="still there")

    assert await soon(heard) == "still there"
    assert names(studio).count("RESUMED") == 1


async def test_a_real_client_reconnects_when_asked(studio: Studio, run_bot: RunBot) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    await run_bot(echo(heard))
    studio.sim.gateway.reconnect()
    await studio.sim.until(lambda: "RESUMED" in names(studio))
    await studio.alice.slash("say", text="back")

    assert await soon(heard) == "back"


async def test_a_real_client_identifies_again_if_its_session_is_invalid(
    studio: Studio, run_bot: RunBot
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    await run_bot(echo(heard))
    studio.faults.arm("discord.gateway.invalid-session", event="INTERACTION_CREATE")
    await studio.alice.slash("say", text="one")
    await studio.sim.until(lambda: names(studio).count("READY") == 2)
    await studio.alice.slash("say", text="two")

    assert [await soon(heard), await soon(heard)] == ["one", "two"]


async def test_a_duplicated_event_arrives_twice_and_a_missed_one_never(
    studio: Studio, run_bot: RunBot
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    await run_bot(echo(heard))
    studio.faults.arm("discord.gateway.miss-event", event="INTERACTION_CREATE")
    missed = await studio.alice.slash("say", text="missed")
    await (await studio.alice.slash("say", text="heard")).acked()

    assert await soon(heard) == "heard"
    assert heard.empty()
    assert missed.callback_type is None
    swallowed = [event for event in studio.sim.traffic.events if not event.delivered]
    assert [event.data["id"] for event in swallowed] == [str(missed.id)]


async def test_a_duplicated_reaction_reaches_the_bot_twice(studio: Studio, run_bot: RunBot) -> None:
    seen: asyncio.Queue[int] = asyncio.Queue()

    def prepare(bot: Bot) -> None:
        @bot.event
        async def on_raw_reaction_add(payload: discord.RawReactionActionEvent) -> None:
            await seen.put(payload.user_id)

    await run_bot(prepare)
    message = await studio.alice.send("x")
    studio.faults.arm("discord.gateway.duplicate-event", event="MESSAGE_REACTION_ADD")
    await studio.alice.react(message, "🔁")

    assert [await soon(seen), await soon(seen)] == [studio.place.alice.id] * 2


async def test_listeners_receive_events_until_they_are_removed(
    studio: Studio, web: aiohttp.ClientSession
) -> None:
    heard: list[str] = []

    def listen(entry: object) -> None:
        heard.append(entry.name if isinstance(entry, GatewayEvent) else "REST")

    leave = studio.sim.traffic.subscribe(listen)
    client = await connect(web, studio.sim)
    await client.identify(intents=0)
    await studio.rest.get("/users/@me")
    leave()
    await studio.rest.get("/users/@me")

    assert heard == ["READY", "REST"]


async def test_sessions_start_one_by_one_in_each_bucket_until_the_daily_limit(web: aiohttp.ClientSession):
    clock = SandboxClock()
    limits = SessionStartLimits(total=5, max_concurrency=2, enforced=True)
    async with DiscordSimulator(clock=clock, faults=Faults(), shards=4, session_starts=limits) as sim:

        async def identify(shard: int) -> int:
            client = await connect(web, sim)
            await client.send(2, {"token": sim.token, "intents": 0, "properties": {}, "shard": [shard, 4]})
            message = await client.socket.receive(timeout=30)
            return message.data if message.type is aiohttp.WSMsgType.CLOSE else json.loads(message.data)["op"]

        ready, invalid = 0, 9
        assert [await identify(shard) for shard in (0, 1, 2)] == [ready, ready, invalid]
        clock.advance(5.0)
        assert [await identify(shard) for shard in (2, 3)] == [ready, ready]
        assert len(sim.gateway.sessions) == 4
        limit = sim.gateway.session_limit()
        assert (limit["remaining"], limit["max_concurrency"], sim.gateway.session_starts.violations) == (
            0,
            2,
            1,
        )
        clock.advance(5.0)
        assert await identify(0) == 4004
        clock.advance(24 * 3600)
        assert await identify(0) == ready

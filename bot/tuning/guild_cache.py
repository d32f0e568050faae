"""Servers that lie packed until somebody looks at them.

discord.py keeps an object for every channel and role of every server, about 20 KB for an ordinary
one, and has no switch for it; of ten thousand servers a bot of commands looks at a few at a time.
Here a server is the bytes that Discord sent, without what is never read and compressed; discord.py's
own object is made of them when it is asked for, and a few of those are kept. Whatever changes a
server changes the bytes, so a new object shows it.

Of discord.py this replaces how events about servers are kept, and nothing else; it holds for the
versions that ``pyproject.toml`` admits.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import discord
import orjson
from discord.state import AutoShardedConnectionState

__all__ = ["CompactConnectionState", "CompressedGuildCache"]

Json = dict[str, Any]

# What nothing here reads, and what only fills memory.
_UNREAD = (
    "emojis",
    "stickers",
    "presences",
    "voice_states",
    "stage_instances",
    "guild_scheduled_events",
    "soundboard_sounds",
    "description",
    "welcome_screen",
    "activity_instances",
    "embedded_activities",
)
_UNREAD_OF_CHANNEL = (
    "topic",
    "last_message_id",
    "last_pin_timestamp",
    "icon_emoji",
    "theme_color",
    "available_tags",
)
# Objects that are kept beside the bytes: those of servers that are looked at now.
_OBJECTS = 128
# 1 is fast, and larger numbers save little on so small a text.
_LEVEL = 1


class CompressedGuildCache(MutableMapping[int, discord.Guild]):
    """Servers by id. Reading makes discord.py's object; writing keeps what Discord sent.

    ``make`` turns what Discord sent into an object.
    """

    def __init__(self, make: Callable[[Json], discord.Guild]) -> None:
        self._make = make
        self._packed: dict[int, bytes] = {}
        self._objects: OrderedDict[int, discord.Guild] = OrderedDict()

    def put(self, data: Json) -> None:
        """Keep a server as Discord sent it."""
        guild_id = int(data["id"])
        lean = {key: value for key, value in data.items() if key not in _UNREAD}
        for kind in ("channels", "threads"):
            if kind in lean:
                lean[kind] = [_lean_channel(channel) for channel in lean[kind]]
        self._keep(guild_id, lean)

    def change(self, guild_id: int, how: Callable[[Json], None]) -> None:
        """Let ``how`` change what is kept of a server; nothing happens to one that is not known."""
        packed = self._packed.get(guild_id)
        if packed is not None:
            data = _unpacked(packed)
            how(data)
            self._keep(guild_id, data)

    def _keep(self, guild_id: int, data: Json) -> None:
        self._packed[guild_id] = zlib.compress(orjson.dumps(data), _LEVEL)
        self._objects.pop(guild_id, None)

    @property
    def made(self) -> list[discord.Guild]:
        """The objects that exist now."""
        return list(self._objects.values())

    def __getitem__(self, guild_id: int) -> discord.Guild:
        found = self._objects.get(guild_id)
        if found is not None:
            self._objects.move_to_end(guild_id)
            return found
        found = self._make(_unpacked(self._packed[guild_id]))
        self._objects[guild_id] = found
        if len(self._objects) > _OBJECTS:
            self._objects.popitem(last=False)
        return found

    def __setitem__(self, guild_id: int, guild: discord.Guild) -> None:
        """An object that discord.py made by itself, of a server that is not known yet."""
        self._packed.setdefault(
            guild_id, zlib.compress(orjson.dumps({"id": str(guild_id), "unavailable": True}))
        )
        self._objects[guild_id] = guild

    def __delitem__(self, guild_id: int) -> None:
        del self._packed[guild_id]
        self._objects.pop(guild_id, None)

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, guild_id: object) -> bool:
        return guild_id in self._packed


class CompactConnectionState(AutoShardedConnectionState[Any]):
    """discord.py's connection state, with its servers on a :class:`CompressedGuildCache`.

    The events about servers change what is kept there. None of them is dispatched: no cog listens.
    """

    _guilds: CompressedGuildCache  # type: ignore[assignment]

    def clear(self, *, views: bool = True) -> None:
        """discord.py's own, and an empty shelf."""
        super().clear(views=views)
        self._guilds = CompressedGuildCache(lambda data: discord.Guild(data=data, state=self))  # type: ignore[arg-type]

    @property
    def shelf(self) -> CompressedGuildCache:
        """The servers."""
        return self._guilds

    def get_channel(self, channel_id: int | None) -> Any:
        """A channel of the servers that were looked at lately, or a direct one.

        Without its server a channel is nowhere to be found quickly; ask the server.
        """
        if channel_id is None:
            return None
        if (direct := self._get_private_channel(channel_id)) is not None:
            return direct
        found = (guild._resolve_channel(channel_id) for guild in self._guilds.made)
        return next((channel for channel in found if channel is not None), None)

    # --- events -----------------------------------------------------------------------------------

    def parse_ready(self, data: Any) -> None:
        """Which servers there are; they follow one by one."""
        for guild in data["guilds"]:
            if int(guild["id"]) not in self._guilds:
                self._guilds.put(guild)
        without: Any = {**data, "guilds": []}
        super().parse_ready(without)

    def parse_guild_create(self, data: Any) -> None:
        """A server, all of it; the first ones belong to the start."""
        if data.get("unavailable") is not True:
            self._guilds.put({**data, "unavailable": False})
            shard_id = (int(data["id"]) >> 22) % (self.shard_count or 1)
            if (waiting := self._ready_states.get(shard_id)) is not None:
                waiting.put_nowait(_ARRIVED)  # type: ignore[arg-type]

    def parse_guild_update(self, data: Any) -> None:
        """Everything of it but channels, threads and members."""
        lean = {key: value for key, value in data.items() if key not in _UNREAD}
        self._guilds.change(int(data["id"]), lambda kept: kept.update(lean))

    def parse_guild_delete(self, data: Any) -> None:
        """An outage, or the end."""
        guild_id = int(data["id"])
        if data.get("unavailable", False):
            self._guilds.change(guild_id, lambda kept: kept.update(unavailable=True))
        else:
            self._guilds.pop(guild_id, None)

    def parse_channel_create(self, data: Any) -> None:
        """A new channel, or a changed one."""
        self._put(data, "channels")

    parse_channel_update = parse_channel_create

    def parse_channel_delete(self, data: Any) -> None:
        """A channel less, and its threads."""
        self._remove(data, "channels", data["id"])
        if "guild_id" in data:
            gone = data["id"]
            self._guilds.change(
                int(data["guild_id"]), lambda kept: _keep_threads(kept, lambda t: t["parent_id"] != gone)
            )

    def parse_thread_create(self, data: Any) -> None:
        """A new thread, or a changed one; discord.py keeps no archived ones either."""
        if data.get("thread_metadata", {}).get("archived"):
            self._remove(data, "threads", data["id"])
        else:
            self._put(data, "threads")

    parse_thread_update = parse_thread_create

    def parse_thread_delete(self, data: Any) -> None:
        """A thread less."""
        self._remove(data, "threads", data["id"])

    def parse_thread_list_sync(self, data: Any) -> None:
        """All threads of some channels, or of the server."""
        parents = data.get("channel_ids")

        def sync(kept: Json) -> None:
            _keep_threads(kept, lambda thread: parents is not None and thread["parent_id"] not in parents)
            kept["threads"] += [_lean_channel(thread) for thread in data.get("threads", [])]

        self._guilds.change(int(data["guild_id"]), sync)

    def parse_guild_role_create(self, data: Any) -> None:
        """A new role, or a changed one."""
        self._guilds.change(int(data["guild_id"]), lambda kept: _put(kept, "roles", data["role"]))

    parse_guild_role_update = parse_guild_role_create

    def parse_guild_role_delete(self, data: Any) -> None:
        """A role less."""
        self._remove(data, "roles", data["role_id"])

    def parse_guild_member_update(self, data: Any) -> None:
        """The bot's own roles; other members are not kept."""
        if self.user is None or int(data["user"]["id"]) != self.user.id:
            return

        def update(kept: Json) -> None:
            own = kept.setdefault("members", [])
            before = own[0] if own else {}
            changed = {key: value for key, value in data.items() if key != "guild_id"}
            kept["members"] = [{**before, **changed}]

        self._guilds.change(int(data["guild_id"]), update)

    def _ignore(self, data: Any) -> None:
        """What changes nothing that is kept."""

    parse_channel_pins_update = _ignore
    parse_thread_member_update = _ignore
    parse_thread_members_update = _ignore
    parse_guild_emojis_update = _ignore
    parse_guild_stickers_update = _ignore
    parse_stage_instance_create = _ignore
    parse_stage_instance_update = _ignore
    parse_stage_instance_delete = _ignore

    def _put(self, data: Any, kind: str) -> None:
        if "guild_id" in data:
            lean = _lean_channel(data)
            self._guilds.change(int(data["guild_id"]), lambda kept: _put(kept, kind, lean))

    def _remove(self, data: Any, kind: str, gone: str) -> None:
        if "guild_id" in data:
            self._guilds.change(int(data["guild_id"]), lambda kept: _remove(kept, kind, gone))


class _Arrived:
    """Stands for a server where discord.py counts those that have arrived since READY."""

    unavailable = False


_ARRIVED = _Arrived()


def _unpacked(packed: bytes) -> Json:
    found: Json = orjson.loads(zlib.decompress(packed))
    return found


def _lean_channel(channel: Json) -> Json:
    return {key: value for key, value in channel.items() if key not in _UNREAD_OF_CHANNEL}


def _put(kept: Json, kind: str, thing: Json) -> None:
    """Replace what has the same id, or add it."""
    others = [one for one in kept.get(kind, []) if one["id"] != thing["id"]]
    before: Json = next((one for one in kept.get(kind, []) if one["id"] == thing["id"]), {})
    kept[kind] = [*others, {**before, **thing}]


def _remove(kept: Json, kind: str, gone: str) -> None:
    kept[kind] = [one for one in kept.get(kind, []) if one["id"] != gone]


def _keep_threads(kept: Json, which: Callable[[Json], bool]) -> None:
    kept["threads"] = [thread for thread in kept.get("threads", []) if which(thread)]

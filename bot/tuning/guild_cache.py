"""Compressed guild cache: guilds are stored as compressed JSON and decompressed on access.

discord.py holds an object for every channel and role of every guild, about 20 KB for an ordinary
guild, and has no option to avoid this; a bot in ten thousand guilds uses only a few of them at a time.
Here, a guild is stored as the payload that Discord sent, without unused fields, compressed. The
discord.py object is built from it on access, and a few recent objects are retained. Events change the
payload and drop the object, so that the next access sees the change.

Private API of discord.py (2.7): the ``parse_*`` handlers about guilds, channels, threads, roles and
members of ``AutoShardedConnectionState``, its ``_guilds``, ``_ready_states`` and
``_get_private_channel``, and ``Guild._resolve_channel``.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import discord
import orjson
import structlog
from discord.state import AutoShardedConnectionState

__all__ = ["CompactConnectionState", "CompressedGuildCache"]

log = structlog.stdlib.get_logger(__name__)

Json = dict[str, Any]

# Guild fields that Easel never reads.
_UNUSED_FIELDS = (
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
_UNUSED_CHANNEL_FIELDS = (
    "topic",
    "last_message_id",
    "last_pin_timestamp",
    "icon_emoji",
    "theme_color",
    "available_tags",
)
# Lists from which only the unreadable entries are dropped.
_LISTS = ("roles", "members", "channels", "threads")
# Maximum number of guild objects retained in addition to the compressed payloads.
_MAX_OBJECTS = 128
# Level 1 is fast; higher levels save little on payloads of this size.
_COMPRESSION_LEVEL = 1


class CompressedGuildCache(MutableMapping[int, discord.Guild]):
    """Guilds by ID: stores payloads, returns discord.py objects.

    ``make`` builds a guild object from a payload.
    """

    def __init__(self, make: Callable[[Json], discord.Guild]) -> None:
        self._make = make
        self._payloads: dict[int, bytes] = {}
        self._objects: OrderedDict[int, discord.Guild] = OrderedDict()

    def put(self, data: Json) -> None:
        """Store a guild payload."""
        guild_id = int(data["id"])
        lean = {key: value for key, value in data.items() if key not in _UNUSED_FIELDS}
        for kind in ("channels", "threads"):
            if kind in lean:
                lean[kind] = [_lean_channel(channel) for channel in lean[kind]]
        self._keep(guild_id, lean)

    def change(self, guild_id: int, update: Callable[[Json], None]) -> None:
        """Apply ``update`` to the stored payload; unknown guilds are ignored."""
        packed = self._payloads.get(guild_id)
        if packed is not None:
            data = _inflate(packed)
            update(data)
            self._keep(guild_id, data)

    def _keep(self, guild_id: int, data: Json) -> None:
        self._payloads[guild_id] = zlib.compress(orjson.dumps(data), _COMPRESSION_LEVEL)
        self._objects.pop(guild_id, None)

    @property
    def made(self) -> list[discord.Guild]:
        """The guild objects currently in memory."""
        return list(self._objects.values())

    def __getitem__(self, guild_id: int) -> discord.Guild:
        found = self._objects.get(guild_id)
        if found is not None:
            self._objects.move_to_end(guild_id)
            return found
        found = self._build(guild_id, _inflate(self._payloads[guild_id]))
        self._objects[guild_id] = found
        if len(self._objects) > _MAX_OBJECTS:
            self._objects.popitem(last=False)
        return found

    def _build(self, guild_id: int, data: Json) -> discord.Guild:
        """Build the object; parts of the payload that discord.py cannot read are dropped for good."""
        try:
            return self._make(data)
        except Exception as error:
            log.error("guild payload incomplete: a part cannot be read", error=type(error).__name__)
        readable: Json = {"id": str(guild_id), "unavailable": False}
        for key, value in data.items():
            if key in _LISTS and isinstance(value, list):
                readable[key] = [one for one in value if self._is_readable({"id": str(guild_id), key: [one]})]
            elif key not in _LISTS and self._is_readable({"id": str(guild_id), key: value}):
                readable[key] = value
        self._keep(guild_id, readable)
        return self._make(readable)

    def _is_readable(self, data: Json) -> bool:
        try:
            self._make(data)
        except Exception:
            return False
        return True

    def __setitem__(self, guild_id: int, guild: discord.Guild) -> None:
        """Store an object that discord.py itself created for an unknown guild."""
        self._payloads.setdefault(
            guild_id, zlib.compress(orjson.dumps({"id": str(guild_id), "unavailable": True}))
        )
        self._objects[guild_id] = guild

    def __delitem__(self, guild_id: int) -> None:
        del self._payloads[guild_id]
        self._objects.pop(guild_id, None)

    def __iter__(self) -> Iterator[int]:
        return iter(self._payloads)

    def __len__(self) -> int:
        return len(self._payloads)

    def __contains__(self, guild_id: object) -> bool:
        return guild_id in self._payloads


class CompactConnectionState(AutoShardedConnectionState[Any]):
    """discord.py's connection state with its guilds in a :class:`CompressedGuildCache`.

    Guild events update the cache; only ``guild_join`` is dispatched, because no extension listens to others.
    """

    _guilds: CompressedGuildCache  # type: ignore[assignment]

    def clear(self, *, views: bool = True) -> None:
        """Reset the state, including the guild cache."""
        super().clear(views=views)
        self._guilds = CompressedGuildCache(lambda data: discord.Guild(data=data, state=self))  # type: ignore[arg-type]

    @property
    def guild_cache(self) -> CompressedGuildCache:
        """The guild cache."""
        return self._guilds

    def get_channel(self, channel_id: int | None) -> Any:
        """Return a direct-message channel, or a channel of a recently accessed guild.

        Other channels cannot be found without their guild; use :meth:`discord.Guild.get_channel`.
        """
        if channel_id is None:
            return None
        if (direct := self._get_private_channel(channel_id)) is not None:
            return direct
        found = (guild._resolve_channel(channel_id) for guild in self._guilds.made)
        return next((channel for channel in found if channel is not None), None)

    # --- events -----------------------------------------------------------------------------------

    def parse_ready(self, data: Any) -> None:
        """Store the guild IDs; the guilds follow in GUILD_CREATE events."""
        for guild in data["guilds"]:
            if int(guild["id"]) not in self._guilds:
                self._guilds.put(guild)
        without: Any = {**data, "guilds": []}
        super().parse_ready(without)

    def parse_guild_create(self, data: Any) -> None:
        """Store a complete guild; start-up is complete once every guild has been received."""
        if data.get("unavailable") is not True:
            is_new = int(data["id"]) not in self._guilds
            self._guilds.put({**data, "unavailable": False})
            if is_new:
                self.dispatch("guild_join", self._guilds[int(data["id"])])
            shard_id = (int(data["id"]) >> 22) % (self.shard_count or 1)
            if (waiting := self._ready_states.get(shard_id)) is not None:
                waiting.put_nowait(_ARRIVED)  # type: ignore[arg-type]

    def parse_guild_update(self, data: Any) -> None:
        """Update guild fields; channels, threads and members have their own events."""
        lean = {key: value for key, value in data.items() if key not in _UNUSED_FIELDS}
        self._guilds.change(int(data["id"]), lambda kept: kept.update(lean))

    def parse_guild_delete(self, data: Any) -> None:
        """Mark the guild unavailable if this is an outage, otherwise remove it."""
        guild_id = int(data["id"])
        if data.get("unavailable", False):
            self._guilds.change(guild_id, lambda kept: kept.update(unavailable=True))
        else:
            self._guilds.pop(guild_id, None)

    def parse_channel_create(self, data: Any) -> None:
        """Store a new or changed channel."""
        self._put(data, "channels")

    parse_channel_update = parse_channel_create

    def parse_channel_delete(self, data: Any) -> None:
        """Remove a channel and its threads."""
        self._remove(data, "channels", data["id"])
        if "guild_id" in data:
            gone = data["id"]
            self._guilds.change(
                int(data["guild_id"]), lambda kept: _keep_threads(kept, lambda t: t["parent_id"] != gone)
            )

    def parse_thread_create(self, data: Any) -> None:
        """Store a new or changed thread; archived threads are dropped, as in discord.py."""
        if data.get("thread_metadata", {}).get("archived"):
            self._remove(data, "threads", data["id"])
        else:
            self._put(data, "threads")

    parse_thread_update = parse_thread_create

    def parse_thread_delete(self, data: Any) -> None:
        """Remove a thread."""
        self._remove(data, "threads", data["id"])

    def parse_thread_list_sync(self, data: Any) -> None:
        """Replace the threads of the given channels or of the whole guild."""
        parents = data.get("channel_ids")

        def sync(kept: Json) -> None:
            _keep_threads(kept, lambda thread: parents is not None and thread["parent_id"] not in parents)
            kept["threads"] += [_lean_channel(thread) for thread in data.get("threads", [])]

        self._guilds.change(int(data["guild_id"]), sync)

    def parse_guild_role_create(self, data: Any) -> None:
        """Store a new or changed role."""
        self._guilds.change(int(data["guild_id"]), lambda kept: _put(kept, "roles", data["role"]))

    parse_guild_role_update = parse_guild_role_create

    def parse_guild_role_delete(self, data: Any) -> None:
        """Remove a role."""
        self._remove(data, "roles", data["role_id"])

    def parse_guild_member_update(self, data: Any) -> None:
        """Update the bot's own roles; other members are not cached."""
        if self.user is None or int(data["user"]["id"]) != self.user.id:
            return

        def update(kept: Json) -> None:
            own = kept.setdefault("members", [])
            before = own[0] if own else {}
            changed = {key: value for key, value in data.items() if key != "guild_id"}
            kept["members"] = [{**before, **changed}]

        self._guilds.change(int(data["guild_id"]), update)

    def _ignore(self, data: Any) -> None:
        """Ignore events about data that is not cached."""

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
    """Placeholder for a guild in discord.py's count of guilds received since READY."""

    unavailable = False


_ARRIVED = _Arrived()


def _inflate(packed: bytes) -> Json:
    found: Json = orjson.loads(zlib.decompress(packed))
    return found


def _lean_channel(channel: Json) -> Json:
    return {key: value for key, value in channel.items() if key not in _UNUSED_CHANNEL_FIELDS}


def _put(kept: Json, kind: str, thing: Json) -> None:
    """Insert ``thing``, or merge it into the entry with the same ID."""
    others = [one for one in kept.get(kind, []) if one["id"] != thing["id"]]
    before: Json = next((one for one in kept.get(kind, []) if one["id"] == thing["id"]), {})
    kept[kind] = [*others, {**before, **thing}]


def _remove(kept: Json, kind: str, gone: str) -> None:
    kept[kind] = [one for one in kept.get(kind, []) if one["id"] != gone]


def _keep_threads(kept: Json, which: Callable[[Json], bool]) -> None:
    kept["threads"] = [thread for thread in kept.get("threads", []) if which(thread)]

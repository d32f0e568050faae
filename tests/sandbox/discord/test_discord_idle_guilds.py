"""Idle guilds: servers in the form of GUILD_CREATE, built from one template."""

import itertools
import json

import pytest

from sandbox.discord.entities import User
from sandbox.discord.gateway import IdleGuilds

BOT = User(id=42, name="easel", bot=True)


def _all(_: int) -> bool:
    return True


def _servers(crowd: IdleGuilds) -> list[dict]:
    return [json.loads(text) for text in crowd.guild_creates(BOT, _all)]


def test_no_idle_guild_is_created_for_a_count_of_zero() -> None:
    assert IdleGuilds(0).unavailable(_all) == _servers(IdleGuilds(0)) == []


def test_ready_lists_the_servers_that_arrive_later() -> None:
    crowd = IdleGuilds(3, channels=2, roles=2)
    announced = crowd.unavailable(_all)
    assert all(entry["unavailable"] for entry in announced)
    assert [entry["id"] for entry in announced] == [server["id"] for server in _servers(crowd)]


def test_ids_are_unique_except_the_everyone_role() -> None:
    ids = []
    for server in _servers(IdleGuilds(5, channels=4, roles=3)):
        channels, roles = server["channels"], server["roles"]
        assert (len(channels), len(roles)) == (4, 3)
        assert [role["id"] for role in roles if role["name"] == "@everyone"] == [server["id"]]
        ids += [server["id"], *(part["id"] for part in channels + roles[1:])]
    assert all(one.isdecimal() for one in ids)
    assert len(set(ids)) == len(ids)


def test_consecutive_servers_belong_to_different_shards() -> None:
    crowd = IdleGuilds(8, channels=1, roles=1)
    shards = [
        [
            entry["id"]
            for entry in crowd.unavailable(lambda guild_id, shard=shard: (guild_id >> 22) % 4 == shard)
        ]
        for shard in range(4)
    ]
    assert [len(ids) for ids in shards] == [2, 2, 2, 2]
    assert sorted(itertools.chain(*shards)) == [entry["id"] for entry in crowd.unavailable(_all)]


def test_the_bot_is_a_member_and_the_system_channel_exists() -> None:
    (server,) = _servers(IdleGuilds(1))
    assert [member["user"]["id"] for member in server["members"]] == [str(BOT.id)]
    assert {one for member in server["members"] for one in member["roles"]} <= {
        r["id"] for r in server["roles"]
    }
    assert server["system_channel_id"] in {channel["id"] for channel in server["channels"]}
    assert not server["unavailable"]


def test_a_server_has_fewer_than_a_thousand_channels_and_roles() -> None:
    with pytest.raises(ValueError, match="fewer than 1000"):
        IdleGuilds(1, channels=900, roles=100)

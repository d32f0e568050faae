"""/quota-admin: permitted changes, refusals, and the audit log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.db.schema import audit
from tests.simcord.simcord_harness import Workshop, answer, forge

_Options = Callable[[Workshop], dict[str, Any]]
_EVERY_COMMAND: list[tuple[str, _Options]] = [
    ("show", lambda shop: {"member": shop.bob}),
    ("set", lambda shop: {"target": shop.bob, "limit": 5}),
    ("unset", lambda shop: {"target": shop.bob}),
    ("default", lambda shop: {"limit": 5}),
    ("grant", lambda shop: {"member": shop.bob, "credits": 5}),
    ("reset", lambda shop: {"member": shop.bob}),
    ("block", lambda shop: {"member": shop.bob}),
    ("unblock", lambda shop: {"member": shop.bob}),
]
# Removal is always possible, because the member may have left since.
_ABOUT_SOMEBODY = [name for name, _ in _EVERY_COMMAND if name not in {"default", "unset"}]


async def _do(shop: Workshop, name: str, who: simcord.MemberActor | None = None, **options: Any) -> str:
    """The administrator's command; returns the private answer."""
    result = await (who or shop.admin).slash(shop.channel, f"quota-admin {name}", **options)
    assert result.ephemeral
    return answer(result).content


async def _forged(shop: Workshop, name: str, option: str, number: int) -> str:
    """The same with a number that Discord's own client would not let through."""
    whom = {"set": [{"name": "target", "type": 9, "value": str(shop.bob.id)}], "default": []}.get(
        name, [{"name": "member", "type": 6, "value": str(shop.bob.id)}]
    )
    options = [*whom, {"name": option, "type": 4, "value": number}]
    leaf = [{"name": name, "type": 1, "options": options}]
    result = await forge(shop.admin, shop.channel, "quota-admin", leaf, shop.bob)
    assert result.ephemeral
    return answer(result).content


async def _recorded(shop: Workshop) -> list[tuple[Any, ...]]:
    """What the audit table holds, less the row's number and instant."""
    rows = await shop.rows(audit)
    assert all(row["guild_id"] == shop.guild.id and row["actor_id"] == shop.admin.id for row in rows)
    return [(r["action"], r["target_kind"], r["target_id"], r["before"], r["after"]) for r in rows]


# --- what each command does -------------------------------------------------------------------


async def test_show_counts_the_members_roles(shop: Workshop) -> None:
    role = shop.guild.create_role("Patrons")
    carol = shop.guild.add_member(shop.env.create_user("carol"), roles=[role])
    await _do(shop, "set", target=role, limit=500)

    assert f"from the role <@&{role.id}>" in await _do(shop, "show", member=carol)


async def test_set_changes_a_members_limit_and_shows_the_previous_one(shop: Workshop) -> None:
    first = await _do(shop, "set", target=shop.bob, limit=12)
    second = await _do(shop, "set", target=shop.bob, limit=20)

    assert first == f"<@{shop.bob.id}> can now use 12 credits a day (was: not set)."
    assert second == f"<@{shop.bob.id}> can now use 20 credits a day (was: 12)."
    assert await shop.left(shop.bob) == 20
    assert await _recorded(shop) == [
        ("set", "member", shop.bob.id, None, 12),
        ("set", "member", shop.bob.id, 12, 20),
    ]


async def test_unset_returns_to_the_next_rule(shop: Workshop) -> None:
    await _do(shop, "set", target=shop.bob, limit=12)

    text = await _do(shop, "unset", target=shop.bob)

    assert "(was: 12)" in text
    assert await shop.left(shop.bob) == 60
    assert (await _recorded(shop))[-1] == ("unset", "member", shop.bob.id, 12, None)


async def test_unset_reports_that_there_was_no_limit(shop: Workshop) -> None:
    text = await _do(shop, "unset", target=shop.bob)

    assert "has no individual limit. Nothing was changed" in text


async def test_default_sets_and_removes_the_servers_default_limit(shop: Workshop) -> None:
    on = await _do(shop, "default", limit=9)
    during = await shop.left(shop.bob)
    off = await _do(shop, "default")

    assert "can now use 9 credits a day on this server (was: not set)" in on
    assert during == 9
    assert "(was: 9). The bot's default applies: 60 credits" in off
    assert await shop.left(shop.bob) == 60
    assert await _recorded(shop) == [("set", "default", 0, None, 9), ("unset", "default", 0, 9, None)]


async def test_reset_restores_todays_credits(shop: Workshop) -> None:
    await shop.draw(shop.bob)

    text = await _do(shop, "reset", member=shop.bob)

    assert text == f"Reset today's usage of <@{shop.bob.id}>: 6 credits are available again."
    assert await shop.left(shop.bob) == 60
    assert await _recorded(shop) == [("reset", "member", shop.bob.id, 6, 0)]


async def test_a_blocked_member_draws_nothing_until_unblocked(shop: Workshop) -> None:
    await _do(shop, "block", member=shop.bob)
    refused = await shop.bob.slash(shop.channel, "imagine", prompt="a kite")
    await _do(shop, "unblock", member=shop.bob)
    await shop.draw(shop.bob)

    assert refused.followups[0].ephemeral
    assert "You can't use Easel on this server" in refused.followups[0].content
    assert len(shop.results) == 1
    assert await _recorded(shop) == [
        ("block", "member", shop.bob.id, 0, 1),
        ("unblock", "member", shop.bob.id, 1, 0),
    ]


async def test_a_redundant_block_or_unblock_is_not_recorded(shop: Workshop) -> None:
    free = await _do(shop, "unblock", member=shop.bob)
    await _do(shop, "block", member=shop.bob)
    twice = await _do(shop, "block", member=shop.bob)

    assert "isn't blocked. Nothing was changed" in free
    assert "is already blocked. Nothing was changed" in twice
    assert len(await _recorded(shop)) == 1


# --- who may not -------------------------------------------------------------------------------


async def test_the_client_hides_the_command_from_members(shop: Workshop) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await shop.alice.slash(shop.channel, "quota-admin show", member=shop.bob)


async def test_the_administrator_permission_is_sufficient(shop: Workshop) -> None:
    role = shop.guild.create_role("Owners", permissions=discord.Permissions(administrator=True))
    owner = shop.guild.add_member(shop.env.create_user("owner"), roles=[role])

    assert "can now use 5" in await _do(shop, "set", owner, target=shop.bob, limit=5)


# --- what makes no sense ------------------------------------------------------------------------


@pytest.mark.parametrize("name", _ABOUT_SOMEBODY)
async def test_a_bot_has_no_quota(shop: Workshop, name: str) -> None:
    robot = shop.guild.add_member(shop.env.create_user("robot", bot=True))
    options = dict(_EVERY_COMMAND)[name](shop)
    option = "target" if "target" in options else "member"

    text = await _do(shop, name, **{**options, option: robot})

    assert text == "Bots don't have credits. Nothing was changed."
    assert await shop.rows(audit) == []


@pytest.mark.parametrize("name", _ABOUT_SOMEBODY)
async def test_a_user_outside_the_guild_is_not_a_valid_target(shop: Workshop, name: str) -> None:
    stranger = shop.env.create_user("stranger")
    options = dict(_EVERY_COMMAND)[name](shop)
    option = "target" if "target" in options else "member"

    text = await _do(shop, name, **{**options, option: stranger})

    assert text == "That isn't a member or role on this server. Nothing was changed."
    assert await shop.rows(audit) == []


async def test_the_limit_of_a_former_member_can_be_removed(shop: Workshop) -> None:
    await _do(shop, "set", target=shop.bob, limit=12)
    shop.guild.remove_member(shop.bob)

    text = await _do(shop, "unset", target=shop.bob.user)

    assert "(was: 12)" in text


@pytest.mark.parametrize("number", [0, -1, -(2**53), 1_000_001, 2**53 - 1])
@pytest.mark.parametrize(("name", "option"), [("set", "limit"), ("default", "limit"), ("grant", "credits")])
async def test_a_number_out_of_range_is_refused_with_the_range(
    shop: Workshop, name: str, option: str, number: int
) -> None:
    text = await _forged(shop, name, option, number)

    assert "isn't allowed. Choose a number from 1 to 1,000,000. Nothing was changed." in text
    assert await shop.untouched()

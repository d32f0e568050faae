"""/quota: one's own allowance, and nobody else's business."""

from __future__ import annotations

import simcord

from tests.simcord.simcord_harness import Workshop, answer


async def _quota(shop: Workshop, who: simcord.MemberActor) -> str:
    result = await who.slash(shop.channel, "quota")
    assert result.ephemeral
    return answer(result).content


async def test_it_tells_the_rule_the_use_the_rest_the_renewal_and_the_price(shop: Workshop) -> None:
    await shop.draw(count=2)

    lines = (await _quota(shop, shop.alice)).splitlines()

    assert lines == [
        "**Your quota on this server**",
        "Allowance: 60 credits a day, the bot's default.",
        "Used today: 12.",
        "Granted on top, kept until used: 0.",
        "**Left now: 48 credits.**",
        "The allowance renews <t:1767312000:R>.",
        "-# One picture (1024 × 1024, medium quality) costs 6 credits; "
        "the range is 1 to 43 by size and quality.",
    ]


async def test_only_its_owner_sees_the_answer(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "quota")

    assert [m.id for m in shop.channel.history(viewer=shop.alice)] == [answer(result).id]
    assert shop.channel.history(viewer=shop.bob) == []


async def test_somebody_elses_use_does_not_count(shop: Workshop) -> None:
    await shop.draw(shop.bob)

    assert "Used today: 0." in await _quota(shop, shop.alice)


async def test_the_allowance_is_whole_again_on_the_next_day(shop: Workshop) -> None:
    await shop.draw(count=4)
    await shop.pass_time(24 * 3600)

    text = await _quota(shop, shop.alice)

    assert "Used today: 0." in text
    assert "<t:1767398400:R>" in text


async def test_a_members_own_limit_comes_before_that_of_a_role(shop: Workshop) -> None:
    role = shop.guild.create_role("Patrons")
    carol = shop.guild.add_member(shop.env.create_user("carol"), roles=[role])
    await shop.admin.slash(shop.channel, "quota-admin set", target=role, limit=200)
    by_role = await _quota(shop, carol)

    await shop.admin.slash(shop.channel, "quota-admin set", target=carol, limit=7)

    assert f"Allowance: 200 credits a day, from the role <@&{role.id}>." in by_role
    assert "Allowance: 7 credits a day, set for you by an administrator." in await _quota(shop, carol)


async def test_the_servers_default_comes_before_the_bots(shop: Workshop) -> None:
    await shop.admin.slash(shop.channel, "quota-admin default", limit=25)

    assert "Allowance: 25 credits a day, this server's default." in await _quota(shop, shop.alice)


async def test_a_limit_for_everyone_is_a_role_that_everyone_has(shop: Workshop) -> None:
    everyone = shop.guild.default_role
    await shop.admin.slash(shop.channel, "quota-admin set", target=everyone, limit=33)

    assert "Allowance: 33 credits a day, from the role @everyone." in await _quota(shop, shop.bob)
    assert shop.pinged() == set()


async def test_a_blocked_member_is_told_so(shop: Workshop) -> None:
    await shop.admin.slash(shop.channel, "quota-admin block", member=shop.alice)

    assert "Drawing is blocked" in await _quota(shop, shop.alice)

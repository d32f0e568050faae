"""/quota: the member's own allowance, shown in private."""

from __future__ import annotations

import simcord

from tests.simcord.simcord_harness import Workshop, answer


async def _quota(shop: Workshop, who: simcord.MemberActor) -> str:
    result = await who.slash(shop.channel, "quota")
    assert result.ephemeral
    return answer(result).content


async def test_the_reply_shows_rule_usage_balance_reset_and_prices(shop: Workshop) -> None:
    await shop.draw(count=2)

    lines = (await _quota(shop, shop.alice)).splitlines()

    assert lines == [
        "**Your credits on this server**",
        "**Left: 48 credits** ▰▰▰▰▰▰▰▰▱▱ · about 8 more pictures",
        "Daily limit: 60 credits, the bot's default",
        "Used today: 12",
        "Resets <t:1767312000:R>",
        "-# One picture (1024 × 1024, medium quality) costs 6 credits. "
        "Other sizes and qualities cost 1 to 43.",
    ]


async def test_only_its_user_sees_the_reply(shop: Workshop) -> None:
    result = await shop.alice.slash(shop.channel, "quota")

    assert [m.id for m in shop.channel.history(viewer=shop.alice)] == [answer(result).id]
    assert shop.channel.history(viewer=shop.bob) == []


async def test_the_daily_limit_resets_on_the_next_day(shop: Workshop) -> None:
    await shop.draw(count=4)
    await shop.pass_time(24 * 3600)

    text = await _quota(shop, shop.alice)

    assert "Used today: 0" in text
    assert "<t:1767398400:R>" in text


async def test_a_limit_for_everyone_is_a_limit_of_the_everyone_role(shop: Workshop) -> None:
    everyone = shop.guild.default_role
    await shop.admin.slash(shop.channel, "quota-admin set", target=everyone, limit=33)

    assert "Daily limit: 33 credits, from the role @everyone" in await _quota(shop, shop.bob)
    assert shop.pinged() == set()

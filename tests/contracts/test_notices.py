"""Notice store: a notice is claimed once per name, guild and user, or again after a time."""

from __future__ import annotations

from tests.clocks import ManualClock
from tests.contracts.conftest import Stores


async def test_a_notice_is_claimed_once_per_name_guild_and_user(stores: Stores) -> None:
    first = [
        await stores.notices.claim("cap"),
        await stores.notices.claim("cap", guild_id=1),
        await stores.notices.claim("cap", guild_id=1, user_id=2),
        await stores.notices.claim("other", guild_id=1),
    ]

    assert first == [True] * 4
    assert not await stores.notices.claim("cap", guild_id=1)


async def test_several_names_are_all_claimed_and_the_last_one_decides(stores: Stores) -> None:
    assert await stores.notices.claim("80")
    assert await stores.notices.claim("80", "100")
    assert not await stores.notices.claim("80", "100")
    assert await stores.notices.claim("low", "high", guild_id=1)
    assert not await stores.notices.claim("low", guild_id=1)


async def test_a_notice_can_be_claimed_again_when_its_time_has_passed(
    stores: Stores, manual_clock: ManualClock
) -> None:
    assert await stores.notices.claim("cooldown", repeat_after=60)
    manual_clock.jump(59)
    assert not await stores.notices.claim("cooldown", repeat_after=60)
    manual_clock.jump(1)
    assert await stores.notices.claim("cooldown", repeat_after=60)
    assert not await stores.notices.claim("cooldown", repeat_after=60)


async def test_a_forgotten_notice_can_be_claimed_again_and_others_stay(stores: Stores) -> None:
    for name, guild_id in (("low", 0), ("low", 1), ("drift", 0)):
        assert await stores.notices.claim(name, guild_id=guild_id)

    await stores.notices.forget("low")
    await stores.notices.forget("never sent")

    assert await stores.notices.claim("low")
    assert not await stores.notices.claim("low", guild_id=1)
    assert not await stores.notices.claim("drift")

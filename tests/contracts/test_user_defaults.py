"""User defaults store: each user has their own, and a default can be removed."""

from __future__ import annotations

from bot.users.defaults import UserDefaults
from tests.contracts.conftest import Stores


async def test_a_user_without_defaults_has_none(stores: Stores) -> None:
    assert await stores.defaults.get(10) == UserDefaults()
    assert not await stores.defaults.prefers_private(10)


async def test_defaults_are_changed_one_by_one_for_one_user(stores: Stores) -> None:
    await stores.defaults.change(10, size="1024x1024", private=True)
    changed = await stores.defaults.change(10, count=2, size=None)

    assert changed == UserDefaults(count=2, private=True)
    assert await stores.defaults.get_or_default(10) == changed
    assert await stores.defaults.prefers_private(10)
    assert await stores.defaults.get(11) == UserDefaults()


async def test_a_nonblocking_read_agrees_or_returns_nothing(stores: Stores) -> None:
    await stores.defaults.change(10, private=True)

    assert stores.defaults.prefers_private_now(10) in {True, None}
    assert stores.defaults.prefers_private_now(11) in {False, None}

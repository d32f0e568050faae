"""Result hosts that resolve to fake or private addresses are found before any picture is billed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.fal.circuit_breaker import CircuitBreaker
from bot.fal.errors import FailureKind
from bot.fal.outages import OutageDetector
from bot.images.url_policy import HostPolicy
from bot.ops import doctor
from bot.ops.result_hosts import find_private_hosts, watch_result_hosts
from config import Settings
from tests.clocks import ManualClock

PUBLIC = "151.101.1.140"


def resolving(addresses: dict[str, list[str]]) -> Any:
    async def resolve(host: str) -> Sequence[str]:
        if host not in addresses:
            raise OSError("no such name")
        return addresses[host]

    return resolve


@pytest.mark.parametrize(
    "address", ["198.18.0.84", "fd00:64::c612:54", "64:ff9b:1::1", "10.0.0.1", "127.0.0.1", "::1"]
)
async def test_one_private_address_is_named(address: str) -> None:
    resolve = resolving({"v3b.fal.media": [PUBLIC, address]})

    found = await find_private_hosts(("fal.media",), HostPolicy(), resolve)

    assert found.refused == f"v3b.fal.media resolves to {address}, which is not a public address"


async def test_public_declared_and_missing_addresses_are_accepted() -> None:
    resolve = resolving({"v3b.fal.media": [PUBLIC, "64:ff9b::9765:18c"], "files.test": ["198.18.0.84"]})
    policy = HostPolicy(networks=("198.18.0.0/15",))

    assert (
        await find_private_hosts(("fal.media", "files.test:8443", "gone.test"), policy, resolve)
    ).resolved == (
        "v3b.fal.media",
        "files.test",
    )
    assert (await find_private_hosts(("gone.test",), policy, resolve)).resolved == ()


async def test_requests_are_paused_until_the_addresses_are_public(manual_clock: ManualClock) -> None:
    sent: list[str] = []

    class Notifier:
        async def notify(self, key: str, **_: object) -> bool:
            sent.append(key)
            return True

    addresses = {"v3b.fal.media": ["198.18.0.84"]}
    breaker = CircuitBreaker(manual_clock)
    outages = OutageDetector(breaker, Notifier())  # type: ignore[arg-type]
    watching = asyncio.create_task(
        watch_result_hosts(("fal.media",), HostPolicy(), outages, manual_clock, resolving(addresses))
    )
    for _ in range(5):  # longer than the breaker's wait, and yet no probe is due
        await asyncio.sleep(0.01)
        assert breaker.blocked_by is FailureKind.OUTAGE
        await manual_clock.advance(30)
    assert sent == ["operator-result-hosts"]

    addresses["v3b.fal.media"] = [PUBLIC]
    await asyncio.sleep(0.01)
    await manual_clock.advance(30)
    await asyncio.sleep(0.01)
    assert breaker.blocked_by is None
    assert sent == ["operator-result-hosts", "operator-fal-again"]
    watching.cancel()


async def test_the_doctor_refuses_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fake_addresses(hosts: Sequence[str], policy: HostPolicy) -> Any:
        return await find_private_hosts(hosts, policy, resolving({"v3b.fal.media": ["198.18.0.84"]}))

    monkeypatch.setattr(doctor, "find_private_hosts", fake_addresses)
    settings = Settings.model_validate({"discord_token": "t", "fal_key": "k"})

    with pytest.raises(doctor._CheckError, match=r"RESULT_HOSTS: v3b\.fal\.media resolves to 198\.18\.0\.84"):
        await doctor._network(settings)

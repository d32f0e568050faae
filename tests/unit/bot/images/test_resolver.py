"""Resolver: the connected address is the checked one."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from bot.images import HostPolicy, HostRefusedError
from bot.images.resolver import CheckedResolver, resolve


class Names:
    """A resolver that says what it is told and counts how often it was asked."""

    def __init__(self, *answers: Sequence[str] | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def checked(names: Names) -> CheckedResolver:
    return CheckedResolver(policy=HostPolicy(origin="http://box:8000"), resolver=names)


async def test_a_connection_uses_only_the_checked_addresses() -> None:
    names = Names(["1.1.1.1", "2606:4700::1111"], ["127.0.0.1"])

    offered = await checked(names).resolve("v3b.fal.media", 443)

    assert [(one["host"], one["port"], one["family"]) for one in offered] == [
        ("1.1.1.1", 443, socket.AF_INET),
        ("2606:4700::1111", 443, socket.AF_INET6),
    ]
    assert {one["hostname"] for one in offered} == {"v3b.fal.media"}
    assert names.asked == ["v3b.fal.media"]  # a second look could be answered differently


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.8"], ["1.1.1.1", "169.254.169.254"], ["::1"]])
async def test_a_name_with_any_private_address_is_refused(addresses: list[str]) -> None:
    with pytest.raises(HostRefusedError):
        await checked(Names(addresses)).resolve("v3b.fal.media", 443)


async def test_the_origin_of_the_queue_may_be_private_on_its_own_port() -> None:
    offered = await checked(Names(["10.0.0.8"])).resolve("box", 8000)

    assert [one["host"] for one in offered] == ["10.0.0.8"]
    with pytest.raises(HostRefusedError):
        await checked(Names(["10.0.0.8"])).resolve("box", 22)


@pytest.mark.parametrize("answer", [OSError("no such name"), [], UnicodeError("label too long")])
async def test_a_name_without_an_address_is_an_oserror(answer: Sequence[str] | Exception) -> None:
    with pytest.raises(OSError, match="no"):
        await checked(Names(answer)).resolve("fal.media", 443)


async def test_the_system_resolver_resolves_localhost() -> None:
    addresses = await resolve("localhost")

    assert {"127.0.0.1", "::1"} & set(addresses)
    assert len(addresses) == len(set(addresses))

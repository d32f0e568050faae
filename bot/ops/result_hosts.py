"""Result hosts: checks that their names resolve to addresses from which result files may be fetched.

Tunnels and local resolvers return addresses of their own, such as 198.18.0.0/15 or a local NAT64 prefix. Every
picture would then be billed and refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.fal.outages import Fault, OutageDetector
from bot.images.resolver import Resolver, resolve
from bot.images.url_policy import HostPolicy

__all__ = ["PRIVATE_HOST_ADVICE", "ResolvedHosts", "find_private_hosts", "watch_result_hosts"]

log = structlog.stdlib.get_logger(__name__)

PRIVATE_HOST_ADVICE = (
    "turn off the fake addresses of the tunnel or resolver for these hosts, or declare their range in "
    "RESULT_NETWORKS"
)
# The names in use below fal.media, which RESULT_HOSTS contains as a suffix.
_SUBDOMAINS = {"fal.media": ("v3b.fal.media", "v3.fal.media")}
_RESOLVE_SECONDS = 5.0
# Shorter than the first wait of the circuit breaker, so that no probe is sent while the addresses are wrong.
_WATCH_SECONDS = 30.0
# The alert is operator-result-hosts; no job fails with it.
_REASON = "result-hosts"


@dataclass(frozen=True, slots=True)
class ResolvedHosts:
    """Names that have addresses, and a line about the first one with an address that is refused, if any."""

    resolved: tuple[str, ...]
    refused: str = ""


async def find_private_hosts(
    hosts: Sequence[str], policy: HostPolicy, resolver: Resolver = resolve
) -> ResolvedHosts:
    """Resolve the hosts of result files and check their addresses with ``policy``."""
    resolved = []
    for entry in hosts:
        host = entry.partition(":")[0]
        for name in _SUBDOMAINS.get(host, (host,)):
            addresses: Sequence[str] = ()
            with suppress(OSError, UnicodeError):
                async with asyncio.timeout(_RESOLVE_SECONDS):
                    addresses = await resolver(name)
            for address in addresses:
                if not policy.allows_address(address):
                    return ResolvedHosts((), f"{name} resolves to {address}, which is not a public address")
            if addresses:
                resolved.append(name)
    return ResolvedHosts(tuple(resolved))


async def watch_result_hosts(
    hosts: Sequence[str],
    policy: HostPolicy,
    outages: OutageDetector,
    clock: Clock,
    resolver: Resolver = resolve,
) -> None:
    """Pause new requests while a host resolves to an address that is refused; runs until canceled."""
    while True:
        found = await find_private_hosts(hosts, policy, resolver)
        fault = Fault(_REASON, error_type=found.refused)
        if found.refused:
            if outages.fault != fault:
                log.error("result files cannot be fetched", reason=found.refused, advice=PRIVATE_HOST_ADVICE)
            await outages.record_setup_fault(fault)
        elif found.resolved and outages.fault is not None and outages.fault.reason == _REASON:
            await outages.record_success()
        await clock.sleep(_WATCH_SECONDS)

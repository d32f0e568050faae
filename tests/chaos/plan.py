"""Chaos plan: requests, faults, disruptions and kills, derived from a seed before the run starts.

The plan is independent of clocks. Faults, disruptions and kills are tied to counts (the request that is placed,
the exchange that fal or Discord sees), so the same seed makes the same run on any machine.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

__all__ = ["FAULTS", "KINDS", "LOSING", "Disruption", "Order", "Plan", "Wave", "make_plan"]

#: Faults that end by themselves within a second or two; each strikes one request.
FAULTS = (
    "fal.submit.500",
    "fal.submit.502-nginx",
    "fal.submit.429",
    "fal.submit.reset",
    "fal.submit.taken-then-reset",
    "fal.submit.garbage",
    "fal.submit.422",
    "fal.status.500",
    "fal.status.garbage",
    "fal.stream.early-end",
    "fal.stream.refused",
    "fal.result.503-nginx",
    "fal.result.garbage",
    "fal.job.completed-with-error",
    "fal.job.fewer-pictures",
    "fal.job.no-pictures",
    "fal.job.policy-400",
    "fal.job.policy-422",
    "fal.file.404",
    "fal.file.500",
    "fal.file.cut-off",
    "fal.file.not-a-picture",
    "discord.rest.500",
    "discord.rest.lost-answer",
    "discord.rest.reset",
    "discord.gateway.drop",
    "discord.gateway.duplicate-event",
)

#: Faults after which a picture is unavailable.
LOSING = ("fal.file.404", "fal.file.not-a-picture")

#: Disruptions that last for a while and affect everything.
KINDS = (
    "database-away",
    "spool-full",
    "clock-jump",
    "second-copy",
    "discord-firewall",
    "fal-firewall",
)

_SIZE = 10
# The length of a disruption, in simulated seconds.
_SHORTEST, _LONGEST = 20, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One request: the member's number, the number of pictures, and the fault armed before it."""

    number: int
    member: int
    count: int
    fault: str | None

    @property
    def prompt(self) -> str:
        """The unique prompt of the request."""
        return f"request number {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """A disruption that begins before the wave's ``at``-th request and lasts ``seconds`` of simulated time."""

    kind: str
    variant: int
    at: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Requests sent together; ``kill_at`` counts exchanges from the wave's start."""

    orders: tuple[Order, ...]
    kill_at: int | None
    disruption: Disruption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All waves of a run."""

    seed: int
    members: int
    waves: tuple[Wave, ...]

    @property
    def kills(self) -> int:
        return sum(1 for wave in self.waves if wave.kill_at is not None)


def make_plan(
    seed: int,
    *,
    requests: int,
    members: int,
    kills: int,
    disruptions: int = 0,
    first: int = 0,
    longest: float = _LONGEST,
    fault_share: float = 0.2,
) -> Plan:
    """Derive the plan of a seed.

    The kinds of disruption alternate, starting with ``first``, in waves chosen by the seed.
    """
    dice = random.Random(seed)
    orders = [
        Order(
            number=number,
            member=dice.randrange(members),
            count=dice.choice((1, 1, 2, 4)),
            fault=dice.choice(FAULTS) if dice.random() < fault_share else None,
        )
        for number in range(requests)
    ]
    groups = [orders[start : start + _SIZE] for start in range(0, requests, _SIZE)]
    killed = set(dice.sample(range(len(groups)), min(kills, len(groups))))
    disrupted = dice.sample(range(len(groups)), min(disruptions, len(groups)))
    by_wave = {
        index: Disruption(
            kind=KINDS[(first + turn) % len(KINDS)],
            variant=dice.randrange(1000),
            at=dice.randrange(len(groups[index])),
            seconds=dice.uniform(_SHORTEST, longest),
        )
        for turn, index in enumerate(disrupted)
    }
    waves = tuple(
        Wave(
            orders=tuple(group),
            kill_at=dice.randrange(1, 12 * len(group)) if index in killed else None,
            disruption=by_wave.get(index),
        )
        for index, group in enumerate(groups)
    )
    return Plan(seed=seed, members=members, waves=waves)

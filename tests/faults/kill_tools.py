"""Kill cases: where a process is killed, and the outcome promised after the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.bot_process import BotProcess, CrashPoint
from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.discord.traffic_log import GatewayEvent, RestExchange
from tests.e2e.harness import Harness
from tests.faults.fault_case import FaultCase, Outcome, Step

__all__ = [
    "AWAY",
    "COURIER",
    "DELIVERED",
    "ELSEWHERE",
    "FAILURE",
    "FAL",
    "JOBS",
    "LONG_AWAY",
    "POOR",
    "REFUNDED",
    "REFUSED",
    "SANDBOX",
    "Kill",
    "arm",
    "drawing",
    "exchange_is",
    "expire",
    "expire_and_close",
    "kill_at",
    "kill_once",
    "kill_while",
    "killed_at",
    "posts_to",
    "reply_when_drawing",
    "requests",
    "says",
    "taken",
    "upload_on_its_way",
]

SANDBOX = {"picture_bytes": 20_000}
# Longer than any slow fault, shorter than a token's life, in seconds.
AWAY = 40.0
# Longer than Discord remembers a nonce, in seconds.
LONG_AWAY = 600.0

JOBS = "bot.db.jobs:SqlJobStore."
COURIER = "bot.discord.delivery:DiscordDelivery."
FAL = "bot.fal.client:FalClient."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """A case whose process is killed: at one of its calls, or at an exchange with Discord.

    With neither, the kill follows ``case.during``.
    """

    case: FaultCase
    crash_at: CrashPoint | None = None
    exchange: Callable[[RestExchange], bool] | None = None
    # Seconds by which the clock advances every 10 ms around the kill of a repeat.
    pace: float = 0.0
    # Seconds until the next start.
    away: float = AWAY


def kill_at(
    name: str,
    step: Step,
    at: str,
    when: Literal["before", "after"],
    outcome: Outcome,
    fault: str,
    *,
    call: int = 1,
    **more: Any,
) -> Kill:
    case = FaultCase(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(case=case, crash_at=CrashPoint(at=at, when=when, call=call))


def kill_once(
    name: str,
    step: Step,
    exchange: Callable[[RestExchange], bool],
    outcome: Outcome,
    fault: str,
    *,
    away: float = AWAY,
    **more: Any,
) -> Kill:
    case = FaultCase(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(case=case, exchange=exchange, away=away)


def kill_while(name: str, step: Step, during: Any, outcome: Outcome, fault: str, **more: Any) -> Kill:
    case = FaultCase(
        name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, during=during, **more
    )
    return Kill(case=case)


@contextmanager
def killed_at(
    harness: Harness, bot: BotProcess, exchange: Callable[[RestExchange], bool] | None
) -> Iterator[None]:
    """Kill the bot when Discord has carried out a request that matches ``exchange``, before it answers."""

    def look(entry: RestExchange | GatewayEvent) -> None:
        if exchange is not None and isinstance(entry, RestExchange) and exchange(entry):
            bot.kill()

    unsubscribe = harness.discord.traffic.subscribe(look)
    try:
        yield
    finally:
        unsubscribe()


# --- moments ------------------------------------------------------------------------------


def taken(fault: str) -> Any:
    """Wait until the armed fault has struck: the request was sent and has no answer yet."""

    async def wait(harness: Harness, _interaction: Any) -> None:
        await harness.fal.until(lambda: fault in harness.faults.taken)

    return wait


def arm(*faults: str, **params: Any) -> Callable[[Harness], None]:
    def arrange(harness: Harness) -> None:
        for fault in faults:
            harness.faults.arm(fault, **params)

    return arrange


async def drawing(harness: Harness, _interaction: Any) -> None:
    await harness.fal.until(lambda: any(r.stream_reads or r.status_reads for r in requests(harness)))


async def upload_on_its_way(harness: Harness, _interaction: Any) -> None:
    """Hold back the edit with the pictures in Discord."""
    await harness.fal.until(lambda: any(e.host == "files" for e in harness.fal.exchanges))
    harness.faults.arm("discord.rest.slow", route="PATCH @original", seconds=AWAY / 2)
    await harness.fal.until(lambda: "discord.rest.slow" in harness.faults.taken)


async def reply_when_drawing(harness: Harness, _interaction: Any) -> None:
    """Hold back the reply to a reaction until fal renders, so that the row has its request id."""
    harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=AWAY)
    await harness.alice.react(harness.results()[0], "🔁")
    await harness.fal.until(lambda: any(r.stream_reads for r in requests(harness)[1:]))
    await harness.until(lambda: "discord.rest.slow" in harness.faults.taken)
    harness.clock.advance(AWAY)


def requests(harness: Harness) -> list[Any]:
    return list(harness.fal.requests.values())


def posts_to(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.path and bool(e.files) and e.status == 200


def says(text: str) -> Callable[[RestExchange], bool]:
    return lambda e: isinstance(e.json, dict) and text in str(e.json.get("content"))


def exchange_is(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.route_template


def expire(harness: Harness) -> None:
    """Let the token be expired at its first use; only Discord knows."""
    harness.faults.arm("discord.interaction.expired-token")


def expire_and_close(harness: Harness) -> None:
    """Let the token be expired, and hide the channel from the bot."""
    expire(harness)
    people = harness.people
    unseen = Overwrite(deny=int(Permission.VIEW_CHANNEL), is_member=True)
    people.guild.set_overwrite(people.studio, harness.world.bot, unseen)


# The private explanation of a policy refusal has a test of its own.
FAILURE = arm("fal.job.no-pictures")
POOR = {"QUOTA_DAILY_CREDITS": "1"}
DELIVERED, REFUNDED, REFUSED, ELSEWHERE = (
    Outcome.DELIVERED,
    Outcome.REFUNDED,
    Outcome.REFUSED,
    Outcome.ELSEWHERE,
)

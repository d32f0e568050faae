"""How the kills of the matrix are described: where a process ends, and what is promised then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.discord.traffic_log import GatewayEvent, RestExchange
from tests.reliability.doom import Doom, DoomedBot
from tests.reliability.matrix import Cell, Outcome, Step
from tests.stories.house import House

__all__ = [
    "AWAY",
    "COURIER",
    "DELIVERED",
    "ELSEWHERE",
    "FAL",
    "JOBS",
    "LONG_AWAY",
    "POLICY",
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
    "posts_to",
    "reply_when_drawing",
    "requests",
    "says",
    "struck_at",
    "taken",
    "upload_on_its_way",
]

SANDBOX = {"picture_bytes": 20_000}
# Longer than any slow fault, shorter than a token's life, in seconds.
AWAY = 40.0
# Longer than Discord remembers a nonce, in seconds.
LONG_AWAY = 600.0

JOBS = "bot.db.jobs:JobStore."
COURIER = "bot.discord.delivery:DiscordDelivery."
FAL = "bot.fal.client:FalClient."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """How the process of a cell ends: at a call of its own, or at an exchange with Discord.

    With neither, ``cell.during`` waits for the moment, and the kill follows.
    """

    cell: Cell
    doom: Doom | None = None
    exchange: Callable[[RestExchange], bool] | None = None
    # How fast the clock runs around the kill of a repeat, in seconds a look.
    pace: float = 0.0
    # How long the bot is away after it, in seconds.
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
    cell = Cell(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(cell=cell, doom=Doom(at=at, when=when, call=call))


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
    cell = Cell(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(cell=cell, exchange=exchange, away=away)


def kill_while(name: str, step: Step, during: Any, outcome: Outcome, fault: str, **more: Any) -> Kill:
    cell = Cell(
        name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, during=during, **more
    )
    return Kill(cell=cell)


@contextmanager
def struck_at(
    house: House, bot: DoomedBot, exchange: Callable[[RestExchange], bool] | None
) -> Iterator[None]:
    """Kill the bot the moment Discord has done what ``exchange`` asked for, before it answers."""

    def look(entry: RestExchange | GatewayEvent) -> None:
        if exchange is not None and isinstance(entry, RestExchange) and exchange(entry):
            bot.strike()

    unsubscribe = house.box.discord.traffic.subscribe(look)
    try:
        yield
    finally:
        unsubscribe()


# --- moments and places -------------------------------------------------------------------


def taken(fault: str) -> Any:
    """Wait until the armed fault has struck: the request is on its way, the answer is not."""

    async def wait(house: House, _interaction: Any) -> None:
        await house.box.fal.until(lambda: fault in house.box.faults.taken)

    return wait


def arm(*faults: str, **params: Any) -> Callable[[House], None]:
    def arrange(house: House) -> None:
        for fault in faults:
            house.box.faults.arm(fault, **params)

    return arrange


async def drawing(house: House, _interaction: Any) -> None:
    await house.box.fal.until(lambda: any(r.stream_reads or r.status_reads for r in requests(house)))


async def upload_on_its_way(house: House, _interaction: Any) -> None:
    """The edit with the pictures has reached Discord and waits there."""
    await house.box.fal.until(lambda: any(e.host == "files" for e in house.box.fal.exchanges))
    house.box.faults.arm("discord.rest.slow", route="PATCH @original", seconds=AWAY / 2)
    await house.box.fal.until(lambda: "discord.rest.slow" in house.box.faults.taken)


async def reply_when_drawing(house: House, _interaction: Any) -> None:
    """Hold the reply to a reaction back until fal draws, so that the request id is in the row."""
    house.box.faults.arm("discord.rest.slow", route="POST /messages", seconds=AWAY)
    await house.alice.react(house.posts()[0], "🔁")
    await house.box.fal.until(lambda: any(r.stream_reads for r in requests(house)[1:]))
    await house.until(lambda: "discord.rest.slow" in house.box.faults.taken)
    house.box.clock.advance(AWAY)


def requests(house: House) -> list[Any]:
    return list(house.box.fal.requests.values())


def posts_to(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.path and bool(e.files) and e.status == 200


def says(text: str) -> Callable[[RestExchange], bool]:
    return lambda e: isinstance(e.json, dict) and text in str(e.json.get("content"))


def exchange_is(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.route_template


def expire(house: House) -> None:
    """The token is dead from its first use; Discord alone knows."""
    house.box.faults.arm("discord.interaction.expired-token")


def expire_and_close(house: House) -> None:
    """The token is dead, and the bot does not see the channel."""
    expire(house)
    people = house.box.people
    unseen = Overwrite(deny=int(Permission.VIEW_CHANNEL), is_member=True)
    people.guild.set_overwrite(people.studio, house.box.discord.world.bot, unseen)


POLICY = arm("fal.job.policy-422")
POOR = {"QUOTA_DAILY_CREDITS": "1"}
DELIVERED, REFUNDED, REFUSED, ELSEWHERE = (
    Outcome.DELIVERED,
    Outcome.REFUNDED,
    Outcome.REFUSED,
    Outcome.ELSEWHERE,
)

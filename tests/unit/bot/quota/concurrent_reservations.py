"""Concurrent reservations: the four kinds of limit, and one process's part of the run.

As a program it answers each line of standard input (``{"url", "kind"}``) with how many of its
reservations were accepted; it writes ``ready`` first, so that two of them can start together.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from bot.db import ledger
from bot.db.engine import Database, open_database
from bot.db.jobs import SqlJobStore
from bot.errors import RefusedError
from bot.quota.models import Account, SpendingCaps
from tests.clocks import ManualClock
from tests.unit.bot.factories import make_new_job, make_origin, make_request

__all__ = ["ATTEMPTS", "KINDS", "LAST", "compete", "prepare"]

ATTEMPTS = 25
#: Credits that are left for all competitors together.
LAST = 3

_GRANTED = Account(guild_id=1, user_id=10)

#: By kind of limit: who asks (guild and user, by number of the attempt) and what they may spend.
KINDS: Mapping[str, Any] = {
    "member allowance": {"who": lambda _: (1, 10), "daily": LAST},
    "grants": {"who": lambda _: (1, 10), "daily": 0},
    "server ceiling": {"who": lambda n: (1, n), "caps": SpendingCaps(server=LAST, bot=None)},
    "bot ceiling": {"who": lambda n: (n, n), "caps": SpendingCaps(server=None, bot=LAST)},
}


async def prepare(database: Database, kind: str) -> None:
    """Hand out the credits that are competed for, where the limit alone does not."""
    if kind == "grants":
        async with database.write() as connection:
            await ledger.grant(connection, _GRANTED, credits=LAST, actor_id=1, day="2027-01-15", at_ms=1)


async def compete(database: Database, kind: str, name: str) -> int:
    """Ask for one credit, :data:`ATTEMPTS` times side by side; how often it was given."""
    room = {key: value for key, value in KINDS[kind].items() if key != "who"}
    store = SqlJobStore(database, ManualClock())

    async def ask(number: int) -> bool:
        guild_id, user_id = KINDS[kind]["who"](number)
        origin = make_origin(guild_id=guild_id, user_id=user_id, idempotency_key=f"{name}:{number}")
        new = make_new_job(job_id=f"{name}{number}", **room)
        try:
            await store.create(make_request(), origin, new)
        except RefusedError:
            return False
        return True

    return sum(await asyncio.gather(*map(ask, range(ATTEMPTS))))


async def _answer(line: str, name: str) -> int:
    order = json.loads(line)
    async with open_database(order["url"]) as database:
        return await compete(database, order["kind"], name)


def _main(name: str) -> None:
    _say("ready")
    for line in sys.stdin:
        _say(asyncio.run(_answer(line, name)))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main(sys.argv[1])

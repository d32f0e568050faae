"""Placing process: creates jobs concurrently, ends some of them, and reports the outcome as one line of JSON."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from typing import Any

from bot.db.engine import open_database
from bot.db.jobs import SqlJobStore
from bot.errors import RefusedError
from bot.jobs.models import Job
from bot.quota.models import SpendingCaps
from tests.clocks import ManualClock
from tests.unit.bot.factories import DAY, make_new_job, make_origin, make_request

_REQUESTS, _AT_ONCE = 60, 10


async def place_many(url: str, number: int, plan: dict[str, Any]) -> dict[str, int]:
    """Create jobs of random cost and return the number of each outcome; ``plan`` has the limits."""
    chosen = random.Random(f"{number} {plan}")
    caps = SpendingCaps(server=plan.get("server"), bot=plan.get("bot"), server_month=plan.get("server_month"))
    outcomes = Counter[str]()
    async with open_database(url) as database:
        store, turn = SqlJobStore(database, ManualClock()), asyncio.Semaphore(_AT_ONCE)

        async def place(count: int, guild_id: int, user_id: int, ends: bool) -> None:
            new = make_new_job(
                job_id=f"j{number}-{len(started)}",
                caps=caps,
                limits=plan.get("limits", (10_000, 10_000)),
                period=DAY,
            )
            started.append(new.id)
            origin = make_origin(
                guild_id=guild_id, user_id=user_id, idempotency_key=f"interaction:{number}-{new.id}"
            )
            async with turn:
                try:
                    job: Job = await store.create(make_request(count=count), origin, new)
                except RefusedError as error:
                    outcomes[error.key] += 1
                    return
                outcomes["created"] += 1
                if ends:
                    await store.finish_failed(job.id, reason="deadline")

        started: list[str] = []
        await asyncio.gather(
            *(
                place(
                    chosen.choice(plan["counts"]),
                    chosen.choice([1, 2]),
                    chosen.randrange(10, 40),
                    chosen.random() < plan.get("ending", 0.0),
                )
                for _ in range(_REQUESTS)
            )
        )
    return dict(outcomes)


if __name__ == "__main__":
    found = asyncio.run(place_many(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])))
    sys.stdout.write(json.dumps(found))

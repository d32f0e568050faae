"""Ledger view: a member's credits and the newest jobs, read from the bot's database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.db.schema import generations, ledger
from bot.quota.models import Account
from sandbox.discord import Guild, User

__all__ = ["LedgerView"]

Json = dict[str, Any]
_ENTRIES = 40
_JOBS = 20


class LedgerView:
    """Read-only view of the bot's database; empty until the bot has started."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def of_member(self, user: User, guild: Guild | None) -> Json | None:
        """Return a member's credits in a guild and the latest ledger entries, newest first."""
        services = getattr(self._app.bot, "services", None)
        member = guild.members.get(user.id) if guild is not None else None
        if services is None or guild is None or member is None:
            return None
        account = Account(guild_id=guild.id, user_id=user.id)
        status = await services.quota.status(account, [role.id for role in member.roles])
        return {
            "server": guild.name,
            "allowance": status.allowance.credits,
            "used": status.used,
            "granted": status.granted,
            "left": status.remaining,
            "renews_at": status.renews_at,
            "blocked": status.blocked,
            "entries": await self._entries(account),
        }

    async def _entries(self, account: Account) -> list[Json]:
        entry = ledger.c
        query = (
            select(ledger)
            .where(entry.guild_id == account.guild_id, entry.user_id == account.user_id)
            .order_by(entry.id.desc())
            .limit(_ENTRIES)
        )
        async with self._app.database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [
            {
                "id": row["id"],
                "at": row["at_ms"] / 1000,
                "kind": row["kind"],
                # From the member's perspective: reservations and payments are negative, refunds positive.
                "credits": row["granted_delta"] - row["allowance_delta"],
                "job": row["generation_id"],
                "actor": str(row["actor_id"]) if row["actor_id"] else None,
            }
            for row in rows
        ]

    async def private_prompts(self) -> Mapping[str, set[int]]:
        """Return the prompts of private jobs, each with the IDs of the users who requested it."""
        query = select(generations.c.prompt, generations.c.user_id).where(generations.c.private != 0)
        owners: dict[str, set[int]] = {}
        async with self._app.database.read() as connection:
            for prompt, user_id in await connection.execute(query):
                owners.setdefault(prompt, set()).add(user_id)
        return owners

    async def jobs(self) -> list[Json]:
        """Return the newest jobs with their states, for live mode, where fal's queue is not visible."""
        job = generations.c
        query = select(generations).order_by(job.created_ms.desc()).limit(_JOBS)
        async with self._app.database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [
            {
                "id": row["request_id"] or row["id"],
                "state": str(row["state"]).upper(),
                "prompt": row["prompt"] or "",
                "logs": [],
            }
            for row in rows
        ]

"""What a member prefers where they say nothing, in every server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from bot.db.engine import Database
from bot.db.schema import member_defaults
from bot.db.upsert import insert_if_absent
from bot.guilds.policy import allowed_counts, allowed_qualities, allowed_sizes
from bot.guilds.settings import GuildSettings
from bot.jobs.request import GenerationRequest
from config import Model

__all__ = ["UserDefaults", "UserDefaultsStore", "apply_defaults", "disallowed_defaults"]

log = structlog.stdlib.get_logger(__name__)

_C = member_defaults.c
_READ = select(_C.size, _C.quality, _C.count, _C.private).where(_C.user_id == bindparam("of_user"))
_PRIVATE = "SELECT private FROM member_defaults WHERE user_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDefaults:
    """A member's own defaults; ``None`` follows the model's, or the public reply."""

    size: str | None = None
    quality: str | None = None
    count: int | None = None
    private: bool | None = None


class UserDefaultsStore:
    """Preferences of all members, in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prefers_private(self, user_id: int) -> bool:
        """Whether replies are for this member alone unless they say otherwise."""
        return bool((await self.get(user_id)).private)

    def prefers_private_now(self, user_id: int) -> bool:
        """The same, as it stands in the row now, where that takes no waiting.

        Raises :class:`~bot.db.fast_read.WouldBlockError` where it does.
        """
        row = self._database.fast_reader.fetch_row(_PRIVATE, user_id)
        return row is not None and bool(row[0])

    async def get(self, user_id: int) -> UserDefaults:
        """What this member has set."""
        async with self._database.read() as connection:
            row = (await connection.execute(_READ, {"of_user": user_id})).first()
        if row is None:
            return UserDefaults()
        size, quality, count, private = row
        return UserDefaults(
            size=size, quality=quality, count=count, private=None if private is None else bool(private)
        )

    async def get_if_possible(self, user_id: int) -> UserDefaults:
        """What this member has set; nothing where it cannot be read.

        What they prefer is worth less than what they ask for, and the reply says what was drawn.
        """
        try:
            return await self.get(user_id)
        except SQLAlchemyError as error:
            log.warning("a member's defaults cannot be read", error=type(error).__name__)
            return UserDefaults()

    async def change(self, user_id: int, **values: Any) -> UserDefaults:
        """Set some defaults (``None`` forgets one), and return all of them."""
        stored = {k: int(v) if isinstance(v, bool) else v for k, v in values.items()}
        c = member_defaults.c
        async with self._database.write() as connection:
            await connection.execute(insert_if_absent(connection, member_defaults).values(user_id=user_id))
            await connection.execute(member_defaults.update().where(c.user_id == user_id).values(**stored))
        return await self.get(user_id)


def disallowed_defaults(preferences: UserDefaults, settings: GuildSettings, model: Model) -> tuple[str, ...]:
    """Which of a member's defaults the model or the server does not allow (any more). Pure."""
    allowed = {
        "size": allowed_sizes(settings, model),
        "quality": allowed_qualities(settings, model),
        "count": allowed_counts(settings, model),
    }
    values = {name: getattr(preferences, name) for name in allowed}
    return tuple(n for n, value in values.items() if value is not None and value not in allowed[n])


def apply_defaults(
    request: GenerationRequest, preferences: UserDefaults, settings: GuildSettings, model: Model
) -> tuple[GenerationRequest, tuple[str, ...]]:
    """The request with the member's defaults where they left an option out, and which were ignored. Pure.

    What is filled in still counts as left out: nobody has insisted on it.
    """
    ignored = disallowed_defaults(preferences, settings, model)
    wanted = {
        name: value
        for name in request.defaulted
        if (value := getattr(preferences, name)) is not None and name not in ignored
    }
    return replace(request, **wanted), tuple(name for name in ignored if name in request.defaulted)

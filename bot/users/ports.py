"""Ports of the user services: the user defaults store and the personal data store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.users.defaults import UserDefaults

__all__ = ["Erased", "PersonalDataStore", "UserDefaultsStore"]


class UserDefaultsStore(Protocol):
    """The defaults of all users."""

    def prefers_private_now(self, user_id: int) -> bool | None:
        """Return whether the user prefers private replies; ``None`` if it cannot be read without waiting."""
        ...

    async def prefers_private(self, user_id: int) -> bool:
        """Return whether the user prefers private replies."""
        ...

    async def get(self, user_id: int) -> UserDefaults:
        """Return a user's defaults."""
        ...

    async def get_or_default(self, user_id: int) -> UserDefaults:
        """Return a user's defaults, or empty defaults if the database cannot be read.

        The request must not fail because of its defaults, and the reply shows the options used.
        """
        ...

    async def change(self, user_id: int, **values: Any) -> UserDefaults:
        """Set defaults (``None`` removes one); return all defaults of the user."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Result of an erasure: the number of requests whose prompts and images were deleted."""

    generations: int


class PersonalDataStore(Protocol):
    """All stored data about a user."""

    #: Names of the tables with personal data, in export order.
    tables: Sequence[str]

    async def count_rows(self, table: str, user_id: int) -> int:
        """Return the number of rows about or by this user."""
        ...

    def read_rows(self, table: str, user_id: int) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """Yield pages of those rows in readable form, newest first if the table is ordered by time."""
        ...

    async def erase(self, user_id: int, *, day: str) -> Erased:
        """Delete or anonymize the user's data; ``day`` is the current quota day.

        Older jobs are erased in batches, the rest in one transaction. Repeating it completes an erasure that
        was interrupted.

        Raises :class:`~bot.errors.RefusedError` while a request of this user is open: its credits are
        reserved and its result has yet to be delivered.
        """
        ...

"""Ports of the user services: stored defaults, and personal data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.users.defaults import UserDefaults

__all__ = ["Erased", "PersonalDataStore", "UserDefaultsStore"]


class UserDefaultsStore(Protocol):
    """The defaults of all users."""

    def prefers_private_now(self, user_id: int) -> bool | None:
        """Whether the user prefers private replies; ``None`` if that cannot be read without waiting."""
        ...

    async def prefers_private(self, user_id: int) -> bool:
        """Whether the user prefers private replies."""
        ...

    async def get(self, user_id: int) -> UserDefaults:
        """Return a user's defaults."""
        ...

    async def get_or_default(self, user_id: int) -> UserDefaults:
        """Return a user's defaults, or none if the database cannot be read.

        A request matters more than its defaults, and the reply states what was rendered.
        """
        ...

    async def change(self, user_id: int, **values: Any) -> UserDefaults:
        """Set some defaults (``None`` removes one); return all of them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The result of an erasure: the number of requests whose prompt and images were deleted."""

    generations: int


class PersonalDataStore(Protocol):
    """Everything that is stored about one person."""

    #: The tables with personal data, in the order of an export.
    tables: Sequence[str]

    async def count_rows(self, table: str, user_id: int) -> int:
        """Return the number of rows about or by this person."""
        ...

    def read_rows(self, table: str, user_id: int) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """Yield pages of those rows in readable form, newest first if the table has an order."""
        ...

    async def erase(self, user_id: int, *, day: str) -> Erased:
        """Delete and anonymize, in one transaction; ``day`` is the current quota day.

        Raises :class:`~bot.errors.RefusedError` while a request of this user is open: its credits are
        reserved, and its result must reach them.
        """
        ...

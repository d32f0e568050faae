"""Editing consent: whose pictures a member may edit.

Members may edit their own pictures and those that Easel made. A guild setting determines whether they may edit those
of others, and every user can opt out of having their pictures edited.
"""

from __future__ import annotations

from typing import Protocol

from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.guilds.settings import OthersPictures

__all__ = ["CONSENT_SECONDS", "ConsentNeededError", "EditingConsent", "EditingConsentStore"]

#: Time for which a consent is valid.
CONSENT_SECONDS = 24 * 3600.0


class ConsentNeededError(RefusedError):
    """The guild allows the edit with the consent of the picture's owner, who has not given it yet."""


class EditingConsentStore(Protocol):
    """Stored opt-outs, and consents to the edit of one message's pictures."""

    async def is_opted_out(self, user_id: int) -> bool:
        """Whether the user does not want their pictures to be edited by others."""
        ...

    async def set_opted_out(self, user_id: int, *, opted_out: bool) -> None:
        """Record the user's choice. Idempotent."""
        ...

    async def grant(self, message_id: int, *, owner_id: int, editor_id: int) -> None:
        """Record that the owner lets another user edit the pictures of a message. Idempotent."""
        ...

    async def is_granted(self, message_id: int, *, owner_id: int, editor_id: int) -> bool:
        """Whether the owner did so within :data:`CONSENT_SECONDS`."""
        ...


class EditingConsent:
    """Checks and records consent."""

    def __init__(self, store: EditingConsentStore, guilds: GuildService) -> None:
        self._store = store
        self._guilds = guilds

    async def check_result(self, *, owner_id: int, editor_id: int) -> None:
        """Raise :class:`~bot.errors.RefusedError` if the requester of a result does not want it to be edited."""
        if owner_id != editor_id and await self._store.is_opted_out(owner_id):
            raise RefusedError("refused-edit-opted-out")

    async def check_picture(
        self, guild_id: int, *, owner_id: int, editor_id: int, message_id: int | None = None
    ) -> None:
        """Raise the refusal if a user may not edit another user's own picture.

        Raises :class:`ConsentNeededError` if the owner can still allow it, for the picture of a message.
        """
        if owner_id == editor_id:
            return
        await self.check_result(owner_id=owner_id, editor_id=editor_id)
        allowed = (await self._guilds.get(guild_id)).others_pictures
        if allowed is OthersPictures.ALLOWED:
            return
        if allowed is not OthersPictures.ASK or message_id is None:
            raise RefusedError("refused-others-pictures")
        if not await self._store.is_granted(message_id, owner_id=owner_id, editor_id=editor_id):
            raise ConsentNeededError("refused-edit-ask")

    async def grant(self, message_id: int, *, owner_id: int, editor_id: int) -> None:
        """Record that the owner lets another user edit the pictures of a message."""
        await self._store.grant(message_id, owner_id=owner_id, editor_id=editor_id)

    async def is_opted_out(self, user_id: int) -> bool:
        """Whether the user does not want their pictures to be edited by others."""
        return await self._store.is_opted_out(user_id)

    async def set_opted_out(self, user_id: int, *, opted_out: bool) -> None:
        """Record the user's choice."""
        await self._store.set_opted_out(user_id, opted_out=opted_out)

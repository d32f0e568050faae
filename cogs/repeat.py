"""🔁: the same request again, by reaction or by button.

Reactions come as raw events, so messages from before a restart count as well. There is no
interaction behind a reaction: the reply is a message of its own, and a refusal goes to the
person directly, or, where that is closed, briefly into the channel.
"""

from __future__ import annotations

from dataclasses import replace

import discord
import structlog
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    EaselInteraction,
    acknowledge,
    locale_of,
    parent_channel_of,
    refuse_deferred,
    request_context_of,
    role_ids_of,
)
from bot.discord.labels import with_role_names
from bot.discord.message_client import CHANNEL_UPLOAD_LIMIT
from bot.discord.render.messages import Renderer
from bot.discord.result_view import REPEAT_EMOJI, AgainButton
from bot.discord.visibility import inherited_visibility
from bot.errors import DuplicateEventError, RefusedError
from bot.jobs.models import Job
from bot.jobs.request import RequestContext, Trigger

__all__ = ["Repeat", "setup"]

log = structlog.stdlib.get_logger(__name__)

# The same person's same reaction within this time is one event that came twice, in seconds.
_ECHO_SECONDS = 2.0
# How long after its posting a result is noted at the latest, when all is well, in seconds.
_OVERTAKEN_SECONDS = 3.0
# The same refusal is told once in this time, in seconds.
_NOTICE_SECONDS = 60.0
# A refusal in the channel disappears after this time, in seconds.
_NOTICE_LIFE = 20.0


class Repeat(commands.Cog):
    """Places requests that repeat a result."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)
        self._echoes = _Recently(_ECHO_SECONDS)
        self._notices = _Recently(_NOTICE_SECONDS)

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None:
        """The button under a result."""
        if interaction.guild_id is None:
            raise RefusedError("refused-outside")
        with self._bot.services.critical_section():
            await self._place(interaction, job_id)

    async def _place(self, interaction: EaselInteraction, job_id: str) -> None:
        private = await inherited_visibility(interaction, job_id)
        if (acknowledged := await acknowledge(interaction, ephemeral=private)) is None:
            return
        try:
            parent = await self._bot.services.jobs.find(job_id)
            if parent is None:
                raise RefusedError("refused-gone")
            origin = request_context_of(interaction, Trigger.BUTTON, acknowledged)
            await self._bot.services.jobs.repeat(parent, origin)
        except DuplicateEventError:
            log.info("the same interaction came twice")
        except RefusedError as error:
            log.info("refused", key=error.key)
            text = self._render.refusal(error, locale_of(interaction))
            await refuse_deferred(interaction, text, private=private)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """A reaction anywhere: only a person's 🔁 on one of our results counts."""
        if not self._is_request(payload):
            return
        heard_at = self._bot.services.clock.now()
        if not self._echoes.first((payload.message_id, payload.user_id), heard_at):
            return
        parent = await self._parent_of(payload)
        if parent is None:
            return
        roles = role_ids_of(payload.member) if payload.member is not None else frozenset()
        await self.repeat_for(parent, payload.user_id, roles, heard_at=heard_at)

    async def repeat_for(
        self, parent: Job, user_id: int, role_ids: frozenset[int], *, heard_at: float | None = None
    ) -> None:
        """Somebody's 🔁 on a result: place it, or tell them why not.

        One that Discord did not tell of (``heard_at`` is ``None``) counts only if it has not been
        treated after all; one that it did tell of, only if nobody has found it by looking since.
        """
        services = self._bot.services
        if heard_at is None:
            # Its event may be on the way all the same.
            self._echoes.first((parent.public_message_id, user_id), services.clock.now())
        origin = replace(self._origin(parent, user_id, role_ids), unprocessed_since=heard_at or 0.0)
        try:
            await services.jobs.repeat(parent, origin)
        except DuplicateEventError:
            log.info("the same reaction came twice")
        except RefusedError as error:
            log.info("refused", key=error.key)
            await services.reactions.record(parent.public_message_id or 0, user_id)
            await self._tell(parent, user_id, error)

    async def _parent_of(self, payload: discord.RawReactionActionEvent) -> Job | None:
        """The result that was reacted to.

        A quick person's reaction may overtake the note that this message is a result, so one of
        our own messages is looked up again a moment later.
        """
        services = self._bot.services
        parent = await services.jobs.find_result(payload.message_id)
        if parent is None and payload.message_author_id is not None:
            await services.clock.sleep(_OVERTAKEN_SECONDS)
            parent = await services.jobs.find_result(payload.message_id)
        return parent

    def _is_request(self, payload: discord.RawReactionActionEvent) -> bool:
        own_id = self._bot.application_id
        user = self._bot.user
        if str(payload.emoji) != REPEAT_EMOJI or payload.guild_id is None:
            return False
        if user is None or payload.user_id in {user.id, own_id}:
            return False
        if payload.member is not None and payload.member.bot:
            return False
        return payload.message_author_id in {None, user.id, own_id}

    def _origin(self, parent: Job, user_id: int, role_ids: frozenset[int]) -> RequestContext:
        guild = self._bot.get_guild(parent.guild_id)
        now = self._bot.services.clock.now()
        return RequestContext(
            guild_id=parent.guild_id,
            channel_id=(channel_id := parent.public_channel_id),
            # A thread stays where it was made; of requests from before that was noted, the cache knows.
            parent_channel_id=parent.parent_channel_id
            or parent_channel_of(self._bot.channel_of(parent.guild_id, channel_id)),
            # The reply stands where the reacted picture stands.
            age_restricted=parent.age_restricted,
            user_id=user_id,
            role_ids=role_ids,
            locale=self._locale_for(parent, user_id),
            trigger=Trigger.REACTION,
            # A reaction has no id; taken away and added again later, it is a new request.
            idempotency_key=f"reaction:{parent.public_message_id}:{user_id}:{round(now * 1000)}",
            application_id=self._bot.application_id or 0,
            upload_limit=guild.filesize_limit if guild is not None else CHANNEL_UPLOAD_LIMIT,
            parent_message_id=parent.public_message_id,
        )

    def _locale_for(self, parent: Job, user_id: int) -> str:
        """A reaction does not say its owner's language: the one they asked in, or else the server's."""
        guild = self._bot.get_guild(parent.guild_id)
        if user_id == parent.user_id or guild is None:
            return parent.locale
        return str(guild.preferred_locale)

    async def _tell(self, parent: Job, user_id: int, error: RefusedError) -> None:
        """A refusal, in the least noisy way that still reaches the person; not twice a minute."""
        if not self._notices.first((user_id, error.key), self._bot.services.clock.now()):
            return
        locale = self._locale_for(parent, user_id)
        # Outside its server a role's mention says nothing, so its name stands there.
        text = with_role_names(self._render.refusal(error, locale), self._bot.get_guild(parent.guild_id))
        try:
            direct = await self._bot.create_dm(discord.Object(user_id))
            await direct.send(text)
        except discord.HTTPException:
            channel = self._bot.get_partial_messageable(parent.public_channel_id)
            try:
                await channel.send(f"<@{user_id}> {text}", delete_after=_NOTICE_LIFE)
            except discord.HTTPException as failure:
                log.info("the member cannot be told", status=failure.status, code=failure.code)


class _Recently:
    """Remembers keys for a while."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[object, float] = {}

    def first(self, key: object, now: float) -> bool:
        """Whether ``key`` was not seen within the time; counts as seen from now on."""
        self._seen = {k: at for k, at in self._seen.items() if abs(now - at) < self._seconds}
        if key in self._seen:
            return False
        self._seen[key] = now
        return True


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(AgainButton)
    await bot.add_cog(Repeat(bot))

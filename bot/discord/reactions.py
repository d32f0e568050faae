"""Repeat reactions: repeat a request when a member adds 🔁 to its result.

Reactions are received as raw events, so results from before a restart also count. A reaction has no
interaction, so the reply is a new message. A refusal is sent by direct message or, if that fails,
posted briefly in the channel.
"""

from __future__ import annotations

from dataclasses import replace

import discord
import structlog

from bot.clock import Clock
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import parent_channel_of, role_ids_of
from bot.discord.job_buttons import REPEAT_EMOJI
from bot.discord.labels import with_role_names
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.render.messages import Renderer
from bot.discord.uploads import upload_limit_of
from bot.errors import DatabaseUnavailableError, DuplicateEventError, RefusedError
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError, ReactedResult, ReactionStore
from bot.jobs.request import RequestContext, Trigger
from bot.jobs.service import JobService
from bot.models import Models
from bot.retry import Backoff, clock_timeout, retry

__all__ = ["ReactionRepeats"]

log = structlog.stdlib.get_logger(__name__)

# The same reaction by the same member within this time is a duplicate event.
_DUPLICATE_SECONDS = 2.0
# The same reaction may reach several processes: greatest delay between them, and difference of their clocks.
_OVERLAP_SECONDS = 10.0
# Maximum delay between posting a result and recording it.
_RECORDING_SECONDS = 3.0
# Within this time, the same refusal is sent only once.
_NOTICE_SECONDS = 60.0
# A refusal posted in the channel is deleted after this time.
_NOTICE_LIFE_SECONDS = 20.0
_SEND_ERRORS = (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError)
# Limits of the search for missed reactions: age of results, number of results of all and of this process's guilds,
# and members per result.
_SEARCH_SECONDS = 24 * 3600.0
_SEARCH_RESULTS = 1_000
_SEARCH_OWN_RESULTS = 100
_SEARCH_MEMBERS = 100
# Time limit for reading reactions or a member.
_READ_SECONDS = 60.0
# Longest database outage for which a reaction waits; after a longer one, recovery finds it.
_OUTAGE_SECONDS = 900.0


class ReactionRepeats:
    """Submits a repeat for each 🔁, received as an event or found by recovery.

    ``is_shared``: other processes may receive the same events. Reactions have no ID, so one that is added again
    within seconds is then taken for the same event.
    """

    def __init__(
        self,
        bot: EaselBot,
        *,
        jobs: JobService,
        reactions: ReactionStore,
        clock: Clock,
        models: Models,
        is_shared: bool = False,
    ) -> None:
        self._bot = bot
        self._jobs = jobs
        self._reactions = reactions
        self._clock = clock
        self._messages = MessageClient(bot)
        self._render = Renderer(load_texts(), models)
        self._overlap = _OVERLAP_SECONDS if is_shared else 0.0
        self._events = _RecentKeys(_DUPLICATE_SECONDS)
        self._notices = _RecentKeys(_NOTICE_SECONDS)

    async def on_event(self, event: discord.RawReactionActionEvent) -> None:
        """Process a reaction to any message; only a member's 🔁 on a result counts."""
        if not self._may_be_repeat(event):
            return
        received_at = self._clock.now()
        if not self._events.add((event.message_id, event.user_id), received_at):
            return

        async def process() -> None:
            if (parent := await self._result_of(event)) is not None:
                roles = role_ids_of(event.member) if event.member is not None else frozenset()
                since = received_at - self._overlap
                await self._repeat(parent, event.user_id, roles, unprocessed_since=since)

        # A reaction has no reply for an error, so it is processed once the database is available again.
        try:
            await retry(process, Backoff(self._clock, _OUTAGE_SECONDS), on=DatabaseUnavailableError)
        except DatabaseUnavailableError as error:
            log.warning("reaction postponed", detail=error.detail)
            self._bot.services.recovery.reaction_missed()

    async def recover(self) -> int:
        """Repeat the newest results to which members added 🔁 while the bot was offline.

        Implements :class:`~bot.jobs.recovery.Recoverable`.
        """
        results = await self._reactions.recent_results(seconds=_SEARCH_SECONDS, most=_SEARCH_RESULTS)
        own = [result for result in results if self._bot.owns_guild(result.job.guild_id)]
        failed = 0
        for result in own[:_SEARCH_OWN_RESULTS]:
            try:
                with translated():
                    await self._search(result)
            except RouteClosedError as error:
                log.debug("reactions unavailable", job=result.job.id, detail=error.detail)
            except DeliveryPendingError as error:
                log.info("reactions not fetched yet", job=result.job.id, detail=error.detail)
                failed += 1
            except DatabaseUnavailableError as error:
                log.debug("reactions not processed yet", job=result.job.id, detail=error.detail)
                failed += 1
            except Exception:
                log.exception("reactions not processed", job=result.job.id)
                failed += 1
        return failed

    async def _search(self, result: ReactedResult) -> None:
        job = result.job
        message = await self._messages.fetch(job.guild_id, job.public_channel_id, job.public_message_id or 0)
        reaction = next((r for r in message.reactions if str(r.emoji) == REPEAT_EMOJI), None)
        # The count includes the bot's own reaction.
        if reaction is None or reaction.count <= int(reaction.me):
            return
        async with clock_timeout(self._clock, _READ_SECONDS):
            members = [member async for member in reaction.users(limit=_SEARCH_MEMBERS)]
        for member in members:
            if member.bot or member.id in result.processed_by:
                continue
            # The event may have arrived since the results were loaded.
            if await self._reactions.is_processed(message.id, member.id):
                continue
            try:
                await self._repeat_missed(job, member)
            except discord.NotFound:
                log.debug("member has left the guild", job=job.id)

    async def _repeat_missed(self, job: Job, user: discord.User | discord.Member) -> None:
        """Repeat, or ignore the reaction: a refusal could be hours late.

        While the bot is connected, the reaction also arrives as an event, whose handler sends the refusal.
        """
        if await self._jobs.repeat_denial(job, user.id, None) is None:
            guild = self._bot.get_guild(job.guild_id)
            async with clock_timeout(self._clock, _READ_SECONDS):
                roles = role_ids_of(await guild.fetch_member(user.id) if guild is not None else user)
            if await self._jobs.repeat_denial(job, user.id, roles) is None:
                log.info("missed reaction found", job=job.id)
                # Its event may still arrive.
                self._events.add((job.public_message_id, user.id), self._clock.now())
                await self._repeat(job, user.id, roles, unprocessed_since=0.0)
                return
        await self._reactions.record_ignored(job.public_message_id or 0, user.id)

    async def _repeat(
        self, parent: Job, user_id: int, role_ids: frozenset[int], *, unprocessed_since: float
    ) -> None:
        """Submit the repeat, unless the reaction was processed at or after ``unprocessed_since``."""
        context = replace(self._context(parent, user_id, role_ids), unprocessed_since=unprocessed_since)
        try:
            self._check_can_post(parent)
            await self._jobs.repeat(parent, context)
        except DuplicateEventError:
            log.info("duplicate reaction", job=parent.id)
        except DatabaseUnavailableError:
            raise
        except RefusedError as error:
            message_id = parent.public_message_id or 0
            if await self._reactions.claim(message_id, user_id, since=unprocessed_since):
                log.info("request refused", key=error.key)
                await self._send_refusal(parent, user_id, error)

    def _check_can_post(self, parent: Job) -> None:
        """Raise :class:`RefusedError` if the repeat could not be posted.

        fal would bill pictures that cannot be delivered; their refund would hide them from the spending caps.
        """
        if not self._bot.access.may_post_files(parent.guild_id, parent.public_channel_id):
            raise RefusedError("refused-repeat-closed")

    async def _result_of(self, event: discord.RawReactionActionEvent) -> Job | None:
        """Return the result that the reaction was added to.

        A quick reaction may arrive before the message is recorded as a result, so the lookup is
        retried after a moment for the bot's own messages.
        """
        parent = await self._jobs.find_result(event.message_id)
        if parent is None and event.message_author_id is not None:
            await self._clock.sleep(_RECORDING_SECONDS)
            parent = await self._jobs.find_result(event.message_id)
        return parent

    def _may_be_repeat(self, event: discord.RawReactionActionEvent) -> bool:
        own_ids = {self._bot.application_id, self._bot.user.id if self._bot.user else None}
        if str(event.emoji) != REPEAT_EMOJI or event.guild_id is None or self._bot.user is None:
            return False
        if event.user_id in own_ids or (event.member is not None and event.member.bot):
            return False
        return event.message_author_id is None or event.message_author_id in own_ids

    def _context(self, parent: Job, user_id: int, role_ids: frozenset[int]) -> RequestContext:
        now = self._clock.now()
        channel_id = parent.public_channel_id
        return RequestContext(
            guild_id=parent.guild_id,
            channel_id=channel_id,
            # Older rows lack a thread's parent channel; the cache may have it.
            parent_channel_id=parent.parent_channel_id
            or parent_channel_of(self._bot.channel_of(parent.guild_id, channel_id)),
            age_restricted=parent.age_restricted,
            user_id=user_id,
            role_ids=role_ids,
            locale=self._locale_for(parent, user_id),
            trigger=Trigger.REACTION,
            # Reactions have no ID, and removing and re-adding one is a new request.
            idempotency_key=f"reaction:{parent.public_message_id}:{user_id}:{round(now * 1000)}",
            application_id=self._bot.application_id or 0,
            upload_limit=upload_limit_of(self._bot.get_guild(parent.guild_id)),
            parent_message_id=parent.public_message_id,
        )

    def _locale_for(self, parent: Job, user_id: int) -> str:
        """Return the original request's locale if this user made it, otherwise the guild's.

        Reaction events carry no locale.
        """
        guild = self._bot.get_guild(parent.guild_id)
        if user_id == parent.user_id or guild is None:
            return parent.locale
        return str(guild.preferred_locale)

    async def _send_refusal(self, parent: Job, user_id: int, error: RefusedError) -> None:
        if not self._notices.add((user_id, error.key), self._clock.now()):
            return
        text = self._render.refusal(error, self._locale_for(parent, user_id))
        # Role mentions cannot be resolved outside their guild.
        text = with_role_names(text, self._bot.get_guild(parent.guild_id))
        nonce = f"{parent.id}-{round(self._clock.now())}"
        try:
            await self._messages.direct(user_id, OutgoingMessage(content=text), nonce=nonce)
        except _SEND_ERRORS:
            outgoing = OutgoingMessage(content=f"<@{user_id}> {text}")
            try:
                message = await self._messages.post(
                    parent.guild_id, parent.public_channel_id, outgoing, nonce=nonce
                )
                await message.delete(delay=_NOTICE_LIFE_SECONDS)
            except _SEND_ERRORS as failure:
                log.info("refusal not delivered", detail=failure.detail)


class _RecentKeys:
    """Set of expiring keys."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[object, float] = {}

    def add(self, key: object, now: float) -> bool:
        """Add a key; return ``False`` if it was already added within the expiry time."""
        self._seen = {k: at for k, at in self._seen.items() if abs(now - at) < self._seconds}
        if key in self._seen:
            return False
        self._seen[key] = now
        return True

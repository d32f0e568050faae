"""What cogs may ask for: draw this, draw that again.

The studio decides whether a request is accepted. From the moment :meth:`JobService.submit`
returns, the request is in the database with its credits held, and will end in pictures or
in an explanation and a refund, whatever happens to this process.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import replace

import structlog

from bot.background import BackgroundTasks
from bot.errors import (
    DuplicateEventError,
    NotYoursError,
    RefusedError,
    SpendingCapError,
    UnavailableError,
)
from bot.fal.circuit_breaker import CircuitBreaker
from bot.guilds.policy import apply_guild_policy, check_age_restriction, repeat_denial
from bot.guilds.policy_cooldown import PolicyCooldown
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings
from bot.jobs.admission import AdmissionLimits, Placement
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.models import Job, JobState
from bot.jobs.ports import JobStore
from bot.jobs.request import GenerationRequest, RequestContext
from bot.jobs.variation import digest
from bot.notifications import OperatorNotifier
from bot.quota.periods import QuotaPeriod
from bot.quota.service import QuotaService
from bot.quota.spending_caps import CapMonitor
from config import Model

__all__ = ["JobService", "new_job_id"]

log = structlog.stdlib.get_logger(__name__)

# Which of a server's ceilings a request did not fit below.
_PERIODS = {"refused-ceiling-server": "day", "refused-ceiling-month": "month"}
# The share of the bot's daily ceiling at which the operator is told.
_CAP_WARNING = 0.8
# Crockford's alphabet: no letters that are mistaken for digits when read aloud.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 10


def new_job_id() -> str:
    """A short, random id: 50 bits, unique by the table's key."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


class JobService:
    """Accepts requests.

    Parameters
    ----------
    model
        The catalogue entry that new requests use.
    allowed_guilds
        Servers that may draw; empty means every server.
    servers
        What each server has decided: it rules every request, however it came.
    errands
        Does what follows a request, so that neither its being kept nor its refusal waits for that.
    anyone_may_repeat
        Whether others than the requester may repeat a result (each on their own quota), where
        their server has not decided it.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        quota: QuotaService,
        servers: GuildService,
        dispatcher: Dispatcher,
        model: Model,
        limits: AdmissionLimits,
        breaker: CircuitBreaker,
        notifier: OperatorNotifier,
        guild_caps: CapMonitor,
        errands: BackgroundTasks,
        allowed_guilds: Collection[int] = (),
        anyone_may_repeat: bool = False,
        cooldown: PolicyCooldown,
        new_id: Callable[[], str] = new_job_id,
    ) -> None:
        self._store = store
        self._quota = quota
        self._servers = servers
        self._dispatcher = dispatcher
        self.model = model
        self._limits = limits
        self._breaker = breaker
        self._notifier = notifier
        self._guild_caps = guild_caps
        self._errands = errands
        self._allowed_guilds = frozenset(allowed_guilds)
        self._anyone_may_repeat = anyone_may_repeat
        self._cooldown = cooldown
        self._new_id = new_id
        self._closing = False
        self._warned_for = ""

    def close(self) -> None:
        """Take no more requests; each gets a polite answer."""
        self._closing = True
        self._dispatcher.stop_admitting()

    async def submit(self, request: GenerationRequest, context: RequestContext) -> Job:
        """Accept a request: from here on it is kept.

        Raises a :class:`~bot.errors.RefusedError` with the reason, or
        :class:`~bot.errors.DuplicateEventError` for an event that was placed before.
        """
        try:
            settings = await self._check_admission(context)
            request, context = apply_guild_policy(settings, self.model, request, context)
        except RefusedError as error:
            if await self._store.is_recorded(context.idempotency_key):
                # The event comes again, here or in the next process: refusing it now would take
                # away the reply of what was accepted.
                raise DuplicateEventError(detail=f"already placed: {context.idempotency_key}") from error
            raise
        placement = Placement(
            job_id=self._new_id(),
            unit_credits=self.model.credits(request.size, request.quality),
            operator_daily=self._quota.operator_daily,
            caps=self._quota.caps,
            period=self._quota.period(),
            limits=self._limits,
        )
        try:
            job = await self._store.create(request, context, placement)
        except SpendingCapError as error:
            self._watch_server(settings, context.guild_id, placement.period, _PERIODS.get(error.key))
            raise
        log.info("placed", job=job.id, source=job.trigger.value, guild=job.guild_id, cost=job.cost)
        self._dispatcher.enqueue(job, settings)
        self._errands.schedule("bot", lambda: self._watch_spending(placement.period))
        self._watch_server(settings, context.guild_id, placement.period)
        return job

    async def _check_admission(self, context: RequestContext) -> GuildSettings:
        """What the server has decided, or the refusal of any request from there now; nothing is held yet."""
        if self._closing:
            raise UnavailableError
        if self._allowed_guilds and context.guild_id not in self._allowed_guilds:
            raise UnavailableError("refused-server")
        if (trouble := self._breaker.blocked_by) is not None:
            raise UnavailableError(f"refused-fal-{trouble}")
        state = await self._store.admission(context.guild_id, context.user_id)
        if state.pause is not None:
            raise state.pause.refusal()
        self._cooldown.check(context.guild_id, context.user_id, state.refusals)
        return state.settings

    def _watch_server(
        self, settings: GuildSettings, guild_id: int, period: QuotaPeriod, refused: str | None = None
    ) -> None:
        if settings.ceiling_channel is None:
            return  # nobody wants to hear of it
        check = self._guild_caps.check
        self._errands.schedule(
            ("ceilings", guild_id, refused), lambda: check(guild_id, settings, period, refused=refused)
        )

    async def _watch_spending(self, period: QuotaPeriod) -> None:
        """Tell the operator once a day that most of the bot's credits for it are spent."""
        cap = self._quota.caps.bot
        if cap is None or self._warned_for == period.day:
            return
        spent = await self._quota.spent_by_bot(period.day)
        if spent >= cap * _CAP_WARNING:
            self._warned_for = period.day
            await self._notifier.notify(
                "operator-ceiling", once=f"ceiling:{period.day}", spent=spent, ceiling=cap
            )

    async def repeat(self, parent: Job, context: RequestContext) -> Job:
        """The same request again, for whoever asks now and on their quota.

        Raises :class:`~bot.errors.NotYoursError` beside what :meth:`place` raises.
        """
        await self._check_repeat(parent, context)
        request = GenerationRequest.parse(
            self.model, prompt=parent.prompt, size=parent.size, quality=parent.quality, count=parent.count
        )
        key = f"repeat:{parent.id}:{context.user_id}"
        return await self._submit_child(parent, request, context, key)

    async def submit_variation(self, parent: Job, request: GenerationRequest, context: RequestContext) -> Job:
        """A changed request that names ``parent`` as what it came from; by the rules of repeating.

        The same change is not drawn twice side by side; different ones are. Raises
        :class:`~bot.errors.NotYoursError` beside what :meth:`place` raises.
        """
        await self._check_repeat(parent, context)
        key = f"vary:{parent.id}:{context.user_id}:{digest(request)}"
        return await self._submit_child(parent, request, context, key)

    async def _submit_child(
        self, parent: Job, request: GenerationRequest, context: RequestContext, lock_key: str
    ) -> Job:
        """What comes from a covered picture is covered, too."""
        spoiler = context.spoiler or parent.spoiler
        return await self.submit(
            request, replace(context, parent_id=parent.id, lock_key=lock_key, spoiler=spoiler)
        )

    async def may_repeat(self, parent: Job, user_id: int, role_ids: Collection[int] | None) -> bool:
        """Whether this member may repeat this result here; roles not known yet count as fitting."""
        return await self._repeat_refusal(parent, user_id, role_ids) is None

    async def check_may_repeat(self, parent: Job, user_id: int, role_ids: Collection[int] | None) -> None:
        """Raise the refusal that tells this member why they may not repeat this result here."""
        if (refusal := await self._repeat_refusal(parent, user_id, role_ids)) is not None:
            raise refusal

    async def _check_repeat(self, parent: Job, context: RequestContext) -> None:
        if parent.guild_id != context.guild_id:
            raise NotYoursError
        check_age_restriction(parent, context)
        await self.check_may_repeat(parent, context.user_id, context.role_ids)

    async def _repeat_refusal(
        self, parent: Job, user_id: int, role_ids: Collection[int] | None
    ) -> RefusedError | None:
        if parent.user_id == user_id:
            return None
        if parent.private and parent.shared_message_id is None:
            # What nobody else has seen, nobody else may ask for.
            return NotYoursError()
        settings = await self._servers.get(parent.guild_id)
        return repeat_denial(settings, operator_anyone=self._anyone_may_repeat, role_ids=role_ids)

    async def find(self, job_id: str) -> Job | None:
        """A generation by its id."""
        return await self._store.get(job_id)

    async def find_result(self, message_id: int) -> Job | None:
        """The delivered generation that this message shows."""
        job = await self._store.find_by_message(message_id)
        return job if job is not None and job.state is JobState.DELIVERED else None

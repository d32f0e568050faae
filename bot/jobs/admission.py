"""Admission of requests: every reason to refuse one, in the order of the checks.

Before the transaction that creates the job, :class:`Admission` refuses a request

1. while the bot shuts down,
2. from a guild that is not on the operator's allow-list,
3. while fal refuses the bot's account (circuit breaker),
4. while the operator has paused the bot,
5. of a user in cooldown after repeated policy refusals,
6. that the guild's policy does not allow.

In the transaction, under the lock of the quota day, the store refuses

7. an event that was processed before, and a request that is running already (:func:`check_conflicts`),
8. a blocked user,
9. a request beyond the size of the queue (:func:`check_conflicts`),
10. a request beyond the user's quota or a spending cap (the ledger's reservation).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.errors import DuplicateEventError, RefusedError
from bot.fal.circuit_breaker import CircuitBreaker
from bot.guilds.policy import apply_guild_policy
from bot.guilds.policy_cooldown import PolicyCooldown
from bot.guilds.settings import GuildSettings
from bot.jobs.request import GenerationRequest, RequestContext
from bot.quota.models import Block, SpendingCaps
from bot.quota.periods import QuotaPeriod
from bot.users.defaults import UserDefaults, apply_defaults
from config import Model

__all__ = [
    "Admission",
    "AdmissionLimits",
    "AdmissionState",
    "AdmissionStore",
    "AdmittedRequest",
    "Conflicts",
    "NewJob",
    "Pause",
    "check_conflicts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A pause by the operator since ``since`` (epoch seconds), with their message or an empty one."""

    since: float
    message: str

    def refusal(self) -> RefusedError:
        """Return the refusal of a request during the pause."""
        if self.message:
            return RefusedError("refused-paused-because", said=self.message)
        return RefusedError("refused-paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionState:
    """Stored state that a request of one user in one guild is checked against.

    ``refusals`` are the times of the user's recent policy refusals, in epoch seconds.
    """

    pause: Pause | None
    refusals: Sequence[float]
    settings: GuildSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionLimits:
    """Limits of requests: queued jobs (in all and per user), daily credits of a user, spending caps."""

    waiting: int
    waiting_per_user: int
    daily_credits: int
    caps: SpendingCaps


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """Id, price (credits per picture), quota day and limits of a job to be created."""

    id: str
    unit_credits: int
    period: QuotaPeriod
    limits: AdmissionLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedRequest:
    """A request that passed the checks outside the transaction, as it will be rendered.

    ``ignored_defaults`` names the user's defaults that the guild does not allow.
    """

    request: GenerationRequest
    context: RequestContext
    settings: GuildSettings
    ignored_defaults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """Stored jobs and reactions that conflict with a request, read in its transaction."""

    is_duplicate: bool
    is_running: bool
    block: Block | None
    waiting: int
    waiting_of_user: int


def check_conflicts(found: Conflicts, limits: AdmissionLimits) -> None:
    """Raise the refusal of a request with these conflicts, if any.

    A duplicate is checked first: a refusal would replace the reply to the accepted request.
    """
    if found.is_duplicate:
        raise DuplicateEventError
    if found.is_running:
        raise RefusedError("refused-already-running")
    if found.block is not None:
        raise found.block.refusal()
    if found.waiting_of_user >= limits.waiting_per_user:
        raise RefusedError("refused-line-full-own", waiting=found.waiting_of_user)
    if found.waiting >= limits.waiting:
        raise RefusedError("refused-line-full", waiting=found.waiting)


class AdmissionStore(Protocol):
    """The part of the job store that is read before a job is created."""

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        """Return the state that a request of this user is checked against."""
        ...

    async def is_recorded(self, idempotency_key: str) -> bool:
        """Whether a job was created for this event, whatever its state."""
        ...


class Admission:
    """Checks requests before their jobs are created. An empty ``allowed_guilds`` allows every guild."""

    def __init__(
        self,
        store: AdmissionStore,
        *,
        model: Model,
        breaker: CircuitBreaker,
        cooldown: PolicyCooldown,
        allowed_guilds: Collection[int] = (),
    ) -> None:
        self._store = store
        self._model = model
        self._breaker = breaker
        self._cooldown = cooldown
        self._allowed_guilds = frozenset(allowed_guilds)
        self._closed = False

    def close(self) -> None:
        """Refuse all further requests."""
        self._closed = True

    async def check(
        self, request: GenerationRequest, context: RequestContext, defaults: UserDefaults | None = None
    ) -> AdmittedRequest:
        """Complete the request with the user's ``defaults``, and adapt it to the guild's policy.

        Raises :class:`RefusedError` with the first reason that applies, or
        :class:`DuplicateEventError` if the event was accepted before.
        """
        ignored: tuple[str, ...] = ()
        try:
            settings = await self._check_state(context)
            if defaults is not None:
                request, ignored = apply_defaults(request, defaults, settings, self._model)
            request, context = apply_guild_policy(settings, self._model, request, context)
        except RefusedError as error:
            if await self._store.is_recorded(context.idempotency_key):
                # A refusal would replace the reply to the accepted request.
                raise DuplicateEventError(detail=context.idempotency_key) from error
            raise
        return AdmittedRequest(request=request, context=context, settings=settings, ignored_defaults=ignored)

    async def _check_state(self, context: RequestContext) -> GuildSettings:
        if self._closed:
            raise RefusedError("refused-closing")
        if self._allowed_guilds and context.guild_id not in self._allowed_guilds:
            raise RefusedError("refused-server")
        if (reason := self._breaker.blocked_by) is not None:
            raise RefusedError(f"refused-fal-{reason}")
        state = await self._store.admission(context.guild_id, context.user_id)
        if state.pause is not None:
            raise state.pause.refusal()
        self._cooldown.check(context.guild_id, context.user_id, state.refusals)
        return state.settings

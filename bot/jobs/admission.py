"""Admission of requests: the checks that can refuse one, in order.

Before the transaction that creates the job, :class:`Admission` refuses a request

1. if the bot is shutting down,
2. if the guild is not on the operator's allowlist,
3. if fal is refusing the bot's account (circuit breaker),
4. if the operator has paused the bot,
5. if the user is in a cooldown after repeated policy refusals,
6. if the guild's policy does not allow it,
7. if the guild blocks words: if the user is blocked or has too few credits, and then if the prompt contains
   one of the words.

In the transaction, while holding the user's lock, the store refuses a request

8. if its event was already processed or the same request is running (:func:`check_conflicts`),
9. if the user is blocked,
10. if the queue, or the guild's share of it, is full (:func:`check_conflicts`),
11. if it would exceed the user's quota or a spending cap (when the ledger reserves credits).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.errors import DuplicateEventError, RefusedError
from bot.fal.circuit_breaker import CircuitBreaker
from bot.guilds.policy import apply_guild_policy, check_blocked_words, check_model
from bot.guilds.policy_cooldown import PolicyCooldown
from bot.guilds.settings import GuildSettings
from bot.jobs.references import ReferenceDownload
from bot.jobs.request import GenerationRequest, RequestContext
from bot.models import Models
from bot.quota.models import Account, Block, SpendingCaps
from bot.quota.periods import QuotaPeriod
from bot.quota.service import QuotaService
from bot.users.defaults import UserDefaults, apply_defaults

# The last tenth of a queue is reserved for users with no queued job.
_RESERVED_SHARE = 10

__all__ = [
    "Admission",
    "AdmissionLimits",
    "AdmissionState",
    "AdmissionStore",
    "AdmittedRequest",
    "Conflicts",
    "NewJob",
    "Pause",
    "QueuedJobs",
    "UnaffordableError",
    "check_conflicts",
    "check_queues",
    "naming_unaffordable",
    "open_to_all",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A pause by the operator since ``since`` (epoch seconds); ``message`` may be empty."""

    since: float
    message: str

    def refusal(self) -> RefusedError:
        """Return the refusal for requests during the pause."""
        if self.message:
            return RefusedError("refused-paused-because", said=self.message)
        return RefusedError("refused-paused")


class UnaffordableError(RefusedError):
    """The user has too few credits for ``request``, only ``left``.

    ``downloads`` are the new pictures that it edits; without any, its references are those of the job ``parent_id``.
    """

    downloads: Sequence[ReferenceDownload] = ()
    parent_id: str | None = None

    def __init__(self, request: GenerationRequest, error: RefusedError) -> None:
        super().__init__(error.key, detail=error.detail)
        self.values = error.values
        self.request = request

    @property
    def left(self) -> int:
        """Credits of the user."""
        return int(self.values["left"])


@contextmanager
def naming_unaffordable(request: GenerationRequest) -> Iterator[None]:
    """Add the request to a refusal for lack of credits, so that the user can be offered a cheaper one."""
    try:
        yield
    except RefusedError as error:
        if error.key == "refused-quota":
            raise UnaffordableError(request, error) from error
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionState:
    """Stored state against which a user's request in a guild is checked.

    ``refusals`` are the times of the user's recent policy refusals, in epoch seconds.
    """

    pause: Pause | None
    refusals: Sequence[float]
    settings: GuildSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionLimits:
    """Limits: queued jobs in total, per user and per guild, daily credits per user, and spending caps.

    The last tenth of the queue, and of a guild's share of it (``waiting_per_guild``; ``None``: all of it),
    is reserved for users with no queued job.
    """

    waiting: int
    waiting_per_user: int
    daily_credits: int
    caps: SpendingCaps
    waiting_per_guild: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """ID, credits per picture, quota period and limits for a job to be created."""

    id: str
    unit_credits: int
    period: QuotaPeriod
    limits: AdmissionLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedRequest:
    """A request, as it will be rendered, that passed the checks before the transaction.

    ``ignored_defaults`` names the user's defaults that the guild's policy does not allow.
    """

    request: GenerationRequest
    context: RequestContext
    settings: GuildSettings
    ignored_defaults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJobs:
    """Numbers of queued jobs: all, those of the user, and those of the guild."""

    total: int
    of_user: int
    of_guild: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """Conflicts of a request with stored jobs, reactions and blocks, read in its transaction."""

    is_duplicate: bool
    is_running: bool
    block: Block | None
    queued: QueuedJobs


def check_conflicts(found: Conflicts, limits: AdmissionLimits) -> None:
    """Raise the refusal for the first conflict, if any.

    Duplicates are checked first, because a refusal would replace the reply to the accepted request.
    """
    if found.is_duplicate:
        raise DuplicateEventError
    if found.is_running:
        raise RefusedError("refused-already-running")
    if found.block is not None:
        raise found.block.refusal()
    check_queues(found.queued, limits)


def check_queues(queued: QueuedJobs, limits: AdmissionLimits) -> None:
    """Raise the refusal if the queue, or the user's or the guild's share of it, is full."""
    if queued.of_user >= limits.waiting_per_user:
        raise RefusedError("refused-line-full-own", waiting=queued.of_user)
    _check_queue("refused-line-full", queued, queued.total, limits.waiting)
    if limits.waiting_per_guild is not None:
        _check_queue("refused-line-full-server", queued, queued.of_guild, limits.waiting_per_guild)


def _check_queue(key: str, queued: QueuedJobs, waiting: int, limit: int) -> None:
    if waiting >= limit:
        raise RefusedError(key, waiting=waiting)
    if queued.of_user and waiting >= open_to_all(limit):
        raise RefusedError("refused-line-reserved", waiting=queued.of_user)


def open_to_all(limit: int) -> int:
    """Return how many places of a queue users with a queued job may take too."""
    return limit - limit // _RESERVED_SHARE


class AdmissionStore(Protocol):
    """Queries of the job store that are used before a job is created."""

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        """Return the state that a request by this user is checked against."""
        ...

    async def is_recorded(self, idempotency_key: str) -> bool:
        """Whether a job was created for this event, in any state."""
        ...


class Admission:
    """Checks requests before jobs are created. ``allowed_guilds`` may use the bot; empty allows all."""

    def __init__(
        self,
        store: AdmissionStore,
        *,
        models: Models,
        quota: QuotaService,
        breaker: CircuitBreaker,
        cooldown: PolicyCooldown,
        allowed_guilds: Collection[int] = (),
    ) -> None:
        self._store = store
        self._models = models
        self._quota = quota
        self._breaker = breaker
        self._cooldown = cooldown
        self._allowed_guilds = frozenset(allowed_guilds)
        self._closed = False

    def close(self) -> None:
        """Refuse new requests from now on."""
        self._closed = True

    async def check(
        self, request: GenerationRequest, context: RequestContext, defaults: UserDefaults | None = None
    ) -> AdmittedRequest:
        """Fill in the user's ``defaults`` and apply the guild's policy to the request.

        Raises :class:`RefusedError` with the first reason that applies, or
        :class:`DuplicateEventError` if the event was already accepted.
        """
        ignored: tuple[str, ...] = ()
        try:
            settings = await self._check_state(context)
            model = self._models.model(request.model)
            check_model(settings, self._models.enabled, model.id)
            if defaults is not None:
                request, ignored = apply_defaults(request, defaults, settings, model)
            request, context = apply_guild_policy(settings, model, request, context)
            if settings.refused_words:
                await self.check_affordable(request, context)
                await check_blocked_words(settings, request.prompt)
        except RefusedError as error:
            if await self._store.is_recorded(context.idempotency_key):
                # A refusal would replace the reply to the accepted request.
                raise DuplicateEventError(detail=context.idempotency_key) from error
            raise
        return AdmittedRequest(request=request, context=context, settings=settings, ignored_defaults=ignored)

    async def check_affordable(self, request: GenerationRequest, context: RequestContext) -> None:
        """Raise :class:`UnaffordableError` if the user has too few credits; nothing is reserved."""
        account = Account(guild_id=context.guild_id, user_id=context.user_id)
        cost = request.cost(self._models.model(request.model))
        with naming_unaffordable(request):
            await self._quota.check_affordable(account, context.role_ids, cost)

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

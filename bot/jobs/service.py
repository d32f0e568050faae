"""Job service: accepts new requests, repeats and variations of earlier results.

Once a request is accepted, its job is stored with its credits reserved. The user will receive pictures, or
an explanation and a refund, even if this process crashes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import structlog

from bot.background import BackgroundTasks
from bot.errors import RefusedError, SpendingCapError
from bot.guilds.editing_consent import EditingConsent
from bot.guilds.policy import allowed_models, check_age_restriction, repeat_denial
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings
from bot.jobs.admission import (
    Admission,
    AdmissionLimits,
    AdmittedRequest,
    NewJob,
    UnaffordableError,
    naming_unaffordable,
)
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.models import Job, JobState
from bot.jobs.ports import JobStore
from bot.jobs.reference_service import ReferenceService
from bot.jobs.references import ReferenceDownload, ReferencePicture, SourceKind, inherited_references
from bot.jobs.request import GenerationRequest, RequestContext
from bot.jobs.variation import digest
from bot.models import Models, models_for
from bot.notifications import OperatorNotifier
from bot.quota.periods import QuotaPeriod
from bot.quota.service import QuotaService
from bot.quota.spending_caps import CapMonitor, effective_caps
from bot.users.ports import UserDefaultsStore
from config import Model
from config.model import Operation

__all__ = ["JobService", "new_job_id"]

log = structlog.stdlib.get_logger(__name__)

# Guild spending cap named by each refusal.
_REFUSED_CAPS = {"refused-cap-server": "day", "refused-cap-month": "month"}
# Fraction of the bot's daily cap at which the operator is alerted.
_ALERT_FRACTION = 0.8
# Crockford's alphabet, without letters that look like digits.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 10


def new_job_id() -> str:
    """Return a short random ID of 50 bits; uniqueness is enforced by the table's primary key."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


class JobService:
    """Creates jobs, and checks permissions to repeat results.

    ``limits`` returns the operator's limits, which depend on the number of guilds. ``anyone_may_repeat`` is
    the default for guilds without their own setting: whether members other than the requester may repeat a
    result.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        admission: Admission,
        limits: Callable[[], AdmissionLimits],
        quota: QuotaService,
        guilds: GuildService,
        user_defaults: UserDefaultsStore,
        dispatcher: Dispatcher,
        models: Models,
        references: ReferenceService,
        consent: EditingConsent,
        operator: OperatorNotifier,
        cap_monitor: CapMonitor,
        background: BackgroundTasks,
        anyone_may_repeat: bool = False,
        new_id: Callable[[], str] = new_job_id,
    ) -> None:
        self._store = store
        self._admission = admission
        self._limits = limits
        self._quota = quota
        self._guilds = guilds
        self._user_defaults = user_defaults
        self._dispatcher = dispatcher
        self._models = models
        self._references = references
        self._consent = consent
        self._operator = operator
        self._cap_monitor = cap_monitor
        self._background = background
        self._anyone_may_repeat = anyone_may_repeat
        self._new_id = new_id
        self._alerted_day = ""

    def close(self) -> None:
        """Refuse new requests from now on, and leave queued jobs to the next process."""
        self._admission.close()
        self._dispatcher.stop_admitting()

    async def model_for(
        self,
        guild_id: int,
        user_id: int,
        chosen: str | None = None,
        operation: Operation = "generate",
    ) -> Model:
        """Return the model of a new request: of the ``chosen`` one, else of the user's or the operator's default.

        A default that the guild does not allow is replaced by the first model that it allows. An edit gets the
        model's companion. Raises :class:`~bot.errors.RefusedError` for a chosen model that is not enabled, and
        if no model does ``operation``.
        """
        used = {named.id: (named, model) for named, model in models_for(self._models, operation)}
        if not used:
            raise RefusedError("refused-edit-none")
        if chosen is not None:
            if chosen not in used:
                raise RefusedError("refused-option", option="model", detail="model is not enabled")
            return used[chosen][1]
        if len(used) > 1:
            own = (await self._user_defaults.get_or_default(user_id)).model
            allowed = allowed_models(await self._guilds.get(guild_id), [named for named, _ in used.values()])
            return used[next((one.id for one in allowed if one.id == own), allowed[0].id)][1]
        return next(model for _, model in used.values())

    async def submit(
        self,
        request: GenerationRequest,
        context: RequestContext,
        downloads: Sequence[ReferenceDownload] = (),
        *,
        most_credits: int | None = None,
    ) -> Job:
        """Accept a request and store its job. ``downloads`` are the pictures to edit, if they are new.

        ``most_credits`` is the price that the user confirmed before the size of the pictures was known.

        Raises :class:`~bot.errors.RefusedError` with the reason, or
        :class:`~bot.errors.DuplicateEventError` if the event was already processed.
        """
        admitted = await self._admission.check(request, context)
        return await self.create(admitted, downloads, most_credits=most_credits)

    async def admit(self, request: GenerationRequest, context: RequestContext) -> AdmittedRequest:
        """Check a request and fill in the user's defaults; raises the same errors as :meth:`submit`."""
        defaults = await self._user_defaults.get_or_default(context.user_id) if request.defaulted else None
        return await self._admission.check(request, context, defaults)

    async def create(
        self,
        admitted: AdmittedRequest,
        downloads: Sequence[ReferenceDownload] = (),
        *,
        most_credits: int | None = None,
    ) -> Job:
        """Create the job of an admitted request; raises the same errors as :meth:`submit`."""
        job_id, model = self._new_id(), self._models.model(admitted.request.model)
        guild_id = admitted.context.guild_id
        request = await self._references.prepare(job_id, guild_id, model, admitted.request, downloads)
        try:
            if most_credits is not None and (cost := request.cost(model)) > most_credits:
                raise RefusedError("refused-tool-price", cost=cost)
            if request.references and self._references.are_checked:
                # Otherwise a user without credits could cause checks, which cost the operator money.
                await self._admission.check_affordable(request, admitted.context)
                request = await self._references.checked(job_id, request)
            return await self._create(job_id, replace(admitted, request=request))
        except BaseException as error:
            if isinstance(error, UnaffordableError):
                error.downloads, error.parent_id = downloads, admitted.context.parent_id
            if request.references:
                await self._references.discard(job_id, error)
            raise

    async def _create(self, job_id: str, admitted: AdmittedRequest) -> Job:
        request, context, settings = admitted.request, admitted.context, admitted.settings
        limits = self._limits()
        new = NewJob(
            id=job_id,
            unit_credits=request.unit_credits(self._models.model(request.model)),
            period=self._quota.period(),
            limits=replace(limits, caps=effective_caps(limits.caps, settings)),
        )
        try:
            with naming_unaffordable(request):
                job = await self._store.create(request, context, new)
        except SpendingCapError as error:
            self._check_guild_caps(context.guild_id, settings, new.period, _REFUSED_CAPS.get(error.key))
            if error.key == "refused-cap-server" and new.limits.caps.server_by_operator:
                # An administrator of the guild cannot raise this cap.
                key, renews = "refused-cap-server-operator", new.period.renews_at
                raise SpendingCapError(key, renews=renews) from error
            raise
        log.info("job created", job=job.id, trigger=job.trigger.value, guild=job.guild_id, cost=job.cost)
        self._dispatcher.enqueue(job, settings)
        self._background.schedule("bot-cap", lambda: self._check_bot_cap(new.period))
        self._check_guild_caps(context.guild_id, settings, new.period)
        return job

    async def repeat(self, parent: Job, context: RequestContext) -> Job:
        """Repeat the request of ``parent`` on behalf of, and charged to, the user in ``context``.

        Raises the same errors as :meth:`submit`, and a refusal if this user may not repeat the result.
        """
        await self._check_parent(parent, context)
        key = f"repeat:{parent.id}:{context.user_id}"
        request = await self._request_of(parent, context.user_id)
        return await self._submit_child(parent, request, context, key)

    async def retry(self, failed: Job, context: RequestContext) -> Job:
        """Submit the request of a job without pictures once more; it becomes an independent job.

        Raises the same errors as :meth:`repeat`.
        """
        await self._check_parent(failed, context)
        spoiler, key = context.spoiler or failed.spoiler, f"repeat:{failed.id}:{context.user_id}"
        request = await self._request_of(failed, context.user_id)
        return await self.submit(request, replace(context, lock_key=key, spoiler=spoiler))

    async def references_of(self, job: Job, user_id: int) -> tuple[ReferencePicture, ...]:
        """Return the references of a job for another one by this user.

        Raises :class:`~bot.errors.RefusedError` if they belong to another user who does not allow it.
        """
        if job.references:
            owner = {"owner_id": job.user_id, "editor_id": user_id}
            if all(one.source.kind is SourceKind.RESULT for one in job.references):
                await self._consent.check_result(**owner)
            else:
                await self._consent.check_picture(job.guild_id, **owner)
        return inherited_references(job.id, job.references)

    async def _request_of(self, job: Job, user_id: int) -> GenerationRequest:
        request = GenerationRequest.parse(
            self._models.current(job.model),
            prompt=job.prompt,
            size=job.size,
            quality=job.quality,
            count=job.count,
        )
        return replace(request, references=await self.references_of(job, user_id))

    async def submit_variation(
        self,
        parent: Job,
        request: GenerationRequest,
        context: RequestContext,
        downloads: Sequence[ReferenceDownload] = (),
        *,
        most_credits: int | None = None,
    ) -> Job:
        """Submit a changed request derived from ``parent``, subject to the same permissions as a repeat.

        ``most_credits`` is as in :meth:`submit`. Identical variations cannot run concurrently. Raises the same errors
        as :meth:`repeat`.
        """
        await self._check_parent(parent, context)
        key = f"vary:{parent.id}:{context.user_id}:{digest(request, downloads)}"
        return await self._submit_child(parent, request, context, key, downloads, most_credits)

    async def _submit_child(
        self,
        parent: Job,
        request: GenerationRequest,
        context: RequestContext,
        lock_key: str,
        downloads: Sequence[ReferenceDownload] = (),
        most_credits: int | None = None,
    ) -> Job:
        """Submit a derived request; it inherits the parent's spoiler flag."""
        spoiler = context.spoiler or parent.spoiler
        context = replace(context, parent_id=parent.id, lock_key=lock_key, spoiler=spoiler)
        return await self.submit(request, context, downloads, most_credits=most_credits)

    async def _check_parent(self, parent: Job, context: RequestContext) -> None:
        if parent.guild_id != context.guild_id:
            raise RefusedError("refused-not-yours")
        if not parent.prompt:
            # The user who wrote it has erased their data.
            raise RefusedError("refused-gone")
        check_age_restriction(parent, context)
        await self.check_repeat(parent, context.user_id, context.role_ids)

    async def check_repeat(self, parent: Job, user_id: int, role_ids: Collection[int]) -> None:
        """Raise a refusal if this user may not repeat the result."""
        if (denial := await self.repeat_denial(parent, user_id, role_ids)) is not None:
            raise denial

    async def repeat_denial(
        self, parent: Job, user_id: int, role_ids: Collection[int] | None
    ) -> RefusedError | None:
        """Return a refusal if this user may not repeat the result; unknown roles (``None``) are permitted."""
        if parent.user_id == user_id:
            return None
        if parent.private and parent.shared_message_id is None:
            # Other users have not seen the result.
            return RefusedError("refused-not-yours")
        settings = await self._guilds.get(parent.guild_id)
        return repeat_denial(settings, operator_anyone=self._anyone_may_repeat, role_ids=role_ids)

    async def find(self, job_id: str) -> Job | None:
        """Return the job with this ID."""
        return await self._store.get(job_id)

    async def find_result(self, message_id: int) -> Job | None:
        """Return the delivered job that this message shows."""
        job = await self._store.find_by_message(message_id)
        return job if job is not None and job.state is JobState.DELIVERED else None

    def _check_guild_caps(
        self, guild_id: int, settings: GuildSettings, period: QuotaPeriod, refused: str | None = None
    ) -> None:
        """Schedule a check of the guild's spending caps, which warns the guild if necessary."""
        if settings.ceiling_channel is not None:
            self._background.schedule(
                ("guild-caps", guild_id, refused),
                lambda: self._cap_monitor.check(guild_id, settings, period, refused=refused),
            )

    async def _check_bot_cap(self, period: QuotaPeriod) -> None:
        """Alert the operator once a day when most of the bot's daily cap is spent."""
        cap = self._quota.caps.bot
        if cap is None or self._alerted_day == period.day:
            return
        spent = await self._quota.spent_by_bot(period.day)
        if spent >= cap * _ALERT_FRACTION:
            self._alerted_day = period.day
            await self._operator.notify("operator-cap", once=f"ceiling:{period.day}", spent=spent, cap=cap)

"""What cogs may use, in one value: wired once by the composition root, handed to the client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.audit.undo import UndoService
from bot.background import BackgroundTasks
from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.db.reactions import ReactionStore
from bot.db.results import ResultStore
from bot.guilds.image_reports import ImageReportService
from bot.guilds.service import GuildService
from bot.jobs.cancellation import CancellationService
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.history import History
from bot.jobs.service import JobService
from bot.jobs.sharing import Sharing
from bot.ops.maintenance import MaintenanceService
from bot.quota.service import QuotaService
from bot.quota.spending_caps import CapMonitor
from bot.quota.usage import UsageService
from bot.users.defaults import UserDefaultsStore
from bot.users.personal_data import PersonalDataService
from config import Model, PromptTemplate, Settings

__all__ = ["Container"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The application behind the cogs.

    ``model`` draws new requests; ``models`` knows those of older ones, ``constants`` what a server
    sends in place of a model's own constants. ``short_step`` marks what a stop waits for: from the
    acknowledgement of a request to its being kept or refused.
    """

    settings: Settings
    model: Model
    models: Callable[[str], Model]
    constants: Callable[[int, Model], Awaitable[Mapping[str, object]]]
    prompt_templates: Sequence[PromptTemplate]
    clock: Clock
    store: JobStore
    reactions: ReactionStore
    results: ResultStore
    quota: QuotaService
    studio: JobService
    history: History
    dispatcher: Dispatcher
    errands: BackgroundTasks
    canceller: CancellationService
    servers: GuildService
    desk: MaintenanceService
    moderation: ImageReportService
    members: UserDefaultsStore
    undo: UndoService
    privacy: PersonalDataService
    reports: UsageService
    sharing: Sharing
    cap_monitor: CapMonitor
    short_step: Callable[[], AbstractContextManager[None]]

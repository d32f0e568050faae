"""What cogs may use, in one value: wired once by the composition root, handed to the client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.clock import Clock
from bot.errands import Errands
from bot.generation.cancelling import Canceller
from bot.generation.dispatcher import Dispatcher
from bot.generation.history import History
from bot.generation.sharing import Sharing
from bot.generation.studio import Studio
from bot.members.preferences import MemberPreferences
from bot.members.privacy import PrivacyService
from bot.operations.desk import OperatorDesk
from bot.quota.ceilings import CeilingWatch
from bot.quota.reports import ReportService
from bot.quota.service import QuotaService
from bot.quota.undo import UndoService
from bot.servers.moderation import Moderation
from bot.servers.service import ServerService
from bot.storage.jobs import JobStore
from bot.storage.reactions import ReactionStore
from bot.storage.results import ResultStore
from config import Model, PromptTemplate, Settings

__all__ = ["Services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
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
    studio: Studio
    history: History
    dispatcher: Dispatcher
    errands: Errands
    canceller: Canceller
    servers: ServerService
    desk: OperatorDesk
    moderation: Moderation
    members: MemberPreferences
    undo: UndoService
    privacy: PrivacyService
    reports: ReportService
    sharing: Sharing
    ceilings: CeilingWatch
    short_step: Callable[[], AbstractContextManager[None]]

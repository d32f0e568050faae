"""Run of the live checks: plan, checks in order, clean-up and report."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.errors import StartupError
from bot.fal.client import FalClient
from bot.ops.live_checks.discord_checks import DISCORD_CHECKS
from bot.ops.live_checks.drawing import cheapest_choice
from bot.ops.live_checks.fal_checks import FAL_CHECKS
from bot.ops.live_checks.model import LiveCheck, NotSettledError, Observation, Verdict
from bot.ops.live_checks.reply_checks import REPLY_CHECKS
from bot.ops.live_checks.report import Report
from bot.ops.live_checks.session import COMMAND, LiveSession, open_session
from bot.ops.wire_report import check_wire
from bot.redaction import Redactor
from config import Model, Settings

__all__ = ["CHECKS", "LiveOptions", "plan_live_checks", "run_live_checks"]

log = structlog.stdlib.get_logger(__name__)

#: All checks, in the order in which they run: replies last, because a person has to wait for them.
CHECKS: Sequence[LiveCheck] = (*DISCORD_CHECKS, *FAL_CHECKS, *REPLY_CHECKS)

_MIB = 1024 * 1024
_LARGE_UPLOADS = frozenset(
    {"discord-upload-limit", "discord-message-size", "reply-upload-limit", "reply-message-size"}
)
# Checks of the one picture.
_DRAWN = {check.id for check in FAL_CHECKS} - {"fal-wrong-key", "fal-schema", "fal-cancellation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """Options of a run.

    ``guild_id`` must be the channel's server if it is given. ``only`` are IDs of checks (empty: all).
    ``click_seconds`` limits the wait for the click. ``report`` is the path of the report's files without
    their suffixes.
    """

    channel_id: int
    guild_id: int | None = None
    only: Sequence[str] = ()
    click_seconds: float = 180.0
    report: Path = Path("easel-live-report")

    @property
    def checks(self) -> Sequence[LiveCheck]:
        """The selected checks. Raises :class:`StartupError` for an unknown ID."""
        if unknown := sorted(set(self.only) - {check.id for check in CHECKS}):
            known = ", ".join(check.id for check in CHECKS)
            raise StartupError(detail=f"--only: no check {unknown[0]!r}; expected some of {known}")
        return [check for check in CHECKS if not self.only or check.id in self.only]


async def plan_live_checks(
    settings: Settings, options: LiveOptions, *, clock: Clock, model: Model, fal: FalClient
) -> list[str]:
    """Return what a run will do and cost, in lines. Raises :class:`StartupError`."""
    checks = options.checks
    async with _session(settings, options, clock=clock, model=model, fal=fal) as session:
        return _plan(session, checks)


async def run_live_checks(
    settings: Settings,
    options: LiveOptions,
    *,
    clock: Clock,
    model: Model,
    fal: FalClient,
    say: Callable[[str], None],
) -> Report:
    """Run the checks, clean up, and write and return the report.

    If the task is canceled, the clean-up and the report are completed before the cancellation is passed on.
    Raises :class:`StartupError` if the channel cannot be used.
    """
    checks = options.checks
    report = Report(model=model.id, redact=Redactor(settings.secrets))
    async with _session(settings, options, clock=clock, model=model, fal=fal, say=say) as session:
        try:
            await _run(session, checks, report, say)
        except asyncio.CancelledError:
            report.interrupted = True
            raise
        finally:
            await _uninterrupted(_finish(session, report, options, say))
    return report


@asynccontextmanager
async def _session(
    settings: Settings,
    options: LiveOptions,
    *,
    clock: Clock,
    model: Model,
    fal: FalClient,
    say: Callable[[str], None] = print,
) -> AsyncIterator[LiveSession]:
    async with AsyncExitStack() as stack:
        # The form that the bot would choose.
        used = model.using((await check_wire(settings, model, None)).form)
        opening = open_session(
            settings,
            clock=clock,
            model=used,
            fal=fal,
            channel_id=options.channel_id,
            guild_id=options.guild_id,
            click_seconds=options.click_seconds,
            say=say,
        )
        try:
            session = await stack.enter_async_context(opening)
        except NotSettledError as error:
            raise StartupError(detail=f"--channel: {error}") from error
        yield session


async def _uninterrupted(work: Coroutine[None, None, None]) -> None:
    """Await ``work`` to its end, even if this task is canceled again meanwhile."""
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()


async def _run(
    session: LiveSession, checks: Sequence[LiveCheck], report: Report, say: Callable[[str], None]
) -> None:
    for text in [*await session.delete_messages(), *await session.delete_command()]:
        say(f"An earlier check left behind {text}.")
    for check in checks:
        try:
            found = await check.run(session)
        except NotSettledError as error:
            found = Observation(verdict=Verdict.NOT_SETTLED, observed=str(error))
        except Exception as error:
            # One failing check must not keep the others from running.
            log.exception("live check failed", check=check.id)
            found = Observation(
                verdict=Verdict.NOT_SETTLED, observed=f"the check failed: {type(error).__name__}"
            )
        report.add(check, found)
        say(f"{found.verdict.value:<12} {check.id}")


async def _finish(
    session: LiveSession, report: Report, options: LiveOptions, say: Callable[[str], None]
) -> None:
    say("Cleaning up ...")
    report.left_behind += await session.clean_up()
    say("")
    for line in report.lines():
        say(line)
    try:
        for path in report.write(options.report):
            say(f"Report: {path}")
    except OSError as error:
        report.left_behind.append("the report could not be written")
        say(f"The report could not be written: {error.strerror} ({options.report}); use --report PATH.")


def _plan(session: LiveSession, checks: Sequence[LiveCheck]) -> list[str]:
    channel, selected = session.channel, {check.id for check in checks}
    place = f"#{channel.channel_name} of {channel.guild_name}"
    lines = [
        f"{len(checks)} assumptions will be checked with the real token and key. The check will",
        f"- post messages in {place}, without notifications, and delete them",
    ]
    if selected & _LARGE_UPLOADS:
        message = session.settings.message_max_bytes
        total = (min(channel.upload_limit, message) + message) * 2
        lines.append(f"- upload up to {total // _MIB} MiB to Discord")
    if "discord-command-echo" in selected:
        lines.append(f"- register the command {COMMAND} in that server and delete it")
    if any(name.startswith("reply-") for name in selected):
        lines.append(f"- wait up to {session.click_seconds:g} s for you to press a button in the channel")
    size, quality = cheapest_choice(session.model)
    price = session.model.price(size.value, quality)
    requests = []
    if selected & _DRAWN:
        requests.append(f"draw one picture at fal, {size.label}, {quality}: about ${price}")
    if "fal-cancellation" in selected:
        requests.append(f"submit a picture to fal and cancel it at once: at most ${price}")
    return lines + [f"- {request}" for request in requests]

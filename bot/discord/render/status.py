"""Operator status as text. Pure."""

from __future__ import annotations

from collections import Counter

from bot.discord.i18n import Texts
from bot.discord.markdown import CONTENT_LIMIT, quote, shorten
from bot.discord.render.messages import timestamp
from bot.jobs.billing import MICRO_USD
from bot.jobs.image_sizes import format_sizes
from bot.jobs.models import JobState
from bot.ops.maintenance import StatusReport
from bot.quota.costs import Cost

__all__ = ["MESSAGE_LIMIT", "status_text"]

#: Maximum length of the operator's message to members while the bot is paused.
MESSAGE_LIMIT = 300
# Number of failure reasons listed; the others are summed up.
_REASONS = 8
# Number of models whose wire form is listed.
_MODELS = 8
_AT_FAL = (JobState.SUBMITTING, JobState.SUBMITTED)


def status_text(texts: Texts, report: StatusReport, locale: str) -> str:
    """Render the report, short enough for one message."""

    def say(key: str, **values: str | int) -> str:
        return texts(key, locale, **values)

    renews = timestamp(report.renews_at)
    if report.daily_cap is None:
        today = say("status-today", spent=report.today, renews=renews)
    else:
        today = say("status-today-of", spent=report.today, cap=report.daily_cap, renews=renews)
    lines = [f"**{say('status-title')}**", today, say("status-month", spent=report.month)]
    if report.costs.month.requests:
        for period, cost in (("today", report.costs.today), ("days", report.costs.month)):
            lines.append(_cost_line(texts, locale, period, cost))
    if report.balance is not None:
        lines.append(texts("status-balance", locale, balance=float(report.balance)))
    if report.pause is not None:
        lines.append(say("status-pause", since=timestamp(report.pause.since)))
        if report.pause.message:
            lines.append(f"> {quote(report.pause.message, MESSAGE_LIMIT)}")
    reason = "none" if report.open_reason is None else report.open_reason.value
    lines.append(say(f"status-fal-{reason}", what=report.fault))
    for wire in report.wire[:_MODELS]:
        form = f"`{wire.form}`" if len(report.wire) == 1 else f"`{wire.form}` (`{wire.endpoint}`)"
        lines.append(say("status-wire", form=form, schema=wire.schema.value))
        if wire.differences:
            lines.append(say("status-wire-differences", count=len(wire.differences)))
    if mismatches := [one for wire in report.wire for one in wire.mismatches]:
        lines.append(say("status-sizes"))
        kinds = Counter((one.requested, format_sizes(one.drawn)) for one in mismatches)
        lines += [f"- {requested} → {drawn}: {count}" for (requested, drawn), count in kinds.items()]
    at_fal = sum(report.open.get(state, 0) for state in _AT_FAL)
    posting = report.open.get(JobState.RENDERED, 0)
    waiting = report.open.get(JobState.QUEUED, 0)
    lines.append(say("status-queue", waiting=waiting, fal=at_fal, posting=posting))
    failed = sum(report.failures.values())
    lines.append(say("status-ended", delivered=report.delivered, failed=failed))
    ranked = sorted(report.failures.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"- `{reason}`: {count}" for reason, count in ranked[:_REASONS]]
    if rest := sum(count for _, count in ranked[_REASONS:]):
        lines.append(say("status-ended-rest", count=rest))
    return shorten("\n".join(lines), CONTENT_LIMIT)


def _cost_line(texts: Texts, locale: str, period: str, cost: Cost) -> str:
    known = "all" if cost.billed_requests == cost.requests else "some" if cost.billed_requests else "none"
    return texts(
        "status-cost",
        locale,
        period=period,
        known=known,
        estimated=cost.estimated / MICRO_USD,
        billed=cost.billed / MICRO_USD,
        count=cost.billed_requests,
        requests=cost.requests,
        drift="0" if cost.drift is None else f"{100 * cost.drift:+.0f}",
    )

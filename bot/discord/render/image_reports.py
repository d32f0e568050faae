"""Image reports as text. Pure."""

from __future__ import annotations

from bot.discord.i18n import Texts
from bot.discord.markdown import CONTENT_LIMIT, QUOTE_LIMIT, quote, shorten
from bot.discord.render.messages import timestamp
from bot.guilds.image_reports import ImageReport
from bot.jobs.models import Job

__all__ = ["report_text"]


def report_text(texts: Texts, job: Job, report: ImageReport, locale: str, url: str | None) -> str:
    """Render the report of a result and its state, short enough for one message."""

    def say(key: str, **values: str | int) -> str:
        return texts(key, locale, **values)

    link = say("report-picture") if url is None else f"[{say('report-picture')}]({url})"
    lines = [
        f"**{say('report-title')}**",
        say("report-drawn", link=link, who=f"<@{job.user_id}>", at=timestamp(job.created_at)),
        f"> {quote(job.prompt, QUOTE_LIMIT)}",
        say(
            "report-by",
            who=f"<@{report.reporters[0]}>" if report.reporters else "-",
            at=timestamp(report.first_ms / 1000),
            others=max(0, len(report.reporters) - 1),
        ),
    ]
    if job.deleted_at is not None:
        lines.append(say("report-removed", at=timestamp(job.deleted_at)))
    if report.block is not None:
        until = report.block.until_ms
        lines.append(
            say("report-blocked", who=f"<@{job.user_id}>")
            if until is None
            else say("report-blocked-until", who=f"<@{job.user_id}>", until=timestamp(until / 1000, "f"))
        )
    if report.dismissed_by is not None:
        lines.append(say("report-dismissed", who=f"<@{report.dismissed_by}>"))
    return shorten("\n".join(lines), CONTENT_LIMIT)

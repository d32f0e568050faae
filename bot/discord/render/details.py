"""Result details as text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.i18n import Texts
from bot.discord.labels import quality_label, size_label
from bot.discord.links import result_url
from bot.discord.markdown import CONTENT_LIMIT, QUOTE_LIMIT, quote, sanitize, shorten
from bot.discord.render.messages import timestamp
from bot.discord.render.sources import sources_text
from bot.jobs.models import Job, JobState
from config import Model

__all__ = ["SHOWN_CHILDREN", "details_text", "is_quotable"]

#: Maximum number of derived results listed.
SHOWN_CHILDREN = 5


def details_text(
    texts: Texts,
    model: Model,
    job: Job,
    *,
    ancestors: Sequence[Job],
    children: Sequence[Job],
    locale: str,
) -> str:
    """Render the details as text, at most 2,000 characters however long the prompt.

    ``children`` may contain one more entry than is listed.
    """
    prompt = quote(job.prompt, QUOTE_LIMIT)
    lines = [
        texts("details-title", locale, id=job.id),
        texts("details-who", locale, who=f"<@{job.user_id}>", when=timestamp(job.created_at, "f")),
        texts("details-prompt" if is_quotable(job.prompt) else "details-prompt-file", locale, prompt=prompt),
        texts(
            "details-options",
            locale,
            size=size_label(texts, model, job.size, locale),
            quality=quality_label(texts, model, job.quality, locale),
            count=job.count,
            model=job.model,
        ),
        _state(texts, job, locale),
    ]
    if job.submitted_at is not None and job.rendered_at is not None:
        rendering = job.rendered_at - job.submitted_at
        waiting = job.submitted_at - job.created_at
        lines.append(texts("details-times", locale, waiting=round(waiting, 1), drawing=round(rendering, 1)))
    urls = {one.id: url for one in ancestors if (url := result_url(one)) is not None}
    if (sources := sources_text(texts, job, locale, result_urls=urls, sizes=True)) is not None:
        lines.append(sources)
    if ancestors:
        lines.append(texts("details-parents", locale, links=_links(ancestors)))
    if shown := children[:SHOWN_CHILDREN]:
        more = "…" if len(children) > len(shown) else ""
        lines.append(texts("details-children", locale, links=_links(shown) + more))
    return shorten("\n".join(lines), CONTENT_LIMIT)


def is_quotable(prompt: str) -> bool:
    """Return whether a single quoted line can show the whole prompt unchanged."""
    return len(prompt) <= QUOTE_LIMIT and sanitize(prompt) == prompt


def _state(texts: Texts, job: Job, locale: str) -> str:
    if job.state is JobState.DELIVERED:
        return texts("details-delivered", locale, charged=job.charged or 0)
    if job.state.is_open:
        return texts("details-open", locale, cost=job.cost)
    return texts("details-unfulfilled", locale)


def _links(chain: Sequence[Job]) -> str:
    """Render results as links, or as plain IDs if they have no message."""
    return " · ".join(f"[{job.id}]({url})" if (url := result_url(job)) else f"`{job.id}`" for job in chain)
